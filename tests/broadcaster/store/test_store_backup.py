"""Copies taken while the station works: whole, checked, and never in place of a good one."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import threading
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from broadcaster.model import EventLevel
from broadcaster.store import BackupError, BackupToolError, Store

ROWS_AT_ONCE = 3


def write_rows(store: Store, at: datetime, times: int = 1) -> None:
    for _ in range(times):
        with store.write() as books:
            for _ in range(ROWS_AT_ONCE):
                books.events.add(EventLevel.NOTE, "row", None, "", "x" * 200, at)


def rows(store: Store) -> int:
    with store.read() as books:
        return len(books.events.latest(1_000_000))


def test_a_copy_taken_while_another_writes_is_one_moment_of_it(
    sqlite_url: str, tmp_path: Path, now: datetime
) -> None:
    stop = threading.Event()
    with closing(Store.open(sqlite_url)) as store:
        store.upgrade()
        write_rows(store, now, 50)

        def keep_writing() -> None:
            while not stop.is_set():
                write_rows(store, now)

        writer = threading.Thread(target=keep_writing)
        writer.start()
        try:
            for number in range(5):
                before = rows(store)
                copy = tmp_path / "copies" / f"{number}.db"
                store.backup(copy)
                after = rows(store)
                with closing(Store.open(f"sqlite:///{copy}")) as opened:
                    opened.upgrade()
                    kept = rows(opened)
                assert before <= kept <= after
                assert kept % ROWS_AT_ONCE == 0
        finally:
            stop.set()
            writer.join()


def test_a_copy_is_one_file_and_replaces_the_former(
    sqlite_url: str, tmp_path: Path, now: datetime
) -> None:
    copy = tmp_path / "copies" / "station.db"
    with closing(Store.open(sqlite_url)) as store:
        store.upgrade()
        store.backup(copy)
        write_rows(store, now)
        store.backup(copy)
    assert [file.name for file in copy.parent.iterdir()] == ["station.db"]
    with closing(Store.open(f"sqlite:///{copy}")) as opened:
        assert rows(opened) == ROWS_AT_ONCE


def test_a_damaged_database_does_not_replace_a_good_copy(
    sqlite_url: str, tmp_path: Path, now: datetime
) -> None:
    file, copy = tmp_path / "station.db", tmp_path / "copies" / "station.db"
    with closing(Store.open(sqlite_url)) as store:
        store.upgrade()
        write_rows(store, now)
        store.backup(copy)
    good = copy.read_bytes()
    with closing(sqlite3.connect(file)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        look_up = "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_event_level_seen_at'"
        (page,) = connection.execute(look_up).fetchone()
    with file.open("r+b") as content:
        # The last bytes of the page are an entry of the index: it now names another row.
        content.seek(page * size - 1)
        content.write(b"\x77")
    with closing(Store.open(sqlite_url)) as store, pytest.raises(BackupError) as caught:
        store.backup(copy)
    assert (caught.value.path, "damaged" in caught.value.cause) == (copy, True)
    assert copy.read_bytes() == good
    assert [path.name for path in copy.parent.iterdir()] == ["station.db"]


def test_no_copy_is_made_where_nothing_is_or_nothing_can_be(
    sqlite_url: str, tmp_path: Path
) -> None:
    with closing(Store.open(sqlite_url)) as store:
        with pytest.raises(BackupError, match="does not exist"):
            store.backup(tmp_path / "copy.db")
        store.upgrade()
        (tmp_path / "file").touch()
        with pytest.raises(BackupError):
            store.backup(tmp_path / "file" / "copy.db")


@pytest.mark.postgres
def test_postgresql_is_dumped_by_its_own_tool(
    postgres_url: str, tmp_path: Path, now: datetime
) -> None:
    if shutil.which("pg_dump") is None or shutil.which("pg_restore") is None:
        pytest.skip("the dump of PostgreSQL was left out: pg_dump and pg_restore are not here")
    archive = tmp_path / "copies" / "station.dump"
    with closing(Store.open(postgres_url)) as store:
        store.upgrade()
        write_rows(store, now)
        store.backup(archive)
    restored = subprocess.run(
        ["pg_restore", "--data-only", "--table=event", "--file=-", archive],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert restored.count("\trow\t") == ROWS_AT_ONCE
    assert [path.name for path in archive.parent.iterdir()] == ["station.dump"]


@pytest.mark.postgres
def test_a_dump_that_fails_says_why_and_leaves_nothing(tmp_path: Path) -> None:
    if shutil.which("pg_dump") is None:
        pytest.skip("the failing dump was left out: pg_dump is not here")
    address = f"postgresql+psycopg://nobody:secret@/nothing?host={tmp_path}"
    with closing(Store.open(address)) as store, pytest.raises(BackupError) as caught:
        store.backup(tmp_path / "copies" / "station.dump")
    assert "connection" in caught.value.cause
    assert "secret" not in str(caught.value)
    assert list((tmp_path / "copies").iterdir()) == []


@pytest.mark.postgres
def test_without_the_tool_the_error_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with (
        closing(Store.open("postgresql://nobody@/nothing")) as store,
        pytest.raises(BackupToolError) as caught,
    ):
        store.backup(tmp_path / "station.dump")
    assert caught.value.tool == "pg_dump"
