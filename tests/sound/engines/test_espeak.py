"""Embedded speech: real samples from the real library."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import espeakng_loader
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.sound.engines.edges import audible_span
from broadcaster.sound.engines.espeak import Espeak, english_sounds
from broadcaster.sound.engines.unmarked import marked
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import (
    EngineUnavailableError,
    RefusedTextError,
    SpeechEngine,
    Voice,
    open_engine,
)
from tests.contracts.engine_contract import SENTENCE, EngineContract
from tests.sound.making import band_db

ELSEWHERE = """
import hashlib
from broadcaster.sound.speech import Voice, open_engine
engine = open_engine("espeak://vi")
engine.speak("một câu nói trước", Voice("south", 200, 80))
print(hashlib.sha256(engine.speak({text!r}, Voice()).wav()).hexdigest())
"""


def longest_silence_ms(sound: Sound) -> float:
    """Return the longest time in which nothing is heard, edges left out."""
    span = audible_span(sound)
    assert span is not None
    loud = np.abs(sound.pcm[span[0] : span[1]].astype(int)) > np.abs(sound.pcm).max() * 0.005
    gaps = np.diff(np.flatnonzero(loud))
    return float(gaps.max()) * 1000 / sound.rate


class TestEspeak(EngineContract):
    @pytest.fixture
    def engine(self) -> SpeechEngine:
        return open_engine("espeak://vi")

    def test_the_version_of_the_library_is_part_of_its_identity(self, engine: Espeak) -> None:
        assert engine.version[0].isdigit()
        assert engine.version in engine.identity

    def test_speech_has_its_power_where_voices_have_it(self, engine: SpeechEngine) -> None:
        sound = engine.speak(SENTENCE, Voice())
        assert band_db(sound, 80, 4000) > band_db(sound, 4000, 11_025) + 6

    def test_another_process_makes_the_same_bytes(self, engine: SpeechEngine) -> None:
        here = hashlib.sha256(engine.speak(SENTENCE, Voice()).wav()).hexdigest()
        code = ELSEWHERE.format(text=SENTENCE)
        there = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert there.stdout.decode().strip() == here

    def test_regions_differ(self, engine: SpeechEngine) -> None:
        spoken = {engine.speak(SENTENCE, Voice(name)) for name in ("north", "central", "south")}
        assert len(spoken) == 3

    def test_faster_is_shorter_and_pitch_changes_the_sound(self, engine: SpeechEngine) -> None:
        usual = engine.speak(SENTENCE, Voice())
        assert engine.speak(SENTENCE, Voice(speed_wpm=220)).length_ms < usual.length_ms * 0.85
        assert engine.speak(SENTENCE, Voice(pitch=80)) != usual

    def test_a_very_long_text_without_punctuation_is_spoken_whole(
        self, engine: SpeechEngine
    ) -> None:
        few = engine.speak("bà con " * 50, Voice()).length_ms
        many = engine.speak("bà con " * 1000, Voice()).length_ms
        assert many == pytest.approx(20 * few, rel=0.15)

    @pytest.mark.parametrize("text", ["<break time='9s'/> chào", "[[tS]] chào", "&lt; chào"])
    def test_markup_is_not_obeyed(self, engine: SpeechEngine, text: str) -> None:
        assert 250 < engine.speak(text, Voice()).length_ms < 6000

    @pytest.mark.parametrize(
        "text", ["chào\0bạn", "chào \ud800 bạn", "chào\u200b bạn", "日本", "😀"]
    )
    def test_strange_letters_do_no_harm(self, engine: SpeechEngine, text: str) -> None:
        assert engine.speak(text, Voice()).length_ms > 200

    @pytest.mark.parametrize(
        ("bare", "meant"), [("xa tan lap", "xa tan láp"), ("Tuyen Quang", "Tuyên Quang"),
                            ("viet nam", "viết nam"), ("dich vu cong", "dích vu cong")]
    )  # fmt: skip
    def test_syllables_typed_without_marks_are_not_spoken_in_english(
        self, engine: SpeechEngine, bare: str, meant: str
    ) -> None:
        assert engine.speak(bare, Voice()) == engine.speak(meant, Voice())

    def test_foreign_words_stay_foreign(self, engine: SpeechEngine) -> None:
        assert marked("Facebook, website, covid, app, ba con") == (
            "Facebook, website, covid, app, ba con"
        )

    @pytest.mark.parametrize(
        ("mark", "pause_ms"), [(",", 220), (";", 380), (":", 380), (".", 600), ("?", 600)]
    )
    @pytest.mark.parametrize("speed_wpm", [110, 150, 200])
    def test_pauses_at_marks_are_those_of_a_reader_at_that_speed(
        self, engine: SpeechEngine, mark: str, pause_ms: int, speed_wpm: int
    ) -> None:
        sound = engine.speak(f"bà con nhân dân{mark} ai ai cũng vui", Voice(speed_wpm=speed_wpm))
        assert longest_silence_ms(sound) == pytest.approx(pause_ms * 150 / speed_wpm, abs=12)

    def test_the_one_syllable_the_library_takes_for_english_is_vietnamese(
        self, engine: SpeechEngine
    ) -> None:
        meant = engine.speak("trong leo", Voice()).length_ms
        assert engine.speak("trong veo", Voice()).length_ms == pytest.approx(meant, abs=50)

    def test_foreign_names_are_spoken_with_vietnamese_sounds(self, engine: SpeechEngine) -> None:
        said = engine.speak("Bà con dùng phây búc, da lô.", Voice())
        assert engine.speak("Bà con dùng Facebook, Zalo.", Voice()) == said

    def test_foreign_names_are_heard_as_the_same_ones_whatever_was_said_before(
        self, engine: SpeechEngine
    ) -> None:
        english_sounds.cache_clear()
        fresh = engine.speak("Máy Samsung chạy Microsoft.", Voice())
        assert engine.speak("Máy Samsung chạy Microsoft.", Voice()) == fresh

    @settings(max_examples=120, deadline=None)
    @given(text=st.text(max_size=40) | st.text("aáđ b,.0A(-?<&[", max_size=40))
    def test_any_text_is_spoken_or_refused_and_letters_are_never_passed_over(
        self, text: str
    ) -> None:
        engine = open_engine("espeak://vi")
        try:
            sound = engine.speak(text, Voice())
        except RefusedTextError:
            heard = [c for c in text if "a" <= c.lower() <= "z" or "0" <= c <= "9" or c == "á"]
            assert heard == []
        else:
            assert sound.length_ms > 100
            assert engine.speak(text, Voice()) == sound

    def test_a_nul_does_not_end_the_text(self, engine: SpeechEngine) -> None:
        assert engine.speak("chào\0bà con", Voice()) == engine.speak("chào bà con", Voice())


def test_other_languages_are_refused() -> None:
    with pytest.raises(EngineUnavailableError, match="xx"):
        open_engine("espeak://xx")


def test_a_missing_library_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeakng_loader, "get_library_path", lambda: "/nowhere/libespeak-ng.so")
    with pytest.raises(EngineUnavailableError, match="cannot be loaded"):
        open_engine("espeak://vi")


def test_missing_voices_are_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeakng_loader, "get_data_path", lambda: "/nowhere/espeak-ng-data")
    with pytest.raises(EngineUnavailableError):
        open_engine("espeak://vi")
