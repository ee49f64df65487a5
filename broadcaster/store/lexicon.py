"""The lexicon's entries and the acts on them. Knows rows; judges neither words nor permission."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from broadcaster.model import (
    EntryChange,
    EntryId,
    LexiconAct,
    LexiconActId,
    LexiconActKind,
    LexiconEntry,
    UserId,
)
from broadcaster.store._rows import AnyRow, Rows
from broadcaster.store._tables import lexicon_act, lexicon_entry
from broadcaster.store.errors import StaleError, TakenError
from broadcaster.words.entry import Entry

_KIND = "lexicon entry"
_ACT = "lexicon act"
_AT_ONCE = 500
"""How many rows one statement names; both databases limit the values of a statement."""


class LexiconPages:
    """The lexicon's book."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def all(self) -> tuple[LexiconEntry, ...]:
        """Return every entry, the last changed first."""
        newest = select(lexicon_entry).order_by(lexicon_entry.c.act.desc(), lexicon_entry.c.id)
        return tuple(_entry(row) for row in self._rows.all(newest))

    def get(self, id: EntryId) -> LexiconEntry:
        """Return the entry; raises NotFoundError."""
        return _entry(self._rows.by_id(lexicon_entry, id, _KIND))

    def count(self) -> int:
        """Return how many entries there are."""
        row = self._rows.one(select(func.count()).select_from(lexicon_entry))
        return 0 if row is None else int(row[0])

    def latest(self) -> LexiconActId:
        """Return the number of the last act; 0 before the first."""
        row = self._rows.one(select(func.max(lexicon_act.c.id)))
        return LexiconActId(0 if row is None or row[0] is None else int(row[0]))

    def act(self, id: LexiconActId) -> LexiconAct:
        """Return an act; raises NotFoundError."""
        return _act(self._rows.by_id(lexicon_act, id, _ACT))

    def acts_since(self, at: datetime) -> tuple[LexiconAct, ...]:
        """Return what was done at `at` or later, the last first."""
        later = select(lexicon_act).where(lexicon_act.c.at >= at)
        return tuple(_act(row) for row in self._rows.all(later.order_by(lexicon_act.c.id.desc())))

    def change(
        self, kind: LexiconActKind, changes: Sequence[EntryChange], by: UserId | None, at: datetime
    ) -> LexiconAct:
        """Carry out `changes` as one act.

        Raises StaleError when an entry is no longer as its change found it, and TakenError when
        there is one where a new one would stand.
        """
        values = [[_parts(one.before), _parts(one.after)] for one in changes]
        row = self._rows.insert(lexicon_act, {"kind": kind, "by": by, "at": at, "changes": values})
        made = {"changed_by": by, "changed_at": at, "act": row.id}
        gone = [one.before for one in changes if one.before and one.after is None]
        new = [one.after for one in changes if one.after and one.before is None]
        self._remove(gone)
        for one in changes:
            if one.before and one.after:
                self._replace(one.before, one.after, made)
        self._add(new, made)
        return _act(row)

    def _remove(self, entries: Sequence[Entry]) -> None:
        present = self._present(entries)
        for entry in entries:
            _unchanged(present.get(entry.identity), entry)
        ids = [row.id for row in present.values()]
        for first in range(0, len(ids), _AT_ONCE):
            some = lexicon_entry.c.id.in_(ids[first : first + _AT_ONCE])
            self._rows.update(lexicon_entry.delete().where(some))

    def _replace(self, before: Entry, after: Entry, made: dict[str, Any]) -> None:
        row = self._present([before]).get(before.identity)
        _unchanged(row, before)
        if after.identity != before.identity and self._present([after]):
            raise TakenError(after.written)
        this = lexicon_entry.update().where(lexicon_entry.c.identity == before.identity)
        self._rows.update(this.values(**_values(after), **made))

    def _add(self, entries: Sequence[Entry], made: dict[str, Any]) -> None:
        if taken := self._present(entries):
            raise TakenError(next(iter(taken.values())).written)
        self._rows.insert_all(lexicon_entry, [_values(entry) | made for entry in entries])

    def _present(self, entries: Sequence[Entry]) -> dict[str, AnyRow]:
        """Return the rows of those entries that are there, by identity."""
        identities = [entry.identity for entry in entries]
        found: dict[str, AnyRow] = {}
        for first in range(0, len(identities), _AT_ONCE):
            some = lexicon_entry.c.identity.in_(identities[first : first + _AT_ONCE])
            for row in self._rows.all(select(lexicon_entry).where(some)):
                found[row.identity] = row
        return found


def _unchanged(row: AnyRow | None, entry: Entry) -> None:
    if row is None or _parts(_entry(row).entry) != _parts(entry):
        raise StaleError(_KIND, 0 if row is None else row.id, 0 if row is None else row.act)


def _parts(entry: Entry | None) -> list[str] | None:
    return None if entry is None else [entry.written, entry.spoken, entry.note]


def _values(entry: Entry) -> dict[str, Any]:
    return {
        "identity": entry.identity,
        "written": entry.written,
        "spoken": entry.spoken,
        "note": entry.note,
    }


def _entry(row: AnyRow) -> LexiconEntry:
    return LexiconEntry(
        id=EntryId(row.id),
        entry=Entry(row.written, row.spoken, row.note),
        changed_by=None if row.changed_by is None else UserId(row.changed_by),
        changed_at=row.changed_at,
        act=LexiconActId(row.act),
    )


def _act(row: AnyRow) -> LexiconAct:
    return LexiconAct(
        id=LexiconActId(row.id),
        kind=row.kind,
        by=None if row.by is None else UserId(row.by),
        at=row.at,
        changes=tuple(
            EntryChange(*(None if part is None else Entry(*part) for part in pair))
            for pair in row.changes
        ),
    )
