"""The station's memory: one database, opened by URL, read and written a transaction at a time.

Knows transactions, schema and backup; what the books hold is told in one file per noun.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine

from broadcaster.store import _backup, _upgrade
from broadcaster.store._copy import copy_rows
from broadcaster.store._engine import open_engine, parse, transaction
from broadcaster.store._rows import Rows
from broadcaster.store.books import Books

BUSY_S = 10.0
"""How long a lock is waited for, in seconds."""


class Store:
    """A database and the books in it; may be used by many threads, and by many processes."""

    def __init__(self, url: URL, engine: Engine, busy_s: float) -> None:
        self._url = url
        self._engine = engine
        self._busy_s = busy_s

    @classmethod
    def open(cls, url: str, *, busy_s: float = BUSY_S) -> Store:
        """Return the store at `url`: sqlite:///file or postgresql+psycopg://user@host/name.

        Nothing is touched yet. A lock is waited for up to `busy_s` seconds.
        Raises StoreAddressError.
        """
        parsed = parse(url)
        return cls(parsed, open_engine(parsed, busy_s), busy_s)

    def upgrade(self) -> None:
        """Bring the database to this program's schema; call it at each start.

        Raises StoreNewerError when a newer program made it, StoreBusyError,
        StoreUnavailableError, BackupError when the copy taken before a change fails.
        """
        _upgrade.upgrade(self._url)

    @contextmanager
    def write(self) -> Iterator[Books]:
        """Open the books for writing: one transaction, and no other writer meanwhile.

        Commits when the block ends, rolls back when it raises. Raises StoreBusyError when another
        writer does not finish in time, StoreUnavailableError.
        """
        with transaction(self._engine, self._busy_s, writing=True) as connection:
            yield Books(Rows(connection, writing=True, waited_s=self._busy_s))

    @contextmanager
    def read(self) -> Iterator[Books]:
        """Open the books for reading, as they stand at one moment; never waits for a writer.

        Raises StoreUnavailableError; a change tried on these books raises StoreRefusedError.
        """
        with transaction(self._engine, self._busy_s, writing=False) as connection:
            yield Books(Rows(connection, writing=False, waited_s=self._busy_s))

    def backup(self, to: Path) -> None:
        """Write a copy of the whole database to the file `to`, while the station works.

        Raises BackupError; the file that was there before stands then.
        """
        _backup.backup(self._url, to)

    def copy_to(self, other: Store) -> None:
        """Copy every row, as of one moment, into `other`: empty, and at the newest schema.

        The two may be of different kinds. `other` is for looking, not for keeping: on PostgreSQL
        its counters would not know the copied numbers. Raises StoreError.
        """
        with (
            transaction(self._engine, self._busy_s, writing=False) as source,
            transaction(other._engine, other._busy_s, writing=True) as target,
        ):
            copy_rows(source, target)

    def health(self) -> str:
        """Return one line about the database a technician understands; raises StoreError."""
        with transaction(self._engine, self._busy_s, writing=False) as connection:
            schema = _upgrade.revision(connection) or "none"
        dialect = self._engine.dialect
        version = ".".join(str(part) for part in dialect.server_version_info or ())
        return f"{dialect.name} {version}, schema {schema}"

    def close(self) -> None:
        """Close the connections that are not in use."""
        self._engine.dispose()
