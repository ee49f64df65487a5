"""Every failure of the sound room has its own Vietnamese sentence, with its facts in place."""

from __future__ import annotations

import inspect

import pytest

from broadcaster.sentences import UNKNOWN, vietnamese
from broadcaster.sentences.sound import TABLE
from broadcaster.sound import assembly, kit, lame, loudness, mix, sound, speech, vault
from broadcaster.sound.loudness import Loudness
from broadcaster.sound.recipes import RECIPES

ROOM = (assembly, kit, lame, loudness, mix, sound, speech, vault)

CASES = [
    (sound.UnreadableSoundError("nhạc.wav", "cut"), "nhạc.wav"),
    (loudness.TooShortError(120), "120"),
    (loudness.SilentError(), "im lặng"),
    (assembly.UnreachableError(RECIPES["horn"], Loudness(-30, -1)), "-16"),
    (assembly.PeakError(-0.4, -1.0), "-0.4"),
    (lame.BitRateError(100), "100"),
    (kit.JingleMissingError("tết", ("ident",), "audio"), "tết"),
    (kit.RecordingMissingError("chào", ()), "chào"),
    (kit.PieceChangedError("cắt"), "cắt"),
    (speech.SpeechError("gtts", "no"), "gtts"),
    (speech.NoNetworkError("gtts", "no"), "gtts"),
    (speech.TooManyRequestsError("gtts", 30), "gtts"),
    (speech.RefusedTextError("espeak", "日本", "no"), "日本"),
    (speech.EngineUnavailableError("piper", "no"), "piper"),
    (speech.VoiceError("pitch", 200, "0 to 99"), "200"),
    (speech.UnknownVoiceError("Lan", ("nam", "nữ")), "nam, nữ"),
    (speech.NobodySpeaksError(("a", "b")), "mạng"),
    (speech.SpeechLostError("gtts"), "gtts"),
]


def test_every_error_of_the_room_has_a_sentence() -> None:
    errors = {
        kind
        for module in ROOM
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Exception) and kind.__module__ == module.__name__
    }
    assert len(errors) > 20
    assert errors - TABLE.keys() == set()


@pytest.mark.parametrize(("error", "fact"), CASES, ids=lambda case: type(case).__name__)
def test_the_sentence_carries_the_fact(error: Exception, fact: str) -> None:
    sentence = vietnamese(error)
    assert fact in sentence
    assert "{" not in sentence
    assert sentence != UNKNOWN.format(error=error)
