"""What every speech engine must do, whatever is behind it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from broadcaster.sound.engines.edges import QUIET_MS, audible_span
from broadcaster.sound.speech import VOICE_NAMES, RefusedTextError, SpeechEngine, Voice
from tests.sound.making import rms_db

SENTENCE = "Ủy ban nhân dân xã thông báo lịch tiêm phòng cho trẻ em."


class EngineContract:
    """Subclasses bring a fixture `engine`."""

    def test_it_is_an_engine_and_well(self, engine: SpeechEngine) -> None:
        assert isinstance(engine, SpeechEngine)
        assert engine.name in engine.identity
        assert engine.health()
        assert engine.at_once >= 1
        assert engine.cost.strip()
        assert isinstance(engine.synthetic, bool)

    def test_a_sentence_takes_about_as_long_as_a_reader(self, engine: SpeechEngine) -> None:
        sound = engine.speak(SENTENCE, Voice())
        syllables = len(SENTENCE.split())
        assert 120 * syllables < sound.length_ms < 600 * syllables

    def test_speech_is_audible_and_not_clipped(self, engine: SpeechEngine) -> None:
        sound = engine.speak(SENTENCE, Voice())
        assert -30 < rms_db(sound) < -6
        assert np.abs(sound.pcm.astype(int)).max() < 32_700

    def test_every_piece_has_the_same_quiet_at_its_edges(self, engine: SpeechEngine) -> None:
        sound = engine.speak(SENTENCE, Voice())
        span = audible_span(sound)
        assert span is not None
        before, after = span[0], sound.frames - span[1]
        for quiet in (before, after):
            assert QUIET_MS - 6 <= quiet * 1000 / sound.rate <= QUIET_MS + 25

    def test_the_same_words_give_the_same_bytes(self, engine: SpeechEngine) -> None:
        first = engine.speak(SENTENCE, Voice())
        engine.speak("Một câu khác hẳn.", Voice("south", 180, 70))
        assert engine.speak(SENTENCE, Voice()) == first

    def test_other_words_give_other_sounds(self, engine: SpeechEngine) -> None:
        assert engine.speak("một hai ba", Voice()) != engine.speak("bốn năm sáu bảy", Voice())

    @pytest.mark.parametrize("text", ["", "   ", "\n", "...", "\0"])
    def test_nothing_to_say_is_refused(self, engine: SpeechEngine, text: str) -> None:
        with pytest.raises(RefusedTextError) as caught:
            engine.speak(text, Voice())
        assert caught.value.engine == engine.name

    def test_every_voice_speaks(self, engine: SpeechEngine) -> None:
        for name in VOICE_NAMES:
            assert engine.speak("xin chào bà con", Voice(name)).length_ms > 300

    def test_a_speaker_it_does_not_know_speaks_all_the_same(self, engine: SpeechEngine) -> None:
        assert engine.speak("xin chào bà con", Voice("Nguyễn Thị Không Ai Biết")).length_ms > 300

    def test_threads_do_not_disturb_one_another(self, engine: SpeechEngine) -> None:
        texts = [SENTENCE, "một hai ba", "xin chào bà con", "kính mời quý vị"] * 3
        alone = [engine.speak(text, Voice()) for text in texts]
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(lambda text: engine.speak(text, Voice()), texts))
        assert together == alone
