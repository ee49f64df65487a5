"""The running order: from a title and scripts to the pieces of a programme, before any sound.

Knows words and the template; knows neither voices nor lengths. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from broadcaster.production.errors import SilentScriptError
from broadcaster.production.template import Template
from broadcaster.sound.rundown import Kind
from broadcaster.words.parse import parse
from broadcaster.words.reading import Manner, read
from broadcaster.words.script import Jingle, Pause, Repeat, Say, opens_with
from broadcaster.words.spelling import bare


@dataclass(frozen=True, slots=True)
class ScriptText:
    """What production needs of a script."""

    title: str
    body: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence for the speech engine, the silence after it, and how it was `written`."""

    text: str
    pause_ms: int
    written: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a programme: words to speak, a jingle or a recording to play, or silence.

    `script` tells whose part it is, by its place in the programme; None for what is around them.
    `voice` is the role or voice that was asked for, None for whoever has the turn.
    """

    kind: Kind
    title: str
    script: int | None = None
    utterances: tuple[Utterance, ...] = ()
    jingle: str | None = None
    pause_ms: int = 0
    recording: str | None = None
    voice: str | None = None
    over_bed: bool = False


@dataclass(frozen=True, slots=True)
class Orderer:
    """Puts programmes in order for one station."""

    template: Template
    manner: Manner
    station_name: str

    def programme(self, scripts: Sequence[ScriptText], for_date: date | None) -> tuple[Piece, ...]:
        """Return ident, greeting, contents (of two scripts or more), items, closing and music.

        Raises ScriptError, SilentScriptError.
        """
        names = self.template.names
        greeting = self.template.greeting(self.station_name, for_date)
        pieces = [
            Piece(Kind.IDENT, names["ident"], jingle="ident"),
            self._around(Kind.GREETING, greeting),
        ]
        if len(scripts) > 1:
            listed = self.template.contents([script.title for script in scripts])
            pieces.append(self._around(Kind.CONTENTS, listed))
        for number, script in enumerate(scripts):
            if number:
                pieces.append(Piece(Kind.STINGER, names["stinger"], jingle="stinger"))
            pieces.extend(self.item(script, number))
        pieces.append(self._around(Kind.CLOSING, self.template.closing(self.station_name)))
        pieces.append(Piece(Kind.CLOSING_MUSIC, names["closing-music"], jingle="closing"))
        return tuple(pieces)

    def item(self, script: ScriptText, number: int = 0) -> tuple[Piece, ...]:
        """Return the pieces of one script: what is said in one go is one piece.

        Raises ScriptError, SilentScriptError.
        """
        parsed = parse(script.body, script.title)
        title = parsed.title or script.title
        pieces = list(self._pieces(title, parsed.items, number))
        if not any(piece.utterances for piece in pieces):
            raise SilentScriptError(script.title)
        return tuple(pieces)

    def _pieces(
        self, title: str, items: Sequence[Say | Jingle | Pause | Repeat], number: int
    ) -> Iterator[Piece]:
        names = self.template.names
        running = [] if opens_with(items, title) else self._said(self.template.title(title))
        running = _ended(running, self.template.title_ms)
        last: list[Utterance] = []
        for item in items:
            if isinstance(item, Say):
                last = _ended(self._said(item.text), self.template.paragraph_ms)
                running += last
                continue
            if running:
                yield Piece(Kind.ITEM, title, number, tuple(running))
                running = []
            if isinstance(item, Jingle):
                yield Piece(Kind.JINGLE, names["jingle"], number, jingle=item.name)
            elif isinstance(item, Pause):
                yield Piece(Kind.PAUSE, names["pause"], number, pause_ms=item.ms)
            elif last:
                yield Piece(Kind.REPEAT, title, number, tuple(self._again(last) * item.times))
        if running:
            yield Piece(Kind.ITEM, title, number, tuple(running))

    def _again(self, last: list[Utterance]) -> list[Utterance]:
        """Return `last` with the announcement before it, unless its writer has announced it."""
        announced = self._said(self.template.repeat())
        opening = " ".join(bare(utterance.text) for utterance in announced)
        return last if bare(last[0].text).startswith(opening) else announced + last

    def _around(self, kind: Kind, text: str) -> Piece:
        return Piece(kind, self.template.names[kind], None, tuple(self._said(text)))

    def _said(self, text: str) -> list[Utterance]:
        reading = read(text, self.manner)
        return [Utterance(sentence.text, sentence.pause_ms) for sentence in reading.sentences]


def _ended(utterances: list[Utterance], pause_ms: int) -> list[Utterance]:
    """Return `utterances` with `pause_ms` of silence after the last."""
    if not utterances:
        return []
    last = utterances[-1]
    return [*utterances[:-1], Utterance(last.text, pause_ms)]
