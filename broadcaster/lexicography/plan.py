"""What a table would do to the lexicon: new, changed, removed, the same, refused. Pure.

LexiconError
└── OtherCaseError   a row for an entry that stands, but for its case
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from broadcaster.lexicography.errors import KnownEntryError
from broadcaster.model import EntryChange, LexiconActId
from broadcaster.words.entry import Entry
from broadcaster.words.entry_table import RefusedRow, Table
from broadcaster.words.lexicon import LexiconError
from broadcaster.words.spelling import folded


class Mode(StrEnum):
    """What becomes of entries that the table does not have."""

    MERGE = "merge"
    """They stay."""
    REPLACE = "replace"
    """They go."""


class OtherCaseError(LexiconError):
    """The row differs from the entry that stands as `known` only by its case."""

    def __init__(self, written: str, known: str) -> None:
        """`known` is how the entry that stands is written."""
        self.written = written
        self.known = known
        super().__init__(f"{written!r} stands as {known!r}")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a table would do, as of the act `latest`; `same` counts entries that stay so."""

    latest: LexiconActId
    mode: Mode
    new: tuple[Entry, ...]
    changed: tuple[EntryChange, ...]
    removed: tuple[Entry, ...]
    same: int
    refused: tuple[RefusedRow, ...]

    @property
    def changes(self) -> tuple[EntryChange, ...]:
        """All of it, as one act."""
        gone = (EntryChange(entry, None) for entry in self.removed)
        come = (EntryChange(None, entry) for entry in self.new)
        return (*gone, *self.changed, *come)


def compare(latest: LexiconActId, present: Iterable[Entry], table: Table, mode: Mode) -> Plan:
    """Return what `table` would do to the entries `present`.

    A table without a column of notes leaves the notes alone.
    """
    by_identity = {entry.identity: entry for entry in present}
    staying = by_identity if mode is Mode.MERGE else {}
    by_folded = {folded(identity): entry for identity, entry in staying.items()}
    new: list[Entry] = []
    changed: list[EntryChange] = []
    refused = list(table.refused)
    met: set[str] = set()
    for row in table.rows:
        entry, identity = row.entry, row.entry.identity
        known = by_identity.get(identity)
        if known is None and (other := by_folded.get(folded(identity))) is not None:
            error = OtherCaseError(entry.written, other.written)
            refused.append(RefusedRow(row.line, f"{entry.written} | {entry.spoken}", error))
            continue
        if known is None:
            new.append(entry)
            continue
        met.add(identity)
        note = entry.note if table.has_notes else known.note
        after = replace(known, spoken=entry.spoken, note=note)
        if after != known:
            changed.append(EntryChange(known, after))
    left = (entry for identity, entry in by_identity.items() if identity not in met)
    removed = tuple(left) if mode is Mode.REPLACE else ()
    same = len(by_identity) - len(changed) - len(removed)
    ordered = tuple(sorted(refused, key=lambda row: row.line))
    return Plan(latest, mode, tuple(new), tuple(changed), removed, same, ordered)


def refuse_known(present: Iterable[Entry], entry: Entry, instead_of: Entry | None = None) -> None:
    """Raise KnownEntryError when one of `present`, save `instead_of`, is for the same word."""
    wanted = folded(entry.identity)
    for known in present:
        if known != instead_of and folded(known.identity) == wanted:
            raise KnownEntryError(entry.written, known)
