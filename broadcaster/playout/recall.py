"""What playout remembers across a restart, and the rows it writes: from journal lines to values."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from broadcaster.model import AsRun, Cue, CueId, CueSheet, Gap, Ms, Outcome, Reason
from broadcaster.playout.decide import RETRY, UNTOUCHED, Trace
from broadcaster.spool import Armed, Ended, Spool, Started

RECALLED = 10_000_000
"""How many bytes of the journal's end are read: some two years at twenty cues a day, in three
seconds. A cue sheet looks back one day."""


def recall(spool: Spool) -> dict[CueId, Trace]:
    """Return the trace of every cue in the last part of the journal.

    How much of a broken sound was sent is in no journal line; the last status knows it, to within
    the half second between two statuses.
    """
    traces: dict[CueId, Trace] = {}
    lines, _ = spool.journal.lines_after(max(0, spool.journal.length - RECALLED))
    for line in lines:
        match line.entry:
            case Armed(cue=cue, sound=sound):
                traces[cue] = replace(traces.get(cue, UNTOUCHED), sound=sound)
            case Started(cue=cue, started_at=at):
                trace = traces.get(cue, UNTOUCHED)
                traces[cue] = replace(trace, started_at=trace.started_at or at)
            case Ended(as_run=row):
                traces[row.cue] = Trace(ended=True)
    status = spool.status()
    for output in status.outputs if status else ():
        trace = UNTOUCHED if output.cue is None else traces.get(output.cue, UNTOUCHED)
        if output.cue is not None and trace.started_at is not None:
            traces[output.cue] = replace(trace, sent_ms=output.sent_ms)
    return traces


def upcoming(sheet: CueSheet | None, now: datetime) -> Cue | None:
    """Return the next cue that still stands, or None."""
    if sheet is None:
        return None
    waiting = [c for c in sheet.cues if c.starts_at > now and c.id not in sheet.cancelled]
    return min(waiting, key=lambda cue: cue.starts_at, default=None)


def as_run(
    cue: Cue | Gap,
    node: str,
    started_at: datetime | None,
    ended_at: datetime,
    sent_ms: Ms,
    outcome: Outcome,
    reason: Reason | None,
    detail: str,
) -> AsRun:
    """Return the one row of `cue`: every fact copied, so that later changes cannot reach it."""
    return AsRun(
        cue=cue.id,
        airing=cue.airing,
        node=node,
        output=cue.output,
        zone=cue.zone,
        title=cue.title,
        sound=cue.sound if isinstance(cue, Cue) else None,
        planned_at=cue.starts_at,
        started_at=started_at,
        ended_at=ended_at,
        length_ms=cue.length_ms if isinstance(cue, Cue) else Ms(0),
        sent_ms=sent_ms,
        outcome=outcome,
        reason=reason,
        detail=detail,
    )


def troubled(trace: Trace, reason: Reason, detail: str, now: datetime) -> Trace:
    """Return `trace` with what went wrong, to be tried again a second later."""
    return replace(trace, armed=False, trouble=reason, detail=detail, retry_at=now + RETRY)
