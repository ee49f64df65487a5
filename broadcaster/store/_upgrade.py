"""Bringing a database to the schema of this program, one process at a time.

Knows Alembic and the migrations beside it; knows nothing of what the tables mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, inspect

from broadcaster.store._backup import copy_sqlite
from broadcaster.store._driver import translated
from broadcaster.store._engine import open_engine, transaction
from broadcaster.store.errors import StoreNewerError, StoreRefusedError, StoreUnavailableError

MIGRATIONS = Path(__file__).parent / "migrations"
_PATIENCE_S = 120.0
"""How long a second process waits for the first one's migration."""


def upgrade(url: URL, migrations: Path = MIGRATIONS) -> None:
    """Bring the database at `url` to the newest schema; nothing happens when it is there.

    A SQLite file that holds something is copied beside itself first, as
    `<name>.schema-<revision>.backup`. All of it is one transaction under the writers' lock.
    Raises StoreNewerError, StoreBusyError, StoreUnavailableError, BackupError.
    """
    if url.get_backend_name() == "sqlite" and url.database is not None:
        _make_folder(Path(url.database).parent)
    config = _config(migrations)
    with _migrating(url) as connection:
        present = revision(connection)
        if _is_head(config, present):
            return
        if inspect(connection).get_table_names() and url.database is not None:
            _copy_beside(url, present)
        config.attributes["connection"] = connection
        with translated(_PATIENCE_S):
            command.upgrade(config, "head")
        _check_references(connection)


def revision(connection: Connection) -> str | None:
    """Return the revision of the schema the database has, None when it has none."""
    with translated(_PATIENCE_S):
        return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def _migrating(url: URL) -> Iterator[Connection]:
    engine = open_engine(url, _PATIENCE_S, migrating=True)
    try:
        with transaction(engine, _PATIENCE_S, writing=True) as connection:
            yield connection
    finally:
        engine.dispose()


def _config(migrations: Path) -> Config:
    config = Config()
    # The option is interpolated, and a folder's name may hold a per cent sign.
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config


def _is_head(config: Config, present: str | None) -> bool:
    scripts = ScriptDirectory.from_config(config)
    head = scripts.get_current_head()
    assert head is not None, "the program ships its migrations"
    known = {script.revision for script in scripts.walk_revisions()}
    if present is not None and present not in known:
        raise StoreNewerError(present, head)
    return present == head


def _copy_beside(url: URL, present: str | None) -> None:
    if url.get_backend_name() != "sqlite" or url.database is None:
        return
    file = Path(url.database)
    copy_sqlite(file, file.with_name(f"{file.name}.schema-{present or 'none'}.backup"))


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    with translated(_PATIENCE_S):
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise StoreRefusedError(f"table {broken[0]} refers to a missing row of {broken[2]}")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailableError(str(error)) from error
