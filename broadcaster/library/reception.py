"""The reception: files come in, wait, are taken in by a worker, or are refused.

Knows the books, the vault and the folder of uploads; how a file becomes a sound is `taking`'s
matter, and long.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from broadcaster.library.errors import (
    EmptyFileError,
    KnownFileError,
    LargeFileError,
    NameAwaitedError,
    NameTakenError,
    NoRoomError,
    RecordingRetiredError,
)
from broadcaster.library.label import Label, checked
from broadcaster.library.names import file_name
from broadcaster.library.taking import OnProgress, take
from broadcaster.library.uploads import Uploads
from broadcaster.model import (
    Arrival,
    ArrivalId,
    EventLevel,
    Job,
    JobKind,
    JobState,
    Recording,
    RecordingId,
    Role,
    Use,
    UserId,
)
from broadcaster.permission import WRITERS, require
from broadcaster.queue import Queue, QueueError
from broadcaster.sound.vault import Sha, Vault, sha_of_file
from broadcaster.store import Books, Store
from broadcaster.words.spelling import folded

log = logging.getLogger(__name__)

LARGEST_FILE = 500 * (1 << 20)
"""Bytes; eight hours of MP3 or fifty minutes of a CD's WAV."""
RESERVE = 500 * (1 << 20)
"""Bytes that stay free, so that the station goes on."""
PRIORITY = 20
"""Between a programme nobody waits for and a preview."""
TURN = timedelta(minutes=1)
_REMEMBERED = timedelta(days=7)
"""How long people are told of a file that was refused."""
_LIVE = frozenset({JobState.QUEUED, JobState.RUNNING})


@dataclass(frozen=True, slots=True)
class Coming:
    """A file that came and the work on it."""

    arrival: Arrival
    job: Job | None

    @property
    def live(self) -> bool:
        """Whether the work waits or runs."""
        return self.job is not None and self.job.state in _LIVE


