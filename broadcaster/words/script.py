"""What is to be heard, in order: speech, jingles, silence, repetition.

Values only: knows neither how they were typed (`parse`) nor how they sound.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Say:
    """A paragraph for the announcer, as written; `line` is where it begins, counted from 1."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Jingle:
    """A piece of music of the station's kit: "ident", "stinger" or "closing"."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence of `ms` milliseconds."""

    ms: int
    line: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """Say the previous `Say` again, `times` more times."""

    times: int
    line: int


Item = Say | Jingle | Pause | Repeat


@dataclass(frozen=True, slots=True)
class Script:
    """A broadcast script (kịch bản, tin bài)."""

    title: str | None
    items: tuple[Item, ...]
