"""What is to be heard, in order: speech, jingles, recordings, silence, repetition.

Values only: knows neither how they were typed (`parse`) nor how they sound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from broadcaster.words.spelling import bare


@dataclass(frozen=True, slots=True)
class Say:
    """A paragraph for an announcer, as written; `line` is where it begins, counted from 1.

    `voice` is the role or voice asked for (`roles.voice_name`), None for whoever has the turn.
    """

    text: str
    line: int
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Jingle:
    """A piece of music of the station's kit: "ident", "stinger", "closing", or any other name."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Recording:
    """A recorded piece of the station's library, heard in place of speech."""

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


@dataclass(frozen=True, slots=True)
class Important:
    """What is told matters: the whole script is heard twice in a programme."""

    line: int


Item = Say | Jingle | Recording | Pause | Repeat | Important


@dataclass(frozen=True, slots=True)
class Script:
    """A broadcast script (kịch bản, tin bài)."""

    title: str | None
    items: tuple[Item, ...]

    @property
    def important(self) -> bool:
        """Whether all of it is to be heard twice."""
        return any(isinstance(item, Important) for item in self.items)

    @property
    def voice(self) -> str | None:
        """The voice that begins: it says the title too."""
        return first_voice(self.items)


def first_voice(items: Sequence[Item]) -> str | None:
    """Return the voice of the first paragraph among `items`."""
    return next((item.voice for item in items if isinstance(item, Say)), None)


def is_heard(items: Sequence[Item]) -> bool:
    """Tell whether `items` hold anything for the ear: words, music or a recording."""
    return any(isinstance(item, Say | Jingle | Recording) for item in items)


def opens_with(items: Sequence[Item], title: str) -> bool:
    """Tell whether the first words of `items` are the title: then it is not said twice."""
    first = next((item for item in items if isinstance(item, Say)), None)
    return first is not None and bare(first.text).startswith(bare(title))
