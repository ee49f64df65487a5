"""The queue that carries the ids of waiting jobs to whoever works: the only importer of Huey.

Knows ids and priorities; knows nothing of what a job is. It may lose an id (Huey delivers at most
once) or carry it twice: the store's row is the truth, claims it under a lease, and production puts
it again when the lease has run out. So what travels is a number, and as JSON: Huey's own pickle
would run whatever somebody writes into a shared queue.

    QueueError
    ├── QueueAddressError        the URL in the settings cannot be understood
    ├── QueueLibraryError        the URL needs a client library that is not installed
    └── QueueUnavailableError    the queue cannot be reached, read or written; `cause` says why
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from huey import PostgresHuey, PriorityRedisHuey, SqliteHuey
from huey.consumer import Consumer
from huey.registry import Message

from broadcaster.model import JobId

URGENT = 100
"""From this priority on a job goes to the worker that is kept free for it."""

_ORDINARY_NAME, _URGENT_NAME = "ordinary", "urgent"
_FIRST_POLL_S, _LAST_POLL_S = 0.1, 0.5
_CHECK_S = 1.0
_FAREWELL_S = 20.0

Line = Callable[[str], Any]
"""Opens the line of a name; what it returns is Huey's."""
Opened = tuple[Line, tuple[type[Exception], ...]]
"""How lines are opened at one URL, and what their driver raises."""


class QueueError(Exception):
    """Root of what can go wrong with the queue."""


class QueueAddressError(QueueError):
    """The queue's URL cannot be understood; `scheme` is what it begins with."""

    def __init__(self, scheme: str) -> None:
        super().__init__(f"no queue is addressed by {scheme!r}; have sqlite, postgresql, redis")
        self.scheme = scheme


class QueueLibraryError(QueueError):
    """`library` is needed for queues of this `scheme` and is not installed."""

    def __init__(self, scheme: str, library: str) -> None:
        super().__init__(f"a queue at {scheme}:// needs the Python package {library!r}")
        self.scheme = scheme
        self.library = library


class QueueUnavailableError(QueueError):
    """The queue cannot be reached, read or written."""

    def __init__(self, cause: str) -> None:
        super().__init__(f"the queue is not available: {cause}")
        self.cause = cause


class _Letters:
    """How a job's id travels."""

    def serialize(self, message: Any) -> bytes:
        (job,) = message.args
        letter = {
            "id": message.id,
            "name": message.name,
            "job": job,
            "priority": message.priority,
        }
        return json.dumps(letter).encode()

    def deserialize(self, content: bytes) -> Any:
        letter = json.loads(bytes(content))
        return Message(
            id=letter["id"],
            name=letter["name"],
            priority=letter["priority"],
            args=(int(letter["job"]),),
            kwargs={},
        )


class _Crew(Consumer):  # type: ignore[misc]
    """Huey's consumer, stopped by us: signals belong to the process, not to its queue."""

    def _set_signal_handlers(self) -> None:
        pass


