"""Real, fresh databases for the store's tests: SQLite always, PostgreSQL when one is named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url

from broadcaster.model import Role, User
from broadcaster.store import Store

POSTGRES = "BROADCASTER_TEST_POSTGRES"
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


def _postgres() -> Iterator[str]:
    server = os.environ.get(POSTGRES)
    if not server:
        pytest.skip(f"the store on PostgreSQL was left out: {POSTGRES} names no server")
    name = f"broadcaster_test_{uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'station.db'}"


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The address of an empty PostgreSQL database of its own."""
    yield from _postgres()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database, on each kind in turn."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store ready for use."""
    with closing(Store.open(url)) as opened:
        opened.upgrade()
        yield opened


@pytest.fixture
def now() -> datetime:
    """The instant these tests happen at."""
    return NOON


@pytest.fixture
def lan(store: Store, now: datetime) -> User:
    """Somebody whom rows can refer to."""
    with store.write() as books:
        return books.users.add("lan", "Trần Thị Lan", {Role.STAFF}, "hash-1", now)
