"""How long work has taken and may still take, for people who wait for it. Pure: knows one job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from broadcaster.model import Job, JobState

_SOONEST = timedelta(seconds=2)
_FIRST_PERMILLE = 50
"""Before this nobody can tell: what was remembered goes by in no time."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a job has been worked on, and what is left at this pace (None: cannot be told)."""

    gone_ms: int
    left_ms: int | None


def of(job: Job, now: datetime) -> Pace | None:
    """Return the pace of `job` at `now`; None while nobody works on it or the clock went back."""
    if job.state is not JobState.RUNNING or job.began_at is None or now < job.began_at:
        return None
    gone = now - job.began_at
    gone_ms = round(gone / timedelta(milliseconds=1))
    if gone < _SOONEST or job.progress < _FIRST_PERMILLE:
        return Pace(gone_ms, None)
    return Pace(gone_ms, _coarse(gone_ms * (1000 - job.progress) / job.progress))


def _coarse(left_ms: float) -> int:
    """Return `left_ms` rounded up to what an estimate is worth: 5 seconds, or whole minutes."""
    step = 5_000 if left_ms <= 60_000 else 60_000
    return max(1, -(-round(left_ms) // step)) * step
