"""As-run records: what each output did with each cue. Knows rows, one per cue, never changed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select

from broadcaster.model import AiringId, AsRun, CueId, Ms, OutputName, ZoneName
from broadcaster.sound.vault import Sha
from broadcaster.store._rows import AnyRow, Rows
from broadcaster.store._tables import as_run


class AsRuns:
    """The as-run book."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, asrun: AsRun) -> bool:
        """Add what one output did with one cue; False when the cue has its record already."""
        return self._rows.insert_absent(as_run, asdict(asrun), unique=["cue"]) is not None

    def between(self, since: datetime, until: datetime) -> tuple[AsRun, ...]:
        """Return what was planned at `since` or later and before `until`, in that order."""
        look_up = select(as_run).where(as_run.c.planned_at >= since, as_run.c.planned_at < until)
        rows = self._rows.all(look_up.order_by(as_run.c.planned_at, as_run.c.id))
        return tuple(_asrun(row) for row in rows)

    def of_airing(self, airing: AiringId) -> tuple[AsRun, ...]:
        """Return what each output did with the airing, in the order it was recorded."""
        look_up = select(as_run).where(as_run.c.airing == airing).order_by(as_run.c.id)
        return tuple(_asrun(row) for row in self._rows.all(look_up))

    def latest(self, limit: int) -> tuple[AsRun, ...]:
        """Return the `limit` records that ended last, the latest first."""
        look_up = select(as_run).order_by(as_run.c.ended_at.desc(), as_run.c.id.desc())
        return tuple(_asrun(row) for row in self._rows.all(look_up.limit(limit)))


def _asrun(row: AnyRow) -> AsRun:
    return AsRun(
        cue=CueId(row.cue),
        airing=AiringId(row.airing),
        node=row.node,
        output=OutputName(row.output),
        zone=ZoneName(row.zone),
        title=row.title,
        sound=None if row.sound is None else Sha(row.sound),
        planned_at=row.planned_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        length_ms=Ms(row.length_ms),
        sent_ms=Ms(row.sent_ms),
        outcome=row.outcome,
        reason=row.reason,
        detail=row.detail,
    )
