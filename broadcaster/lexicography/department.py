"""The lexicon's keepers: how the station's own names and abbreviations are said.

Knows who may change an entry, and what a change would make the station say otherwise; leaves
programmes as they are: production makes them anew when a person asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from broadcaster.lexicography.effect import Around, Effect, Seeker
from broadcaster.lexicography.errors import (
    CannotUndoError,
    FullLexiconError,
    NotWholeError,
    OutdatedPlanError,
)
from broadcaster.lexicography.hindsight import after_changes, before_acts
from broadcaster.lexicography.plan import Mode, Plan, compare, refuse_known
from broadcaster.model import (
    EntryChange,
    EntryId,
    EventLevel,
    LexiconAct,
    LexiconActId,
    LexiconActKind,
    LexiconEntry,
    Programme,
    ProgrammeId,
    Role,
    UserId,
)
from broadcaster.permission import WRITERS, require
from broadcaster.store import Books, StaleError, Store, TakenError
from broadcaster.words.entry import Entry, checked, lexicon_of
from broadcaster.words.entry_table import RefusedRow, Table, write_table
from broadcaster.words.otherwise import Difference, Otherwise
from broadcaster.words.reading import DocumentSuffix, Manner, read

MOST_ENTRIES = 20_000
EXAMPLE = "Mời bà con nghe tin về {written}."
_MASS = frozenset({LexiconActKind.IMPORTED, LexiconActKind.TAKEN_IN})


@dataclass(frozen=True, slots=True)
class Known:
    """The lexicon as the act `latest` left it."""

    latest: LexiconActId
    entries: tuple[LexiconEntry, ...]
    manner: Manner


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do: how the sentence `example` is said now and then, and what else."""

    change: EntryChange
    example: str
    said: Otherwise
    effect: Effect


