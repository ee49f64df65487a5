"""Statements in, rows out, inside one transaction: what every book of the store is written with.

Knows SQL statements and both databases' spelling of "insert unless it is there"; knows no noun.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Delete, Executable, Row, Table, Update, select
from sqlalchemy.dialects import postgresql, sqlite

from broadcaster.store._driver import translated
from broadcaster.store.errors import NotFoundError, StoreRefusedError

AnyRow = Row[Any]


class Rows:
    """One transaction on one connection. Raises StoreErrors only."""

    def __init__(self, connection: Connection, *, writing: bool, waited_s: float) -> None:
        self._connection = connection
        self._writing = writing
        self._waited_s = waited_s

    def all(self, statement: Executable) -> Sequence[AnyRow]:
        """Return every row the look-up `statement` finds."""
        with translated(self._waited_s):
            return self._connection.execute(statement).all()

    def one(self, statement: Executable) -> AnyRow | None:
        """Return the first row the look-up `statement` finds, or None."""
        with translated(self._waited_s):
            return self._connection.execute(statement).first()

    def by_id(self, table: Table, id: int, kind: str) -> AnyRow:
        """Return the row of `table` with that id; raises NotFoundError naming its `kind`."""
        row = self.one(select(table).where(table.c.id == id))
        if row is None:
            raise NotFoundError(kind, id)
        return row

    def insert(self, table: Table, values: Mapping[str, Any]) -> AnyRow:
        """Insert one row and return it as the database holds it."""
        row = self._change(table.insert().values(values).returning(table)).first()
        assert row is not None
        return row

    def insert_all(self, table: Table, values: Sequence[Mapping[str, Any]]) -> None:
        """Insert many rows, in order; none is fine."""
        if values:
            self._change(table.insert(), values)

    def insert_absent(
        self, table: Table, values: Mapping[str, Any], unique: Sequence[str]
    ) -> AnyRow | None:
        """Insert one row unless the columns `unique` have these values already; None then."""
        spelling = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        statement = spelling.insert(table).values(values)
        absent = statement.on_conflict_do_nothing(index_elements=list(unique)).returning(table)
        row: AnyRow | None = self._change(absent).first()
        return row

    def update(self, statement: Update | Delete) -> int:
        """Run a conditional update or removal and return how many rows it changed."""
        return self._change(statement).rowcount

    def updated(self, statement: Update, table: Table) -> AnyRow | None:
        """Run a conditional update of one row; return the row as it is now, None if unmatched."""
        row: AnyRow | None = self._change(statement.returning(table)).first()
        return row

    def _change(
        self, statement: Executable, values: Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[Any]:
        if not self._writing:
            raise StoreRefusedError("nothing is changed while reading")
        with translated(self._waited_s):
            result = self._connection.execute(statement, values)
        assert isinstance(result, CursorResult)
        return result


def found(changed: int, kind: str, id: int) -> None:
    """Raise NotFoundError when an update by id has changed no row."""
    if changed == 0:
        raise NotFoundError(kind, id)
