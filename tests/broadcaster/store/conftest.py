"""Real, fresh databases for the store's tests: SQLite always, PostgreSQL when one is named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadcaster.model import Role, User
from broadcaster.store import Store
from tests.postgres import empty_database

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'station.db'}"


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The address of an empty PostgreSQL database of its own."""
    yield from empty_database("store")


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