class Lexicography:
    """Keeps the lexicon."""

    def __init__(
        self,
        *,
        store: Store,
        now: Callable[[], datetime],
        document_suffix: DocumentSuffix = DocumentSuffix.DROPPED,
        around: Around = lambda titles, for_date: (),
    ) -> None:
        """`around` tells what programmes say around their scripts."""
        self._store = store
        self._now = now
        self._suffix = document_suffix
        self._around = around
        self._known: Known | None = None

    def manner(self) -> Manner:
        """Return how the station reads now: what any process changed a moment ago counts.

        One short look-up; the entries themselves are read only after a change.
        Raises store.StoreError.
        """
        return self.known().manner

    def known(self) -> Known:
        """Return the lexicon as it stands. Raises store.StoreError."""
        with self._store.read() as books:
            return self._look(books)

    def _look(self, books: Books) -> Known:
        latest, known = books.lexicon.latest(), self._known
        if known is None or known.latest != latest:
            entries = books.lexicon.all()
            said = {one.entry.written: one.entry.spoken for one in entries}
            known = Known(latest, entries, Manner(lexicon_of(said), self._suffix))
            self._known = known
        return known

    def get(self, entry: EntryId) -> LexiconEntry:
        """Return an entry. Raises store.NotFoundError."""
        with self._store.read() as books:
            return books.lexicon.get(entry)

    def act(self, act: LexiconActId) -> LexiconAct:
        """Return what was done once. Raises store.NotFoundError."""
        with self._store.read() as books:
            return books.lexicon.act(act)

    def add(self, entry: Entry, by: UserId) -> LexiconAct:
        """Add an entry.

        Raises NotAllowedError, words.entry.EntryError, KnownEntryError, FullLexiconError.
        """
        return self._one(LexiconActKind.ADDED, EntryChange(None, _checked(entry)), by)

    def change(self, before: Entry, after: Entry, by: UserId) -> LexiconAct:
        """Replace an entry that was seen as `before`.

        Raises NotAllowedError, words.entry.EntryError, KnownEntryError, store.StaleError.
        """
        return self._one(LexiconActKind.CHANGED, EntryChange(before, _checked(after)), by)

    def remove(self, before: Entry, by: UserId) -> LexiconAct:
        """Remove an entry that was seen as `before`. Raises NotAllowedError, store.StaleError."""
        return self._one(LexiconActKind.REMOVED, EntryChange(before, None), by)

    def _one(self, kind: LexiconActKind, change: EntryChange, by: UserId) -> LexiconAct:
        with self._store.write() as books:
            require(books, by, *WRITERS)
            self._refuse_known(self._look(books), change)
            act = books.lexicon.change(kind, [change], by, self._now())
            self._note(books, f"lexicon-{kind}", act, _summary([change]))
        return act

    def _refuse_known(self, known: Known, change: EntryChange) -> None:
        if change.after is None:
            return
        present = [one.entry for one in known.entries]
        refuse_known(present, change.after, change.before)
        if change.before is None and len(present) >= MOST_ENTRIES:
            raise FullLexiconError(MOST_ENTRIES)

    def undo(self, act: LexiconActId, by: UserId) -> LexiconAct:
        """Take back what `act` did, as an act of its own; an import needs an operator.

        Raises NotAllowedError, CannotUndoError, store.NotFoundError.
        """
        with self._store.write() as books:
            done = books.lexicon.act(act)
            require(books, by, *((Role.OPERATOR,) if _is_mass(done) else WRITERS))
            back = [change.undone for change in done.changes]
            try:
                undone = books.lexicon.change(LexiconActKind.UNDONE, back, by, self._now())
            except (StaleError, TakenError) as error:
                raise CannotUndoError(act) from error
            self._note(books, "lexicon-undone", undone, _summary(done.changes))
        return undone

    def plan(self, table: Table, mode: Mode) -> Plan:
        """Return what `table` would do to the lexicon as it stands."""
        known = self.known()
        return compare(known.latest, [one.entry for one in known.entries], table, mode)

    def import_(self, table: Table, mode: Mode, seen: LexiconActId, by: UserId) -> LexiconAct:
        """Do what `plan` told when the lexicon stood at the act `seen`; refused rows are left out.

        Raises NotAllowedError, OutdatedPlanError, NotWholeError, FullLexiconError.
        """
        with self._store.write() as books:
            require(books, by, Role.OPERATOR)
            known = self._look(books)
            plan = compare(known.latest, [one.entry for one in known.entries], table, mode)
            if known.latest != seen:
                raise OutdatedPlanError
            if mode is Mode.REPLACE and plan.refused:
                raise NotWholeError(len(plan.refused))
            if len(known.entries) + len(plan.new) - len(plan.removed) > MOST_ENTRIES:
                raise FullLexiconError(MOST_ENTRIES)
            return self._carry_out(books, LexiconActKind.IMPORTED, plan.changes, by)

    def take_in(self, table: Table) -> LexiconAct | None:
        """Add what a file kept before the books did; None when all of it is known already."""
        with self._store.write() as books:
            known = {one.entry.identity for one in self._look(books).entries}
            new = {row.entry.identity: row.entry for row in table.rows}
            unknown = [new[identity] for identity in new if identity and identity not in known]
            changes = [EntryChange(None, entry) for entry in unknown]
            if not changes:
                return None
            return self._carry_out(books, LexiconActKind.TAKEN_IN, changes, None)

    def tell_refused(self, name: str, refused: Sequence[RefusedRow]) -> None:
        """Tell a person which lines of the file `name` were no entries."""
        lines = ", ".join(str(row.line) for row in refused[:20])
        with self._store.write() as books:
            alert = EventLevel.ALERT, "lexicon-rows-refused", None, "lexicon:0"
            books.events.add(*alert, f"{name}: {lines}", self._now())

    def _carry_out(
        self,
        books: Books,
        kind: LexiconActKind,
        changes: Sequence[EntryChange],
        by: UserId | None,
    ) -> LexiconAct:
        act = books.lexicon.change(kind, changes, by, self._now())
        self._note(books, f"lexicon-{kind}", act, _summary(changes))
        return act

    def export(self) -> bytes:
        """Return the lexicon as CSV, in the order of the alphabet."""
        entries = (one.entry for one in self.known().entries)
        return write_table(sorted(entries, key=lambda entry: entry.identity.lower()))

    def preview(self, change: EntryChange) -> Preview:
        """Return what `change` would do. Raises words.entry.EntryError, KnownEntryError."""
        if change.after is not None:
            change = EntryChange(change.before, _checked(change.after))
        self._refuse_known(self.known(), change)
        difference = self._difference([change])
        example = EXAMPLE.format(written=change.entry.written)
        now, then = (read(example, manner).text for manner in (difference.before, difference.after))
        return Preview(change, example, Otherwise(now, then), self._effect(difference))

    def effect(self, changes: Sequence[EntryChange]) -> Effect:
        """Return what the station would say otherwise after `changes`."""
        return self._effect(self._difference(changes))

    def effect_of(self, act: LexiconAct) -> Effect:
        """Return what the station says otherwise now because of `act`."""
        known = self.known()
        standing = {one.entry.identity: one.entry for one in known.entries}
        back = [
            change.undone
            for change in act.changes
            if change.after == standing.get(change.entry.identity)
        ]
        there = self._difference(back)
        return self._effect(Difference.between(there.after, there.before))

    def still_right(self, programmes: Sequence[Programme]) -> frozenset[ProgrammeId]:
        """Return those whose sound says what the lexicon says now, as it did when it was made."""
        made = [(one.master.made_at, one) for one in programmes if one.master is not None]
        with self._store.read() as books:
            known = self._look(books)
            acts = books.lexicon.acts_since(min((at for at, _ in made), default=self._now()))
            right: set[ProgrammeId] = set()
            for at, some in groupby(sorted(made, key=itemgetter(0)), key=itemgetter(0)):
                later = [act for act in acts if act.at >= at]
                then = before_acts(_said(known), later)
                manner = Manner(lexicon_of(then), self._suffix)
                difference = Difference.between(manner, known.manner)
                seeker = Seeker(books, difference, self._around, self._now())
                right |= {one.id for _, one in some if not seeker.touches(one)}
        return frozenset(right)

    def _difference(self, changes: Sequence[EntryChange]) -> Difference:
        known = self.known()
        said = after_changes(_said(known), changes)
        return Difference.between(known.manner, Manner(lexicon_of(said), self._suffix))

    def _effect(self, difference: Difference) -> Effect:
        with self._store.read() as books:
            return Seeker(books, difference, self._around, self._now()).effect()

    def _note(self, books: Books, what: str, act: LexiconAct, detail: str) -> None:
        books.events.add(EventLevel.NOTE, what, act.by, f"lexicon:{act.id}", detail, act.at)


def _said(known: Known) -> dict[str, str]:
    return {one.entry.identity: one.entry.spoken for one in known.entries}


def _checked(entry: Entry) -> Entry:
    return checked(entry.written, entry.spoken, entry.note)


def _is_mass(act: LexiconAct) -> bool:
    return act.kind in _MASS or len(act.changes) > 1


def _summary(changes: Sequence[EntryChange]) -> str:
    """Return the one entry of `changes`, or how many are new, changed and removed."""
    if len(changes) == 1:
        entry = changes[0].entry
        return f"{entry.written} → {entry.spoken}"
    new = sum(change.before is None for change in changes)
    removed = sum(change.after is None for change in changes)
    return f"+{new} ~{len(changes) - new - removed} -{removed}"