class Reception:
    """Accepts files for the library and takes them in."""

    def __init__(
        self,
        *,
        store: Store,
        queue: Queue,
        vault: Vault,
        uploads: Path,
        now: Callable[[], datetime],
    ) -> None:
        """`uploads` is the folder for files that wait."""
        self.uploads = Uploads(uploads)
        self._store = store
        self._queue = queue
        self._vault = vault
        self._now = now

    def receive(self, part: Path, source_name: str, label: Label, by: UserId) -> Arrival:
        """Accept a file, closed and whole, that `uploads.begin` began; a worker takes it in.

        The file is gone when it is refused. A whole programme needs an operator. Raises
        NotAllowedError, LibraryError, store.StoreError, OSError.
        """
        return self._receive(part, source_name, label, by, None)

    def replace(
        self, recording: RecordingId, part: Path, source_name: str, note: str, by: UserId
    ) -> Arrival:
        """Accept a file that shall take the place of a recording, as `receive` does.

        Whoever sent the recording may, and an operator.
        """
        try:
            with self._store.read() as books:
                present = books.recordings.get(recording)
            if not present.live:
                raise RecordingRetiredError(present)
            label = Label(present.name, present.title, present.use, note)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return self._receive(part, source_name, label, by, present)

    def _receive(
        self, part: Path, source_name: str, label: Label, by: UserId, instead_of: Recording | None
    ) -> Arrival:
        source_name, token = file_name(source_name), part.stem
        try:
            label = checked(label)
            size = self._fit(part, source_name)
            source = sha_of_file(part)
            with self._store.read() as books:
                self._refuse(books, label, source, source_name, by, instead_of)
            self.uploads.keep(part)
            at = self._now()
            with self._store.write() as books:
                self._refuse(books, label, source, source_name, by, instead_of)
                replaced = None if instead_of is None else instead_of.id
                parts = (label.name, label.title, label.use, label.note)
                arrival = books.arrivals.add(token, size, source_name, *parts, by, at, replaced)
                key = f"intake {arrival.id}"
                job = books.jobs.want(key, JobKind.INTAKE, arrival.id, PRIORITY, at)
        except BaseException:
            part.unlink(missing_ok=True)
            self.uploads.drop(token)
            raise
        try:
            self._queue.put(job.id, job.priority)
        except QueueError as error:
            # The row stands; production's next turn puts it, and complains if it still cannot.
            log.warning("arrival %s waits: %s", arrival.id, error)
        return arrival

    def _fit(self, part: Path, source_name: str) -> int:
        size = part.stat().st_size
        if not size:
            raise EmptyFileError(source_name)
        if size > LARGEST_FILE:
            raise LargeFileError(source_name, LARGEST_FILE)
        if (free := self.uploads.free) < RESERVE:
            raise NoRoomError(source_name, free)
        return size

    def _refuse(
        self,
        books: Books,
        label: Label,
        source: Sha,
        source_name: str,
        by: UserId,
        instead_of: Recording | None,
    ) -> None:
        theirs = instead_of is not None and instead_of.created_by != by
        whole = label.use is Use.PROGRAMME
        require(books, by, *((Role.OPERATOR,) if whole or theirs else WRITERS))
        known = books.recordings.from_source(source)
        if known is not None and known.use is label.use:
            raise KnownFileError(source_name, known)
        taken = books.recordings.by_name(label.name)
        if taken is not None and (instead_of is None or taken.id != instead_of.id):
            raise NameTakenError(taken)
        for other in books.arrivals.open():
            job = books.jobs.latest(JobKind.INTAKE, other.id)
            if folded(other.name) == folded(label.name) and job and job.state in _LIVE:
                raise NameAwaitedError(other.name)

    def work(self, job: Job, progress: OnProgress) -> Callable[[Books], Sha | None]:
        """Take in the file of a job, and return how to enter it into the books.

        Run by a worker under production's lease. Raises SoundIntakeError and whatever the disk
        does; entering raises NameTakenError when the name went to another one meanwhile.
        """
        with self._store.read() as books:
            arrival = books.arrivals.get(ArrivalId(job.subject))
        if arrival.put_away_at is not None:
            return lambda books: None
        sound = take(self.uploads.path(arrival.file), arrival, self._vault, progress)

        def settle(books: Books) -> Sha | None:
            if books.arrivals.get(arrival.id).put_away_at is not None:
                return None
            at, name, title = self._now(), arrival.name, arrival.title
            if arrival.instead_of is not None:
                # It may have been renamed meanwhile, and scripts call it by its present name.
                before = books.recordings.get(arrival.instead_of)
                name, title = before.name, before.title
                books.recordings.retire(before.id, arrival.by, at)
            if (taken := books.recordings.by_name(name)) is not None:
                raise NameTakenError(taken)
            made = books.recordings.add(
                name,
                title,
                arrival.use,
                sound,
                arrival.source_name,
                arrival.note,
                arrival.by,
                at,
                arrival.instead_of,
            )
            books.arrivals.settle(arrival.id, made.id, at)
            what = "recording-added" if arrival.instead_of is None else "recording-replaced"
            subject = f"recording:{made.id}"
            books.events.add(EventLevel.NOTE, what, arrival.by, subject, made.name, at)
            return sound.sha

        return settle

    def coming(self) -> tuple[Coming, ...]:
        """Return files being taken in and refused ones nobody has put away, the newest first."""
        with self._store.read() as books:
            return tuple(
                Coming(one, books.jobs.latest(JobKind.INTAKE, one.id))
                for one in books.arrivals.open()
            )

    def arrival(self, arrival: ArrivalId) -> Coming:
        """Return a file that came. Raises store.NotFoundError."""
        with self._store.read() as books:
            found = books.arrivals.get(arrival)
            return Coming(found, books.jobs.latest(JobKind.INTAKE, arrival))

    def put_away(self, arrival: ArrivalId, by: UserId) -> bool:
        """Want a file no longer: its work stops, and nobody is told of it any more.

        Return whether there was work to stop: none where it was refused, or already taken in.
        Whoever sent it may, and an operator. Raises NotAllowedError, store.NotFoundError.
        """
        at = self._now()
        with self._store.write() as books:
            present = books.arrivals.get(arrival)
            require(books, by, *(WRITERS if present.by == by else (Role.OPERATOR,)))
            job = books.jobs.latest(JobKind.INTAKE, arrival)
            stopped = job is not None and books.jobs.cancel(job.id, "", at)
            books.arrivals.put_away(arrival, at)
            return stopped

    def turn(self, now: datetime) -> datetime:
        """Remove files that crashes left, and forget refusals that are old."""
        with self._store.read() as books:
            waiting = [
                (one, books.jobs.latest(JobKind.INTAKE, one.id)) for one in books.arrivals.open()
            ]
        live = {one.file for one, job in waiting if job is None or job.state in _LIVE}
        old = [one for one, _ in waiting if one.file not in live and now - one.at > _REMEMBERED]
        if old:
            with self._store.write() as books:
                for one in old:
                    books.arrivals.put_away(one.id, now)
        with self._store.read() as books:
            ended = books.arrivals.ended(self.uploads.names())
        if swept := self.uploads.sweep(live, ended):
            log.info("%d files of ended uploads removed", swept)
        return now + TURN
