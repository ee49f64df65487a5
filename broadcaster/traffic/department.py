"""The traffic desk: verdicts on sounds, bookings, slots, and the cue sheet.

Knows the books, the vault and the spool; every rule it asks for lies beneath it.
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
from broadcaster.traffic.view import AiringView

LATE_MS = Ms(5 * 60_000)
"""How late an airing may begin unless the desk says otherwise."""


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
        raise NotImplementedError

    def approve(self, programme: ProgrammeId, heard: Sha, by: UserId, remark: str = "") -> Approval:
        """Approve the sound `heard`."""
        raise NotImplementedError

    def return_(self, programme: ProgrammeId, heard: Sha, by: UserId, remark: str) -> Approval:
        """Send the sound `heard` back with a remark."""
        raise NotImplementedError

    def standing(self, programme: Programme) -> Verdict | None:
        """Return the verdict on the programme's present sound; None while there is none."""
        raise NotImplementedError

    def standings(self, programmes: Iterable[Programme]) -> dict[ProgrammeId, Verdict | None]:
        """Return the standing of each of `programmes`."""
        raise NotImplementedError

    def verdicts(self, programme: ProgrammeId) -> tuple[Approval, ...]:
        """Return every verdict ever taken on a programme, newest first."""
        raise NotImplementedError

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
        """Book a programme at an instant in a zone; it may be booked before it is approved."""
        raise NotImplementedError

    def interrupt(self, programme: ProgrammeId, zone: ZoneName, by: UserId, reason: str) -> Airing:
        """Put an approved programme on the air at once, as an urgent airing."""
        raise NotImplementedError

    def fill(self, airing: AiringId, programme: ProgrammeId, by: UserId) -> Airing:
        """Give one airing of a slot this programme."""
        raise NotImplementedError

    def cancel(self, airing: AiringId, by: UserId, reason: str) -> Airing:
        """Cancel an airing, also while it is on the air."""
        raise NotImplementedError

    def add_slot(
        self,
        name: str,
        weekdays: Iterable[int],
        start: time,
        zone: ZoneName,
        by: UserId,
        programme: ProgrammeId | None = None,
        longest_ms: Ms = Ms(30 * 60_000),
        late_ms: Ms = LATE_MS,
        valid_from: date | None = None,
        valid_to: date | None = None,
    ) -> Slot:
        """Make a recurring place in the week; Monday is weekday 0, `start` is local time."""
        raise NotImplementedError

    def stop_slot(self, slot: SlotId, by: UserId) -> None:
        """End a slot; its airings to come are cancelled."""
        raise NotImplementedError

    def set_slot_programme(self, slot: SlotId, programme: ProgrammeId | None, by: UserId) -> None:
        """Fix what a slot plays, for its airings to come as well; None leaves them empty."""
        raise NotImplementedError

    def slots(self, active_only: bool = True) -> tuple[Slot, ...]:
        """Return the slots."""
        raise NotImplementedError

    def airing(self, airing: AiringId) -> AiringView:
        """Return one airing as the desk sees it. Raises store.NotFoundError."""
        raise NotImplementedError

    def week(self, monday: date) -> tuple[AiringView, ...]:
        """Return the airings of the seven local days from `monday`, cancelled ones too."""
        raise NotImplementedError

    def sheet(self, now: datetime) -> CueSheet:
        """Return the cue sheet as it should be at `now`."""
        raise NotImplementedError

    def turn(self, now: datetime) -> datetime:
        """Expand slots, bring sounds to the spool, publish the sheet when it changed."""
        raise NotImplementedError
