"""The names of sounds in all books: which one is needed, which one is a passing preview.

Knows every column that names a sound; knows no file.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, ColumnElement, select

from broadcaster.model import JobKind
from broadcaster.sound.vault import Sha
from broadcaster.store._rows import Rows
from broadcaster.store._tables import metadata
from broadcaster.store._tables import production_job as job

_CALLED = {"sha", "source_sha", "master_sha", "sound"}
"""What columns are called that name a sound, in whatever table: masters and recordings, sounds that
were judged, sounds that were sent."""
NEEDED: tuple[Column[str], ...] = tuple(
    column for table in metadata.sorted_tables for column in table.c if column.name in _CALLED
)


class Sounds:
    """What the books say of sounds."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def needed(self) -> frozenset[Sha]:
        """Return every sound that a row of any book but the jobs' names."""
        named = (self._named(column, column.is_not(None)) for column in NEEDED)
        return frozenset().union(*named)

    def previews(self) -> frozenset[Sha]:
        """Return what was made as a preview, and as nothing else."""
        made = job.c.result.is_not(None)
        passing = self._named(job.c.result, made, job.c.kind == JobKind.PREVIEW)
        return passing - self._named(job.c.result, made, job.c.kind != JobKind.PREVIEW)

    def _named(self, column: Column[str], *which: ColumnElement[bool]) -> frozenset[Sha]:
        rows: Iterable[tuple[str]] = (
            (row[0],) for row in self._rows.all(select(column).where(*which).distinct())
        )
        return frozenset(Sha(name) for (name,) in rows)
