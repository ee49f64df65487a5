"""The seam between spoken text and whatever speaks it.

Knows voices, engines and their failures; knows nothing of how an engine works, nor of scripts: the
text it gets is already words.

    SpeechError
    ├── NoNetworkError           the engine lives elsewhere and cannot be reached
    ├── TooManyRequestsError     the engine asks us to come back later
    ├── RefusedTextError         the engine will never speak this text; another text may do
    ├── EngineUnavailableError   the engine is not installed, or its address is wrong
    ├── VoiceError               a voice setting out of its range
    ├── UnknownVoiceError        nobody in the station's cast is called that
    ├── NobodySpeaksError        every engine was asked and none spoke
    └── SpeechLostError          speech that was remembered is gone, and cannot be made the same
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Protocol, runtime_checkable
from urllib.parse import urlsplit

from broadcaster.sound.sound import Sound

OFFLINE = "không cần mạng"
"""What an engine's `cost` says when it speaks without a network."""
ENTRY_POINTS = "broadcaster.engines"
REGIONS = ("north", "central", "south")
_WOMAN = "-woman"
VOICE_NAMES = (*REGIONS, *(region + _WOMAN for region in REGIONS))
"""Voices that every station has; an engine tells them apart as well as it can."""

_SPEEDS = range(80, 401)
_PITCHES = range(0, 100)


class SpeechError(Exception):
    """Root of what can go wrong with speech: which engine, and why."""

    def __init__(self, engine: str, cause: str) -> None:
        """`engine` is the engine's name, `cause` a clause that says what happened."""
        self.engine = engine
        self.cause = cause
        super().__init__(f"{engine}: {cause}")


class NoNetworkError(SpeechError):
    """The engine's server cannot be reached, or the connection broke."""


class TooManyRequestsError(SpeechError):
    """The engine's server refuses to be asked so often."""

    def __init__(self, engine: str, retry_after_s: float | None = None) -> None:
        """`retry_after_s` is how long the server asked us to wait, when it said so."""
        self.retry_after_s = retry_after_s
        wait = "" if retry_after_s is None else f", asked to wait {retry_after_s:.0f} s"
        super().__init__(engine, f"too many requests{wait}")


class RefusedTextError(SpeechError):
    """The engine cannot speak this text, and asking again will not help."""

    def __init__(self, engine: str, text: str, cause: str) -> None:
        """`text` is what was refused."""
        self.text = text
        super().__init__(engine, cause)


class EngineUnavailableError(SpeechError):
    """The engine cannot be used on this computer, or not under this address."""


class VoiceError(SpeechError):
    """A setting of a voice lies outside its range."""

    def __init__(self, setting: str, value: object, allowed: str) -> None:
        """`setting` is the field of Voice, `allowed` says which values there are."""
        self.setting = setting
        self.value = value
        self.allowed = allowed
        super().__init__("voice", f"{setting} is {value!r}, allowed: {allowed}")


class UnknownVoiceError(SpeechError):
    """A script asks for a voice that the station does not have."""

    def __init__(self, asked: str, known: tuple[str, ...]) -> None:
        """`asked` is what the script calls it, `known` what it could have asked for."""
        self.asked = asked
        self.known = known
        super().__init__("voice", f"nobody is called {asked!r}; there are {', '.join(known)}")

    @property
    def known_in_words(self) -> str:
        """The names, one after the other."""
        return ", ".join(self.known)


class NobodySpeaksError(SpeechError):
    """No engine spoke the text."""

    def __init__(self, refused: tuple[str, ...]) -> None:
        """`refused` holds one line for each engine that was asked."""
        self.refused = refused
        super().__init__("speech", "no engine spoke: " + ("; ".join(refused) or "there is none"))


class SpeechLostError(SpeechError):
    """Remembered speech is gone or torn, and the engine spoke it otherwise when asked again."""

    def __init__(self, engine: str) -> None:
        """`engine` is who spoke it."""
        super().__init__(engine, "remembered speech is lost and was spoken otherwise this time")


@dataclass(frozen=True, slots=True)
class Voice:
    """How speech should sound: who or which region, words a minute, a pitch from 0 to 99.

    `name` is one of `VOICE_NAMES` or a speaker's name that only some engines know: the others
    speak it in their usual voice. `engine` names the engine to be asked first, "" leaves
    the station's order.
    """

    name: str = "north"
    speed_wpm: int = 150
    pitch: int = 50
    engine: str = ""

    def __post_init__(self) -> None:
        """Raise VoiceError for a setting out of its range."""
        if not self.name or self.name != tidy(self.name):
            raise VoiceError("name", self.name, f"{', '.join(VOICE_NAMES)}, or a speaker's name")
        if self.speed_wpm not in _SPEEDS:
            raise VoiceError("speed_wpm", self.speed_wpm, f"{_SPEEDS[0]} to {_SPEEDS[-1]}")
        if self.pitch not in _PITCHES:
            raise VoiceError("pitch", self.pitch, f"{_PITCHES[0]} to {_PITCHES[-1]}")

    @property
    def region(self) -> str:
        """The region of the voice; north, the usual one, for a speaker's name."""
        region = self.name.removesuffix(_WOMAN)
        return region if region in REGIONS else REGIONS[0]

    @property
    def woman(self) -> bool:
        """Whether the voice is asked to be a woman's."""
        return self.name in VOICE_NAMES and self.name.endswith(_WOMAN)


@runtime_checkable
class SpeechEngine(Protocol):
    """Something that turns words into sound; may be used from several threads."""

    @property
    def name(self) -> str:
        """A short name for logs and for the mark of a synthetic voice."""

    @property
    def identity(self) -> str:
        """Everything but text and voice that decides how the speech sounds: name, version."""

    @property
    def synthetic(self) -> bool:
        """Whether a machine speaks, which the law wants marked; False for recorded people."""

    @property
    def at_once(self) -> int:
        """How many texts it may be asked for at the same time, in all of this process."""

    @property
    def cost(self) -> str:
        """What speaking costs, in a few Vietnamese words: money, network, a file to bring.

        Holds `OFFLINE` when no network is needed.
        """

    def speak(self, text: str, voice: Voice) -> Sound:
        """Return `text` spoken; never half of it. Raises SpeechError."""

    def health(self) -> str:
        """Return a Vietnamese line for technicians, without speaking. Raises SpeechError."""


def open_engine(url: str) -> SpeechEngine:
    """Open the engine whose plugin is named by the scheme of `url`, such as "espeak://vi".

    Raises EngineUnavailableError for an unknown scheme or what the plugin itself lacks.
    """
    scheme = urlsplit(url).scheme
    found = entry_points(group=ENTRY_POINTS, name=scheme)
    if not found:
        known = ", ".join(sorted(entry_points(group=ENTRY_POINTS).names))
        raise EngineUnavailableError(scheme or url, f"no such speech engine; there are {known}")
    try:
        opened = next(iter(found)).load()
    except ImportError as error:
        raise EngineUnavailableError(scheme, f"what it needs is not installed: {error}") from error
    engine = opened(url)
    if not isinstance(engine, SpeechEngine):
        raise EngineUnavailableError(scheme, "the plugin opened something that is no engine")
    return engine


def tidy(text: str) -> str:
    """Return `text` in composed letters, without control characters and with single spaces.

    What is said the same way gets one form, so that it is remembered once.
    """
    kept = (
        " " if unicodedata.category(c) == "Cc" else c for c in unicodedata.normalize("NFC", text)
    )
    return " ".join("".join(kept).split())
