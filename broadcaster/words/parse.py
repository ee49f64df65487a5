"""What the clerk typed → Script.

Knows the written directions ("[nhạc cắt]"); does not know what a jingle sounds like or how a
paragraph is read aloud.

    ScriptError(line, text, known)
    ├── UnknownDirectionError   a line in brackets that is no direction
    ├── NothingToRepeatError    "[đọc lại]" before anything was said
    └── TooMuchError            a silence or a repetition beyond what a listener would bear
"""

from __future__ import annotations

import re
from collections.abc import Callable

from broadcaster.words.script import Item, Jingle, Pause, Repeat, Say, Script
from broadcaster.words.spelling import folded

LONGEST_PAUSE_MS = 60_000
MOST_REPEATS = 5

KNOWN = (
    "[nhạc hiệu]",
    "[nhạc cắt]",
    "[nhạc kết]",
    "[nghỉ 2 giây]",
    "[đọc lại]",
    "[đọc lại 2 lần]",
)
"""The directions as a clerk is shown them; the numbers are examples."""


class ScriptError(Exception):
    """A line of the script cannot be followed; `known` lists the directions there are."""

    def __init__(self, line: int, text: str, known: tuple[str, ...] = KNOWN) -> None:
        super().__init__(f"line {line}: cannot follow {text!r}")
        self.line = line
        self.text = text
        self.known = known

    @property
    def choices(self) -> str:
        """The known directions in one line."""
        return ", ".join(self.known)


class UnknownDirectionError(ScriptError):
    """A line in brackets that is no direction."""


class NothingToRepeatError(ScriptError):
    """A repetition before anything was said."""


class TooMuchError(ScriptError):
    """A silence over 60 s, or more than 5 repetitions, or none at all."""


_DIRECTION = re.compile(r"\[([^\[\]]*)\]")
_JINGLES = {
    folded("nhạc hiệu"): "ident",
    folded("nhạc cắt"): "stinger",
    folded("nhạc kết"): "closing",
}
_COUNTS = {
    word: count
    for count, word in enumerate(
        ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"), start=1
    )
}
_COUNT = rf"\d{{1,6}}(?:[.,]\d{{1,3}})?|{'|'.join(_COUNTS)}"
_PAUSE = re.compile(rf"(?:nghỉ|dừng|im lặng) ({_COUNT}) ?(mili ?giây|ms|giây|s|phút)")
_REPEAT = re.compile(rf"(?:đọc|nhắc) lại(?: ({_COUNT}) ?lần)?")


def parse(body: str, title: str | None = None) -> Script:
    """Return the script typed as `body`.

    Paragraphs are parted by blank lines; a line that is wholly "[…]" is a direction. A first line
    "# …" is the title unless `title` is given. Raises ScriptError for a direction that cannot be
    followed.
    """
    items: list[Item] = []
    paragraph: list[str] = []
    begun = 0
    opened = False

    def close() -> None:
        if paragraph:
            items.append(Say("\n".join(paragraph), begun))
            paragraph.clear()

    for number, raw in enumerate(body.removeprefix("\ufeff").splitlines(), start=1):
        line = raw.strip()
        if not line:
            close()
            continue
        if not opened and line.startswith("# "):
            title = title or line[2:].strip()
        elif found := _DIRECTION.fullmatch(line):
            close()
            items.append(_direction(found.group(1), line, number, items))
        else:
            begun = begun if paragraph else number
            paragraph.append(line)
        opened = True
    close()
    return Script(title, tuple(items))


def _direction(inner: str, line: str, number: int, items: list[Item]) -> Item:
    words = folded(inner)
    if words in _JINGLES:
        return Jingle(_JINGLES[words], number)
    makers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Item]], ...] = (
        (_PAUSE, lambda found: _pause(found, line, number)),
        (_REPEAT, lambda found: _repeat(found, line, number, items)),
    )
    for pattern, make in makers:
        if found := pattern.fullmatch(words):
            return make(found)
    raise UnknownDirectionError(number, line)


def _pause(found: re.Match[str], line: str, number: int) -> Pause:
    unit = found.group(2)
    scale = 60_000 if unit == "phút" else 1000 if unit in ("giây", "s") else 1
    ms = round(_count(found.group(1)) * scale)
    if not 0 < ms <= LONGEST_PAUSE_MS:
        raise TooMuchError(number, line)
    return Pause(ms, number)


def _repeat(found: re.Match[str], line: str, number: int, items: list[Item]) -> Repeat:
    times = _count(found.group(1) or "1")
    if not any(isinstance(item, Say) for item in items):
        raise NothingToRepeatError(number, line)
    if times != int(times) or not 0 < times <= MOST_REPEATS:
        raise TooMuchError(number, line)
    return Repeat(int(times), number)


def _count(written: str) -> float:
    return float(_COUNTS.get(written, 0) or written.replace(",", "."))
