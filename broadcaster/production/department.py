"""The production department: which programmes are wanted, who is making them, what came out.

Knows the books and the queue; leaves every sound to the studio.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from broadcaster.model import Job, JobId, Programme, ProgrammeId, ProgrammeState, ScriptId, UserId
from broadcaster.production.studio import Studio
from broadcaster.queue import Queue
from broadcaster.store import Store


class Production:
    """Composes programmes and has them made."""

    def __init__(
        self,
        *,
        store: Store,
        queue: Queue,
        studio: Studio,
        now: Callable[[], datetime],
        explain: Callable[[BaseException], str] = str,
    ) -> None:
        """`explain` makes the sentence that is kept with a programme that failed."""
        raise NotImplementedError

    def compose(
        self, title: str, scripts: Sequence[ScriptId], for_date: date | None, by: UserId
    ) -> Programme:
        """Make a programme of several scripts, in this order, and want its master."""
        raise NotImplementedError

    def preview(self, script: ScriptId, by: UserId) -> Job:
        """Have one script spoken; the job's `result` names the sound (suffix .mp3) when done."""
        raise NotImplementedError

    def rebuild(self, programme: ProgrammeId, by: UserId) -> Programme:
        """Want the programme's master anew."""
        raise NotImplementedError

    def withdraw(self, programme: ProgrammeId, by: UserId) -> Programme:
        """Take a programme back; it will not be aired."""
        raise NotImplementedError

    def get(self, programme: ProgrammeId) -> Programme:
        """Return a programme. Raises store.NotFoundError."""
        raise NotImplementedError

    def all(
        self, states: frozenset[ProgrammeState] | None = None, limit: int = 200
    ) -> tuple[Programme, ...]:
        """Return programmes in any of `states` (None: in all), newest first."""
        raise NotImplementedError

    def job(self, job: JobId) -> Job:
        """Return a piece of work. Raises store.NotFoundError."""
        raise NotImplementedError

    def job_of(self, programme: ProgrammeId) -> Job | None:
        """Return the latest work on a programme, for its progress on the page."""
        raise NotImplementedError

    def turn(self, now: datetime) -> datetime:
        """Give every wanted programme its job, and put what is waiting into the queue."""
        raise NotImplementedError

    def build(self, job: JobId) -> None:
        """Do one job to its end; run by a worker."""
        raise NotImplementedError
