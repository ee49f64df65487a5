"""What a change of the lexicon would make the station say otherwise: drafts and programmes to come.

Knows the books and how texts are read; makes no sound and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from broadcaster.model import (
    Airing,
    Programme,
    ProgrammeId,
    ProgrammeState,
    ScriptId,
    ScriptRecord,
    ScriptState,
    Verdict,
)
from broadcaster.store import Books
from broadcaster.words.otherwise import Difference, Otherwise
from broadcaster.words.parse import ScriptError, parse
from broadcaster.words.script import Say, opens_with

NEWEST = 300
"""How many programmes and drafts are looked through, besides all that have an airing to come."""
MOST_READ = 60
"""How many of either are read twice; the rest that hold the words are counted."""
_COMING = timedelta(days=60)
_STANDING = frozenset(ProgrammeState) - {ProgrammeState.WITHDRAWN}

Around = Callable[[Sequence[str], date | None], Sequence[str]]
"""What is said around scripts of these titles, for a programme of this day."""


@dataclass(frozen=True, slots=True)
class DraftTouched:
    """A draft, and what of it would be said otherwise."""

    script: ScriptRecord
    otherwise: tuple[Otherwise, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeTouched:
    """A programme, the verdict on its sound, its next airing, and what would be said otherwise."""

    programme: Programme
    verdict: Verdict | None
    airing: Airing | None
    otherwise: tuple[Otherwise, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What would be said otherwise. Programmes with an airing to come are first, by its instant.

    `unread` counts drafts and programmes that hold the words and were not read any more.
    """

    programmes: tuple[ProgrammeTouched, ...] = ()
    drafts: tuple[DraftTouched, ...] = ()
    unread: int = 0

    @property
    def is_none(self) -> bool:
        """Whether nothing would be said otherwise."""
        return not (self.programmes or self.drafts or self.unread)


class Seeker:
    """Looks for what a difference touches, in one transaction."""

    def __init__(self, books: Books, difference: Difference, around: Around, now: datetime) -> None:
        """`around` tells what is said around scripts."""
        self._books = books
        self._difference = difference
        self._around = around
        self._now = now
        self._scripts: dict[ScriptId, ScriptRecord] = {}
        self._touched: dict[ScriptId, bool] = {}

    def effect(self) -> Effect:
        """Return what would be said otherwise."""
        if self._difference.is_none:
            return Effect()
        coming = self._coming()
        programmes = [one for one in self._programmes(coming) if self._may_touch(one)]
        drafts = [
            one
            for one in self._books.scripts.all(frozenset({ScriptState.DRAFT}), limit=NEWEST)
            if self._holds(one)
        ]
        unread = max(0, len(programmes) - MOST_READ) + max(0, len(drafts) - MOST_READ)
        return Effect(
            tuple(filter(_says, (self._programme(p, coming) for p in programmes[:MOST_READ]))),
            tuple(filter(_says, (self._draft(draft) for draft in drafts[:MOST_READ]))),
            unread,
        )

    def touches(self, programme: Programme) -> bool:
        """Tell whether anything in the programme would be said otherwise."""
        return self._may_touch(programme) and bool(self._programme(programme, {}).otherwise)

    def _coming(self) -> dict[ProgrammeId, Airing]:
        """Return the next airing of each programme that has one."""
        found: dict[ProgrammeId, Airing] = {}
        for airing in self._books.airings.between(self._now, self._now + _COMING):
            if airing.programme is not None:
                found.setdefault(airing.programme, airing)
        return found

    def _programmes(self, coming: dict[ProgrammeId, Airing]) -> list[Programme]:
        """Return what may still be heard: first what has an airing to come, then what is new."""
        first = [self._books.programmes.get(programme) for programme in coming]
        newest = self._books.programmes.all(_STANDING, limit=NEWEST)
        since = min((one.created_at for one in newest), default=self._now)
        aired = {airing.programme for airing in self._books.airings.between(since, self._now)}
        rest = [one for one in newest if one.id not in coming and one.id not in aired]
        return [one for one in first if one.state in _STANDING] + rest

    def _script(self, id: ScriptId) -> ScriptRecord:
        if id not in self._scripts:
            self._scripts[id] = self._books.scripts.get(id)
        return self._scripts[id]

    def _holds(self, record: ScriptRecord) -> bool:
        if record.id not in self._touched:
            text = f"{record.title}\n\n{record.body}"
            self._touched[record.id] = self._difference.may_touch(text)
        return self._touched[record.id]

    def _may_touch(self, programme: Programme) -> bool:
        records = [self._script(script) for script in programme.scripts]
        return any(map(self._holds, records)) or any(
            self._difference.may_touch(text) for text in self._frame(programme, records)
        )

    def _frame(self, programme: Programme, records: Sequence[ScriptRecord]) -> Sequence[str]:
        return self._around([record.title for record in records], programme.for_date)

    def _programme(
        self, programme: Programme, coming: dict[ProgrammeId, Airing]
    ) -> ProgrammeTouched:
        records = [self._script(script) for script in programme.scripts]
        otherwise = [*self._all_of(self._frame(programme, records))]
        for record in filter(self._holds, records):
            otherwise += self._all_of(spoken_texts(record.title, record.body))
        return ProgrammeTouched(
            programme, self._verdict(programme), coming.get(programme.id), _once(otherwise)
        )

    def _draft(self, record: ScriptRecord) -> DraftTouched:
        return DraftTouched(record, _once(self._all_of(spoken_texts(record.title, record.body))))

    def _all_of(self, texts: Sequence[str] | Iterator[str]) -> list[Otherwise]:
        return [one for text in texts for one in self._difference.of(text)]

    def _verdict(self, programme: Programme) -> Verdict | None:
        if programme.state is not ProgrammeState.READY or programme.master is None:
            return None
        found = self._books.approvals.latest(programme.id, programme.master.sha)
        return None if found is None else found.verdict


def spoken_texts(title: str, body: str) -> Iterator[str]:
    """Yield what is read aloud of a script: its title, unless the text opens with it, and the text.

    A text whose directions cannot be followed is taken as it is.
    """
    try:
        items = parse(body, title).items
    except ScriptError:
        items = (Say(body, 1),)
    if not opens_with(items, title):
        yield title
    for item in items:
        if isinstance(item, Say):
            yield item.text


def _once(found: Sequence[Otherwise]) -> tuple[Otherwise, ...]:
    """Return each once: a title is said in the contents and before its script."""
    return tuple(dict.fromkeys(found))


def _says(one: DraftTouched | ProgrammeTouched) -> bool:
    return bool(one.otherwise)
