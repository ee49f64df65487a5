"""How connections to SQLite and PostgreSQL are opened, and how their transactions begin.

Knows settings and locks of the two databases; knows no table.

Writers take turns on both: SQLite by BEGIN IMMEDIATE, PostgreSQL by one advisory lock. What a
writer has looked up (is the hour free? which revision stands?) therefore still holds when it
writes, and the departments need to be right on one kind of database only.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from broadcaster.store._driver import translated
from broadcaster.store.errors import StoreAddressError

_WRITERS_LOCK = 0x62726F61  # any constant of our own; advisory locks are counted per database
_RETRY_S = 0.02


def parse(url: str) -> URL:
    """Return the address of a store: sqlite:///file or postgresql[+psycopg]://….

    Raises StoreAddressError, also for SQLite in memory, which several processes cannot share.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreAddressError(_hidden(url)) from error
    shown = parsed.render_as_string()
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "postgresql+psycopg"):
        raise StoreAddressError(shown)
    if parsed.drivername == "sqlite":
        if parsed.database in (None, "", ":memory:"):
            raise StoreAddressError(shown)
        # The program may change its working folder later; the store stays where it was.
        parsed = parsed.set(database=str(Path(parsed.database).absolute()))
    return parsed


def open_engine(url: URL, busy_s: float, *, migrating: bool = False) -> Engine:
    """Return an engine for `url`; nothing is opened yet. A lock is waited for up to `busy_s`.

    `migrating`: tables may be rebuilt, so SQLite checks references at the end and not meanwhile,
    and the connection is not kept.
    """
    options: dict[str, Any] = {"json_serializer": partial(json.dumps, ensure_ascii=False)}
    if migrating:
        options["poolclass"] = NullPool
    else:
        options["pool_timeout"] = busy_s
    if url.get_backend_name() == "sqlite":
        connect = partial(_connect_sqlite, Path(url.database or ""), busy_s, migrating)
        return create_engine(url, creator=connect, **options)
    try:
        engine = create_engine(
            url, connect_args={"connect_timeout": 10}, pool_pre_ping=True, **options
        )
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreAddressError(url.render_as_string()) from error

    @event.listens_for(engine, "connect")
    def _prepare_postgres(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {int(busy_s * 1000)}")
            cursor.execute("SET TIME ZONE 'UTC'")
        connection.commit()

    return engine


@contextmanager
def transaction(engine: Engine, busy_s: float, *, writing: bool) -> Iterator[Connection]:
    """Begin one transaction; commit when the block ends, roll back when it raises.

    Reading sees one snapshot. Raises StoreBusyError, StoreUnavailableError.
    """
    with translated(busy_s):
        connection = engine.connect()
    try:
        with translated(busy_s):
            connection.exec_driver_sql(_opening(engine, writing))
        yield connection
        with translated(busy_s):
            connection.commit()
    finally:
        with translated(busy_s):
            connection.close()


def _opening(engine: Engine, writing: bool) -> str:
    if engine.dialect.name == "sqlite":
        return "BEGIN IMMEDIATE" if writing else "BEGIN"
    if writing:
        return f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})"
    return "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"


def _connect_sqlite(file: Path, busy_s: float, migrating: bool) -> sqlite3.Connection:
    # Only a migration makes the file: one that has vanished must not come back empty in silence.
    mode = "rwc" if migrating else "rw"
    connection = sqlite3.connect(
        f"{file.as_uri()}?mode={mode}",
        uri=True,
        timeout=busy_s,
        check_same_thread=False,  # SQLAlchemy's pool gives it to one thread at a time
        isolation_level=None,  # transactions begin where we say so
    )
    try:
        _use_wal(connection, busy_s)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(f"PRAGMA foreign_keys={'OFF' if migrating else 'ON'}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _use_wal(connection: sqlite3.Connection, busy_s: float) -> None:
    # The first switch upgrades a lock, which SQLite refuses at once when two processes try it.
    deadline = time.monotonic() + busy_s
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            busy = (error.sqlite_errorcode & 0xFF) == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() >= deadline:
                raise
            time.sleep(_RETRY_S)


def _hidden(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if rest else url
