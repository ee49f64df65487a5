"""What everyone at the traffic desk has at hand: books, clock, zones, rules. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from broadcaster.model import EventLevel, OutputName, Rules, UserId, ZoneName
from broadcaster.sound.vault import Vault
from broadcaster.spool import Spool
from broadcaster.store import Books, Store
from broadcaster.traffic.errors import ZoneError


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk's things; `tz` is where the station's days begin."""

    store: Store
    vault: Vault
    spool: Spool
    now: Callable[[], datetime]
    zones: Mapping[ZoneName, Sequence[OutputName]]
    rules: Rules
    station: str
    node: str
    tz: tzinfo
    self_approval: bool

    def outputs(self, zone: ZoneName) -> Sequence[OutputName]:
        """Return the outputs of `zone`; none when the settings no longer name it."""
        return self.zones.get(zone, ())

    def check_zone(self, zone: ZoneName) -> None:
        """Raise ZoneError unless `zone` has an output."""
        if not self.outputs(zone):
            raise ZoneError(zone)

    def day_of(self, instant: datetime) -> date:
        """Return the local day of `instant`."""
        return instant.astimezone(self.tz).date()

    def midnight(self, day: date) -> datetime:
        """Return the instant at which the local `day` begins, in UTC."""
        return datetime.combine(day, time(0), self.tz).astimezone(UTC)

    def note(self, books: Books, what: str, by: UserId | None, subject: str, detail: str) -> None:
        """Write who did what into the audit trail."""
        books.events.add(EventLevel.NOTE, what, by, subject, detail, self.now())
