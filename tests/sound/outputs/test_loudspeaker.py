"""The sound card's output on a real sound server: what a listener would hear is recorded.

Left out where there is no server; see .ci/pulseaudio.sh for how to start one.
"""

from __future__ import annotations

import os
import signal
import subprocess
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from broadcaster.sound.output import OutputUnavailableError
from broadcaster.sound.outputs.soundcard import has_soundcard
from tests.contracts.output_contract import OutputContract, RealClock, Rig, melody
from tests.sound.outputs.monitor import Monitor

START_SERVER = Path(__file__).parents[3] / ".ci/pulseaudio.sh"
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


@pytest.fixture(autouse=True, scope="module")
def server():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PULSE_SERVER", f"unix:{SOCKET}")
        yield


def rig_of(via):
    # The null sink asks for nothing in the first two seconds after it is woken.
    return Rig(
        f"soundcard://?via={via}&buffer=0.5",
        Path(),
        RealClock(),
        exact_ms=250,
        lag_ms=800,
        settle_ms=2_500,
    )


@pytest.fixture(params=["portaudio", "miniaudio"], scope="module")
def rig(request):
    return rig_of(request.param)


class TestSoundcard(OutputContract):
    @pytest.fixture(scope="class")
    @classmethod
    def output(cls, rig):
        """Keep one stream for all of them: opening takes longer than a test."""
        output = rig.open()
        yield output
        output.close()


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


class Server:
    """A sound server of the test's own, to be killed."""

    def __init__(self, folder):
        self.folder = folder

    def start(self):
        command = [str(START_SERVER), str(self.folder)]
        subprocess.run(command, check=True, capture_output=True)

    def kill(self):
        os.kill(int((self.folder / "pid").read_text()), signal.SIGKILL)
        (self.folder / "pulse").unlink()


def test_a_sound_server_that_dies_fails_the_sound_and_its_return_is_used(
    rig, tmp_path, monkeypatch
):
    server = Server(tmp_path)
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/pulse")
    server.start()
    output = rig.open()
    try:
        playing = output.start(melody(60_000), rig.soon(600))
        rig.run(output, 1_500)
        assert rig.progress(playing).started_at is not None
        server.kill()
        rig.run(output, 3_500)
        progress = rig.progress(playing)
        assert progress.failed
        assert not progress.finished
        with pytest.raises(OutputUnavailableError):
            output.start(melody(200), rig.soon(600))
        health = output.health(rig.clock.now())
        assert not health.ok
        assert "no sound card" in health.text
        server.start()
        again = output.start(melody(200), rig.soon(3_000))
        rig.run(output, 4_500)
        assert rig.progress(again).finished
        assert output.health(rig.clock.now()).ok
    finally:
        output.close()
        server.kill()


def test_the_server_is_a_sound_card():
    assert has_soundcard()
