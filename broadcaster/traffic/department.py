"""The traffic desk: verdicts on sounds, bookings, slots, and the cue sheet.

One door for what its neighbours in this folder do, each with the rules it knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, tzinfo

from broadcaster.model import (
    Airing,
    AiringId,
    Approval,
    CueSheet,
    Ms,
    OutputName,
    Priority,
    Programme,
    ProgrammeId,
    Rules,
    Slot,
    SlotId,
    UserId,
    Verdict,
    ZoneName,
)
from broadcaster.sound.vault import Sha, Vault
from broadcaster.spool import Spool
from broadcaster.store import Store
from broadcaster.traffic import booking, slots, verdicts, view
from broadcaster.traffic.desk import Desk
from broadcaster.traffic.sheet import Feed, draw
from broadcaster.traffic.slots import SlotWish
from broadcaster.traffic.view import AiringView

LATE_MS = Ms(5 * 60_000)
"""How late an airing may begin unless the desk says otherwise."""
SLOT_MS = Ms(30 * 60_000)
"""How long a slot is unless the desk says otherwise."""


class Traffic:
    """Approves sounds, books airings, and keeps playout's cue sheet true."""

    def __init__(
        self,
        *,
        store: Store,
        vault: Vault,
        spool: Spool,
        now: Callable[[], datetime],
        zones: Mapping[ZoneName, Sequence[OutputName]],
        rules: Rules,
        station: str,
        node: str,
        tz: tzinfo,
        self_approval: bool = False,
    ) -> None:
        """`self_approval` lets a station of one person approve what it wrote."""
        self._desk = Desk(
            store, vault, spool, now, dict(zones), rules, station, node, tz, self_approval
        )
        self._feed = Feed(self._desk)

    @property
    def zones(self) -> tuple[ZoneName, ...]:
        """The zones that can be booked, in the order of the settings."""
        return tuple(self._desk.zones)

    def approve(self, programme: ProgrammeId, heard: Sha, by: UserId, remark: str = "") -> Approval:
        """Approve the sound `heard`, which must be the programme's present master.

        Raises NotAllowedError, NotReadyError, NotHeardError, OwnWorkError, store.NotFoundError.
        """
        return verdicts.judge(self._desk, programme, heard, Verdict.APPROVED, by, remark)

    def return_(self, programme: ProgrammeId, heard: Sha, by: UserId, remark: str) -> Approval:
        """Send the sound `heard` back with a remark; an approval of it falls away.

        Raises NotAllowedError, NotReadyError, NotHeardError, RemarkMissingError,
        store.NotFoundError.
        """
        return verdicts.judge(self._desk, programme, heard, Verdict.RETURNED, by, remark)

    def standing(self, programme: Programme) -> Verdict | None:
        """Return the verdict on the programme's present sound; None while there is none."""
        with self._desk.store.read() as books:
            return verdicts.standing(books, programme)

    def standings(self, programmes: Iterable[Programme]) -> dict[ProgrammeId, Verdict | None]:
        """Return the standing of each of `programmes`."""
        with self._desk.store.read() as books:
            return {one.id: verdicts.standing(books, one) for one in programmes}

    def verdicts(self, programme: ProgrammeId) -> tuple[Approval, ...]:
        """Return every verdict ever taken on a programme, newest first."""
        with self._desk.store.read() as books:
            return tuple(books.approvals.of(programme))

    def book(
        self,
        programme: ProgrammeId,
        starts_at: datetime,
        zone: ZoneName,
        by: UserId,
        late_ms: Ms = LATE_MS,
        priority: Priority = Priority.ORDINARY,
        reason: str = "",
    ) -> Airing:
        """Book a programme at an instant in a zone; it may be booked before it is approved.

        An urgent airing (khẩn cấp) may lie outside the hours and cuts into others, and needs a
        reason. Raises NotAllowedError, PastError, ZoneError, ProgrammeGoneError, ClashError,
        OutsideHoursError, TooLongError, RemarkMissingError, store.NotFoundError.
        """
        desk = self._desk
        return booking.book(desk, programme, starts_at, zone, by, late_ms, priority, reason)

    def interrupt(self, programme: ProgrammeId, zone: ZoneName, by: UserId, reason: str) -> Airing:
        """Put an approved programme on the air at once, as an urgent airing.

        Raises NotAllowedError, NotApprovedError, RemarkMissingError, ZoneError, ClashError with
        another urgent one, store.NotFoundError.
        """
        return booking.interrupt(self._desk, programme, zone, by, LATE_MS, reason)

    def fill(self, airing: AiringId, programme: ProgrammeId, by: UserId) -> Airing:
        """Give one airing this programme, as for an empty slot; the slot stays as it is.

        Raises NotAllowedError, AiringOverError, ProgrammeGoneError, TooLongError,
        OutsideHoursError, ClashError, store.NotFoundError.
        """
        return booking.fill(self._desk, airing, programme, by)

    def cancel(self, airing: AiringId, by: UserId, reason: str) -> Airing:
        """Cancel an airing, also while it is on the air.

        Raises NotAllowedError, AiringOverError, store.NotFoundError.
        """
        return booking.cancel(self._desk, airing, by, reason)

    def add_slot(
        self,
        name: str,
        weekdays: Iterable[int],
        start: time,
        zone: ZoneName,
        by: UserId,
        programme: ProgrammeId | None = None,
        longest_ms: Ms = SLOT_MS,
        late_ms: Ms = LATE_MS,
        valid_from: date | None = None,
        valid_to: date | None = None,
    ) -> Slot:
        """Make a recurring place in the week; Monday is weekday 0, `start` is local time.

        Valid from today unless said otherwise, `valid_to` included. Raises NotAllowedError,
        SlotError, ZoneError, ProgrammeGoneError, TooLongError, OutsideHoursError, ClashError,
        store.NotFoundError.
        """
        wish = SlotWish(
            " ".join(name.split()),
            frozenset(weekdays),
            start,
            zone,
            programme,
            longest_ms,
            late_ms,
            valid_from or self._desk.day_of(self._desk.now()),
            valid_to,
        )
        return slots.add_slot(self._desk, wish, by)

    def stop_slot(self, slot: SlotId, by: UserId) -> None:
        """End a slot; its airings to come are cancelled.

        Raises NotAllowedError, store.NotFoundError.
        """
        slots.stop_slot(self._desk, slot, by)

    def set_slot_programme(self, slot: SlotId, programme: ProgrammeId | None, by: UserId) -> None:
        """Fix what a slot plays, for its airings to come as well; None leaves them empty.

        Raises NotAllowedError, ProgrammeGoneError, TooLongError, store.NotFoundError.
        """
        slots.set_slot_programme(self._desk, slot, programme, by)

    def slots(self, active_only: bool = True) -> tuple[Slot, ...]:
        """Return the slots, in the order of their local starting times."""
        with self._desk.store.read() as books:
            return tuple(books.slots.all(active_only))

    def airing(self, airing: AiringId) -> AiringView:
        """Return one airing as the desk sees it. Raises store.NotFoundError."""
        return view.one(self._desk, airing)

    def week(self, monday: date) -> tuple[AiringView, ...]:
        """Return the airings of the seven local days from `monday`, cancelled ones too."""
        return view.week(self._desk, monday)

    def between(self, since: datetime, until: datetime) -> tuple[AiringView, ...]:
        """Return the airings that start from `since` until `until`, cancelled ones too."""
        return view.span(self._desk, since, until)

    def sheet(self, now: datetime) -> CueSheet:
        """Return the cue sheet as it should be at `now`, with the sounds the spool has."""
        return draw(self._desk, now, {})

    def turn(self, now: datetime) -> datetime:
        """Expand slots, bring approved sounds to the spool, publish the sheet when it changed."""
        return self._feed.turn(now)
