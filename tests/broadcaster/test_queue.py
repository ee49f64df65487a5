"""The queue: ids put in one process run in another, urgent ones never behind a running job."""

from __future__ import annotations

import pickle
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import pytest

from broadcaster.model import JobId, JobKind, JobState
from broadcaster.queue import (
    URGENT,
    Queue,
    QueueAddressError,
    QueueLibraryError,
    QueueUnavailableError,
)
from broadcaster.store import Store
from tests.postgres import empty_database

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
PATIENCE_S = 30.0

WORKER = """
import sys, threading, time
from broadcaster.queue import Queue
def run(job):
    print(job, flush=True)
    if len(sys.argv) > 2:
        time.sleep(600)
print("ready", flush=True)
Queue.open(sys.argv[1], run).consume(threading.Event(), 1)
"""


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a queue in a file that is not there yet."""
    return f"sqlite:///{tmp_path / 'queue' / 'queue.db'}"


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    yield from empty_database("queue")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty queue, on each kind in turn."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until `holds`; fail when it does not within PATIENCE_S."""
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, "it never came to hold"
        time.sleep(0.02)


@contextmanager
def at_work(queue: Queue, workers: int = 1) -> Iterator[threading.Thread]:
    """Let `queue` be consumed meanwhile, in a thread as the web's tests do it."""
    stop = threading.Event()
    crew = threading.Thread(target=queue.consume, args=(stop, workers))
    crew.start()
    try:
        yield crew
    finally:
        stop.set()
        crew.join(PATIENCE_S)
        assert not crew.is_alive()


@contextmanager
def worker(url: str, *words: str) -> Iterator[IO[str]]:
    """Run a worker process and give what it prints; it is killed at the end.

    With a word more it never finishes a job.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, url, *words], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process.stdout
    finally:
        process.kill()
        process.communicate()


class TestOrder:
    def test_the_higher_priority_runs_first_and_equals_in_their_order(self, url: str) -> None:
        ran: list[int] = []
        with closing(Queue.open(url, ran.append)) as queue:
            for job, priority in ((1, 5), (2, 50), (3, 5), (4, 20)):
                queue.put(JobId(job), priority)
            with at_work(queue):
                eventually(lambda: len(ran) == 4)
        assert ran == [2, 4, 1, 3]

    def test_the_urgent_run_while_every_ordinary_worker_is_busy(self, url: str) -> None:
        ran: list[int] = []
        release = threading.Event()

        def run(job: JobId) -> None:
            ran.append(job)
            if job < 10:
                release.wait(PATIENCE_S)

        with closing(Queue.open(url, run)) as queue, at_work(queue, workers=2):
            for job in (1, 2, 3):
                queue.put(JobId(job), URGENT - 1)
            eventually(lambda: len(ran) == 2)
            queue.put(JobId(10), URGENT)
            eventually(lambda: 10 in ran)
            assert (set(ran[:2]), ran[2:]) == ({1, 2}, [10])
            release.set()
            eventually(lambda: ran[2:] == [10, 3])

    def test_what_waits_already_is_not_put_again_unless_it_has_become_urgent(
        self, url: str
    ) -> None:
        with closing(Queue.open(url, None)) as queue:
            for priority in (5, 5, 4):
                queue.put(JobId(1), priority)
            assert queue.health().endswith("1 ordinary and 0 urgent waiting")
            queue.put(JobId(1), URGENT)
            queue.put(JobId(1), URGENT)
            queue.put(JobId(2), 5)
            assert queue.health().endswith("2 ordinary and 1 urgent waiting")


class TestWorkers:
    def test_a_job_that_raises_is_logged_and_harms_no_worker(
        self, url: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        ran: list[int] = []

        def run(job: JobId) -> None:
            ran.append(job)
            if job == 1:
                raise RuntimeError("the voice has gone")
            if job == 2:
                raise SystemExit

        with closing(Queue.open(url, run)) as queue, at_work(queue):
            for job in (1, 2, 3):
                queue.put(JobId(job), 10 - job)
            eventually(lambda: ran == [1, 2, 3])
        assert "the voice has gone" in caplog.text

    def test_stopping_lets_the_running_job_end_and_begins_no_other(self, url: str) -> None:
        began, release, ended = threading.Event(), threading.Event(), []

        def run(job: JobId) -> None:
            began.set()
            release.wait(PATIENCE_S)
            ended.append(job)

        with closing(Queue.open(url, run)) as queue:
            queue.put(JobId(1), 2)
            queue.put(JobId(2), 1)
            stop = threading.Event()
            crew = threading.Thread(target=queue.consume, args=(stop, 1))
            crew.start()
            assert began.wait(PATIENCE_S)
            stop.set()
            crew.join(1.5)
            assert crew.is_alive()
            release.set()
            crew.join(PATIENCE_S)
            assert not crew.is_alive()
            assert ended == [1]
            assert queue.health().endswith("1 ordinary and 0 urgent waiting")

    def test_signals_stay_with_the_process(self, sqlite_url: str) -> None:
        watched = [signal.SIGINT, signal.SIGTERM]
        before = [signal.getsignal(number) for number in watched]
        stop = threading.Event()
        with closing(Queue.open(sqlite_url, lambda _job: stop.set())) as queue:
            queue.put(JobId(1), 1)
            queue.consume(stop, 1)
        assert [signal.getsignal(number) for number in watched] == before

    def test_who_only_puts_cannot_consume(self, sqlite_url: str) -> None:
        with closing(Queue.open(sqlite_url, None)) as queue, pytest.raises(ValueError):
            queue.consume(threading.Event(), 1)

    def test_a_letter_nobody_can_read_runs_nothing_and_stops_nothing(
        self, sqlite_url: str, tmp_path: Path
    ) -> None:
        ran: list[int] = []
        trap = pickle.dumps(Trap(tmp_path / "sprung"))
        with closing(Queue.open(sqlite_url, ran.append)) as queue:
            with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
                connection.execute(
                    "INSERT INTO task (queue, data, priority) VALUES ('ordinary', ?, 50)", (trap,)
                )
                connection.commit()
            with at_work(queue):
                eventually(lambda: queue.health().endswith("0 ordinary and 0 urgent waiting"))
                queue.put(JobId(1), 1)
                eventually(lambda: ran == [1])
        assert not (tmp_path / "sprung").exists()


class Trap:
    """What a pickle would run as it is opened."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return Path.touch, (self.path,)


