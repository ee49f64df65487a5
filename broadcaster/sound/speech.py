"""The seam between spoken text and whatever speaks it, and an announcer who remembers.

Knows voices, engines and their failures; knows nothing of how an engine works, nor of scripts: the
text it gets is already words.

    SpeechError
    ├── NoNetworkError           the engine lives elsewhere and cannot be reached
    ├── TooManyRequestsError     the engine asks us to come back later
    ├── RefusedTextError         the engine will never speak this text; another text may do
    ├── EngineUnavailableError   the engine is not installed, or its address is wrong
    ├── VoiceError               a voice setting out of its range
    └── NobodySpeaksError        every engine was asked and none spoke
"""

from __future__ import annotations

import hashlib
import json
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol, runtime_checkable
from urllib.parse import urlsplit

from broadcaster.sound.sound import Sound, SoundError
from broadcaster.sound.vault import Sha, Vault, VaultError, write_aside

ENTRY_POINTS = "broadcaster.engines"
REST_S = 60.0
"""How long an engine that failed is passed over before it is asked again."""

VOICE_NAMES = ("north", "central", "south")
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


class NobodySpeaksError(SpeechError):
    """No engine spoke the text."""

    def __init__(self, refused: tuple[str, ...]) -> None:
        """`refused` holds one line for each engine that was asked."""
        self.refused = refused
        super().__init__("speech", "no engine spoke: " + ("; ".join(refused) or "there is none"))


@dataclass(frozen=True, slots=True)
class Voice:
    """How speech should sound: the region, words a minute, and a pitch from 0 to 99."""

    name: str = "north"
    speed_wpm: int = 150
    pitch: int = 50

    def __post_init__(self) -> None:
        """Raise VoiceError for a setting out of its range."""
        if self.name not in VOICE_NAMES:
            raise VoiceError("name", self.name, ", ".join(VOICE_NAMES))
        if self.speed_wpm not in _SPEEDS:
            raise VoiceError("speed_wpm", self.speed_wpm, f"{_SPEEDS[0]} to {_SPEEDS[-1]}")
        if self.pitch not in _PITCHES:
            raise VoiceError("pitch", self.pitch, f"{_PITCHES[0]} to {_PITCHES[-1]}")


@runtime_checkable
class SpeechEngine(Protocol):
    """Something that turns words into sound; may be used from several threads."""

    @property
    def name(self) -> str:
        """A short name for logs and for the mark of a synthetic voice."""

    @property
    def identity(self) -> str:
        """Everything but text and voice that decides how the speech sounds: name, version."""

    def speak(self, text: str, voice: Voice) -> Sound:
        """Return `text` spoken; never half of it. Raises SpeechError."""

    def health(self) -> str:
        """Return one line a technician understands, without speaking. Raises SpeechError."""


def open_engine(url: str) -> SpeechEngine:
    """Open the engine whose plugin is named by the scheme of `url`, such as "espeak://vi".

    Raises EngineUnavailableError for an unknown scheme or what the plugin itself lacks.
    """
    scheme = urlsplit(url).scheme
    found = entry_points(group=ENTRY_POINTS, name=scheme)
    if not found:
        known = ", ".join(sorted(entry_points(group=ENTRY_POINTS).names))
        raise EngineUnavailableError(scheme or url, f"no such speech engine; there are {known}")
    engine = next(iter(found)).load()(url)
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


@dataclass(frozen=True, slots=True)
class Spoken:
    """Speech, which engine spoke it, and what kept those before it in line from speaking."""

    sound: Sound
    engine: str
    remembered: bool
    refused: tuple[str, ...] = ()


@dataclass(slots=True)
class Announcer:
    """Asks engines in order, and remembers in a vault what was spoken.

    An engine that failed is asked last for `REST_S` seconds of the clock `monotonic`, or for as
    long as its server asked for, so that a lost network does not delay every sentence.
    """

    engines: Sequence[SpeechEngine]
    vault: Vault
    monotonic: Callable[[], float] = time.monotonic
    _resting: dict[int, tuple[float, str]] = field(default_factory=dict, init=False)

    @property
    def identity(self) -> str:
        """The identities of all engines in order: part of what decides how a programme sounds."""
        return " > ".join(engine.identity for engine in self.engines)

    def speak(self, text: str, voice: Voice) -> Spoken:
        """Return `text` spoken by the first engine that can. Raises NobodySpeaksError."""
        said = tidy(text)
        refused: list[str] = []
        resting: list[int] = []
        for index, engine in enumerate(self.engines):
            key = _key(engine.identity, voice, said)
            if (sound := self._recall(key)) is not None:
                return Spoken(sound, engine.name, True, tuple(refused))
            until, cause = self._resting.get(index, (0.0, ""))
            if self.monotonic() < until:
                resting.append(index)
                refused.append(f"{cause} (resting)")
            elif (sound := self._ask(index, said, voice, refused)) is not None:
                return Spoken(sound, engine.name, False, tuple(refused))
        # Nobody awake could: better to ask those who failed lately than to be silent.
        for index in resting:
            if (sound := self._ask(index, said, voice, refused)) is not None:
                return Spoken(sound, self.engines[index].name, False, tuple(refused))
        raise NobodySpeaksError(tuple(refused))

    def forget(self, keep_bytes: int) -> int:
        """Forget what was not used for longest until at most `keep_bytes` of speech remain.

        Returns how many pieces were forgotten; they will be spoken again when wanted.
        """
        notes = sorted(self._notes.glob("*/*"), key=lambda note: note.stat().st_mtime, reverse=True)
        kept = forgotten = 0
        for note in notes:
            path = self._path_in(note)
            kept += path.stat().st_size if path else 0
            if path is None or kept > keep_bytes:
                note.unlink(missing_ok=True)
                if path:
                    path.unlink(missing_ok=True)
                forgotten += 1
        return forgotten

    @property
    def _notes(self) -> Path:
        return self.vault.folder / "spoken"

    def _ask(self, index: int, text: str, voice: Voice, refused: list[str]) -> Sound | None:
        engine = self.engines[index]
        try:
            sound = engine.speak(text, voice)
        except RefusedTextError as error:
            refused.append(str(error))
            return None
        except SpeechError as error:
            asked = error.retry_after_s if isinstance(error, TooManyRequestsError) else None
            self._resting[index] = (self.monotonic() + max(REST_S, asked or 0.0), str(error))
            refused.append(str(error))
            return None
        self._resting.pop(index, None)
        self._remember(_key(engine.identity, voice, text), sound)
        return sound

    def _recall(self, key: str) -> Sound | None:
        note = self._notes / key[:2] / key
        path = self._path_in(note)
        if path is None:
            return None
        try:
            sound = Sound.read(self.vault.checked(Sha(path.stem), ".wav"))
            note.touch()
        except (VaultError, SoundError, OSError):
            return None
        return sound

    def _path_in(self, note: Path) -> Path | None:
        try:
            return self.vault.path(Sha(note.read_text("ascii").strip()), ".wav")
        except (VaultError, OSError, ValueError):
            return None

    def _remember(self, key: str, sound: Sound) -> None:
        sha = self.vault.keep(sound.wav(), ".wav")
        write_aside(self._notes / key[:2] / key, sha.encode("ascii"))


def _key(identity: str, voice: Voice, text: str) -> str:
    """Return the name under which speech is remembered: a hash of all that decides its sound."""
    facts = json.dumps([identity, voice.name, voice.speed_wpm, voice.pitch, text])
    return hashlib.sha256(facts.encode("utf-8")).hexdigest()
