"""Copies of the whole database, whole and checked, taken while the station works.

Knows SQLite's online backup and PostgreSQL's pg_dump; keeps no history of copies.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL

from broadcaster.store.errors import BackupError, BackupToolError

_PATIENCE_S = 60.0
_DUMP_PATIENCE_S = 3600.0


def backup(url: URL, to: Path) -> None:
    """Write a copy of the database at `url` to the file `to`, replacing it when it is complete.

    SQLite gives a SQLite file; PostgreSQL an archive for pg_restore, made by pg_dump.
    Raises BackupError, BackupToolError.
    """
    if url.get_backend_name() == "sqlite":
        copy_sqlite(Path(url.database or ""), to)
    else:
        _dump_postgres(url, to)


def copy_sqlite(source: Path, to: Path) -> None:
    """Copy the SQLite database `source` to `to`: one moment of it, even while it is written."""
    if not source.is_file():
        raise BackupError(to, f"{source} does not exist")
    with _aside(to) as part:
        try:
            with (
                closing(sqlite3.connect(source, timeout=_PATIENCE_S)) as original,
                closing(sqlite3.connect(part, timeout=_PATIENCE_S)) as copy,
            ):
                original.backup(copy)
                # One file that needs no companions: the original's WAL mode came along.
                copy.execute("PRAGMA journal_mode=DELETE")
                verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.Error as error:
            raise BackupError(to, str(error)) from error
        if verdict != "ok":
            raise BackupError(to, f"the copy is damaged: {verdict}")


def _dump_postgres(url: URL, to: Path) -> None:
    tool = shutil.which("pg_dump")
    if tool is None:
        raise BackupToolError(to, "pg_dump")
    environment = dict(os.environ)
    if url.password is not None:
        # Not on the command line, where every user of the machine could read it.
        environment["PGPASSWORD"] = str(url.password)
    address = url.set(drivername="postgresql", password=None).render_as_string()
    with _aside(to) as part:
        command = [tool, "--format=custom", f"--file={part}", f"--dbname={address}"]
        try:
            done = subprocess.run(  # noqa: S603 - our own words and the technician's address
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_DUMP_PATIENCE_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise BackupError(to, str(error)) from error
        if done.returncode != 0:
            raise BackupError(to, done.stderr.strip() or f"pg_dump gave up ({done.returncode})")


@contextmanager
def _aside(to: Path) -> Iterator[Path]:
    """Give a file beside `to` to fill; sync and rename it when the block ends well."""
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=to.parent, prefix=f".{to.name}.", suffix=".part")
        os.close(number)
    except OSError as error:
        raise BackupError(to, str(error)) from error
    part = Path(name)
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(to)
    except OSError as error:
        raise BackupError(to, str(error)) from error
    finally:
        part.unlink(missing_ok=True)
