"""The production department: which programmes are wanted, who is making them, what came out.

Knows the books and the queue; leaves every sound to the studio.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from broadcaster.model import (
    EventLevel,
    Job,
    JobId,
    JobKind,
    JobState,
    Ms,
    Programme,
    ProgrammeId,
    ProgrammeState,
    Role,
    ScriptId,
    ScriptState,
    UserId,
)
from broadcaster.permission import WRITERS, require
from broadcaster.production import work
from broadcaster.production.errors import (
    CancelledError,
    EmptyProgrammeError,
    LeaseLostError,
    NotBeingMadeError,
    ProgrammeGoneError,
    ScriptWithdrawnError,
    plainly,
)
from broadcaster.production.heart import LEASE, Heart
from broadcaster.production.pieces import text_of
from broadcaster.production.studio import Studio
from broadcaster.queue import Queue, QueueError
from broadcaster.store import Books, Store, StoreBusyError, StoreUnavailableError

log = logging.getLogger(__name__)

TURN = timedelta(seconds=2)


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
        crafts: Mapping[JobKind, work.Craft] | None = None,
    ) -> None:
        """`explain` makes the sentence that is kept with a programme that failed.

        `crafts` do the kinds of long work that are other departments' matter.
        """
        self._store = store
        self._queue = queue
        self._studio = studio
        self._now = now
        self._explain = explain
        self._crafts = dict(crafts or {})

    def compose(
        self,
        title: str,
        scripts: Sequence[ScriptId],
        for_date: date | None,
        by: UserId,
        recipe: str | None = None,
        *,
        dressed: bool = True,
        room_ms: Ms | None = None,
    ) -> Programme:
        """Make a programme of several scripts, in this order, and want its master.

        A draft among them counts as handed in from now on. `for_date` is the day its greeting
        names. `dressed`: with ident, greeting, contents and closing; `room_ms`: how long it may
        be. Raises NotAllowedError, EmptyProgrammeError, ScriptWithdrawnError,
        store.NotFoundError, words.parse.ScriptError.
        """
        title = " ".join(title.split())
        if not title or not scripts:
            raise EmptyProgrammeError("scripts" if title else "title")
        at = self._now()
        with self._store.write() as books:
            require(books, by, Role.OPERATOR)
            for record in map(books.scripts.get, dict.fromkeys(scripts)):
                if record.state is ScriptState.WITHDRAWN:
                    raise ScriptWithdrawnError(record.id, record.title)
                self._studio.check(text_of(record))
                if record.state is ScriptState.DRAFT:
                    books.scripts.set_state(record.id, ScriptState.SUBMITTED, at)
            recipe = recipe or self._studio.recipe
            programme = books.programmes.add(
                title, tuple(scripts), for_date, recipe, by, at, dressed, room_ms
            )
            self._note(books, "programme-composed", by, programme, "")
        return programme

    def preview(self, script: ScriptId, by: UserId) -> Job:
        """Have one script spoken; the job's `result` names the sound (suffix .mp3) when done.

        Raises NotAllowedError, store.NotFoundError, words.parse.ScriptError, SilentScriptError.
        """
        at = self._now()
        with self._store.write() as books:
            require(books, by, *WRITERS)
            record = books.scripts.get(script)
            text = text_of(record)
            self._studio.check(text)
            key = f"preview {script} {self._studio.preview_key(text)}"
            job = work.want(books, JobKind.PREVIEW, script, key, work.PREVIEW, at, self._kept)
        if job.state is JobState.QUEUED:
            try:
                self._queue.put(job.id, job.priority)
            except QueueError as error:
                # The row stands; the next turn puts it, and complains if it still cannot.
                log.warning("preview %s waits: %s", job.id, error)
        return job

    def rebuild(self, programme: ProgrammeId, by: UserId) -> Programme:
        """Want the programme's master anew, for a failed one or after the lexicon changed.

        An operator may, and whoever made the programme. Raises NotAllowedError,
        ProgrammeGoneError, store.NotFoundError.
        """
        at = self._now()
        with self._store.write() as books:
            present = self._standing(books, programme)
            require(books, by, *(WRITERS if present.created_by == by else (Role.OPERATOR,)))
            work.want_again(books, present, at)
            self._note(books, "programme-wanted", by, present, "")
            return books.programmes.get(programme)

    def cancel(self, programme: ProgrammeId, by: UserId) -> Programme:
        """Stop making a programme, whether the work waits or runs; `rebuild` takes it up again.

        When the master was only wanted anew and no script was revised since, the former one stands
        again with its verdicts; otherwise the programme has failed, and says who stopped it. An
        operator may, and whoever made the programme. Raises NotAllowedError, NotBeingMadeError,
        ProgrammeGoneError, store.NotFoundError.
        """
        at = self._now()
        with self._store.write() as books:
            present = self._standing(books, programme)
            person = require(
                books, by, *(WRITERS if present.created_by == by else (Role.OPERATOR,))
            )
            if present.state is not ProgrammeState.WANTED:
                raise NotBeingMadeError(programme)
            work.stop(books, present, self._explain(CancelledError(person.full_name)), at)
            self._note(books, "programme-cancelled", by, present, "")
            return books.programmes.get(programme)

    def cancel_preview(self, job: JobId, by: UserId) -> Job:
        """Stop speaking a script, whether the work waits or runs.

        Raises NotAllowedError, NotBeingMadeError, store.NotFoundError.
        """
        with self._store.write() as books:
            person = require(books, by, *WRITERS)
            why = self._explain(CancelledError(person.full_name))
            mine = books.jobs.get(job).kind is JobKind.PREVIEW
            if not mine or not books.jobs.cancel(job, why, self._now()):
                raise NotBeingMadeError(job)
            return books.jobs.get(job)

    def withdraw(self, programme: ProgrammeId, by: UserId) -> Programme:
        """Take a programme back; it will not be aired.

        An operator may, and whoever made the programme. Raises NotAllowedError,
        ProgrammeGoneError, store.NotFoundError.
        """
        at = self._now()
        with self._store.write() as books:
            present = self._standing(books, programme)
            require(books, by, *(WRITERS if present.created_by == by else (Role.OPERATOR,)))
            books.programmes.withdraw(programme, at)
            work.halt(books, programme, "", at)
            self._note(books, "programme-withdrawn", by, present, "")
            return books.programmes.get(programme)

    def get(self, programme: ProgrammeId) -> Programme:
        """Return a programme. Raises store.NotFoundError."""
        with self._store.read() as books:
            return books.programmes.get(programme)

    def all(
        self, states: frozenset[ProgrammeState] | None = None, limit: int = 200
    ) -> tuple[Programme, ...]:
        """Return programmes in any of `states` (None: in all), newest first."""
        with self._store.read() as books:
            return tuple(books.programmes.all(states, limit=limit))

    def job(self, job: JobId) -> Job:
        """Return a piece of work. Raises store.NotFoundError."""
        with self._store.read() as books:
            return books.jobs.get(job)

    def job_of(self, programme: ProgrammeId) -> Job | None:
        """Return the latest work on a programme, for its progress on the page."""
        with self._store.read() as books:
            return books.jobs.latest(JobKind.PROGRAMME, programme)

    def turn(self, now: datetime) -> datetime:
        """Give every wanted programme its job, and put what is waiting into the queue.

        The queue may have lost what was put before; it passes over what it still holds, and only
        one worker can claim a job. Work that died too often is given up, and a person is told.
        """
        with self._store.read() as books:
            wanted = books.programmes.all(frozenset({ProgrammeState.WANTED}))
            idle = [one for one in wanted if work.under_way(books, one) is None]
            waiting = books.jobs.waiting(now)
        if idle or any(work.hopeless(job) for job in waiting):
            with self._store.write() as books:
                for programme in idle:
                    work.want_programme(books, programme.id, now)
                for job in filter(work.hopeless, books.jobs.waiting(now)):
                    work.give_up(books, job, now, self._explain)
                waiting = books.jobs.waiting(now)
        if waiting:
            with self._store.read() as books:
                pressing = work.priorities(books, now)
            for job in waiting:
                booked = pressing.get(ProgrammeId(job.subject), 0)
                made = job.kind is JobKind.PROGRAMME
                self._queue.put(job.id, max(job.priority, booked if made else 0))
        return now + TURN

    def build(self, job: JobId) -> None:
        """Do one job to its end; run by a worker.

        Harmless when the job is done, or when another worker holds it. What goes wrong is kept
        with the job and its programme. While the store cannot be written the job is left as if
        its worker had died: it is taken up again when the lease has run out.
        """
        at = self._now()
        with self._store.write() as books:
            claimed = books.jobs.claim(job, at + LEASE, at)
        if claimed is None:
            return
        try:
            with Heart(self._store, claimed, self._now) as heart:
                task = work.Task(self._store, self._studio, self._now, heart.progress)
                if (craft := self._crafts.get(claimed.kind)) is not None:
                    task.other(claimed, craft)
                elif claimed.kind is JobKind.PREVIEW:
                    task.preview(claimed)
                else:
                    task.make(claimed)
        except CancelledError:
            log.info("job %s was stopped", job)
        except LeaseLostError as error:
            log.warning("%s", error)
        except (StoreBusyError, StoreUnavailableError):
            log.exception("job %s is left: the books cannot be written", job)
        except Exception as error:
            log.exception("job %s failed", job)
            with self._store.write() as books:
                work.fail(books, claimed, self._explain(plainly(error)), self._now())

    def _kept(self, job: Job) -> bool:
        return job.result is not None and self._studio.kept(job.result)

    def _standing(self, books: Books, programme: ProgrammeId) -> Programme:
        present = books.programmes.get(programme)
        if present.state is ProgrammeState.WITHDRAWN:
            raise ProgrammeGoneError(present.id, present.title)
        return present

    def _note(self, books: Books, what: str, by: UserId, programme: Programme, detail: str) -> None:
        subject, detail = f"programme:{programme.id}", detail or programme.title
        books.events.add(EventLevel.NOTE, what, by, subject, detail, self._now())
