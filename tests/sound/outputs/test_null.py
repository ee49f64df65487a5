"""The null output keeps every promise of an output, exactly."""

from __future__ import annotations

import pytest

from broadcaster.sound.output import UnknownPluginError, open_output
from broadcaster.sound.outputs.address import UnknownOptionError
from tests.contracts.output_contract import HandClock, OutputContract, Rig, melody


class TestNull(OutputContract):
    @pytest.fixture
    def rig(self, tmp_path):
        return Rig("null://", tmp_path, HandClock())


def test_an_hour_is_exact_to_the_millisecond(tmp_path):
    clock = HandClock()
    output = open_output("loa", "null://", tmp_path, clock.now)
    at = clock.now()
    playing = output.start(melody(10_000), at)
    for ms in (1, 332, 4_666, 5_000):
        clock.wait(ms)
        passed = round((clock.now() - at).total_seconds() * 1000)
        assert playing.progress(clock.now()).sent_ms == passed
    assert playing.progress(clock.now()).started_at == at


def test_an_option_it_does_not_have_is_refused(tmp_path):
    with pytest.raises(UnknownOptionError) as caught:
        open_output("loa", "null://?days=3", tmp_path, HandClock().now)
    assert (caught.value.output, caught.value.option) == ("loa", "days")


def test_a_scheme_nobody_answers_to_is_refused_with_those_that_exist(tmp_path):
    with pytest.raises(UnknownPluginError) as caught:
        open_output("loa", "trumpet://", tmp_path, HandClock().now)
    assert caught.value.scheme == "trumpet"
    assert "soundcard" in caught.value.choices
    assert "null" in caught.value.choices