class TestProcesses:
    def test_what_one_process_puts_another_runs(self, url: str) -> None:
        with worker(url) as lines, closing(Queue.open(url, None)) as queue:
            queue.put(JobId(41), 1)
            assert lines.readline() == "41\n"
            queue.put(JobId(42), URGENT)
            assert lines.readline() == "42\n"

    def test_after_a_kill_the_expired_lease_brings_the_job_back(
        self, url: str, tmp_path: Path
    ) -> None:
        until, ran = NOON + timedelta(minutes=2), []
        with (
            closing(Store.open(f"sqlite:///{tmp_path / 'station.db'}")) as store,
            closing(Queue.open(url, ran.append)) as queue,
        ):
            store.upgrade()
            with store.write() as books:
                job = books.jobs.want("key", JobKind.PROGRAMME, 1, 1, NOON)
                assert books.jobs.claim(job.id, until, NOON)
            with worker(url, "stuck") as lines:
                queue.put(job.id, job.priority)
                assert lines.readline() == f"{job.id}\n"
            assert queue.health().endswith("0 ordinary and 0 urgent waiting")
            with store.write() as books:
                assert books.jobs.waiting(NOON) == ()
                (waiting,) = books.jobs.waiting(until)
                assert (waiting.id, waiting.state) == (job.id, JobState.RUNNING)
            queue.put(waiting.id, waiting.priority)
            with at_work(queue):
                eventually(lambda: ran == [job.id])
            with store.write() as books:
                again = books.jobs.claim(job.id, until + timedelta(minutes=2), until)
                assert again is not None
                assert again.attempts == 2

    @pytest.mark.postgres
    def test_several_may_open_a_new_queue_at_once(self, postgres_url: str) -> None:
        together = threading.Barrier(6)

        def start(_: int) -> str:
            together.wait()
            with closing(Queue.open(postgres_url, None)) as queue:
                return queue.health()

        with ThreadPoolExecutor(6) as pool:
            assert len(list(pool.map(start, range(6)))) == 6


class TestAddresses:
    @pytest.mark.parametrize("url", ["", "queue.db", "sqlite://", "sqlite:///", "amqp://host"])
    def test_an_address_of_no_queue_is_refused(self, url: str) -> None:
        with pytest.raises(QueueAddressError):
            Queue.open(url, None)

    @pytest.mark.skipif(find_spec("redis") is not None, reason="the redis client is installed")
    def test_a_missing_client_library_is_named(self) -> None:
        with pytest.raises(QueueLibraryError) as caught:
            Queue.open("redis://127.0.0.1/0", None)
        assert (caught.value.scheme, caught.value.library) == ("redis", "redis")

    def test_a_folder_that_cannot_be_is_unavailable(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(QueueUnavailableError):
            Queue.open(f"sqlite:///{tmp_path / 'file' / 'queue.db'}", None)

    def test_a_file_that_is_no_queue_is_unavailable(self, tmp_path: Path) -> None:
        (tmp_path / "queue.db").write_bytes(b"Kinh gui: cac to dan pho\n" * 400)
        with pytest.raises(QueueUnavailableError):
            Queue.open(f"sqlite:///{tmp_path / 'queue.db'}", None)

    @pytest.mark.postgres
    def test_no_server_is_unavailable(self, tmp_path: Path) -> None:
        with pytest.raises(QueueUnavailableError, match="connection"):
            Queue.open(f"postgresql://nobody@/nothing?host={tmp_path}", None)
