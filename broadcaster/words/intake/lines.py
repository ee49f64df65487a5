"""Knows what a line of a source is and how its characters are cleaned; not what a line means."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from broadcaster.words.omission import Omission

Wrapping = Literal["perhaps", "always", "never"]
"""Whether the lines of a source were broken by a page's width."""

_LINE_END = re.compile("\r\n|[\n\r\v\x85\u2028\u2029]")
# Invisible: soft hyphen, zero widths, direction marks, byte order marks, variation selectors.
_UNSEEN = (0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F))
_UNSEEN_MORE = (*range(0x2060, 0x2070), *range(0xFE00, 0xFE10))
_CONTROLS = (*range(0, 9), 0xB, *range(0xE, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0))
_BLANKS = (0x9, 0xC, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
# Word draws its bullets with Symbol and Wingdings, which lie in the private area.
_BULLETS = (0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC, 0xF076, 0xF02D)
_CLEAN: dict[int, str | None] = {
    **dict.fromkeys((*_UNSEEN, *_UNSEEN_MORE, *_CONTROLS), None),
    **dict.fromkeys(_BLANKS, " "),
    **dict.fromkeys(_BULLETS, "-"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `text` without outer blanks, its 1-based `number`, `page` and `indent`.

    `whole` marks a line that is a paragraph by itself and is never joined to another;
    `heading` is the level of a heading its format names (1 is the title), or 0.
    """

    text: str
    number: int
    page: int = 1
    indent: int = 0
    whole: bool = False
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """What a format yields: lines, what it could not carry over, and notes."""

    lines: tuple[Line, ...]
    left_out: tuple[Omission, ...] = ()
    notes: tuple[str, ...] = ()
    wrapping: Wrapping = "perhaps"


def clean(text: str) -> str:
    """Return `text` in NFC with plain blanks, without invisible and control characters."""
    return unicodedata.normalize("NFC", text.translate(_CLEAN))


def controls(text: str) -> int:
    """Count the control characters of `text` that no text file should hold."""
    return sum(text.count(chr(code)) for code in _CONTROLS if code != 0xB)


def split(text: str) -> list[str]:
    """Return the lines of `text`, whatever its line ends; a form feed stays at its line."""
    return _LINE_END.split(text)


def line(text: str, number: int, page: int = 1) -> Line:
    """Return the cleaned line made of the raw `text`."""
    plain = clean(text.expandtabs(4))
    bare = plain.strip()
    return Line(bare, number, page, indent=len(plain) - len(plain.lstrip()) if bare else 0)


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a plain text; a form feed begins a page."""
    result: list[Line] = []
    page = 1
    for number, raw in enumerate(split(text), start=1):
        for position, part in enumerate(raw.split("\f")):
            page += position > 0
            result.append(line(part, number, page))
    return tuple(result)
