"""What a programme is put together from: pieces, and the sentences in them.

Values only; in which order they come is known to `order`, how they sound to the studio.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from broadcaster.model import ScriptRecord
from broadcaster.sound.rundown import Kind
from broadcaster.words.reading import Manner, Sentence, read

_OPENING = "“\"'‘«(["
_CLOSING = ".,;:?!…”\"'’»)]"


@dataclass(frozen=True, slots=True)
class ScriptText:
    """What production needs of a script."""

    title: str
    body: str
    column: str = ""


def text_of(record: ScriptRecord) -> ScriptText:
    """Return what production needs of a script in the books."""
    return ScriptText(record.title, record.body, record.column or "")


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
    `voice` is the role or voice that was asked for, None for whoever has the turn. `play_ms` is
    how long a jingle is played, as often as it must; None for once.
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
    play_ms: int | None = None


def sayings(text: str, manner: Manner) -> list[Utterance]:
    """Return the sentences of `text` as they are said."""
    reading = read(text, manner)
    return [
        Utterance(sentence.text, sentence.pause_ms, _written(reading.source, sentence))
        for sentence in reading.sentences
    ]


def ended(utterances: Sequence[Utterance], pause_ms: int) -> list[Utterance]:
    """Return `utterances` with `pause_ms` of silence after the last."""
    if not utterances:
        return []
    return [*utterances[:-1], replace(utterances[-1], pause_ms=pause_ms)]


def _written(source: str, sentence: Sentence) -> str:
    """Return the writing a sentence was read from, with the marks that enclose it, on one line."""
    words = [word for clause in sentence.clauses for word in clause.words]
    if not words:
        return ""
    start, end = min(word.start for word in words), max(word.end for word in words)
    while start and source[start - 1] in _OPENING:
        start -= 1
    while end < len(source) and source[end] in _CLOSING:
        end += 1
    return " ".join(source[start:end].split())
