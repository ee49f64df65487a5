"""Voices of one's own through piper: neural models in files, without a network.

Knows how to drive piper-tts, which brings its own espeak-ng for the phonemes and comes with
`pip install broadcaster[piper]`. The files of a voice (`lan.onnx`, `lan.onnx.json`) are the
station's; nothing is ever downloaded.

    piper:voices/lan.onnx            one voice, beside station.toml
    piper:voices                     a folder of voices, each called by the name of its file
    piper:///srv/voices/lan.onnx     anywhere

These models draw random numbers for timbre and timing, anew for each sentence, and onnxruntime
cannot set them back. So both noises are off: the same text always gives the same bytes, and a
rebuilt programme is the one that was approved. What is lost is some liveliness: the model speaks
its average, evenly timed, a little flatter than in its demonstrations.
"""

from __future__ import annotations

import hashlib
import re
import threading
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from broadcaster.sound.engines.edges import QUIET_MS, quiet_edges
from broadcaster.sound.engines.espeak import english_sounds
from broadcaster.sound.engines.files import EngineFileError, Prints, path_in
from broadcaster.sound.engines.foreign import respelled
from broadcaster.sound.engines.piper_model import NAME, failures, load, settings_of
from broadcaster.sound.engines.unmarked import marked
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import (
    VOICE_NAMES,
    EngineUnavailableError,
    RefusedTextError,
    SpeechError,
    Voice,
    tidy,
)

if TYPE_CHECKING:
    from piper import PiperVoice

_USUAL_WPM = 150
_VOLUME = 0.7
_SENTENCE_MS = 300
_BRACKETS = re.compile(r"[\[\]]")


@dataclass(slots=True)
class Piper:
    """The engine for the model, or the folder of models, at `path`.

    A model is loaded when it speaks first, and again when its file has changed. A voice's `name`
    chooses the model whose file is called so, or the speaker of that name in a model of several;
    any other name is spoken by the first. Regions and pitch are the model's own, and 150 words a
    minute stand for its usual pace.
    """

    path: Path
    _prints: Prints = field(default_factory=Prints, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _loaded: dict[Path, tuple[str, Any]] = field(default_factory=dict, repr=False)

    @property
    def name(self) -> str:
        """The engine's short name."""
        return NAME

    @property
    def identity(self) -> str:
        """The package's version, the bytes of models and settings, and how they are driven."""
        facts = hashlib.sha256()
        try:
            for path in self._models():
                facts.update(f"{path.stem}\0{self._print(path)}\0".encode())
            made_of = facts.hexdigest()[:32]
            return f"{NAME} {_package()} {made_of} even respelled volume {_VOLUME}"
        except (PackageNotFoundError, OSError, EngineFileError):
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
        model = self._model_for(voice)
        rate = int(model.config.sample_rate)
        row: list[Sound] = []
        for samples in _synthesised(model, said, voice):
            sound = quiet_edges(Sound.from_float(samples, rate))
            if sound is not None:
                row += [sound, Sound.silence(_SENTENCE_MS - 2 * QUIET_MS, rate)]
        if not row:
            raise RefusedTextError(NAME, text, "nothing audible came of it")
        return Sound.joined(row[:-1], rate)

    def health(self) -> str:
        """Load every model and tell what it is. Raises PiperMissingError, EngineFileError."""
        told = [_told(path, self._loaded_from(path)) for path in self._models()]
        return f"piper {_package()}: {'; '.join(told)}"

    def _models(self) -> list[Path]:
        """Return where the models lie. Raises EngineFileError."""
        if not self.path.is_dir():
            return [self.path]
        found = sorted(path for path in self.path.glob("*.onnx") if path.name[0] != ".")
        if not found:
            raise EngineFileError(NAME, self.path, "no voice in this folder")
        return found

    def _model_for(self, voice: Voice) -> PiperVoice:
        """Return the model that knows the speaker, else the first."""
        paths = self._models()
        for path in paths:
            if tidy(path.stem) == voice.name:
                return self._loaded_from(path)
        for path in paths if voice.name not in VOICE_NAMES else ():
            model = self._loaded_from(path)
            if voice.name in model.config.speaker_id_map:
                return model
        return self._loaded_from(paths[0])

    def _loaded_from(self, path: Path) -> PiperVoice:
        """Return a model, loaded if it was not yet or has changed since."""
        with self._lock:
            try:
                current = self._print(path)
            except OSError:
                current = ""
            known, model = self._loaded.get(path, ("", None))
            if not current or known != current:
                self._loaded.pop(path, None)
                model = load(path)
                self._loaded[path] = (current, model)
            voice: PiperVoice = model
            return voice

    def _print(self, path: Path) -> str:
        """Return what a model with its settings is known by. Raises OSError."""
        return f"{self._prints.of(path)}{self._prints.of(settings_of(path))}"


def open_engine(url: str) -> Piper:
    """Open `piper:PATH`; the files are looked at when they are wanted.

    So a voice that is away for a day silences no station: others in line speak. Raises
    EngineUnavailableError for an address without a path.
    """
    path = path_in(url)
    if path == Path():
        raise EngineUnavailableError(NAME, "the address names no file: piper:voices/vi.onnx")
    return Piper(path)


@cache
def _package() -> str:
    """Return the version of piper-tts; looking it up costs more than a short sentence."""
    return version("piper-tts")


def _synthesised(
    model: PiperVoice, said: str, voice: Voice
) -> list[np.ndarray[tuple[int], np.dtype[np.float32]]]:
    """Return the samples of each sentence, every one brought to the same peak."""
    from piper import SynthesisConfig

    if model.config.espeak_voice.startswith("vi"):
        # A model that learned Vietnamese never heard the sounds espeak-ng gives foreign words.
        said = marked(respelled(said, english_sounds))
    asked = SynthesisConfig(
        speaker_id=model.config.speaker_id_map.get(voice.name),
        length_scale=model.config.length_scale * _USUAL_WPM / voice.speed_wpm,
        noise_scale=0.0,
        noise_w_scale=0.0,
        volume=_VOLUME,
    )
    try:
        found = [np.atleast_1d(chunk.audio_float_array) for chunk in model.synthesize(said, asked)]
    except failures() as error:
        raise SpeechError(NAME, f"the model failed: {error}") from error
    if not all(np.isfinite(samples).all() for samples in found):
        raise SpeechError(NAME, "the model answered with numbers that are no sound")
    return found


def _told(path: Path, model: PiperVoice) -> str:
    speakers = sorted(model.config.speaker_id_map)
    several = f", {len(speakers)} người đọc: {', '.join(speakers[:5])}" if speakers else ""
    return f"{path.name}, tiếng {model.config.espeak_voice}, {model.config.sample_rate} Hz{several}"
