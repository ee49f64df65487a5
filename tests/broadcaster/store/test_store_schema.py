"""Schema changes: from nothing, twice, two at once, from a newer program, and with a copy first."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, make_url

from broadcaster.model import EventLevel
from broadcaster.store import Store, StoreNewerError, StoreUnavailableError
from broadcaster.store._tables import metadata
from broadcaster.store._upgrade import MIGRATIONS, upgrade

HEAD, NEXT = "0004", "next"
NEXT_CHANGE = '''
"""A change of the next version: a table is rebuilt and one is added."""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{next}", "{head}", None, None


def upgrade():
    op.create_table("siren", sa.Column("id", sa.Integer, primary_key=True))
    with op.batch_alter_table("user_account", recreate="auto") as table:
        table.alter_column("full_name", new_column_name="name")
    {then}
'''


def next_change(then: str) -> str:
    """The text of a migration that does `then` last."""
    return NEXT_CHANGE.format(next=NEXT, head=HEAD, then=then)


@pytest.fixture
def next_version(tmp_path: Path) -> Path:
    """The migrations of a program one version newer."""
    folder = tmp_path / "100 % next"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9999_next.py").write_text(next_change("pass"))
    return folder


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_the_migrated_schema_is_the_one_the_books_are_written_for(store: Store, url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        differences = compare_metadata(context, metadata)
    engine.dispose()
    assert differences == []


def test_the_books_tables_are_all_there_and_no_others(store: Store, url: str) -> None:
    assert tables(url) == {*metadata.tables, "alembic_version"}


def test_upgrading_again_changes_nothing(store: Store, url: str, now: datetime) -> None:
    with store.write() as books:
        books.events.add(EventLevel.NOTE, "kept", None, "", "", now)
    store.upgrade()
    with store.read() as books:
        assert [event.what for event in books.events.latest(9)] == ["kept"]


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    with closing(Store.open(f"sqlite:///{tmp_path / 'a' / 'b' / 'station.db'}")) as store:
        store.upgrade()
        assert store.health().endswith(f"schema {HEAD}")


def test_several_starting_at_once_upgrade_once(url: str) -> None:
    together = threading.Barrier(4)

    def start(_: int) -> str:
        with closing(Store.open(url)) as store:
            together.wait()
            store.upgrade()
            return store.health()

    with ThreadPoolExecutor(4) as pool:
        healths = list(pool.map(start, range(4)))
    assert len(healths) == 4
    assert all(health.endswith(f"schema {HEAD}") for health in healths)


def test_a_newer_database_is_refused_and_untouched(
    store: Store, url: str, next_version: Path
) -> None:
    upgrade(make_url(url), next_version)
    before = tables(url)
    with pytest.raises(StoreNewerError) as caught:
        store.upgrade()
    assert (caught.value.found, caught.value.known) == (NEXT, HEAD)
    assert tables(url) == before


def test_the_next_schema_keeps_every_row_and_reference(
    store: Store, url: str, next_version: Path, now: datetime
) -> None:
    with store.write() as books:
        lan = books.users.add("lan", "Lan", [], "hash", now)
        books.scripts.add("T", "B", None, None, None, None, None, [], lan.id, now)
    store.close()
    upgrade(make_url(url), next_version)
    assert "siren" in tables(url)
    engine = create_engine(url)
    with engine.connect() as connection:
        row = connection.exec_driver_sql(
            "SELECT a.name, s.title FROM script s JOIN user_account a ON a.id = s.author"
        ).one()
    engine.dispose()
    assert tuple(row) == ("Lan", "T")


def test_a_change_that_fails_half_way_leaves_the_former_schema(
    store: Store, url: str, next_version: Path, now: datetime
) -> None:
    store.close()
    broken = next_change('op.execute("SELECT * FROM nowhere")')
    (next_version / "versions" / "9999_next.py").write_text(broken)
    with pytest.raises(StoreUnavailableError, match="nowhere"):
        upgrade(make_url(url), next_version)
    assert "siren" not in tables(url)
    assert store.health().endswith(f"schema {HEAD}")
    with store.write() as books:
        books.users.add("lan", "Lan", [], "hash", now)


def test_a_sqlite_file_is_copied_beside_itself_before_it_is_changed(
    sqlite_url: str, tmp_path: Path, next_version: Path, now: datetime
) -> None:
    copy = tmp_path / f"station.db.schema-{HEAD}.backup"
    with closing(Store.open(sqlite_url)) as store:
        store.upgrade()
        assert list(tmp_path.glob("*.backup")) == []
        with store.write() as books:
            books.events.add(EventLevel.NOTE, "kept", None, "", "", now)
    upgrade(make_url(sqlite_url), next_version)
    assert list(tmp_path.glob("*.backup")) == [copy]
    assert "siren" not in tables(f"sqlite:///{copy}")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT what FROM event").fetchall() == [("kept",)]


def test_the_first_release_gets_its_lexicon_and_keeps_what_it_had(
    url: str, tmp_path: Path, now: datetime
) -> None:
    first = tmp_path / "first"
    shutil.copytree(MIGRATIONS, first, ignore=shutil.ignore_patterns("__pycache__"))
    for later in (first / "versions").glob("*.py"):
        if later.name != "0001_first.py":
            later.unlink()
    upgrade(make_url(url), first)
    with closing(Store.open(url)) as store:
        with store.write() as books:
            lan = books.users.add("lan", "Lan", [], "hash", now)
            script = books.scripts.add("T", "B", None, None, None, None, None, [], lan.id, now)
        assert "lexicon_entry" not in tables(url)
        store.upgrade()
        with store.read() as books:
            assert books.scripts.get(script.id) == script
            assert (books.lexicon.all(), books.lexicon.latest()) == ((), 0)
