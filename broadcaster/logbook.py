"""The logbook: what was really heard, once each, and what a person must be told about.

Knows the spool's journal and the books; changes no schedule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo

from broadcaster.model import AsRun, Event, EventId, UserId
from broadcaster.spool import Spool, Status
from broadcaster.store import Store


class Logbook:
    """Brings the journal into the books and answers for what was aired."""

    def __init__(
        self,
        *,
        store: Store,
        spool: Spool,
        now: Callable[[], datetime],
        node: str,
        tz: tzinfo,
    ) -> None:
        """`node` names the journal's reader mark; `tz` is where days begin."""
        raise NotImplementedError

    def turn(self, now: datetime) -> datetime:
        """Bring new journal entries into the books, once; raise alerts for what went wrong."""
        raise NotImplementedError

    def log(self, since: datetime, until: datetime) -> tuple[AsRun, ...]:
        """Return the as-run records planned from `since` until `until` (excluded)."""
        raise NotImplementedError

    def latest(self, limit: int = 20) -> tuple[AsRun, ...]:
        """Return the newest as-run records, newest first."""
        raise NotImplementedError

    def week(self, monday: date) -> tuple[AsRun, ...]:
        """Return the as-run records of the seven local days from `monday`."""
        raise NotImplementedError

    def csv(self, rows: Iterable[AsRun]) -> bytes:
        """Return `rows` as CSV: UTF-8 with a mark for Excel, Vietnamese header, local times."""
        raise NotImplementedError

    def on_air(self) -> Status | None:
        """Return what playout last said of itself; None when it never did or has fallen silent."""
        raise NotImplementedError

    def alerts(self) -> tuple[Event, ...]:
        """Return the alerts nobody has marked as seen, newest first."""
        raise NotImplementedError

    def events(self, limit: int = 100) -> tuple[Event, ...]:
        """Return the newest events: who did what, and what went wrong."""
        raise NotImplementedError

    def mark_seen(self, event: EventId, by: UserId) -> None:
        """Take an alert off the page; any person who may sign in may do so."""
        raise NotImplementedError
