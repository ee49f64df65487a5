"""Every failure of an engine has its own Vietnamese sentence, with its facts in place."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

from broadcaster.sentences import vietnamese
from broadcaster.sentences.sound_engines import TABLE
from broadcaster.sound import engines
from broadcaster.sound.engines.answers import BrokenAnswerError
from broadcaster.sound.engines.files import EngineFileError
from broadcaster.sound.engines.line import UntrustedServerError
from broadcaster.sound.engines.piper_model import PiperMissingError
from broadcaster.sound.speech import SpeechError


def test_every_speech_error_of_an_engine_has_a_sentence() -> None:
    rooms = [
        importlib.import_module(f"{engines.__name__}.{module.name}")
        for module in pkgutil.iter_modules(engines.__path__)
    ]
    errors = {
        kind
        for room in rooms
        for _, kind in inspect.getmembers(room, inspect.isclass)
        if issubclass(kind, SpeechError) and kind.__module__ == room.__name__
    }
    assert errors == TABLE.keys()


@pytest.mark.parametrize(
    ("error", "fact"),
    [
        (BrokenAnswerError("gtts", "cut"), "gtts"),
        (UntrustedServerError("gtts", "no"), "đồng hồ"),
        (EngineFileError("piper", Path("voices/giọng.onnx"), "no such file"), "giọng.onnx"),
        (PiperMissingError(), "pip install broadcaster[piper]"),
    ],
    ids=lambda case: type(case).__name__,
)
def test_the_sentence_carries_the_fact(error: Exception, fact: str) -> None:
    assert fact in vietnamese(error)
    assert "{" not in vietnamese(error)