class Queue:
    """Two lines of waiting jobs, the ordinary and the urgent, shared by any number of processes."""

    def __init__(
        self,
        scheme: str,
        line: Line,
        errors: tuple[type[Exception], ...],
        run: Callable[[JobId], None] | None,
    ) -> None:
        self._scheme = scheme
        self._errors = errors
        self._run = run
        with self._reached():
            self._ordinary = line(_ORDINARY_NAME)
            self._urgent = line(_URGENT_NAME)
        self._ordinary_task = self._ordinary.task(name="job")(self._work)
        self._urgent_task = self._urgent.task(name="job")(self._work)

    @classmethod
    def open(cls, url: str, run: Callable[[JobId], None] | None) -> Queue:
        """Open the queue at `url`: sqlite:///file (its own), postgresql://… or redis://….

        `run` works on one job; None for who only puts. Raises QueueAddressError,
        QueueLibraryError, QueueUnavailableError.
        """
        scheme = url.partition("://")[0]
        opened = _OPENERS.get(scheme)
        if opened is None or "://" not in url:
            raise QueueAddressError(scheme)
        line, errors = opened(url)
        return cls(scheme, line, errors, run)

    def put(self, job: JobId, priority: int) -> None:
        """Let a worker run `job`, the higher `priority` first, urgent ones past every other.

        A job that waits already at this priority or a higher one is not put again.
        Raises QueueUnavailableError.
        """
        urgent = priority >= URGENT
        line, task = (
            (self._urgent, self._urgent_task) if urgent else (self._ordinary, self._ordinary_task)
        )
        with self._reached():
            waiting = any(
                letter.args == (job,) and letter.priority >= priority for letter in line.pending()
            )
            if not waiting:
                line.enqueue(task.s(int(job), priority=priority))

    def consume(self, stop: threading.Event, workers: int) -> None:
        """Run jobs until `stop` is set: `workers` threads for all but one more for the urgent.

        Then waits up to 20 s for the jobs that run; one that takes longer dies with the process,
        and its lease runs out. A job that raises is logged and harms no worker. No signal handlers
        are installed.
        """
        if self._run is None:
            raise ValueError("this queue was opened for putting only")
        crews = [self._crew(self._ordinary, workers), self._crew(self._urgent, 1)]
        for crew in crews:
            crew.start()
        while not stop.wait(_CHECK_S):
            for crew in crews:
                crew.check_worker_health()
        for crew in crews:
            crew.stop_flag.set()
        for crew in crews:
            crew.stop(graceful=True)

    def health(self) -> str:
        """Return one line about the queue a technician understands; raises QueueError."""
        with self._reached():
            ordinary, urgent = self._ordinary.pending_count(), self._urgent.pending_count()
        return f"{self._scheme}, {ordinary} ordinary and {urgent} urgent waiting"

    def close(self) -> None:
        """Let go of the connections."""
        for line in (self._ordinary, self._urgent):
            line.storage.close()

    def _work(self, job: int) -> None:
        assert self._run is not None, "consume refuses to begin without it"
        self._run(JobId(job))

    @staticmethod
    def _crew(line: Any, workers: int) -> Any:
        return _Crew(
            line,
            workers=workers,
            periodic=False,
            initial_delay=_FIRST_POLL_S,
            max_delay=_LAST_POLL_S,
            scheduler_interval=60,
            shutdown_timeout=_FAREWELL_S,
        )

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except self._errors as error:
            lines = str(error).strip().splitlines()
            raise QueueUnavailableError(lines[0] if lines else type(error).__name__) from error


def _sqlite(url: str) -> Opened:
    scheme, _, name = url.partition(":///")
    if not name:
        raise QueueAddressError(scheme)

    def line(queue: str) -> Any:
        file = Path(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey(queue, filename=str(file), strict_fifo=True, timeout=10, **_common())

    return line, (sqlite3.Error, OSError)


def _postgres(url: str) -> Opened:
    psycopg = _library("postgresql", "psycopg")
    address = "postgresql://" + url.partition("://")[2]

    def line(queue: str) -> Any:
        try:
            return PostgresHuey(queue, dsn=address, **_common())
        except psycopg.errors.UniqueViolation:
            # Two processes created the tables at the same moment; the other one's are there now.
            return PostgresHuey(queue, dsn=address, **_common())

    return line, (psycopg.Error, OSError)


def _redis(url: str) -> Opened:
    redis = _library(url.partition("://")[0], "redis")

    def line(queue: str) -> Any:
        return PriorityRedisHuey(f"broadcaster_{queue}", url=url, **_common())

    return line, (redis.RedisError, OSError)


def _common() -> dict[str, Any]:
    return {"results": False, "serializer": _Letters()}


def _library(scheme: str, name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise QueueLibraryError(scheme, name) from error


_OPENERS: dict[str, Callable[[str], Opened]] = {
    "sqlite": _sqlite,
    "postgresql": _postgres,
    "postgresql+psycopg": _postgres,
    "redis": _redis,
    "rediss": _redis,
}
