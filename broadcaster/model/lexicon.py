"""The station's lexicon as the books keep it: its entries, and the acts that made them so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from broadcaster.model.ids import EntryId, LexiconActId, UserId
from broadcaster.words.entry import Entry


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """An entry, who last changed it (None: the station itself), and by which act."""

    id: EntryId
    entry: Entry
    changed_by: UserId | None
    changed_at: datetime
    act: LexiconActId


class LexiconActKind(StrEnum):
    """What was done to the lexicon."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    IMPORTED = "imported"
    TAKEN_IN = "taken-in"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry before and after an act; None where there was, or is, no such entry."""

    before: Entry | None
    after: Entry | None

    @property
    def entry(self) -> Entry:
        """The entry as it is after the act, or as it was when it is gone."""
        found = self.after or self.before
        assert found is not None, "a change has an entry before it or after"
        return found

    @property
    def undone(self) -> EntryChange:
        """The change that takes this one back."""
        return EntryChange(self.after, self.before)


@dataclass(frozen=True, slots=True)
class LexiconAct:
    """What one person did to the lexicon in one go; the latest one's id names what it says."""

    id: LexiconActId
    kind: LexiconActKind
    by: UserId | None
    at: datetime
    changes: tuple[EntryChange, ...]
