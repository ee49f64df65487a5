"""Knows the numbers and bullets Word draws before the paragraphs of a list; not their text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_PLACE = re.compile(r"%([1-9])")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"))


def _roman(number: int) -> str:
    written = ""
    for value, letters in (*_ROMAN, (1, "i")):
        written += letters * (number // value)
        number %= value
    return written


def _letter(number: int) -> str:
    return _ALPHABET[(number - 1) % 26] * ((number - 1) // 26 + 1)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbers:
    """Counts the list paragraphs of one document, in their order."""

    lists: dict[str, dict[int, _Level]]
    counts: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def mark(self, numbering: Any) -> str:
        """Return what Word draws before the next paragraph numbered by `numbering` (a numPr)."""
        if numbering is None:
            return ""
        name, depth = _value(numbering, "w:numId"), _number(_value(numbering, "w:ilvl"), 0)
        levels = self.lists.get(name, {})
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return "- "
        count = self.counts[name]
        count[depth] = count.get(depth, level.start - 1) + 1
        for deeper in [one for one in count if one > depth]:
            del count[deeper]
        drawn = _PLACE.sub(lambda found: self._shown(levels, count, int(found[1]) - 1), level.text)
        return f"{drawn} " if drawn.strip() else ""

    def _shown(self, levels: dict[int, _Level], count: dict[int, int], depth: int) -> str:
        level = levels.get(depth)
        if level is None:
            return ""
        number = min(max(count.get(depth, level.start), 1), 999)
        return _FORMS.get(level.form, str)(number)


def numbers_of(root: Any) -> Numbers:
    """Return the counter for the w:numbering element `root`; None when a document has no lists."""
    if root is None:
        return Numbers({})
    kinds = {
        kind.get(qn("w:abstractNumId"), ""): {
            _number(level.get(qn("w:ilvl"), ""), 0): _Level(
                _value(level, "w:numFmt"),
                _value(level, "w:lvlText"),
                _number(_value(level, "w:start"), 1),
            )
            for level in kind.iter(qn("w:lvl"))
        }
        for kind in root.iter(qn("w:abstractNum"))
    }
    return Numbers(
        {
            number.get(qn("w:numId"), ""): kinds.get(_value(number, "w:abstractNumId"), {})
            for number in root.iter(qn("w:num"))
        }
    )


def _value(parent: Any, child: str) -> str:
    found = parent.find(qn(child))
    return "" if found is None else str(found.get(qn("w:val"), ""))


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise
