"""What the drivers of SQLite and PostgreSQL say went wrong, told in the store's own errors.

Knows the drivers' codes; knows no table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from broadcaster.store.errors import (
    StoreBusyError,
    StoreError,
    StoreRefusedError,
    StoreUnavailableError,
)

_SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SQLITE_REFUSED = {sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG}
_POSTGRES_BUSY = {
    "40001",  # serialization failure
    "40P01",  # deadlock
    "53300",  # too many connections
    "55P03",  # lock not available
    "57014",  # cancelled, by a time limit or a technician
}
_POSTGRES_REFUSED = {"22", "23"}  # classes: data exception, integrity constraint violation


@contextmanager
def translated(waited_s: float) -> Iterator[None]:
    """Turn a driver's error raised inside into a StoreError; `waited_s` is the busy time-out."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, UnicodeError) as error:
        raise store_error(error, waited_s) from error


def store_error(error: Exception, waited_s: float) -> StoreError:
    """Return the StoreError that says what `error` of a driver or of SQLAlchemy means."""
    if isinstance(error, PoolTimeoutError):
        return StoreBusyError(waited_s)
    cause: BaseException = error
    if isinstance(error, StatementError) and error.orig is not None:
        cause = error.orig
    if isinstance(cause, StoreError):
        return cause
    text = _first_line(cause)
    if _is_busy(cause):
        return StoreBusyError(waited_s)
    if _is_refused(cause) or not isinstance(error, (DBAPIError, sqlite3.Error)):
        return StoreRefusedError(text)
    return StoreUnavailableError(text)


def _is_busy(cause: BaseException) -> bool:
    return _sqlite_code(cause) in _SQLITE_BUSY or _sqlstate(cause) in _POSTGRES_BUSY


def _is_refused(cause: BaseException) -> bool:
    # A driver's own check before sending, such as psycopg's for NUL, is a DataError with no state.
    return (
        _sqlite_code(cause) in _SQLITE_REFUSED
        or _sqlstate(cause)[:2] in _POSTGRES_REFUSED
        or (type(cause).__name__ == "DataError" and not _sqlstate(cause))
    )


def _sqlite_code(cause: BaseException) -> int:
    # The low byte is the primary code; the rest says more than we act upon.
    return int(getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF


def _sqlstate(cause: BaseException) -> str:
    return getattr(cause, "sqlstate", None) or ""


def _first_line(cause: BaseException) -> str:
    lines = str(cause).strip().splitlines()
    return lines[0] if lines else type(cause).__name__
