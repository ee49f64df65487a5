"""Spoken text in pieces no longer than a service allows, cut where a speaker would breathe."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 100
"""How many characters Google's service takes at a time."""

_SENTENCE_END = ".!?…"
_CLAUSE_END = ",;:–—"
_SPOKEN_NUMBERS = (
    "không một hai ba bốn năm sáu bảy tám chín mười mươi mốt hăm lăm nhăm tư "
    "trăm nghìn ngàn triệu tỷ tỉ linh lẻ phẩy phần rưỡi"
)
_NUMBER_WORDS = frozenset(_SPOKEN_NUMBERS.split())


def in_pieces(text: str, longest: int) -> Iterator[str]:
    """Yield `text` in pieces of at most `longest` characters, no word lost.

    A cut falls after a sentence if one ends in reach, else after a clause, else between words that
    are not both of one number, else between words; a word longer than `longest` is cut itself.
    """
    rest = text.strip()
    while len(rest) > longest:
        cut = _best_cut(rest, longest)
        yield rest[:cut].strip()
        rest = rest[cut:].strip()
    if rest:
        yield rest


def pause_ms_after(piece: str) -> int:
    """Return how long to pause after a piece, beyond the quiet at its edges."""
    if piece[-1] in _SENTENCE_END:
        return 300
    return 120 if piece[-1] in _CLAUSE_END else 0


def _best_cut(text: str, longest: int) -> int:
    spaces = [gap.start() for gap in re.finditer(r"\s", text[: longest + 1]) if gap.start()]
    if not spaces:
        return longest
    for wanted in (_ends_sentence, _ends_clause, _parts_no_number):
        fitting = [space for space in spaces if wanted(text, space)]
        if fitting:
            return fitting[-1]
    return spaces[-1]


def _ends_sentence(text: str, space: int) -> bool:
    return text[space - 1] in _SENTENCE_END


def _ends_clause(text: str, space: int) -> bool:
    return text[space - 1] in _CLAUSE_END


def _parts_no_number(text: str, space: int) -> bool:
    before, after = text[:space].split()[-1], text[space:].split(maxsplit=1)[:1]
    return not (before.lower() in _NUMBER_WORDS and after and after[0].lower() in _NUMBER_WORDS)
