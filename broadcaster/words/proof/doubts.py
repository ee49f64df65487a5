"""Remarks a reading makes about itself: guesses, pieces left out, sentences without a breath.

Knows readings; looks at no letter of the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from broadcaster.words.proof.length import syllables_of
from broadcaster.words.proof.remark import Kind, Place, Remark, Severity
from broadcaster.words.proof.text import Text
from broadcaster.words.reading import Doubt, Sentence, Word
from broadcaster.words.reading.phrasing import LONGEST

SLIGHT = frozenset(
    {Doubt.FOREIGN_NAME, Doubt.SHORT_YEAR, Doubt.SMALL_LETTERS, Doubt.CODE}
)  # fmt: skip
"""Doubts about what is mostly right."""
_WORDS = "và nhưng để nhằm đồng còn trong theo tuy vì do nên hoặc khi nếu tại với từ như cùng"
_OPENINGS = frozenset(_WORDS.split())
"""Words a new sentence could open with; "đồng" of "đồng thời"."""
_AT_LEAST = 10
"""Syllables on either side of a proposed parting."""
_MOST_PARTINGS = 3


def doubtful(text: Text) -> Iterator[Remark]:
    """Remark on every word whose reading is a guess."""
    for word in text.reading.words:
        if word.doubtful:
            place = Place(text.part, word.start, word.end)
            severity = Severity.MAY if word.doubt in SLIGHT else Severity.MUST
            written = text.reading.source[word.start : word.end]
            yield Remark(Kind.DOUBTFUL, severity, (place,), written, word.text, word.doubt.value)


def left_out(text: Text) -> Iterator[Remark]:
    """Remark on every piece that is not read."""
    for piece in text.reading.left_out:
        start, end = piece.start or 0, piece.end if piece.end is not None else 0
        place = Place(text.part, start, end)
        yield Remark(Kind.LEFT_OUT, Severity.MAY, (place,), piece.text, "", piece.reason)


def long(text: Text) -> Iterator[Remark]:
    """Remark on sentences too long for the ear, with words that could open a new one."""
    source = text.reading.source
    for sentence in text.reading.sentences:
        size = syllables_of(sentence.text)
        words = [word for clause in sentence.clauses for word in clause.words]
        if size <= LONGEST or not words:
            continue
        start, end = words[0].start, words[-1].end
        yield Remark(
            Kind.LONG,
            Severity.MAY,
            (Place(text.part, start, end),),
            source[start:end],
            suggestions=_partings(sentence, words, source),
            facts={"syllables": str(size), "longest": str(LONGEST)},
        )


def _partings(sentence: Sentence, words: list[Word], source: str) -> tuple[str, ...]:
    """Return where it could be parted, nearest the middle first: three words as written."""
    total, before = sum(syllables_of(word.text) for word in words), 0
    opens_clause = {clause.words[0].start for clause in sentence.clauses if clause.words}
    found: list[tuple[int, int]] = []
    for index, word in enumerate(words):
        fits = min(before, total - before) >= _AT_LEAST
        if fits and (word.text.lower() in _OPENINGS or word.start in opens_clause):
            found.append((abs(total - 2 * before), index))
        before += syllables_of(word.text)
    partings = []
    for _, index in sorted(found)[:_MOST_PARTINGS]:
        last = words[min(index + 2, len(words) - 1)]
        partings.append(" ".join(source[words[index].start : last.end].split()))
    return tuple(partings)
