"""What a sound file says of itself: values only.

Knows titles, chapters and lines of a transcript; knows no file format.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

VOICE_MARK = "SYNTHETIC_VOICE"
"""The name of the field that says which engine's voice is heard."""

LANGUAGE = "vie"
"""ISO 639-2 code of what is spoken."""

_CONTROLS = {code: None for code in (*range(32), 127) if not chr(code).isspace()}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named part of a programme, in milliseconds."""

    title: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Line:
    """What is said between two instants of a programme, in milliseconds."""

    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Tags:
    """What a file says of itself.

    `voice_mark` names the synthetic voices that are heard, "" when there are none. `lines` is the
    transcript, in the order it is spoken.
    """

    title: str
    station: str
    date: date | None = None
    voice_mark: str = ""
    chapters: tuple[Chapter, ...] = ()
    lines: tuple[Line, ...] = ()


def voice_sentence(voice_mark: str) -> str:
    """Return what tells people that a machine speaks.

    Article 11 of the law on artificial intelligence (134/2025/QH15) asks the maker for it.
    """
    return f"Giọng đọc do máy tổng hợp: {voice_mark}"


def day_in(text: str) -> date | None:
    """Return the day at the beginning of a date field, None when there is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def in_order(lines: tuple[Line, ...]) -> list[Line]:
    """Return the lines that say something by their start, none reaching into the next.

    Each is one row of text: breaks become spaces, what no eye can see goes.
    """
    rows = [(one, one_row(one.text)) for one in sorted(lines, key=lambda one: one.start_ms)]
    said = [Line(text, one.start_ms, one.end_ms) for one, text in rows if text]
    limits = [one.start_ms for one in said[1:]] + [one.end_ms for one in said[-1:]]
    return [
        Line(one.text, one.start_ms, max(one.start_ms, min(one.end_ms, limit)))
        for one, limit in zip(said, limits, strict=True)
    ]


def one_row(text: str) -> str:
    """Return `text` on one row, without control characters."""
    return " ".join(text.translate(_CONTROLS).split())
