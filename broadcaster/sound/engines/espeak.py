"""espeak-ng inside this process: offline Vietnamese speech for any computer.

Knows how Vietnamese should come out of the library: voices, how far tones move, pauses, foreign
words; knows nothing of networks or files of ours. The text should be words already; digits,
capitals and foreign names left in it are respelled as best we can.

A text is spoken clause by clause with our own pauses between: the library's shrink with the speed
faster than its words, and it makes none at a full stop before a small letter. All clauses of a
text share one session, so that the same text always gives the same bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from broadcaster.sound.engines.clauses import clauses
from broadcaster.sound.engines.edges import QUIET_MS, quiet_edges
from broadcaster.sound.engines.foreign import respelled
from broadcaster.sound.engines.libespeak import NAME, Manner, library
from broadcaster.sound.engines.unmarked import marked
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import (
    OFFLINE,
    EngineUnavailableError,
    RefusedTextError,
    Voice,
    tidy,
)

# Named by their files: by its language alone the library finds a voice only after reading all.
_LANGUAGES = {
    "north": "aav/vi",
    "central": "aav/vi-VN-x-central",
    "south": "aav/vi-VN-x-south",
}
_WOMAN = "+f3"
_RANGES = {
    ("north", False): 65,
    ("central", False): 80,
    ("south", False): 80,
    ("north", True): 65,
    ("central", True): 90,
    ("south", True): 55,
}
"""How far pitch moves: at the library's 50 the six tones span 4 to 9 semitones, here 6 to 12."""
_FOREIGN = "gmw/en"
_MISREAD = re.compile(r"(?<!\w)veo(?!\w)", re.IGNORECASE)
_MEANT = "[[v'Ew]]"
"""Of all Vietnamese syllables the library takes only this one for English."""
# At its normal 100 the library drives its own limiter; mastering brings the level back.
_QUIETER = 60
_USUAL_WPM = 150


@dataclass(frozen=True, slots=True)
class Espeak:
    """The engine; `version` is the library's own."""

    version: str

    @property
    def name(self) -> str:
        """The engine's short name."""
        return NAME

    @property
    def identity(self) -> str:
        """The library's version, and the version of all that is done here around it."""
        return f"{NAME}-ng {self.version} vi clauses 4"

    @property
    def synthetic(self) -> bool:
        """A machine speaks."""
        return True

    @property
    def at_once(self) -> int:
        """One: the library is a single global state."""
        return 1

    @property
    def cost(self) -> str:
        """Nothing: library and voices come with the program."""
        return f"miễn phí, {OFFLINE}"

    def speak(self, text: str, voice: Voice) -> Sound:
        """Return `text` spoken, at the library's 22,050 Hz, with 40 ms of quiet at either end.

        Raises RefusedTextError for a text with nothing to say, EngineUnavailableError.
        """
        row = list(clauses(marked(respelled(tidy(text), english_sounds))))
        if not row:
            raise RefusedTextError(NAME, text, "there is nothing to speak")
        pieces: list[Sound] = []
        with library() as session:
            texts = [_MISREAD.sub(_MEANT, clause) for clause, _ in row]
            spoken = session.spoken(texts, _manner(voice))
            for (_, pause_ms), pcm in zip(row, spoken, strict=True):
                sound = quiet_edges(Sound.from_pcm(pcm, session.rate))
                if sound is not None:
                    silence = pause_ms * _USUAL_WPM / voice.speed_wpm - 2 * QUIET_MS
                    pieces += [sound, Sound.silence(silence, session.rate)]
        if not pieces:
            raise RefusedTextError(NAME, text, "nothing audible came of it")
        return Sound.joined(pieces[:-1], pieces[0].rate)

    def health(self) -> str:
        """Load the library and tell its version. Raises EngineUnavailableError."""
        with library() as session:
            return f"espeak-ng {session.version}, {session.rate} Hz"


@lru_cache(maxsize=4096)
def english_sounds(word: str) -> tuple[str, ...]:
    """Return the sounds of a foreign word, asked of the library's English voice.

    Raises EngineUnavailableError.
    """
    with library() as session:
        return tuple(session.sounds_of(word, _FOREIGN))


def open_engine(url: str) -> Espeak:
    """Open `espeak://vi`. Raises EngineUnavailableError when library or language is missing."""
    language = urlsplit(url).netloc
    if language not in ("", "vi"):
        raise EngineUnavailableError(NAME, f"speaks vi, not {language!r}")
    with library() as session:
        return Espeak(session.version)


def _manner(voice: Voice) -> Manner:
    return Manner(
        voice=_LANGUAGES[voice.region] + (_WOMAN if voice.woman else ""),
        speed_wpm=voice.speed_wpm,
        pitch=voice.pitch,
        range=_RANGES[voice.region, voice.woman],
        volume=_QUIETER,
    )
