"""The studio: texts in, a master in the vault out. Knows no database, clock, approval or schedule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from broadcaster.model import Master
from broadcaster.sound.kit import Kit
from broadcaster.sound.speech import Announcer, Voice
from broadcaster.sound.vault import Vault
from broadcaster.words.lexicon import Lexicon

SUFFIX = ".mp3"
"""How masters end in the vault."""

OnProgress = Callable[[str, int], None]
"""Told the stage ("speech", "mix", "master", "encode", "measure") and permille done."""


@dataclass(frozen=True, slots=True)
class ScriptText:
    """What the studio needs of a script."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Made:
    """A master and where it lies in the vault."""

    master: Master
    path: Path


class Studio:
    """Makes programmes: speaks, assembles, masters, encodes and measures."""

    def __init__(
        self,
        *,
        announcer: Announcer,
        kit: Kit,
        vault: Vault,
        voices: Sequence[Voice],
        recipe: str,
        station_name: str,
        lexicon: Lexicon,
    ) -> None:
        """`voices` take turns, script by script; `recipe` is used when a programme names none."""
        raise NotImplementedError

    def build_key(
        self, title: str, scripts: Sequence[ScriptText], for_date: date | None, recipe: str
    ) -> str:
        """Return a hash of everything that decides how the programme sounds."""
        raise NotImplementedError

    def make(
        self,
        title: str,
        scripts: Sequence[ScriptText],
        for_date: date | None,
        recipe: str,
        progress: OnProgress,
    ) -> Made:
        """Make the programme and keep it in the vault."""
        raise NotImplementedError
