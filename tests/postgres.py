"""An empty PostgreSQL database for one test, on the server that the surroundings name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url

SERVER = "BROADCASTER_TEST_POSTGRES"


def empty_database(what: str) -> Iterator[str]:
    """Yield the address of a new database and drop it afterwards; skip, saying `what`, without."""
    server = os.environ.get(SERVER)
    if not server:
        pytest.skip(f"the {what} on PostgreSQL was left out: {SERVER} names no server")
    name = f"broadcaster_test_{uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()
