"""The recurring places in the week. Knows rows; expands no slot into airings."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, time

from sqlalchemy import select, true

from broadcaster.model import Ms, ProgrammeId, Slot, SlotId, ZoneName
from broadcaster.store._rows import AnyRow, Rows, found
from broadcaster.store._tables import slot

_KIND = "slot"


class Slots:
    """The slots' book."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(
        self,
        name: str,
        weekdays: Collection[int],
        start: time,
        zone: ZoneName,
        programme: ProgrammeId | None,
        longest_ms: Ms,
        late_ms: Ms,
        valid_from: date,
        valid_to: date | None,
        active: bool = True,
    ) -> Slot:
        """Add a slot; `start` is local station time, Monday is weekday 0."""
        values = {
            "name": name,
            "weekdays": sorted(set(weekdays)),
            "start": start,
            "zone": zone,
            "programme": programme,
            "longest_ms": longest_ms,
            "late_ms": late_ms,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "active": active,
        }
        return _slot(self._rows.insert(slot, values))

    def get(self, id: SlotId) -> Slot:
        """Return the slot; raises NotFoundError."""
        return _slot(self._rows.by_id(slot, id, _KIND))

    def all(self, active_only: bool = True) -> tuple[Slot, ...]:
        """Return the slots in the order of their local starting times."""
        look_up = select(slot).order_by(slot.c.start, slot.c.id)
        if active_only:
            look_up = look_up.where(slot.c.active == true())
        return tuple(_slot(row) for row in self._rows.all(look_up))

    def set_active(self, id: SlotId, active: bool) -> None:
        """Let the slot go on, or stop it; raises NotFoundError."""
        update = slot.update().where(slot.c.id == id).values(active=active)
        found(self._rows.update(update), _KIND, id)

    def set_programme(self, id: SlotId, programme: ProgrammeId | None) -> None:
        """Put a programme into the slot, or leave it empty; raises NotFoundError."""
        update = slot.update().where(slot.c.id == id).values(programme=programme)
        found(self._rows.update(update), _KIND, id)


def _slot(row: AnyRow) -> Slot:
    return Slot(
        id=SlotId(row.id),
        name=row.name,
        weekdays=frozenset(row.weekdays),
        start=row.start,
        zone=ZoneName(row.zone),
        programme=None if row.programme is None else ProgrammeId(row.programme),
        longest_ms=Ms(row.longest_ms),
        late_ms=Ms(row.late_ms),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        active=row.active,
    )
