"""Small named positions, such as how far a journal was read. Knows names and texts only."""

from __future__ import annotations

from sqlalchemy import select

from broadcaster.store._rows import Rows
from broadcaster.store._tables import mark


class Marks:
    """The book of marks."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def get(self, name: str) -> str | None:
        """Return what was last set under `name`, or None."""
        row = self._rows.one(select(mark.c.value).where(mark.c.name == name))
        return None if row is None else str(row[0])

    def set(self, name: str, value: str) -> None:
        """Put `value` under `name`, in place of what was there."""
        if self._rows.update(mark.update().where(mark.c.name == name).values(value=value)) == 0:
            self._rows.insert(mark, {"name": name, "value": value})
