"""The cast: which voice speaks for whom, by turns or because a script asks for somebody.

Knows voices and what people call them; knows no script, engine or setting.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from broadcaster.sound.speech import UnknownVoiceError, Voice

_TURN = re.compile(r"(?:ptv|mc)? *([1-9])")
_ANYBODY = re.compile(r"(?:ptv|mc)?")


@dataclass(frozen=True, slots=True)
class Cast:
    """The station's voices by name, and the names of those that take turns, script by script."""

    voices: Mapping[str, Voice]
    announcers: tuple[str, ...]

    def of(self, script_number: int, asked: str | None = None) -> Voice:
        """Return who speaks in the script of that number (from 0) when `asked` is wanted.

        `asked` is None or "ptv" for whoever has the turn; "1" or "ptv1" for the first announcer,
        "2" for the second and so on (where there are fewer, they begin anew: a bulletin for two
        can be read by one); else the name of a voice, its accents and capitals not minded where
        that leaves no doubt. Raises UnknownVoiceError.
        """
        wanted = _folded(asked or "")
        if _ANYBODY.fullmatch(wanted):
            return self._announcer(script_number)
        if turn := _TURN.fullmatch(wanted):
            return self._announcer(int(turn.group(1)) - 1)
        return self.voices[self._name(asked or "")]

    @property
    def key(self) -> str:
        """A hash of everything here that decides how a programme sounds."""
        voices = {name: asdict(voice) for name, voice in self.voices.items()}
        facts = json.dumps([voices, self.announcers], sort_keys=True)
        return hashlib.sha256(facts.encode("utf-8")).hexdigest()

    def _announcer(self, number: int) -> Voice:
        return self.voices[self.announcers[number % len(self.announcers)]]

    def _name(self, asked: str) -> str:
        """Return whose name was meant: the one just so, else the only one but for accents."""
        plain = unicodedata.normalize("NFC", " ".join(asked.split())).casefold()
        exact = [name for name in self.voices if name.casefold() == plain]
        near = [name for name in self.voices if _folded(name) == _folded(asked)]
        for found in (exact, near):
            if len(found) == 1:
                return found[0]
        raise UnknownVoiceError(asked, tuple(self.voices))


def _folded(name: str) -> str:
    """Return `name` in small letters without accents."""
    apart = unicodedata.normalize("NFD", " ".join(name.split()).casefold().replace("đ", "d"))
    return "".join(c for c in apart if not unicodedata.combining(c))
