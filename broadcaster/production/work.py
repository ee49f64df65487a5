"""The work behind a job row: wanting it, doing it, stopping it, giving it up.

Knows the books and the studio; knows neither the queue nor who asked. Functions that take `books`
run within the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from broadcaster.model import (
    EventLevel,
    Job,
    JobKind,
    JobState,
    Priority,
    Programme,
    ProgrammeId,
    ProgrammeState,
    ScriptId,
)
from broadcaster.production.errors import CrashedError, LeaseLostError
from broadcaster.production.pieces import ScriptText, text_of
from broadcaster.production.studio import OnProgress, Studio
from broadcaster.sound.vault import Sha
from broadcaster.store import Books, Store

MOST_ATTEMPTS = 3
"""How often a job may end without a word (power cut, crash) before a person is asked."""

URGENT = 100
SOON = 50
PREVIEW = 30
USUAL = 10

_SOON = timedelta(hours=2)
_AHEAD = timedelta(hours=48)
_LIVE = (JobState.QUEUED, JobState.RUNNING)

Kept = Callable[[Job], bool]
Settle = Callable[[Books], Sha | None]
"""Writes into the books what was made and names it, in the transaction that finishes the job."""
Craft = Callable[[Job, OnProgress], Settle]
"""Does long work of another department, and returns how to settle it."""


def want(
    books: Books,
    kind: JobKind,
    subject: int,
    key: str,
    priority: int,
    at: datetime,
    kept: Kept = lambda job: False,
) -> Job:
    """Return the job of `key`: live, or done with its sound still `kept`, or queued anew.

    What was done and is of no use any more gets a successor under a key of its own.
    """
    job = books.jobs.want(key, kind, subject, priority, at)
    while job.state is JobState.DONE and not kept(job):
        job = books.jobs.want(f"{key} after {job.id}", kind, subject, priority, at)
    return job


def key_of(programme: Programme) -> str:
    """Return the key of the job that makes `programme` as it was last changed.

    Not a hash of its texts: a rebuild must be possible although nothing changed. Which texts,
    lexicon and voices were used is told by the master's build key.
    """
    return f"programme {programme.id} {programme.changed_at.isoformat()}"


def under_way(books: Books, programme: Programme) -> Job | None:
    """Return the live job that is making `programme` as it stands, if there is one."""
    job = books.jobs.latest(JobKind.PROGRAMME, programme.id)
    if job is None or job.state not in _LIVE or not job.key.startswith(key_of(programme)):
        return None
    return job


def want_again(books: Books, programme: Programme, at: datetime) -> None:
    """Want the master of `programme` anew, though nothing it is made of was revised.

    The job remembers that the former master is as good as ever, in case it is stopped.
    """
    stands = programme.state is ProgrammeState.READY
    if programme.state is ProgrammeState.WANTED:
        job = under_way(books, programme)
        stands = job is not None and job.key.endswith(_over(books, programme))
        halt(books, programme.id, "", at)
    books.programmes.set_wanted(programme.id, at)
    if stands and programme.master is not None:
        wanted = books.programmes.get(programme.id)
        key = key_of(wanted) + _over(books, programme)
        urgency = priorities(books, at).get(programme.id, USUAL)
        want(books, JobKind.PROGRAMME, programme.id, key, urgency, at)


def stop(books: Books, programme: Programme, why: str, at: datetime) -> None:
    """Stop making a wanted programme; `why` is kept with it unless its former master stands."""
    job = under_way(books, programme)
    halt(books, programme.id, why, at)
    stands = job is not None and job.key.endswith(_over(books, programme))
    if not stands or not books.programmes.set_standing(programme.id, at):
        books.programmes.set_failed(programme.id, why, at)


def _over(books: Books, programme: Programme) -> str:
    """Return how the key ends of a job that makes anew what has a standing master of these texts.

    Names the revisions: no instant, which a clock set back could repeat, decides what stands.
    """
    if programme.master is None:
        return " over nothing"
    records = map(books.scripts.get, programme.scripts)
    revisions = (f"{record.id}.{record.revision}" for record in records)
    return f" over {programme.master.sha} of {','.join(revisions)}"


def halt(books: Books, programme: ProgrammeId, why: str, at: datetime) -> None:
    """Cancel whatever work on a programme waits or runs, on former texts too."""
    for job in books.jobs.live():
        if job.kind is JobKind.PROGRAMME and job.subject == programme:
            books.jobs.cancel(job.id, why, at)


def want_programme(books: Books, programme: ProgrammeId, at: datetime) -> None:
    """Give a programme its job, unless it is no longer wanted; work on former texts ends."""
    present = books.programmes.get(programme)
    if present.state is ProgrammeState.WANTED and under_way(books, present) is None:
        halt(books, programme, "", at)
        urgency = priorities(books, at).get(programme, USUAL)
        want(books, JobKind.PROGRAMME, programme, key_of(present), urgency, at)


def priorities(books: Books, now: datetime) -> Mapping[ProgrammeId, int]:
    """Return how pressing each programme is that has an airing in the coming two days."""
    found: dict[ProgrammeId, int] = {}
    for airing in books.airings.between(now - _SOON, now + _AHEAD, include_cancelled=False):
        if airing.programme is None or airing.latest < now:
            continue
        near = SOON if airing.starts_at - now <= _SOON else USUAL
        level = URGENT if airing.priority is Priority.URGENT else near
        found[airing.programme] = max(level, found.get(airing.programme, USUAL))
    return found


def hopeless(job: Job) -> bool:
    """Tell whether a waiting job has died as often as it may."""
    return job.state is JobState.RUNNING and job.attempts >= MOST_ATTEMPTS


def give_up(books: Books, job: Job, at: datetime, explain: Callable[[BaseException], str]) -> None:
    """Fail a job that died too often."""
    fail(books, job, explain(CrashedError(job.attempts)), at)


def fail(books: Books, job: Job, why: str, at: datetime) -> None:
    """Keep why a job failed; a programme that is still wanted as the job knew it fails too."""
    if not books.jobs.fail(job.id, why, at, attempt=job.attempts):
        return
    if job.kind is not JobKind.PROGRAMME:
        return
    programme = books.programmes.get(ProgrammeId(job.subject))
    if programme.state is ProgrammeState.WANTED and job.key.startswith(key_of(programme)):
        books.programmes.set_failed(programme.id, why, at)
    detail = f"{programme.title}: {why}"
    subject = f"programme:{programme.id}"
    books.events.add(EventLevel.ALERT, "production-failed", None, subject, detail, at)


@dataclass(frozen=True, slots=True)
class Task:
    """One claimed job in the hands of one worker."""

    store: Store
    studio: Studio
    now: Callable[[], datetime]
    progress: OnProgress

    def preview(self, job: Job) -> None:
        """Speak one script and finish the job."""
        with self.store.read() as books:
            record = books.scripts.get(ScriptId(job.subject))
        text = text_of(record)
        made = self.studio.preview(text, self.progress, self.now())
        with self.store.write() as books:
            self._finish(books, job, made.master.sha)

    def other(self, job: Job, craft: Craft) -> None:
        """Have another department's work done and finish the job."""
        settle = craft(job, self.progress)
        with self.store.write() as books:
            self._finish(books, job, settle(books))

    def make(self, job: Job) -> None:
        """Make a programme's master; job and programme are finished in one transaction.

        A programme that was changed meanwhile stays wanted: its next job is another one.
        """
        programme, texts = self._order(ProgrammeId(job.subject))
        if programme.state is not ProgrammeState.WANTED:
            self._let_go(job)
            return
        made = self.studio.make(
            programme.title,
            texts,
            programme.for_date,
            programme.recipe,
            self.progress,
            self.now(),
            programme.dressed,
            programme.room_ms,
        )
        with self.store.write() as books:
            at = self.now()
            present = books.programmes.get(programme.id)
            if present.state is ProgrammeState.WANTED and key_of(present) == key_of(programme):
                books.programmes.set_master(present.id, made.master, at)
                self._note(books, present, f"{present.title} {made.master.sha[:12]}", at)
            self._finish(books, job, made.master.sha)

    def _order(self, programme: ProgrammeId) -> tuple[Programme, tuple[ScriptText, ...]]:
        with self.store.read() as books:
            present = books.programmes.get(programme)
            records = [books.scripts.get(script) for script in present.scripts]
        return present, tuple(map(text_of, records))

    def _let_go(self, job: Job) -> None:
        with self.store.write() as books:
            self._finish(books, job, None)

    def _finish(self, books: Books, job: Job, result: Sha | None) -> None:
        """Close the job; raising here undoes what the same transaction did to the programme."""
        if not books.jobs.finish(job.id, result, self.now(), attempt=job.attempts):
            raise LeaseLostError(job.id)

    def _note(self, books: Books, programme: Programme, detail: str, at: datetime) -> None:
        subject = f"programme:{programme.id}"
        books.events.add(EventLevel.NOTE, "programme-made", None, subject, detail, at)
