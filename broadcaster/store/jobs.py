"""Long work: one row per set of inputs, claimed by conditional update under a lease.

Knows rows; runs nothing. A claim is `UPDATE … WHERE` it is free; one row changed means it is ours.
The number of attempts names the claim: a worker that was thought dead and wakes up late can pass
the `attempt` it holds, and changes nothing once somebody else has claimed the job.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from broadcaster.model import Job, JobId, JobKind, JobState
from broadcaster.sound.vault import Sha
from broadcaster.store._rows import AnyRow, Rows
from broadcaster.store._tables import production_job as job

_KIND = "job"
_LIVE = (JobState.QUEUED, JobState.RUNNING)
_VAIN = (JobState.FAILED, JobState.CANCELLED)


class Jobs:
    """The jobs' book."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def want(self, key: str, kind: JobKind, subject: int, priority: int, at: datetime) -> Job:
        """Return the job of that key, queued when there was none, or it failed or was cancelled.

        A job that waits already keeps the higher priority of the two; one that is done is done.
        """
        values = {
            "key": key,
            "kind": kind,
            "subject": subject,
            "state": JobState.QUEUED,
            "stage": "",
            "progress": 0,
            "attempts": 0,
            "priority": priority,
            "created_at": at,
            "changed_at": at,
        }
        row = self._rows.insert_absent(job, values, unique=["key"])
        if row is not None:
            return _job(row)
        in_vain = job.update().where(job.c.key == key, job.c.state.in_(_VAIN))
        self._rows.update(
            in_vain.values(
                state=JobState.QUEUED,
                stage="",
                progress=0,
                error=None,
                lease_until=None,
                began_at=None,
                priority=priority,
                changed_at=at,
            )
        )
        hurried = job.update().where(
            job.c.key == key, job.c.state == JobState.QUEUED, job.c.priority < priority
        )
        self._rows.update(hurried.values(priority=priority, changed_at=at))
        existing = self.by_key(key)
        assert existing is not None, "its key made the insertion give way"
        return existing

    def claim(self, id: JobId, until: datetime, at: datetime) -> Job | None:
        """Take the job until `until` if it waits; None when another has it or it is finished.

        It waits when it is queued, or running under a lease that had run out at `at`.
        """
        row = self._rows.updated(
            job.update()
            .where(job.c.id == id, _waits(at))
            .values(
                state=JobState.RUNNING,
                attempts=job.c.attempts + 1,
                lease_until=until,
                began_at=at,
                changed_at=at,
            ),
            job,
        )
        return None if row is None else _job(row)

    def beat(
        self,
        id: JobId,
        stage: str,
        progress: int,
        until: datetime,
        at: datetime,
        *,
        attempt: int | None = None,
    ) -> bool:
        """Tell how far the running job is (0 to 1000) and extend its lease.

        False when it does not run, or no longer for this `attempt`: stop working on it then.
        """
        update = job.update().where(_held(id, attempt))
        values = {"stage": stage, "progress": progress, "lease_until": until, "changed_at": at}
        return self._rows.update(update.values(values)) == 1

    def finish(
        self, id: JobId, result: Sha | None, at: datetime, *, attempt: int | None = None
    ) -> bool:
        """Record what the running job made; False when it does not run for this `attempt`."""
        update = job.update().where(_held(id, attempt))
        return (
            self._rows.update(
                update.values(
                    state=JobState.DONE,
                    progress=1000,
                    result=result,
                    error=None,
                    lease_until=None,
                    changed_at=at,
                )
            )
            == 1
        )

    def fail(self, id: JobId, error: str, at: datetime, *, attempt: int | None = None) -> bool:
        """Record why the running job made nothing; False when it does not run for `attempt`."""
        update = job.update().where(_held(id, attempt))
        values = {"state": JobState.FAILED, "error": error, "lease_until": None, "changed_at": at}
        return self._rows.update(update.values(values)) == 1

    def cancel(self, id: JobId, why: str, at: datetime) -> bool:
        """Want the job no longer, whether it waits or runs; False when it does neither.

        Who works on it learns so from its next beat, and cannot finish it any more.
        """
        update = job.update().where(job.c.id == id, job.c.state.in_(_LIVE))
        values = {"state": JobState.CANCELLED, "error": why, "lease_until": None, "changed_at": at}
        return self._rows.update(update.values(values)) == 1

    def get(self, id: JobId) -> Job:
        """Return the job; raises NotFoundError."""
        return _job(self._rows.by_id(job, id, _KIND))

    def by_key(self, key: str) -> Job | None:
        """Return the job with these inputs, or None."""
        row = self._rows.one(select(job).where(job.c.key == key))
        return None if row is None else _job(row)

    def live(self) -> tuple[Job, ...]:
        """Return the queued and running jobs, the most urgent first."""
        return self._all(job.c.state.in_(_LIVE))

    def latest(self, kind: JobKind, subject: int) -> Job | None:
        """Return the job last made for that programme or script, or None."""
        about = select(job).where(job.c.kind == kind, job.c.subject == subject)
        row = self._rows.one(about.order_by(job.c.changed_at.desc(), job.c.id.desc()).limit(1))
        return None if row is None else _job(row)

    def waiting(self, at: datetime) -> tuple[Job, ...]:
        """Return the jobs that could be claimed at `at`, the most urgent first."""
        return self._all(_waits(at))

    def _all(self, which: ColumnElement[bool]) -> tuple[Job, ...]:
        look_up = select(job).where(which).order_by(job.c.priority.desc(), job.c.id)
        return tuple(_job(row) for row in self._rows.all(look_up))


def _waits(at: datetime) -> ColumnElement[bool]:
    run_out = and_(job.c.state == JobState.RUNNING, job.c.lease_until <= at)
    return or_(job.c.state == JobState.QUEUED, run_out)


def _held(id: JobId, attempt: int | None) -> ColumnElement[bool]:
    held = and_(job.c.id == id, job.c.state == JobState.RUNNING)
    return held if attempt is None else and_(held, job.c.attempts == attempt)


def _job(row: AnyRow) -> Job:
    return Job(
        id=JobId(row.id),
        key=row.key,
        kind=row.kind,
        subject=row.subject,
        state=row.state,
        stage=row.stage,
        progress=row.progress,
        attempts=row.attempts,
        lease_until=row.lease_until,
        priority=row.priority,
        error=row.error,
        result=None if row.result is None else Sha(row.result),
        created_at=row.created_at,
        changed_at=row.changed_at,
        began_at=row.began_at,
    )
