"""A piper model from its two files, or a clear word about what is wrong with them.

Knows piper-tts and onnxruntime; knows nothing of texts and voices. Both are imported when a model
is wanted and not before: they are large, and come with the extra `piper` only.

    EngineUnavailableError
    └── PiperMissingError   piper-tts is not installed
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from broadcaster.sound.engines.files import EngineFileError
from broadcaster.sound.speech import EngineUnavailableError

if TYPE_CHECKING:
    from piper import PiperVoice

NAME = "piper"

_INPUTS = {"input", "input_lengths", "scales"}


class PiperMissingError(EngineUnavailableError):
    """The package piper-tts is not installed."""

    def __init__(self) -> None:
        """Say what to install."""
        super().__init__(NAME, "piper-tts is missing: pip install broadcaster[piper]")


def settings_of(path: Path) -> Path:
    """Return where the settings of the model at `path` lie."""
    return path.with_name(f"{path.name}.json")


def load(path: Path) -> PiperVoice:
    """Return the model at `path`. Raises PiperMissingError, EngineFileError."""
    settings = settings_of(path)
    for file in (path, settings):
        if not file.is_file():
            raise EngineFileError(NAME, file, "no such file")
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
    except failures() as error:
        raise EngineFileError(NAME, path, f"no model that can be loaded: {error}") from error
    if not {given.name for given in voice.session.get_inputs()} >= _INPUTS:
        raise EngineFileError(NAME, path, "a model, but not of a piper voice")
    if voice.config.phoneme_type not in (PhonemeType.ESPEAK, PhonemeType.TEXT):
        # Others fetch dictionaries from the network when they speak first.
        raise EngineFileError(NAME, settings, f"phonemes by {voice.config.phoneme_type.value}")
    return voice


def failures() -> tuple[type[Exception], ...]:
    """Return the errors of onnxruntime: they have no common root below Exception."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    own = [one for one in vars(state).values() if isinstance(one, type)]
    return (*(one for one in own if issubclass(one, Exception)), RuntimeError, ValueError, OSError)
