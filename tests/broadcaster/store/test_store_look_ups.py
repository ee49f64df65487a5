"""No look-up reads a whole table that grows with the years: each has its index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, event

from broadcaster.model import (
    AiringId,
    JobKind,
    ProgrammeId,
    ProgrammeState,
    ScriptId,
    ScriptState,
)
from broadcaster.sound.vault import Sha
from broadcaster.store import Books, Store

NOW = datetime.fromisoformat("2026-11-23T05:00:00+00:00")
DAY = timedelta(days=1)

LOOK_UPS: dict[str, Callable[[Books], object]] = {
    "users.by_login": lambda books: books.users.by_login("lan"),
    "scripts.all": lambda books: books.scripts.all(limit=20),
    "scripts.all in a state": lambda books: books.scripts.all([ScriptState.DRAFT], 20),
    "programmes.all": lambda books: books.programmes.all(limit=20),
    "programmes.all in a state": lambda books: books.programmes.all([ProgrammeState.WANTED]),
    "programmes.containing": lambda books: books.programmes.containing(ScriptId(1)),
    "approvals.latest": lambda books: books.approvals.latest(ProgrammeId(1), Sha("a")),
    "approvals.of": lambda books: books.approvals.of(ProgrammeId(1)),
    "airings.between": lambda books: books.airings.between(NOW, NOW + DAY),
    "asruns.between": lambda books: books.asruns.between(NOW, NOW + DAY),
    "asruns.of_airing": lambda books: books.asruns.of_airing(AiringId(1)),
    "asruns.latest": lambda books: books.asruns.latest(20),
    "jobs.by_key": lambda books: books.jobs.by_key("k"),
    "jobs.live": lambda books: books.jobs.live(),
    "jobs.latest": lambda books: books.jobs.latest(JobKind.PROGRAMME, 1),
    "jobs.waiting": lambda books: books.jobs.waiting(NOW),
    "events.latest": lambda books: books.events.latest(20),
    "events.unseen_alerts": lambda books: books.events.unseen_alerts(),
    "marks.get": lambda books: books.marks.get("journal"),
}


@pytest.fixture
def plans() -> Iterator[list[str]]:
    """SQLite's plans for the look-ups made meanwhile."""
    found: list[str] = []

    def explain(connection, cursor, statement, parameters, context, many):  # type: ignore[no-untyped-def]
        if statement.startswith("SELECT"):
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found.extend(row[3] for row in cursor.fetchall())

    event.listen(Engine, "before_cursor_execute", explain)
    yield found
    event.remove(Engine, "before_cursor_execute", explain)


@pytest.mark.parametrize("name", LOOK_UPS)
def test_a_look_up_uses_an_index(sqlite_url: str, plans: list[str], name: str) -> None:
    store = Store.open(sqlite_url)
    store.upgrade()
    plans.clear()
    with store.read() as books:
        LOOK_UPS[name](books)
    store.close()
    assert plans
    # Newest first by id walks the table itself backwards, as far as its limit and no further.
    scans = [plan for plan in plans if re.match(r"SCAN \w+$", plan)]
    walks = {"scripts.all", "programmes.all", "events.latest"}
    assert scans == [] or (name in walks and not any("TEMP B-TREE" in plan for plan in plans))
