"""Booking: one programme, one instant, one zone, and every reason why not.

Knows the desk and the books; slots are made elsewhere.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from broadcaster.model import (
    Airing,
    AiringId,
    AiringState,
    Ms,
    Priority,
    Programme,
    ProgrammeId,
    ProgrammeState,
    Reason,
    Role,
    Slot,
    UserId,
    Verdict,
    ZoneName,
    cue_id,
)
from broadcaster.permission import require
from broadcaster.rules import breach
from broadcaster.store import Books
from broadcaster.traffic.clash import airing_length, length_of, refuse_clash
from broadcaster.traffic.desk import Desk
from broadcaster.traffic.errors import (
    AiringOverError,
    NotApprovedError,
    OutsideHoursError,
    PastError,
    ProgrammeGoneError,
    RemarkMissingError,
    TooLongError,
)
from broadcaster.traffic.slots import materialise
from broadcaster.traffic.verdicts import standing

AT_ONCE = timedelta(seconds=5)
"""How far ahead "at once" is: the sheet reaches playout in two turns and the sound is checked."""

_DAY = timedelta(days=1)


def book(
    desk: Desk,
    programme: ProgrammeId,
    starts_at: datetime,
    zone: ZoneName,
    by: UserId,
    late_ms: Ms,
    priority: Priority,
    reason: str,
) -> Airing:
    """Book a programme. See Traffic.book."""
    reason = _reason(priority, reason)
    desk.check_zone(zone)
    if starts_at < desk.now():
        raise PastError(starts_at)
    with desk.store.write() as books:
        require(books, by, Role.OPERATOR)
        return _add(desk, books, programme, starts_at, zone, by, late_ms, priority, reason)


def interrupt(
    desk: Desk, programme: ProgrammeId, zone: ZoneName, by: UserId, late_ms: Ms, reason: str
) -> Airing:
    """Book an approved programme as urgent, at once. See Traffic.interrupt."""
    reason = _reason(Priority.URGENT, reason)
    desk.check_zone(zone)
    with desk.store.write() as books:
        require(books, by, Role.OPERATOR)
        if standing(books, books.programmes.get(programme)) is not Verdict.APPROVED:
            raise NotApprovedError(programme)
        starts_at = desk.now() + AT_ONCE
        return _add(desk, books, programme, starts_at, zone, by, late_ms, Priority.URGENT, reason)


def fill(desk: Desk, airing: AiringId, programme: ProgrammeId, by: UserId) -> Airing:
    """Give one airing another programme. See Traffic.fill."""
    with desk.store.write() as books:
        require(books, by, Role.OPERATOR)
        present = books.airings.get(airing)
        over = present.state is not AiringState.PLANNED or present.latest < desk.now()
        if over or _begun(desk, books, present):
            raise AiringOverError(airing, present.title)
        chosen = _standing(books, programme)
        slot = None if present.slot is None else books.slots.get(present.slot)
        check_fit(desk, chosen, slot, present.starts_at, present.priority)
        length = length_of(chosen, slot)
        starts_at, zone, priority = present.starts_at, present.zone, present.priority
        refuse_clash(desk, books, starts_at, length, zone, priority, own=present)
        books.airings.set_programme(airing, programme, chosen.title)
        desk.note(books, "airing-filled", by, f"airing:{airing}", chosen.title)
        return books.airings.get(airing)


def _begun(desk: Desk, books: Books, airing: Airing) -> bool:
    """Tell whether an output is done with the airing or plays it: nothing else will be heard."""
    cues = {cue_id(airing, output) for output in desk.outputs(airing.zone)}
    status = desk.spool.status()
    begun = {output.cue for output in (status.outputs if status else ()) if output.started_at}
    return bool(cues & (begun | {row.cue for row in books.asruns.of_airing(airing.id)}))


def cancel(desk: Desk, airing: AiringId, by: UserId, reason: str) -> Airing:
    """Cancel an airing. See Traffic.cancel."""
    now = desk.now()
    with desk.store.write() as books:
        require(books, by, Role.OPERATOR, Role.APPROVER)
        present = books.airings.get(airing)
        over = present.latest + timedelta(milliseconds=airing_length(books, present)) < now
        if over or not books.airings.cancel(airing, by, now):
            raise AiringOverError(airing, present.title)
        detail = f"{present.title}: {reason.strip()}" if reason.strip() else present.title
        desk.note(books, "airing-cancelled", by, f"airing:{airing}", detail)
        return books.airings.get(airing)


def check_fit(
    desk: Desk,
    programme: Programme | None,
    slot: Slot | None,
    starts_at: datetime,
    priority: Priority,
) -> None:
    """Raise TooLongError or OutsideHoursError when the sound may not be aired then."""
    length = length_of(programme, slot)
    if slot is not None and length > slot.longest_ms:
        raise TooLongError(length, slot.longest_ms)
    match breach(desk.rules, starts_at, length, desk.tz, priority):
        case None:
            return
        case Reason.TOO_LONG:
            raise TooLongError(length, desk.rules.longest_ms)
        case _:
            raise OutsideHoursError(starts_at, length)


def _add(
    desk: Desk,
    books: Books,
    programme: ProgrammeId,
    starts_at: datetime,
    zone: ZoneName,
    by: UserId,
    late_ms: Ms,
    priority: Priority,
    reason: str,
) -> Airing:
    chosen = _standing(books, programme)
    check_fit(desk, chosen, None, starts_at, priority)
    # Slots of those days become airings first, so that a booking weeks ahead meets them too.
    day = desk.day_of(starts_at)
    materialise(desk, books, day - _DAY, day + 2 * _DAY, desk.now())
    refuse_clash(desk, books, starts_at, length_of(chosen, None), zone, priority)
    latest = starts_at + timedelta(milliseconds=max(0, late_ms))
    airing = books.airings.add(
        programme, None, zone, chosen.title, starts_at, latest, priority, reason, by
    )
    assert airing is not None, "only an airing of a slot can exist already"
    what = "airing-urgent" if priority is Priority.URGENT else "airing-booked"
    detail = f"{chosen.title}: {reason}" if reason else chosen.title
    desk.note(books, what, by, f"airing:{airing.id}", detail)
    return airing


def _standing(books: Books, programme: ProgrammeId) -> Programme:
    chosen = books.programmes.get(programme)
    if chosen.state is ProgrammeState.WITHDRAWN:
        raise ProgrammeGoneError(chosen.id, chosen.title)
    return chosen


def _reason(priority: Priority, reason: str) -> str:
    reason = " ".join(reason.split())
    if priority is Priority.URGENT and not reason:
        raise RemarkMissingError("urgent")
    return reason
