"""A script written beside spoken, sentence by sentence, with what an editor should look at.

Pure: knows readings and remarks, no page and no station.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from broadcaster.newsroom import SpokenItem
from broadcaster.sentences.remarks import DOUBTS, KINDS, SEVERITIES, sentence, suggestion
from broadcaster.words.proof import Kind, Remark, Severity, expected_ms, proof
from broadcaster.words.reading import AS_WRITTEN, Doubt, Reading, Sentence, Word
from broadcaster.words.script import Important, Item, Jingle, Pause, Recording, Repeat, Say

PLAIN, CHANGED, MAY, MUST = "plain", "changed", "may", "must"
_REACH = 2000
"""Characters a span may begin before the sentence it ends in."""
_STRENGTH = {PLAIN: 0, CHANGED: 1, MAY: 2, MUST: 3}
_JINGLES = {
    "ident": "Nhạc hiệu",
    "stinger": "Nhạc cắt",
    "closing": "Nhạc kết",
    "bed": "Nhạc nền",
}
_TAUGHT = frozenset(
    {
        Doubt.UNKNOWN_ABBREVIATION,
        Doubt.GUESSED_ABBREVIATION,
        Doubt.AMBIGUOUS_ABBREVIATION,
        Doubt.SMALL_LETTERS,
        Doubt.FOREIGN_NAME,
    }
)
"""Doubts that an entry of the lexicon ends."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text and how it is shown; `notes` are the numbers of the remarks that begin with it."""

    text: str
    look: str = PLAIN
    title: str = ""
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as written and as spoken; a direction has only `direction`.

    `notes` are the numbers of remarks about the sentence as a whole.
    """

    written: tuple[Piece, ...] = ()
    spoken: tuple[Piece, ...] = ()
    direction: str = ""
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in words. `lexicon` is what could be taught to the lexicon, "" for nothing."""

    number: int
    must: bool
    heading: str
    sentence: str
    suggestion: str
    count: int
    lexicon: str


@dataclass(frozen=True, slots=True)
class Beside:
    """All that is shown of a script. Note number n stands for the place number n in the lines."""

    lines: tuple[Line, ...]
    notes: tuple[Note, ...]

    @property
    def must(self) -> tuple[Note, ...]:
        """What has to be looked at."""
        return tuple(note for note in self.notes if note.must)

    @property
    def may(self) -> tuple[Note, ...]:
        """What is worth a glance."""
        return tuple(note for note in self.notes if not note.must)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    look: str
    title: str
    note: int | None = None


def beside(items: Sequence[SpokenItem], today: date | None = None) -> Beside:
    """Return `items` side by side, with the remarks on them; `today` is the day of reading."""
    readings = [item.reading for item in items if item.reading is not None]
    remarks = proof(*readings, today=today)
    shown: list[Line] = []
    part = 0
    voice: str | None = None
    for item in items:
        if isinstance(item.item, Say) and item.item.voice != voice:
            voice = item.item.voice
            shown.append(Line(direction=voice_text(voice)))
        if item.reading is None:
            shown.append(Line(direction=direction_text(item.item)))
        else:
            shown.extend(_of_reading(item.reading, part, remarks))
            part += 1
    notes = tuple(_note(number, remark) for number, remark in enumerate(remarks, start=1))
    return Beside(tuple(shown), notes)


def _note(number: int, remark: Remark) -> Note:
    taught = remark.kind is Kind.DOUBTFUL and Doubt(remark.reason) in _TAUGHT
    return Note(
        number,
        remark.severity is Severity.MUST,
        KINDS[remark.kind],
        sentence(remark),
        suggestion(remark),
        remark.count,
        remark.written if taught else "",
    )


def expected_length_ms(items: Sequence[SpokenItem]) -> int:
    """Return about how long `items` take on air, with repetitions and pauses.

    Music and recordings are not counted: how long they are is not written in the script.
    """
    total = last = 0
    for item in items:
        if item.reading is not None:
            last = expected_ms(item.reading)
            total += last
        elif isinstance(item.item, Repeat):
            total += last * item.item.times
        elif isinstance(item.item, Pause):
            total += item.item.ms
    twice = any(isinstance(item.item, Important) for item in items)
    return 2 * total if twice else total


