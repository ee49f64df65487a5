"""The running order: from a title and scripts to the pieces of a programme, before any sound.

Knows words, the template and the names of the station's music; knows neither voices nor lengths.
Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from broadcaster.production.errors import SilentScriptError
from broadcaster.production.filling import Filling
from broadcaster.production.pieces import Piece, ScriptText, Utterance, ended, sayings
from broadcaster.production.template import AT_ONCE, Template
from broadcaster.sound.rundown import Kind
from broadcaster.words.parse import parse
from broadcaster.words.reading import Manner
from broadcaster.words.script import (
    Important,
    Item,
    Jingle,
    Pause,
    Recording,
    Repeat,
    Say,
    first_voice,
    opens_with,
)
from broadcaster.words.spelling import bare, folded, unmarked

__all__ = ["Orderer", "Piece", "ScriptText", "Utterance"]


@dataclass(frozen=True, slots=True)
class Orderer:
    """Puts programmes in order for one station; `jingles` are the names of its music."""

    template: Template
    manner: Manner
    station_name: str
    jingles: frozenset[str] = frozenset()

    def programme(
        self, scripts: Sequence[ScriptText], for_date: date | None, dressed: bool = True
    ) -> tuple[Piece, ...]:
        """Return ident, greeting, contents (of two scripts or more), items, closing and music.

        Items are parted by stingers; where a column with an ident of its own begins, that ident
        is heard instead and the column is announced. What is important is heard again, at the end
        of all or at once. Not `dressed`, the items stand alone, and one without a word to read
        goes without its title too. Raises ScriptError, SilentScriptError.
        """
        pieces: list[Piece] = []
        again: list[Piece] = []
        for number, script in enumerate(scripts):
            heard = self.item(script, number, titled=dressed)
            pieces += self._parting(scripts, number)
            pieces += self._announced(heard, scripts, number)
            if parse(script.body, script.title).important:
                again += self.again(heard)
                if self.template.important == AT_ONCE:
                    pieces += self._opened(again, self.template.repeat())
                    again = []
        if again:
            pieces += [self._stinger(), self._around(Kind.REPEAT, self.template.again()), *again]
        if not dressed:
            return tuple(pieces)
        return (*self._opening(scripts, for_date), *pieces, *self._closing())

    def item(
        self, script: ScriptText, number: int = 0, *, titled: bool = True
    ) -> tuple[Piece, ...]:
        """Return the pieces of one script: what one voice says in one go is one piece.

        Not `titled`, music and recordings alone are not introduced. Raises ScriptError,
        SilentScriptError.
        """
        parsed = parse(script.body, script.title)
        titled = titled or any(isinstance(item, Say) for item in parsed.items)
        title = parsed.title or script.title
        pieces = tuple(self._pieces(title, parsed.items, number, titled=titled))
        if all(piece.kind is Kind.PAUSE for piece in pieces):
            raise SilentScriptError(script.title)
        return pieces

    def filling(self, scripts: Sequence[ScriptText], room_ms: int) -> Filling | None:
        """Return how a programme of `scripts` is filled up when it is shorter than `room_ms`.

        None where the template wants nothing added.
        """
        if self.template.fill.by == "none":
            return None
        important = [
            tuple(self.again(self.item(script, number)))
            for number, script in enumerate(scripts)
            if parse(script.body, script.title).important
        ]
        announced = self._around(Kind.REPEAT, self.template.again())
        names, rule = self.template.names, self.template.fill
        return Filling(room_ms, rule, names["fill"], announced, tuple(important))

    def again(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Return the pieces of one script as they are heard once more."""
        under = Kind.REPEAT in self.template.under
        kinds = {Kind.ITEM: Kind.REPEAT, Kind.PAUSE: Kind.PAUSE}
        return [
            replace(piece, kind=kinds[piece.kind], over_bed=under) if piece.kind in kinds else piece
            for piece in pieces
        ]

    def _opening(self, scripts: Sequence[ScriptText], for_date: date | None) -> Iterator[Piece]:
        if self.template.notice:
            yield self._around(Kind.NOTICE, str(self.template.said["notice"]))
        yield Piece(Kind.IDENT, self.template.names["ident"], jingle="ident")
        greeting = self.template.greeting(self.station_name, for_date)
        yield self._around(Kind.GREETING, greeting)
        if len(scripts) > 1:
            listed = self.template.contents([script.title for script in scripts])
            yield self._around(Kind.CONTENTS, listed)

    def _closing(self) -> Iterator[Piece]:
        yield self._around(Kind.CLOSING, self.template.closing(self.station_name))
        yield Piece(Kind.CLOSING_MUSIC, self.template.names["closing-music"], jingle="closing")

    def _parting(self, scripts: Sequence[ScriptText], number: int) -> list[Piece]:
        """Return what is played before a script: its column's ident, a stinger, or nothing."""
        ident = self._new_column(scripts, number)
        if ident is not None:
            return [Piece(Kind.COLUMN, scripts[number].column.strip(), jingle=ident)]
        return [self._stinger()] if number else []

    def _announced(
        self, pieces: Sequence[Piece], scripts: Sequence[ScriptText], number: int
    ) -> list[Piece]:
        if self._new_column(scripts, number) is None:
            return list(pieces)
        return self._opened(pieces, self.template.column(scripts[number].column), again=False)

    def _new_column(self, scripts: Sequence[ScriptText], number: int) -> str | None:
        """Return the ident of the column that begins with a script, None where none does."""
        column = folded(scripts[number].column)
        if not column or (number and folded(scripts[number - 1].column) == column):
            return None
        own = {folded(name): jingle for name, jingle in self.template.columns.items()}
        return self._music(own[column]) if column in own else self._known(column)

    def _known(self, name: str) -> str | None:
        """Return the piece of the station's music called `name`, marks and blanks aside."""
        wanted = unmarked(name)
        return min((known for known in self.jingles if unmarked(known) == wanted), default=None)

    def _music(self, name: str) -> str:
        return name if name in self.jingles else self._known(name) or name

    def _stinger(self) -> Piece:
        return Piece(Kind.STINGER, self.template.names["stinger"], jingle="stinger")

    def _pieces(
        self, title: str, items: Sequence[Item], number: int, *, titled: bool
    ) -> Iterator[Piece]:
        """Yield the pieces of a script; each begins where the voice changes or speech is broken."""
        voice = first_voice(items)
        said = titled and not opens_with(items, title)
        running = self._said(self.template.title(title)) if said else []
        running = ended(running, self.template.title_ms)
        last: list[Utterance] = []
        for item in items:
            if isinstance(item, Important):
                continue
            if running and not (isinstance(item, Say) and item.voice == voice):
                yield self._spoken(Kind.ITEM, title, number, running, voice)
                running = []
                if isinstance(item, Say):
                    # Who answers does not wait as long as the next item does.
                    yield self._silence(self.template.paragraph_ms, number)
            if isinstance(item, Say):
                last = ended(self._said(item.text), self.template.paragraph_ms)
                running = running + last
                voice = item.voice
            elif not isinstance(item, Repeat):
                yield self._unspoken(item, number)
            elif last:
                again = self._once_more(last, self.template.repeat()) * item.times
                yield self._spoken(Kind.REPEAT, title, number, again, voice)
        if running:
            yield self._spoken(Kind.ITEM, title, number, running, voice)

    def _unspoken(self, item: Jingle | Recording | Pause, number: int) -> Piece:
        names = self.template.names
        match item:
            case Jingle(name=name):
                return Piece(Kind.JINGLE, names["jingle"], number, jingle=self._music(name))
            case Recording(name=name):
                return Piece(Kind.RECORDING, name, number, recording=name)
            case Pause(ms=ms):
                return self._silence(ms, number)

    def _silence(self, ms: int, number: int) -> Piece:
        under = Kind.ITEM in self.template.under
        title = self.template.names["pause"]
        return Piece(Kind.PAUSE, title, number, pause_ms=ms, over_bed=under)

    def _opened(self, pieces: Sequence[Piece], words: str, again: bool = True) -> list[Piece]:
        """Return `pieces` with `words` said before them, in the voice that goes on speaking."""
        first = pieces[0]
        if not first.utterances:
            kind = Kind.REPEAT if again else Kind.ITEM
            said = self._spoken(kind, first.title, first.script, self._said(words), None)
            return [said, *pieces]
        said_first = list(first.utterances)
        told = self._once_more(said_first, words) if again else self._said(words) + said_first
        return [replace(first, utterances=tuple(told)), *pieces[1:]]

    def _once_more(self, last: list[Utterance], words: str) -> list[Utterance]:
        """Return `last` with the announcement before it, unless its writer has announced it."""
        announced = self._said(words)
        opening = " ".join(bare(utterance.text) for utterance in announced)
        return last if bare(last[0].text).startswith(opening) else announced + last

    def _around(self, kind: Kind, text: str) -> Piece:
        return self._spoken(kind, self.template.names[kind], None, self._said(text), None)

    def _spoken(
        self,
        kind: Kind,
        title: str,
        number: int | None,
        utterances: Sequence[Utterance],
        voice: str | None,
    ) -> Piece:
        over_bed = kind in self.template.under
        return Piece(kind, title, number, tuple(utterances), voice=voice, over_bed=over_bed)

    def _said(self, text: str) -> list[Utterance]:
        return sayings(text, self.manner)
