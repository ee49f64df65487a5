"""What the clerk typed → Script.

Knows the written directions ("[nhạc cắt]"); does not know which pieces of music, recordings and
voices a station has, or how a paragraph is read aloud.

    ScriptError(line, text, known)
    ├── UnknownDirectionError   a line in brackets that is no direction
    ├── NothingToRepeatError    "[đọc lại]" before anything was said
    └── TooMuchError            a silence or a repetition beyond what a listener would bear
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from broadcaster.words.roles import speakers, voice_name
from broadcaster.words.script import (
    Important,
    Item,
    Jingle,
    Pause,
    Recording,
    Repeat,
    Say,
    Script,
)
from broadcaster.words.spelling import folded

LONGEST_PAUSE_MS = 60_000
MOST_REPEATS = 5

KNOWN = (
    "[nhạc hiệu]",
    "[nhạc cắt]",
    "[nhạc kết]",
    "[nhạc tên-bản-nhạc]",
    "[băng tên băng ghi sẵn]",
    "[giọng nam]",
    "[giọng mặc định]",
    "[nghỉ 2 giây]",
    "[đọc lại]",
    "[đọc lại 2 lần]",
    "[tin quan trọng]",
)
"""The directions as a clerk is shown them; numbers and names are examples."""


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
_JINGLES = {"hiệu": "ident", "cắt": "stinger", "kết": "closing", "nền": "bed"}
_NOBODY = folded("mặc định")
"""The voice of whoever has the turn."""
_IMPORTANT = re.compile("(?:tin )?quan trọng|đọc (?:cả tin )?(?:2|hai) lần")
_LONGEST_NAME = 120
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
    "# …" is the title unless `title` is given. A role at the head of a line ("PTV1: …", see
    `roles.speakers`) is not said: it tells who speaks from there on. Raises ScriptError for a
    direction that cannot be followed.
    """
    lines = [line.strip() for line in body.removeprefix("\ufeff").splitlines()]
    first = next((number for number, line in enumerate(lines) if line), None)
    if first is not None and lines[first].startswith("# "):
        title = title or lines[first][2:].strip()
        lines[first] = ""
    return Script(title, tuple(_Reader(lines).items()))


class _Reader:
    """Goes through the lines of a script once; `voice` is whose turn it is."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._directions = {
            number: found.group(1)
            for number, line in enumerate(lines)
            if (found := _DIRECTION.fullmatch(line))
        }
        self._items: list[Item] = []
        self._paragraph: list[str] = []
        self._begun = 0
        self._voice: str | None = None

    def items(self) -> list[Item]:
        """Return all items. Raises ScriptError."""
        texts = ["" if n in self._directions else line for n, line in enumerate(self._lines)]
        asked = any(_named(inner)[0] == "giọng" for inner in self._directions.values())
        heads = speakers(texts, asked)
        for number, line in enumerate(self._lines):
            if number in self._directions or number in heads or not line:
                self._close()
            if number in self._directions:
                self._follow(self._directions[number], line, number + 1)
                continue
            if number in heads:
                self._voice, line = heads[number].role, heads[number].rest
            if line:
                self._begun = self._begun if self._paragraph else number + 1
                self._paragraph.append(line)
        self._close()
        return self._items

    def _close(self) -> None:
        if self._paragraph:
            self._items.append(Say("\n".join(self._paragraph), self._begun, self._voice))
            self._paragraph.clear()

    def _follow(self, inner: str, line: str, number: int) -> None:
        kind, name = _named(inner)
        if kind == "giọng" and name:
            self._voice = None if folded(name) == _NOBODY else voice_name(name)
        else:
            self._items.append(_direction(inner, line, number, self._items))


def _named(inner: str) -> tuple[str, str]:
    """Return the first word of a direction, folded, and the name after it as it was typed."""
    typed = " ".join(unicodedata.normalize("NFC", inner).split())
    first, _, rest = typed.partition(" ")
    kind, _, glued = first.partition(":")
    name = f"{glued} {rest}".strip(" :\"'“”‘’")
    return folded(kind), name if len(name) <= _LONGEST_NAME else ""


def _direction(inner: str, line: str, number: int, items: list[Item]) -> Item:
    words = folded(inner)
    kind, name = _named(inner)
    if kind == "nhạc" and name:
        return Jingle(_JINGLES.get(folded(name), name), number)
    if kind == "băng" and name:
        return Recording(name, number)
    if _IMPORTANT.fullmatch(words):
        return Important(number)
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