def direction_text(item: Item) -> str:
    """Return a direction in words."""
    match item:
        case Jingle(name=name):
            return _JINGLES.get(name, f"Nhạc “{name}”")
        case Pause(ms=ms):
            return f"Nghỉ {ms / 1000:g} giây".replace(".", ",")
        case Repeat(times=times):
            return f"Đọc lại {times} lần"
        case Recording(name=name):
            return f"Băng “{name}”"
        case Important():
            return "Tin quan trọng: trong chương trình, cả tin được phát hai lần"
        case _:
            return ""


def voice_text(voice: str | None) -> str:
    """Return in words who speaks from here on."""
    if voice is None:
        return "Giọng mặc định"
    return f"Giọng {voice.upper() if voice.startswith('ptv') else voice}"


def _of_reading(reading: Reading, part: int, remarks: Sequence[Remark]) -> list[Line]:
    spans = sorted([*_changed(reading), *_remarked(part, remarks)], key=lambda one: one.start)
    whole = _about_sentences(part, remarks)
    sentences = [one for one in reading.sentences if _words(one)]
    if not sentences:
        # Nothing in it is spoken: the editor still sees what was written.
        written = _written(reading.source, 0, len(reading.source), spans)
        return [Line(written=written)] if reading.source.strip() else []
    starts = [0, *(min(word.start for word in _words(one)) for one in sentences[1:])]
    ends = [*starts[1:], len(reading.source)]
    return [
        Line(
            _written(reading.source, start, end, spans),
            _spoken(sentence, reading.source),
            notes=tuple(number for number, at in whole if start <= at < end),
        )
        for sentence, start, end in zip(sentences, starts, ends, strict=True)
    ]


def _words(sentence: Sentence) -> list[Word]:
    return [word for clause in sentence.clauses for word in clause.words]


def _changed(reading: Reading) -> list[_Span]:
    return [
        _Span(word.start, word.end, CHANGED, "")
        for word in reading.words
        if word.rule != AS_WRITTEN
    ]


def _remarked(part: int, remarks: Sequence[Remark]) -> list[_Span]:
    """Return where remarks stand in a part; only the first place of one carries its number."""
    spans = []
    for number, remark in enumerate(remarks, start=1):
        if remark.kind is Kind.LONG:
            continue
        look = MUST if remark.severity is Severity.MUST else MAY
        title = f"{SEVERITIES[remark.severity]}: {sentence(remark)}"
        for place in remark.places:
            if place.part == part:
                first = number if place == remark.places[0] else None
                spans.append(_Span(place.start, place.end, look, title, first))
    return spans


def _about_sentences(part: int, remarks: Sequence[Remark]) -> list[tuple[int, int]]:
    return [
        (number, remark.start)
        for number, remark in enumerate(remarks, start=1)
        if remark.kind is Kind.LONG and remark.part == part
    ]


def _written(source: str, start: int, end: int, spans: list[_Span]) -> tuple[Piece, ...]:
    """Return `source[start:end]` cut at the ends of spans, each piece as its strongest span.

    `spans` are in the order of their starts; none is longer than a sentence and its neighbours.
    """
    first = bisect_left(spans, max(0, start - _REACH), key=lambda span: span.start)
    last = bisect_left(spans, end, key=lambda span: span.start)
    here = [span for span in spans[first:last] if span.end > start]
    cuts = {start, end}.union(*({max(span.start, start), min(span.end, end)} for span in here))
    edges = sorted(cuts)
    pieces = []
    for left, right in pairwise(edges):
        over = [span for span in here if span.start <= left and span.end >= right]
        strongest = max(over, key=lambda span: _STRENGTH[span.look], default=None)
        numbers = {span.note for span in over if span.note and max(span.start, start) == left}
        pieces.append(
            Piece(
                source[left:right],
                strongest.look if strongest else PLAIN,
                strongest.title if strongest else "",
                tuple(sorted(numbers)),
            )
        )
    return tuple(pieces)


def _spoken(sentence: Sentence, source: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for clause in sentence.clauses:
        for word in clause.words:
            look, title = PLAIN if word.rule == AS_WRITTEN else CHANGED, ""
            if word.doubtful:
                written = source[word.start : word.end]
                look, title = MAY, DOUBTS[word.doubt].format(written=written, said=word.text)
            pieces.append(Piece(word.text, look, title))
            pieces.append(Piece(" "))
        if clause.words:
            pieces[-1] = Piece(f"{clause.mark} ")
    return tuple(pieces)
