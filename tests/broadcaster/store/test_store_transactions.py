"""One transaction at a time, whole or not at all: threads, processes, kills and lost databases."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from broadcaster.model import EventLevel, JobKind, JobState
from broadcaster.store import (
    NaiveInstantError,
    Store,
    StoreAddressError,
    StoreBusyError,
    StoreRefusedError,
    StoreUnavailableError,
)

PROCESSES = 8
JOBS = 40

CLAIMER = """
import sys
from datetime import datetime, timedelta
from broadcaster.store import Store
store, now = Store.open(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
with store.read() as books:
    ids = [job.id for job in books.jobs.waiting(now)]
print("ready", flush=True)
sys.stdin.readline()
for id in ids:
    with store.write() as books:
        if books.jobs.claim(id, now + timedelta(hours=1), now):
            print(id)
"""

DYING = """
import sys, time
from datetime import datetime
from broadcaster.model import EventLevel, JobKind
from broadcaster.store import Store
store, now = Store.open(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
with store.write() as books:
    books.events.add(EventLevel.ALERT, "half", None, "", "", now)
    books.jobs.want("half", JobKind.PREVIEW, 1, 1, now)
    print("inside", flush=True)
    time.sleep(600)
"""


def start(program: str, url: str, now: datetime) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", program, url, now.isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    return process


def note(store: Store, what: str, at: datetime) -> None:
    with store.write() as books:
        books.events.add(EventLevel.NOTE, what, None, "", "", at)


def notes(store: Store) -> list[str]:
    with store.read() as books:
        return [event.what for event in books.events.latest(100)]


class TestOneProcess:
    def test_what_raises_leaves_nothing_behind(self, store: Store, now: datetime) -> None:
        with pytest.raises(ZeroDivisionError), store.write() as books:
            books.events.add(EventLevel.NOTE, "half", None, "", "", now)
            _ = 1 / 0
        assert notes(store) == []

    def test_a_callers_own_error_comes_out_as_it_is(self, store: Store) -> None:
        with pytest.raises(UnicodeDecodeError), store.write():
            b"\xff".decode()

    def test_reading_sees_one_moment(self, store: Store, now: datetime) -> None:
        note(store, "before", now)
        with store.read() as books:
            assert len(books.events.latest(9)) == 1
            writer = threading.Thread(target=note, args=(store, "meanwhile", now))
            writer.start()
            writer.join()
            assert len(books.events.latest(9)) == 1
        assert notes(store) == ["meanwhile", "before"]

    def test_reading_changes_nothing(self, store: Store) -> None:
        with store.read() as books, pytest.raises(StoreRefusedError):
            books.marks.set("journal", "1")
        with store.read() as books:
            assert books.marks.get("journal") is None

    def test_a_naive_instant_is_refused_and_nothing_kept(self, store: Store, now: datetime) -> None:
        naive = now.replace(tzinfo=None)
        with pytest.raises(NaiveInstantError) as caught:
            note(store, "when?", naive)
        assert caught.value.value == naive
        with store.read() as books, pytest.raises(NaiveInstantError):
            books.airings.between(naive, now)
        assert notes(store) == []

    def test_text_no_database_can_hold_is_refused(self, store: Store, now: datetime) -> None:
        with pytest.raises(StoreRefusedError):
            note(store, "half a letter: \ud800", now)

    def test_many_threads_share_one_store(self, store: Store, now: datetime) -> None:
        with store.write() as books:
            books.marks.set("count", "0")

        def count() -> None:
            for _ in range(10):
                with store.write() as books:
                    books.marks.set("count", str(int(books.marks.get("count") or 0) + 1))

        threads = [threading.Thread(target=count) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with store.read() as books:
            assert books.marks.get("count") == "60"


class TestWaiting:
    def test_a_writer_waits_its_time_then_says_busy_while_readers_go_on(
        self, store: Store, url: str, now: datetime
    ) -> None:
        note(store, "before", now)
        with closing(Store.open(url, busy_s=0.2)) as hasty:
            with store.write() as books:
                books.events.add(EventLevel.NOTE, "held", None, "", "", now)
                with pytest.raises(StoreBusyError) as caught:
                    note(hasty, "too early", now)
                assert notes(hasty) == ["before"]
            assert caught.value.waited_s == 0.2
            note(hasty, "after", now)
        assert notes(store) == ["after", "held", "before"]

    def test_a_patient_writer_gets_its_turn(self, store: Store, url: str, now: datetime) -> None:
        inside, leave = threading.Event(), threading.Event()

        def hold() -> None:
            with store.write() as books:
                books.events.add(EventLevel.NOTE, "first", None, "", "", now)
                inside.set()
                leave.wait(30)

        holder = threading.Thread(target=hold)
        holder.start()
        assert inside.wait(30)
        release = threading.Timer(0.3, leave.set)
        release.start()
        with closing(Store.open(url, busy_s=30)) as patient:
            note(patient, "second", now)
        holder.join()
        assert notes(store) == ["second", "first"]


class TestManyProcesses:
    def test_each_job_is_claimed_by_exactly_one(
        self, store: Store, url: str, now: datetime
    ) -> None:
        with store.write() as books:
            wanted = [
                books.jobs.want(f"key-{number}", JobKind.PREVIEW, number, 1, now).id
                for number in range(JOBS)
            ]
        racers = [start(CLAIMER, url, now) for _ in range(PROCESSES)]
        for racer in racers:
            assert racer.stdin is not None
            racer.stdin.write("go\n")
            racer.stdin.flush()
        claims = Counter(int(id) for racer in racers for id in racer.communicate()[0].split())
        assert [racer.returncode for racer in racers] == [0] * PROCESSES
        assert claims == Counter({int(id): 1 for id in wanted})
        with store.read() as books:
            running = books.jobs.live()
        assert {(job.state, job.attempts) for job in running} == {(JobState.RUNNING, 1)}
        assert len(running) == JOBS

    def test_a_process_killed_inside_a_transaction_leaves_no_trace_and_no_lock(
        self, store: Store, url: str, now: datetime
    ) -> None:
        note(store, "before", now)
        dying = start(DYING, url, now)
        dying.kill()
        dying.communicate()
        note(store, "after", now + timedelta(seconds=1))
        assert notes(store) == ["after", "before"]
        with store.read() as books:
            assert books.jobs.by_key("half") is None


class TestReach:
    @pytest.mark.postgres
    def test_a_server_that_drops_its_connections_is_noticed_once_and_found_again(
        self, postgres_url: str, now: datetime
    ) -> None:
        technician = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
        with closing(Store.open(postgres_url)) as store:
            store.upgrade()
            note(store, "before", now)
            with pytest.raises(StoreUnavailableError), store.write() as books:
                books.events.add(EventLevel.NOTE, "half", None, "", "", now)
                with technician.connect() as connection:
                    connection.exec_driver_sql(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    )
                books.events.add(EventLevel.NOTE, "other half", None, "", "", now)
            note(store, "after", now)
            assert notes(store) == ["after", "before"]
        technician.dispose()

    def test_a_store_with_all_its_connections_in_use_is_busy(self, store: Store, url: str) -> None:
        with (
            closing(Store.open(url, busy_s=0.1)) as hasty,
            ExitStack() as readers,
            pytest.raises(StoreBusyError),
        ):
            for _ in range(100):
                readers.enter_context(hasty.read())
        assert store.health()

    def test_health_names_the_database_and_its_schema(self, store: Store, url: str) -> None:
        kind = "sqlite" if url.startswith("sqlite") else "postgresql"
        assert store.health().startswith(f"{kind} ")
        assert store.health().endswith(", schema 0004")

    def test_a_file_that_is_not_there_is_not_made_by_looking(self, tmp_path: Path) -> None:
        file = tmp_path / "gone.db"
        with closing(Store.open(f"sqlite:///{file}")) as store:
            with pytest.raises(StoreUnavailableError, match="unable to open"):
                store.health()
            with pytest.raises(StoreUnavailableError), store.write():
                pass
        assert not file.exists()

    def test_a_file_that_is_no_database_is_left_alone(self, tmp_path: Path, now: datetime) -> None:
        file = tmp_path / "letter.db"
        file.write_bytes(b"Kinh gui: cac to dan pho\n" * 400)
        before = file.read_bytes()
        with closing(Store.open(f"sqlite:///{file}")) as store:
            with pytest.raises(StoreUnavailableError):
                store.upgrade()
            with pytest.raises(StoreUnavailableError):
                note(store, "x", now)
        assert file.read_bytes() == before

    def test_a_database_without_the_schema_is_unavailable(
        self, url: str, tmp_path: Path, now: datetime
    ) -> None:
        (tmp_path / "station.db").touch()
        with closing(Store.open(url)) as store, pytest.raises(StoreUnavailableError):
            note(store, "x", now)

    @pytest.mark.postgres
    def test_no_server_is_unavailable(self, tmp_path: Path) -> None:
        address = f"postgresql+psycopg://nobody@/nothing?host={tmp_path}"
        with (
            closing(Store.open(address)) as store,
            pytest.raises(StoreUnavailableError, match="connection"),
        ):
            store.health()

    @pytest.mark.parametrize(
        "address",
        ["", "station.db", "sqlite://", "sqlite:///:memory:", "mysql://u:secret@host/db"],
    )
    def test_an_address_of_no_store_is_refused_without_its_password(self, address: str) -> None:
        with pytest.raises(StoreAddressError) as caught:
            Store.open(address)
        assert "secret" not in str(caught.value)
