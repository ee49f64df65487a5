"""The test voice: a tone for every word."""

from __future__ import annotations

import pytest

from broadcaster.sound.speech import SpeechEngine, Voice, open_engine
from tests.contracts.engine_contract import EngineContract


class TestTone(EngineContract):
    @pytest.fixture
    def engine(self) -> SpeechEngine:
        return open_engine("tone://")

    def test_more_letters_last_longer(self, engine: SpeechEngine) -> None:
        short = engine.speak("ba", Voice()).length_ms
        long = engine.speak("nghiêng", Voice()).length_ms
        assert long - short == pytest.approx(5 * 45, abs=2)
