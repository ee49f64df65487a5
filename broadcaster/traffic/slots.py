"""Slots: the recurring places in the week, and the airings they become.

Knows the desk and the books; knows nothing of single bookings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from broadcaster.calendar import PlannedAiring, expand
from broadcaster.model import (
    Airing,
    Ms,
    Priority,
    ProgrammeId,
    ProgrammeState,
    Reason,
    Role,
    Slot,
    SlotId,
    UserId,
    ZoneName,
)
from broadcaster.permission import require
from broadcaster.rules import breach
from broadcaster.store import Books
from broadcaster.traffic.clash import length_of, refuse_clash
from broadcaster.traffic.desk import Desk
from broadcaster.traffic.errors import (
    OutsideHoursError,
    ProgrammeGoneError,
    SlotError,
    TooLongError,
)

_DAY = timedelta(days=1)
_WEEK_AND_DAY = 8 * _DAY
_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class SlotWish:
    """A slot as asked for, before it has a number."""

    name: str
    weekdays: frozenset[int]
    start: time
    zone: ZoneName
    programme: ProgrammeId | None
    longest_ms: Ms
    late_ms: Ms
    valid_from: date
    valid_to: date | None

    def as_slot(self) -> Slot:
        """Return the slot this would become; its number 0 belongs to none."""
        return Slot(
            SlotId(0),
            self.name,
            self.weekdays,
            self.start,
            self.zone,
            self.programme,
            self.longest_ms,
            self.late_ms,
            self.valid_from,
            self.valid_to,
            active=True,
        )


def add_slot(desk: Desk, wish: SlotWish, by: UserId) -> Slot:
    """Make a slot and its coming airings. See Traffic.add_slot."""
    _refuse_senseless(wish)
    desk.check_zone(wish.zone)
    now = desk.now()
    with desk.store.write() as books:
        require(books, by, Role.OPERATOR)
        _check_programme(books, wish.programme, wish.longest_ms)
        first = max(wish.valid_from, desk.day_of(now))
        # The other slots become airings first: whatever recurs weekly shows within these days.
        materialise(desk, books, first - _DAY, first + _WEEK_AND_DAY, now)
        _check_occurrences(desk, books, wish, first, now)
        slot = books.slots.add(
            wish.name,
            wish.weekdays,
            wish.start,
            wish.zone,
            wish.programme,
            wish.longest_ms,
            wish.late_ms,
            wish.valid_from,
            wish.valid_to,
        )
        materialise(desk, books, first, first + _WEEK_AND_DAY, now)
        desk.note(books, "slot-added", by, f"slot:{slot.id}", slot.name)
    return slot


def stop_slot(desk: Desk, slot: SlotId, by: UserId) -> None:
    """End a slot and cancel what it had to come. See Traffic.stop_slot."""
    now = desk.now()
    with desk.store.write() as books:
        require(books, by, Role.OPERATOR)
        name = books.slots.get(slot).name
        books.slots.set_active(slot, False)
        for airing in _to_come(books, slot, now):
            books.airings.cancel(airing.id, by, now)
        desk.note(books, "slot-stopped", by, f"slot:{slot}", name)


def set_slot_programme(desk: Desk, slot: SlotId, programme: ProgrammeId | None, by: UserId) -> None:
    """Fix what a slot plays. See Traffic.set_slot_programme."""
    now = desk.now()
    with desk.store.write() as books:
        require(books, by, Role.OPERATOR)
        present = books.slots.get(slot)
        title = _check_programme(books, programme, present.longest_ms) or present.name
        books.slots.set_programme(slot, programme)
        for airing in _to_come(books, slot, now):
            # One that was filled by hand keeps what it was given.
            if airing.programme == present.programme:
                books.airings.set_programme(airing.id, programme, title)
        desk.note(books, "slot-programme-set", by, f"slot:{slot}", title)


def missing(desk: Desk, books: Books, since: date, until: date, now: datetime) -> bool:
    """Tell whether an occurrence of the active slots has no airing yet."""
    return bool(_missing(desk, books, since, until, now))


def materialise(desk: Desk, books: Books, since: date, until: date, now: datetime) -> None:
    """Turn the slots' occurrences on local days `since` to `until` (excluded) into airings.

    What has one already, even a cancelled one, is left alone, and the past is not rewritten.
    """
    for planned in _missing(desk, books, since, until, now):
        slot = planned.slot
        title = slot.name
        if slot.programme is not None:
            title = books.programmes.get(slot.programme).title
        latest = planned.starts_at + timedelta(milliseconds=slot.late_ms)
        books.airings.add(
            slot.programme,
            slot.id,
            slot.zone,
            title,
            planned.starts_at,
            latest,
            Priority.ORDINARY,
            "",
            None,
        )


def _missing(
    desk: Desk, books: Books, since: date, until: date, now: datetime
) -> list[PlannedAiring]:
    planned = [
        one for one in expand(books.slots.all(), since, until, desk.tz) if one.starts_at > now
    ]
    if not planned:
        return []
    known = {
        (airing.slot, airing.starts_at, airing.zone)
        for airing in books.airings.between(
            desk.midnight(since), desk.midnight(until), include_cancelled=True
        )
    }
    return [one for one in planned if (one.slot.id, one.starts_at, one.slot.zone) not in known]


def _to_come(books: Books, slot: SlotId, now: datetime) -> list[Airing]:
    return [airing for airing in books.airings.between(now, now + _YEAR) if airing.slot == slot]


def _check_occurrences(
    desk: Desk, books: Books, wish: SlotWish, first: date, now: datetime
) -> None:
    """Raise for the first occurrence that lies outside the hours or on another airing."""
    _check_programme(books, wish.programme, wish.longest_ms)
    programme = None if wish.programme is None else books.programmes.get(wish.programme)
    length = length_of(programme, wish.as_slot())
    taken = books.airings.between(desk.midnight(first - _DAY), desk.midnight(first + _YEAR))
    busy = {desk.day_of(airing.starts_at) + shift for airing in taken for shift in (0 * _DAY, _DAY)}
    for planned in expand([wish.as_slot()], first, first + _YEAR, desk.tz):
        starts_at = planned.starts_at
        if starts_at <= now:
            continue
        reason = breach(desk.rules, starts_at, wish.longest_ms, desk.tz, Priority.ORDINARY)
        if reason is Reason.TOO_LONG:
            raise TooLongError(wish.longest_ms, desk.rules.longest_ms)
        if reason is not None:
            raise OutsideHoursError(starts_at, wish.longest_ms)
        ends_at = starts_at + timedelta(milliseconds=length)
        if not busy.isdisjoint((desk.day_of(starts_at), desk.day_of(ends_at))):
            refuse_clash(desk, books, starts_at, length, wish.zone, Priority.ORDINARY)


def _check_programme(books: Books, programme: ProgrammeId | None, longest_ms: Ms) -> str | None:
    """Return the programme's title; raise when it is withdrawn or longer than the slot."""
    if programme is None:
        return None
    chosen = books.programmes.get(programme)
    if chosen.state is ProgrammeState.WITHDRAWN:
        raise ProgrammeGoneError(chosen.id, chosen.title)
    if chosen.master is not None and chosen.master.length_ms > longest_ms:
        raise TooLongError(chosen.master.length_ms, longest_ms)
    return chosen.title


def _refuse_senseless(wish: SlotWish) -> None:
    wrong: Iterable[tuple[str, bool]] = (
        ("name", not wish.name),
        ("weekdays", not wish.weekdays or not wish.weekdays <= set(range(7))),
        ("valid_to", wish.valid_to is not None and wish.valid_to < wish.valid_from),
        ("longest_ms", wish.longest_ms <= 0),
        ("late_ms", wish.late_ms < 0),
    )
    for field, found in wrong:
        if found:
            raise SlotError(field)
