"""A script written beside spoken, sentence by sentence, with what an editor should look at.

Pure: knows readings, no page and no station.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from broadcaster.newsroom import SpokenItem
from broadcaster.words.proof import Query, expected_ms, proof
from broadcaster.words.reading import Reading, Sentence, Word
from broadcaster.words.script import Item, Jingle, Pause, Repeat

PLAIN, CHANGED, DOUBTFUL = "plain", "changed", "doubtful"
_AS_WRITTEN = "as-written"
_JINGLES = {"ident": "Nhạc hiệu", "stinger": "Nhạc cắt", "closing": "Nhạc kết"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text and how it is shown: plain, changed for the ear, or doubtful."""

    text: str
    look: str = PLAIN


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as written and as spoken; a direction has only `direction`."""

    written: tuple[Piece, ...] = ()
    spoken: tuple[Piece, ...] = ()
    direction: str = ""


def lines(items: Sequence[SpokenItem]) -> tuple[Line, ...]:
    """Return what is shown of `items`, in order."""
    shown: list[Line] = []
    for item in items:
        if item.reading is None:
            shown.append(Line(direction=direction_text(item.item)))
        else:
            shown.extend(_of_reading(item.reading))
    return tuple(shown)


def queries(items: Sequence[SpokenItem]) -> tuple[Query, ...]:
    """Return what a careful editor would ask about `items`, in the order of the text."""
    return tuple(query for item in items if item.reading for query in proof(item.reading))


def expected_length_ms(items: Sequence[SpokenItem]) -> int:
    """Return about how long `items` take on air, repetitions and pauses included, music not."""
    total = last = 0
    for item in items:
        if item.reading is not None:
            last = expected_ms(item.reading)
            total += last
        elif isinstance(item.item, Repeat):
            total += last * item.item.times
        elif isinstance(item.item, Pause):
            total += item.item.ms
    return total


def direction_text(item: Item) -> str:
    """Return a direction in words."""
    match item:
        case Jingle(name=name):
            return _JINGLES.get(name, f"Nhạc “{name}”")
        case Pause(ms=ms):
            return f"Nghỉ {ms / 1000:g} giây".replace(".", ",")
        case Repeat(times=times):
            return f"Đọc lại {times} lần"
        case _:
            return ""


def _of_reading(reading: Reading) -> list[Line]:
    sentences = [one for one in reading.sentences if _words(one)]
    if not sentences:
        # Nothing in it is spoken: the editor still sees what was written.
        return [Line(written=(Piece(reading.source),))] if reading.source.strip() else []
    starts = [0, *(min(word.start for word in _words(one)) for one in sentences[1:])]
    ends = [*starts[1:], len(reading.source)]
    return [
        Line(_written(reading.source, start, end, _words(sentence)), _spoken(sentence))
        for sentence, start, end in zip(sentences, starts, ends, strict=True)
    ]


def _words(sentence: Sentence) -> list[Word]:
    return [word for clause in sentence.clauses for word in clause.words]


def _look(word: Word) -> str:
    if word.doubtful:
        return DOUBTFUL
    return PLAIN if word.rule == _AS_WRITTEN else CHANGED


def _written(source: str, start: int, end: int, words: list[Word]) -> tuple[Piece, ...]:
    pieces, at = [], start
    for word in sorted(words, key=lambda one: one.start):
        if _look(word) == PLAIN or word.start < at:
            continue
        pieces.append(Piece(source[at : word.start]))
        pieces.append(Piece(source[word.start : word.end], _look(word)))
        at = word.end
    pieces.append(Piece(source[at:end]))
    return tuple(piece for piece in pieces if piece.text)


def _spoken(sentence: Sentence) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for clause in sentence.clauses:
        for word in clause.words:
            pieces.append(Piece(word.text, _look(word)))
            pieces.append(Piece(" "))
        if clause.words:
            pieces[-1] = Piece(f"{clause.mark} ")
    return tuple(pieces)
