"""What holds for the reading of any text whatever: nothing fails, is lost or cannot be spoken.

Knows the promises of a reading; knows no rule of it. Property tests and the fuzz target ask here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from broadcaster.words.reading import Reading

_BARE = "abcdefghijklmnopqrstuvwxyz"
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_SHAPED = {"a": ("", "\u0306", "\u0302"), "e": ("", "\u0302"), "o": ("", "\u0302", "\u031b")}
_SHAPED |= {"u": ("", "\u031b"), "i": ("",), "y": ("",)}
LETTERS = frozenset("đ" + _BARE) | {
    unicodedata.normalize("NFC", vowel + shape + tone)
    for vowel, shapes in _SHAPED.items()
    for shape in shapes
    for tone in _TONES
}
"""Every small letter of Vietnamese and of the Latin alphabet, made from marks, not from a list."""
MARKS = frozenset(" ,;:.?!")


def broken(reading: Reading) -> tuple[str, ...]:
    """Return a sentence for every promise `reading` breaks."""
    return (
        *_spans(reading),
        *_lost(reading),
        *_unspeakable(reading),
        *_misshapen(reading),
    )


def _spans(reading: Reading) -> Iterator[str]:
    at, size = 0, len(reading.source)
    for word in reading.words:
        if not at <= word.start < word.end <= size:
            yield f"word {word} is out of order after {at} or outside 0..{size}"
        at = word.end
    at = 0
    for piece in reading.left_out:
        if piece.start is None or piece.end is None:
            yield f"left out {piece} tells no place"
            continue
        if not at <= piece.start < piece.end <= size:
            yield f"left out {piece} is out of order after {at} or outside 0..{size}"
        if piece.text != reading.source[piece.start : piece.end]:
            yield f"left out {piece} is not what stands in its span"
        at = piece.end


def _lost(reading: Reading) -> Iterator[str]:
    """Every letter and digit lies in the span of a word or of a piece left out.

    One that stands for several (㎍, ㋀) may lie in both: a part is said, a part is not.
    """
    held = bytearray(len(reading.source))
    places = [(word.start, word.end) for word in reading.words]
    places += [(piece.start or 0, piece.end or 0) for piece in reading.left_out]
    for start, end in places:
        held[start:end] = b"\1" * (end - start)
    for at, char in enumerate(reading.source):
        if not held[at] and char.isalnum():
            yield f"{char!r} at {at} is neither said nor left out"


def _unspeakable(reading: Reading) -> Iterator[str]:
    said = reading.text
    strange = {char for char in said.lower() if char not in LETTERS and char not in MARKS}
    if strange:
        yield f"no voice says {sorted(strange)} in {said!r}"
    if not unicodedata.is_normalized("NFC", said):
        yield f"not composed: {said!r}"
    if said != " ".join(said.split()):
        yield f"blanks too many: {said!r}"


def _misshapen(reading: Reading) -> Iterator[str]:
    for sentence in reading.sentences:
        if not sentence.clauses or sentence.pause_ms <= 0 or sentence.text[-1:] not in ".?!,;:":
            yield f"no sentence: {sentence}"
        for clause in sentence.clauses:
            if not clause.words or clause.pause_ms <= 0 or clause.mark not in MARKS - {" "}:
                yield f"no clause: {clause}"
    for word in reading.words:
        if not word.text.strip() or word.text != word.text.strip() or not word.rule:
            yield f"no word: {word}"
