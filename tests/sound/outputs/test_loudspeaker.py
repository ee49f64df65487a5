"""The sound card's output on a real sound server: what a listener would hear is recorded.

Left out where there is no server; see .ci/pulseaudio.sh for how to start one.
"""

from __future__ import annotations

import os
from datetime import timedelta

import numpy as np
import pytest

from broadcaster.sound.outputs.soundcard import has_soundcard
from tests.contracts.output_contract import OutputContract, RealClock, Rig, melody
from tests.sound.outputs.monitor import Monitor

SOCKET = os.environ.get("BROADCASTER_TEST_PULSE", "")

pytestmark = [
    pytest.mark.pulseaudio,
    pytest.mark.skipif(
        not SOCKET,
        reason="no loudspeaker was recorded: BROADCASTER_TEST_PULSE names no PulseAudio socket "
        "(.ci/pulseaudio.sh starts one)",
    ),
]
WITHIN = timedelta(milliseconds=250)


@pytest.fixture(autouse=True)
def server(monkeypatch):
    monkeypatch.setenv("PULSE_SERVER", f"unix:{SOCKET}")


def rig_of(tmp_path, via):
    # The null sink asks for nothing in the first two seconds after it is woken.
    return Rig(
        f"soundcard://?via={via}&buffer=0.5",
        tmp_path,
        RealClock(),
        exact_ms=250,
        lag_ms=800,
        settle_ms=2_500,
    )


class TestPortAudio(OutputContract):
    @pytest.fixture
    def rig(self, tmp_path):
        return rig_of(tmp_path, "portaudio")


class TestMiniaudio(OutputContract):
    @pytest.fixture
    def rig(self, tmp_path):
        return rig_of(tmp_path, "miniaudio")


@pytest.fixture(params=["portaudio", "miniaudio"])
def rig(request, tmp_path):
    return rig_of(tmp_path, request.param)


def listen(rig, play):
    """Open the output, let `play` use it, and return what was heard all the while."""
    monitor = Monitor()
    output = rig.open()
    try:
        play(output)
    finally:
        output.close()
        heard = monitor.stop()
    return heard


def test_every_sample_is_heard_at_its_instant_and_the_log_agrees(rig):
    sounds = [melody(300, seed) for seed in range(4)]
    cues = []

    def play(output):
        for sound in sounds:
            at = rig.soon(1_200)
            playing = output.start(sound, at)
            rig.run(output, 2_200)
            cues.append((sound, at, rig.progress(playing)))

    heard = listen(rig, play)
    assert np.array_equal(heard.left, heard.right)
    for sound, at, progress in cues:
        frame = heard.find(sound.pcm)
        assert frame is not None, "the samples heard are not those sent"
        onset = heard.instant(frame)
        assert abs(onset - at.timestamp()) < WITHIN.total_seconds()
        assert abs(onset - progress.started_at.timestamp()) < WITHIN.total_seconds()
        assert progress.finished


def test_nothing_but_what_was_asked_for_is_heard(rig):
    sound = melody(300)

    def play(output):
        output.start(sound, rig.soon(700), skip_ms=100)
        rig.run(output, 2_000)

    heard = listen(rig, play)
    frame = heard.find(sound.slice(100).pcm)
    assert frame is not None
    assert not heard.left[:frame].any()
    assert not heard.left[frame + 200 * 44_100 // 1000 :].any()


def test_a_sound_that_takes_over_is_heard_whole(rig):
    long, urgent = melody(20_000), melody(400, seed=2)

    def play(output):
        output.start(long, rig.soon(600))
        output.start(urgent, rig.soon(1_600))
        rig.run(output, 3_000)

    heard = listen(rig, play)
    frame = heard.find(urgent.pcm)
    assert frame is not None
    assert heard.find(long.slice(0, 500).pcm) is not None
    assert not heard.left[frame + urgent.frames :].any()


def test_the_server_is_a_sound_card():
    assert has_soundcard()
