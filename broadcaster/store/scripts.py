"""Scripts and their earlier revisions. Knows rows; judges neither text nor permission."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from broadcaster.model import LeftOut, ScriptId, ScriptRecord, ScriptState, UserId
from broadcaster.store._rows import AnyRow, Rows, found
from broadcaster.store._tables import script, script_revision
from broadcaster.store.errors import NotFoundError, StaleError

_KIND = "script"


class Scripts:
    """The scripts' book."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(
        self,
        title: str,
        body: str,
        column: str | None,
        issued_by: str | None,
        issued_on: date | None,
        document_number: str | None,
        source_name: str | None,
        left_out: Sequence[LeftOut],
        author: UserId,
        at: datetime,
    ) -> ScriptRecord:
        """Add a draft, at revision 1."""
        row = self._rows.insert(
            script,
            {
                "title": title,
                "body": body,
                "column_name": column,
                "issued_by": issued_by,
                "issued_on": issued_on,
                "document_number": document_number,
                "source_name": source_name,
                "left_out": [{"text": piece.text, "reason": piece.reason} for piece in left_out],
                "state": ScriptState.DRAFT,
                "revision": 1,
                "author": author,
                "created_at": at,
                "changed_at": at,
            },
        )
        return _record(row)

    def get(self, id: ScriptId) -> ScriptRecord:
        """Return the script as it stands; raises NotFoundError."""
        return _record(self._rows.by_id(script, id, _KIND))

    def all(
        self,
        states: Collection[ScriptState] | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[ScriptRecord, ...]:
        """Return scripts in any of `states` (None: in whatever state), the newest first."""
        look_up = select(script).order_by(script.c.id.desc()).limit(limit).offset(offset)
        if states is not None:
            look_up = look_up.where(script.c.state.in_(states))
        return tuple(_record(row) for row in self._rows.all(look_up))

    def holding(
        self, text: str, states: Collection[ScriptState], limit: int | None = None
    ) -> tuple[ScriptRecord, ...]:
        """Return scripts in any of `states` whose body has `text` in it, the newest first."""
        has = script.c.body.contains(text, autoescape=True)
        look_up = select(script).where(has, script.c.state.in_(states)).limit(limit)
        return tuple(_record(row) for row in self._rows.all(look_up.order_by(script.c.id.desc())))

    def revise(
        self,
        id: ScriptId,
        revision: int,
        title: str,
        body: str,
        column: str | None,
        at: datetime,
    ) -> ScriptRecord:
        """Replace the text of `revision` by the next one and keep the former.

        Raises StaleError, with the revision that stands, when it is no longer `revision`;
        NotFoundError.
        """
        former = self._rows.one(select(script).where(script.c.id == id).with_for_update())
        if former is None:
            raise NotFoundError(_KIND, id)
        if former.revision != revision:
            raise StaleError(_KIND, id, former.revision)
        self._rows.insert(script_revision, {"script": id, **_kept(former)})
        row = self._rows.updated(
            script.update()
            .where(script.c.id == id, script.c.revision == revision)
            .values(
                title=title,
                body=body,
                column_name=column,
                revision=revision + 1,
                changed_at=at,
            ),
            script,
        )
        assert row is not None, "the row is ours since the look-up"
        return _record(row)

    def set_state(self, id: ScriptId, state: ScriptState, at: datetime) -> None:
        """Move the script to `state`; raises NotFoundError."""
        update = script.update().where(script.c.id == id).values(state=state, changed_at=at)
        found(self._rows.update(update), _KIND, id)

    def revisions(self, id: ScriptId) -> tuple[ScriptRecord, ...]:
        """Return the script as it stood at each earlier revision, the latest of them first.

        Raises NotFoundError.
        """
        present = self._rows.by_id(script, id, _KIND)
        rows = self._rows.all(
            select(script_revision)
            .where(script_revision.c.script == id)
            .order_by(script_revision.c.revision.desc())
        )
        return tuple(_record(present, _kept(row)) for row in rows)


def _kept(row: AnyRow) -> dict[str, Any]:
    return {
        "revision": row.revision,
        "title": row.title,
        "body": row.body,
        "column_name": row.column_name,
        "state": row.state,
        "changed_at": row.changed_at,
    }


def _record(row: AnyRow, kept: dict[str, Any] | None = None) -> ScriptRecord:
    text = _kept(row) if kept is None else kept
    return ScriptRecord(
        id=ScriptId(row.id),
        title=text["title"],
        body=text["body"],
        column=text["column_name"],
        issued_by=row.issued_by,
        issued_on=row.issued_on,
        document_number=row.document_number,
        source_name=row.source_name,
        left_out=tuple(LeftOut(piece["text"], piece["reason"]) for piece in row.left_out),
        state=text["state"],
        revision=text["revision"],
        author=UserId(row.author),
        created_at=row.created_at,
        changed_at=text["changed_at"],
    )
