"""What is to be heard, in order: speech, jingles, silence, repetition.

Values only: knows neither how they were typed (`parse`) nor how they sound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from broadcaster.words.spelling import bare


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


def opens_with(items: Sequence[Item], title: str) -> bool:
    """Tell whether the first words of `items` are the title: then it is not said twice."""
    first = next((item for item in items if isinstance(item, Say)), None)
    return first is not None and bare(first.text).startswith(bare(title))
