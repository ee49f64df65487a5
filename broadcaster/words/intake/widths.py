"""Knows how wide a line is, and from that whether a page's width broke it; not what it says.

A page set in proportional letters fills its lines by their drawn width, a typed one by their
count. Both are measured and the one that explains the broken lines better is believed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import mean, pstdev

_NARROW = "ijlt.,;:'!|()[]/ fr-I"
_WIDE = "mwMWĐƠƯOQGDHKNUVXYARBC"
_VERY_WIDE = "mwMW"


@cache
def _letter(letter: str) -> float:
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _VERY_WIDE:
        return 0.82
    if base in _NARROW:
        return 0.29
    if base in _WIDE:
        return 0.7
    return 0.58 if base.isupper() else 0.47


def drawn(text: str) -> float:
    """Return about how wide `text` is in a book face, in letter heights."""
    return sum(map(_letter, text))


@dataclass(frozen=True, slots=True)
class Page:
    """The width lines are broken at, and the measure it is given in."""

    width: float
    measure: Callable[[str], float]

    def fits(self, line: str, following: str, slack: float = 0.0) -> bool:
        """Tell whether the first word of `following` would have fitted at the end of `line`.

        `slack` is the part of the width the line may have lost, to an indent for instance.
        """
        word = following.split(" ", 1)[0]
        return self.measure(f"{line} {word}") <= self.width * (1 - slack)


def page_of(texts: Sequence[str], broken: Sequence[str]) -> Page:
    """Return the page on which `texts` were set, judged by its surely `broken` lines."""
    sample = list(broken) or list(texts)
    measures: tuple[Callable[[str], float], ...] = (drawn, len)
    measure = min(measures, key=lambda way: _spread([way(text) for text in sample]))
    if not broken:
        measure = drawn
    sizes = sorted(measure(text) for text in sample)
    top = sizes[min(len(sizes) - 1, int(len(sizes) * 0.95))]
    return Page(float(top), measure)


def _spread(sizes: Sequence[float]) -> float:
    return pstdev(sizes) / (mean(sizes) or 1.0)
