"""A tone for every word: no language, no network, no library that could be missing.

For tests, and for telling a broken loudspeaker line from a broken speech engine.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

from broadcaster.sound.engines.edges import QUIET_MS
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import RefusedTextError, Voice, tidy

NAME = "tone"

_RATE = 22_050
_LETTER_MS = 45
_GAP_MS = 30
_CLAUSE_MS = 200
_LEVEL = 0.25
_STEPS = (0, 2, 4, 7, 9)
_LOWEST_HZ = {"north": 330.0, "central": 294.0, "south": 262.0}


@dataclass(frozen=True, slots=True)
class Tone:
    """The engine: a word of n letters lasts n times 45 ms at 150 words a minute."""

    @property
    def name(self) -> str:
        """The engine's short name."""
        return NAME

    @property
    def identity(self) -> str:
        """The version of the rule from words to tones."""
        return f"{NAME} 1"

    @property
    def synthetic(self) -> bool:
        """A machine speaks."""
        return True

    @property
    def at_once(self) -> int:
        """Tones need nothing but a processor."""
        return 4

    @property
    def cost(self) -> str:
        """Nothing at all."""
        return "miễn phí, không cần mạng"

    def speak(self, text: str, voice: Voice) -> Sound:
        """Return one tone for each word of `text`. Raises RefusedTextError without a word."""
        words = [word for word in tidy(text).split() if _letters(word)]
        if not words:
            raise RefusedTextError(NAME, text, "there is no word in it")
        pieces = [Sound.silence(QUIET_MS, _RATE)]
        for word in words:
            pieces += [_tone(word, voice), Sound.silence(_gap_ms(word), _RATE)]
        pieces[-1] = Sound.silence(QUIET_MS, _RATE)
        return Sound.joined(pieces, _RATE)

    def health(self) -> str:
        """Say that it works: it always does."""
        return "tiếng tút để thử máy, thay lời đọc"


def open_engine(url: str) -> Tone:
    """Open `tone://`; nothing in the address matters."""
    return Tone()


def _letters(word: str) -> int:
    return sum(character.isalnum() for character in word)


def _gap_ms(word: str) -> int:
    return _GAP_MS if word[-1].isalnum() else _CLAUSE_MS


def _tone(word: str, voice: Voice) -> Sound:
    """Return a word's tone: its pitch a step of the pentatonic scale chosen by its letters."""
    step = _STEPS[zlib.crc32(word.encode("utf-8", "replace")) % len(_STEPS)]
    hertz = _LOWEST_HZ[voice.region] * 2 ** ((step + (voice.pitch - 50) / 10) / 12)
    length = round(_letters(word) * _LETTER_MS * 150 / voice.speed_wpm * _RATE / 1000)
    wave = _LEVEL * np.sin(2 * np.pi * hertz / _RATE * np.arange(length))
    return Sound.from_float(wave, _RATE).faded(5, 5)
