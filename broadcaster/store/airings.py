"""Airings: one programme, one instant, one zone. Knows rows; checks no hours, rules or clashes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from broadcaster.model import (
    Airing,
    AiringId,
    AiringState,
    Priority,
    ProgrammeId,
    SlotId,
    UserId,
    ZoneName,
)
from broadcaster.store._rows import AnyRow, Rows
from broadcaster.store._tables import airing

_KIND = "airing"


class Airings:
    """The airings' book."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(
        self,
        programme: ProgrammeId | None,
        slot: SlotId | None,
        zone: ZoneName,
        title: str,
        starts_at: datetime,
        latest: datetime,
        priority: Priority,
        reason: str,
        booked_by: UserId | None,
    ) -> Airing | None:
        """Add a planned airing; None when the slot has its airing there already, even cancelled.

        An airing without a slot is always added: who books it answers for it.
        """
        values = {
            "programme": programme,
            "slot": slot,
            "zone": zone,
            "title": title,
            "starts_at": starts_at,
            "latest": latest,
            "priority": priority,
            "reason": reason,
            "state": AiringState.PLANNED,
            "booked_by": booked_by,
        }
        row = self._rows.insert_absent(airing, values, unique=["slot", "starts_at", "zone"])
        return None if row is None else _airing(row)

    def get(self, id: AiringId) -> Airing:
        """Return the airing; raises NotFoundError."""
        return _airing(self._rows.by_id(airing, id, _KIND))

    def between(
        self, since: datetime, until: datetime, include_cancelled: bool = False
    ) -> tuple[Airing, ...]:
        """Return the airings that start at `since` or later and before `until`, in that order."""
        look_up = select(airing).where(airing.c.starts_at >= since, airing.c.starts_at < until)
        if not include_cancelled:
            look_up = look_up.where(airing.c.state == AiringState.PLANNED)
        rows = self._rows.all(look_up.order_by(airing.c.starts_at, airing.c.id))
        return tuple(_airing(row) for row in rows)

    def cancel(self, id: AiringId, by: UserId | None, at: datetime) -> bool:
        """Cancel a planned airing; False when it is planned no longer. Raises NotFoundError."""
        return self._set_planned(id, state=AiringState.CANCELLED, cancelled_by=by, cancelled_at=at)

    def set_programme(self, id: AiringId, programme: ProgrammeId | None, title: str) -> bool:
        """Put a programme into a planned airing; False when cancelled. Raises NotFoundError."""
        return self._set_planned(id, programme=programme, title=title)

    def _set_planned(self, id: AiringId, **values: object) -> bool:
        planned = airing.c.state == AiringState.PLANNED
        update = airing.update().where(airing.c.id == id, planned).values(values)
        if self._rows.update(update) == 0:
            self._rows.by_id(airing, id, _KIND)
            return False
        return True


def _airing(row: AnyRow) -> Airing:
    return Airing(
        id=AiringId(row.id),
        programme=None if row.programme is None else ProgrammeId(row.programme),
        slot=None if row.slot is None else SlotId(row.slot),
        zone=ZoneName(row.zone),
        title=row.title,
        starts_at=row.starts_at,
        latest=row.latest,
        priority=row.priority,
        reason=row.reason,
        state=row.state,
        booked_by=None if row.booked_by is None else UserId(row.booked_by),
        cancelled_by=None if row.cancelled_by is None else UserId(row.cancelled_by),
    )
