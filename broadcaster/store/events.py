"""Who did what, and what went wrong. Knows rows; tells nobody about them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from broadcaster.model import Event, EventId, EventLevel, UserId
from broadcaster.store._rows import AnyRow, Rows
from broadcaster.store._tables import event

_KIND = "event"


class Events:
    """The events' book."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(
        self,
        level: EventLevel,
        what: str,
        by: UserId | None,
        subject: str,
        detail: str,
        at: datetime,
    ) -> Event:
        """Add an event nobody has seen yet."""
        values = {
            "level": level,
            "what": what,
            "by": by,
            "subject": subject,
            "detail": detail,
            "at": at,
        }
        return _event(self._rows.insert(event, values))

    def latest(self, limit: int) -> tuple[Event, ...]:
        """Return the `limit` events recorded last, the latest first."""
        rows = self._rows.all(select(event).order_by(event.c.id.desc()).limit(limit))
        return tuple(_event(row) for row in rows)

    def unseen_alerts(self) -> tuple[Event, ...]:
        """Return the alerts no person has seen, the latest first."""
        look_up = select(event).where(event.c.level == EventLevel.ALERT, event.c.seen_at.is_(None))
        return tuple(_event(row) for row in self._rows.all(look_up.order_by(event.c.id.desc())))

    def mark_seen(self, id: EventId, at: datetime) -> bool:
        """Record when a person first saw it; False when seen before. Raises NotFoundError."""
        unseen = event.update().where(event.c.id == id, event.c.seen_at.is_(None))
        if self._rows.update(unseen.values(seen_at=at)) == 0:
            self._rows.by_id(event, id, _KIND)
            return False
        return True


def _event(row: AnyRow) -> Event:
    return Event(
        id=EventId(row.id),
        at=row.at,
        level=row.level,
        what=row.what,
        by=None if row.by is None else UserId(row.by),
        subject=row.subject,
        detail=row.detail,
        seen_at=row.seen_at,
    )
