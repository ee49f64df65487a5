"""A voice of one's own through piper: a neural model in a file, without a network.

Knows how to load and drive piper-tts, which brings its own espeak-ng for the phonemes; it comes
with `pip install broadcaster[piper]`. The file and its settings (`voice.onnx`, `voice.onnx.json`)
are the station's; nothing is ever downloaded.

    piper:voices/vi.onnx            beside station.toml
    piper:///srv/voices/vi.onnx     anywhere

These models draw random numbers for timbre and timing, anew for each sentence, and onnxruntime
cannot set them back. So both noises are off: the same text always gives the same bytes, and a
rebuilt programme is the one that was approved. What is lost is some liveliness: the model speaks
its average, evenly timed, a little flatter than in its demonstrations.
"""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from broadcaster.sound.engines.edges import QUIET_MS, quiet_edges
from broadcaster.sound.engines.files import EngineFileError, Prints, path_in
from broadcaster.sound.engines.unmarked import marked
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import (
    EngineUnavailableError,
    RefusedTextError,
    SpeechError,
    Voice,
    tidy,
)

if TYPE_CHECKING:
    from piper import PiperVoice

NAME = "piper"

_USUAL_WPM = 150
_VOLUME = 0.7
_SENTENCE_MS = 300
_INPUTS = {"input", "input_lengths", "scales"}
_BRACKETS = re.compile(r"[\[\]]")


class PiperMissingError(EngineUnavailableError):
    """The package piper-tts is not installed."""

    def __init__(self) -> None:
        """Say what to install."""
        super().__init__(NAME, "piper-tts is missing: pip install broadcaster[piper]")


@dataclass(slots=True)
class Piper:
    """The engine for the model at `path`; it is loaded when it speaks first, and when it changed.

    Regions and pitch are the model's own. A voice's `name` chooses the speaker of that name in a
    model of several; 150 words a minute stand for the model's usual pace.
    """

    path: Path
    _prints: Prints = field(default_factory=Prints, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _loaded: tuple[str, Any] | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The engine's short name."""
        return NAME

    @property
    def identity(self) -> str:
        """The package's version, the bytes of model and settings, and how they are driven."""
        try:
            return f"{NAME} {version('piper-tts')} {self._print()[:32]} even volume {_VOLUME}"
        except (PackageNotFoundError, OSError):
            return f"{NAME} without voice"

    @property
    def synthetic(self) -> bool:
        """A machine speaks."""
        return True

    @property
    def at_once(self) -> int:
        """One: a single sentence already keeps every core busy."""
        return 1

    @property
    def cost(self) -> str:
        """Nothing, but the file must be brought."""
        return "miễn phí, không cần mạng, dùng tệp giọng của đài"

    def speak(self, text: str, voice: Voice) -> Sound:
        """Return `text` spoken at the model's rate, with 40 ms of quiet at either end.

        Raises RefusedTextError, PiperMissingError, EngineFileError, SpeechError.
        """
        said = _BRACKETS.sub(" ", tidy(text))
        if not any(character.isalnum() for character in said):
            raise RefusedTextError(NAME, text, "there is nothing to speak")
        model = self._voice()
        rate = int(model.config.sample_rate)
        row: list[Sound] = []
        for samples in self._synthesised(model, said, voice):
            sound = quiet_edges(Sound.from_float(samples, rate))
            if sound is not None:
                row += [sound, Sound.silence(_SENTENCE_MS - 2 * QUIET_MS, rate)]
        if not row:
            raise RefusedTextError(NAME, text, "nothing audible came of it")
        return Sound.joined(row[:-1], rate)

    def health(self) -> str:
        """Load the model and tell what it is. Raises PiperMissingError, EngineFileError."""
        config = self._voice().config
        speakers = sorted(config.speaker_id_map)
        told = f", {len(speakers)} người đọc: {', '.join(speakers[:5])}" if speakers else ""
        return (
            f"piper {version('piper-tts')}, {self.path.name}, tiếng {config.espeak_voice}, "
            f"{config.sample_rate} Hz{told}"
        )

    def _synthesised(
        self, model: PiperVoice, said: str, voice: Voice
    ) -> list[np.ndarray[tuple[int], np.dtype[np.float32]]]:
        """Return the samples of each sentence, every one brought to the same peak."""
        from piper import SynthesisConfig

        vietnamese = model.config.espeak_voice.startswith("vi")
        asked = SynthesisConfig(
            speaker_id=model.config.speaker_id_map.get(voice.name),
            length_scale=model.config.length_scale * _USUAL_WPM / voice.speed_wpm,
            noise_scale=0.0,
            noise_w_scale=0.0,
            volume=_VOLUME,
        )
        try:
            found = [
                np.atleast_1d(chunk.audio_float_array)
                for chunk in model.synthesize(marked(said) if vietnamese else said, asked)
            ]
        except _failures() as error:
            raise SpeechError(NAME, f"the model failed: {error}") from error
        if not all(np.isfinite(samples).all() for samples in found):
            raise SpeechError(NAME, "the model answered with numbers that are no sound")
        return found

    def _print(self) -> str:
        """Return what model and settings are known by. Raises OSError."""
        return f"{self._prints.of(self.path)[:16]}{self._prints.of(self._settings)[:16]}"

    @property
    def _settings(self) -> Path:
        return self.path.with_name(f"{self.path.name}.json")

    def _voice(self) -> PiperVoice:
        """Return the model, loaded if it was not yet or has changed since."""
        with self._lock:
            for path in (self.path, self._settings):
                if not path.is_file():
                    raise EngineFileError(NAME, path, "no such file")
            try:
                current = self._print()
            except OSError as error:
                raise EngineFileError(NAME, self.path, str(error)) from error
            if self._loaded is None or self._loaded[0] != current:
                self._loaded = None
                self._loaded = (current, _load(self.path, self._settings))
            voice: PiperVoice = self._loaded[1]
            return voice


def open_engine(url: str) -> Piper:
    """Open `piper:PATH`; the file is looked at when it is wanted.

    So a voice that is away for a day silences no station: others in line speak. Raises
    EngineUnavailableError for an address without a path.
    """
    path = path_in(url)
    if path == Path():
        raise EngineUnavailableError(NAME, "the address names no file: piper:voices/vi.onnx")
    return Piper(path)


def _load(path: Path, settings: Path) -> PiperVoice:
    try:
        from piper import PhonemeType, PiperVoice
    except ImportError as error:
        raise PiperMissingError from error
    try:
        voice = PiperVoice.load(path, settings)
    except json.JSONDecodeError as error:
        raise EngineFileError(NAME, settings, f"not JSON: {error}") from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise EngineFileError(NAME, settings, f"no settings of a piper voice: {error!r}") from error
    except _failures() as error:
        raise EngineFileError(NAME, path, f"no model that can be loaded: {error}") from error
    if not {given.name for given in voice.session.get_inputs()} >= _INPUTS:
        raise EngineFileError(NAME, path, "a model, but not of a piper voice")
    if voice.config.phoneme_type not in (PhonemeType.ESPEAK, PhonemeType.TEXT):
        # Others fetch dictionaries from the network when they speak first.
        raise EngineFileError(NAME, settings, f"phonemes by {voice.config.phoneme_type.value}")
    return voice


def _failures() -> tuple[type[Exception], ...]:
    """Return the errors of onnxruntime: they have no common root below Exception."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    own = [one for one in vars(state).values() if isinstance(one, type)]
    return (*(one for one in own if issubclass(one, Exception)), RuntimeError, ValueError, OSError)
