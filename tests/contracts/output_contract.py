"""What every output must do, whatever is behind it: a clock, a disk or a loudspeaker."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import numpy as np
import pytest

from broadcaster.sound.output import Output, Playing, Progress, open_output
from broadcaster.sound.sound import Sound

RATE = 44_100


class Clock(Protocol):
    """A clock a test can wait on."""

    def now(self) -> datetime: ...

    def wait(self, ms: int) -> None: ...


class HandClock:
    """A clock that moves only when it is told to."""

    def __init__(self, at: datetime | None = None) -> None:
        self.at = at or datetime(2026, 11, 20, 22, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def wait(self, ms: int) -> None:
        self.at += timedelta(milliseconds=ms)


class RealClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def wait(self, ms: int) -> None:
        time.sleep(ms / 1000)


@dataclass(frozen=True)
class Rig:
    """An output to try, and how exact it can be.

    `exact_ms` is how far from its instant a sound may begin, `lag_ms` how much later than asked
    it may begin or stop when that is wanted at once.
    """

    url: str
    folder: Path
    clock: Clock
    exact_ms: int = 0
    lag_ms: int = 0
    settle_ms: int = 0

    def open(self) -> Output:
        output = open_output("loa", self.url, self.folder, self.clock.now)
        self.run(output, self.settle_ms)
        return output

    def run(self, output: Output, ms: int) -> None:
        """Let time pass as playout does: pumping all the while."""
        until = self.clock.now() + timedelta(milliseconds=ms)
        while (left := until - self.clock.now()) > timedelta(0):
            self.clock.wait(max(1, min(100, left // timedelta(milliseconds=1))))
            output.pump(self.clock.now())

    def soon(self, ms: int) -> datetime:
        return self.clock.now() + timedelta(milliseconds=ms)

    def progress(self, playing: Playing) -> Progress:
        return playing.progress(self.clock.now())


def melody(ms: int, seed: int = 1) -> Sound:
    """Return `ms` of noise whose every piece is unlike any other, never silent."""
    noise = np.random.default_rng(seed).integers(1_000, 8_000, ms * RATE // 1000)
    sign = np.where(np.arange(len(noise)) % 40 < 20, 1, -1)
    return Sound.from_pcm((noise * sign).astype(np.int16), RATE)


class OutputContract:
    """Inherit and give a fixture `rig`."""

    @pytest.fixture
    def output(self, rig: Rig):
        output = rig.open()
        yield output
        output.close()

    def test_it_waits_for_the_instant_and_then_says_when_it_began(self, rig, output):
        at = rig.soon(900)
        playing = output.start(melody(400), at, label="thời sự")
        assert rig.progress(playing) == Progress(None, 0, finished=False)
        rig.run(output, 900 - rig.exact_ms - 200)
        assert rig.progress(playing) == Progress(None, 0, finished=False)
        rig.run(output, 200 + 2 * rig.exact_ms + 100)
        begun = rig.progress(playing).started_at
        assert begun is not None
        assert abs(begun - at) <= timedelta(milliseconds=rig.exact_ms)

    def test_a_sound_that_is_through_is_finished_and_wholly_sent(self, rig, output):
        playing = output.start(melody(300), rig.soon(600))
        rig.run(output, 900 + 2 * rig.exact_ms + 100)
        progress = rig.progress(playing)
        assert (progress.sent_ms, progress.finished, progress.failed) == (300, True, None)

    def test_what_was_sent_grows_and_never_exceeds_the_time_passed(self, rig, output):
        at = rig.soon(600)
        playing = output.start(melody(800), at)
        seen = []
        for _ in range(16):
            rig.run(output, 100)
            passed = (rig.clock.now() - at) / timedelta(milliseconds=1)
            sent = rig.progress(playing).sent_ms
            assert sent <= max(0, passed) + rig.exact_ms
            seen.append(sent)
        assert seen == sorted(seen)
        assert 0 in seen
        assert len(set(seen)) >= 5

    def test_a_late_sound_begins_at_once(self, rig, output):
        asked = rig.clock.now()
        playing = output.start(melody(300), asked - timedelta(seconds=20))
        rig.run(output, 350 + rig.lag_ms)
        progress = rig.progress(playing)
        assert progress.started_at is not None
        late = progress.started_at - asked
        bound = rig.exact_ms + rig.lag_ms
        assert timedelta(0) <= late + timedelta(milliseconds=rig.exact_ms)
        assert late <= timedelta(milliseconds=bound)
        assert progress.finished

    def test_skipping_leaves_out_the_beginning(self, rig, output):
        playing = output.start(melody(500), rig.soon(600), skip_ms=300)
        rig.run(output, 800 + 2 * rig.exact_ms + 100)
        progress = rig.progress(playing)
        assert (progress.sent_ms, progress.finished) == (200, True)

    def test_skipping_all_of_it_is_finished_at_its_instant(self, rig, output):
        playing = output.start(melody(200), rig.soon(600), skip_ms=900)
        assert not rig.progress(playing).finished
        rig.run(output, 600 + 2 * rig.exact_ms + 100)
        progress = rig.progress(playing)
        assert (progress.sent_ms, progress.finished) == (0, True)

    def test_stopping_ends_it_unfinished_and_unfailed_and_only_once(self, rig, output):
        playing = output.start(melody(60_000), rig.soon(600))
        rig.run(output, 1_200 + rig.exact_ms)
        playing.stop(rig.clock.now())
        rig.run(output, rig.lag_ms + 200)
        stopped = rig.progress(playing)
        assert 300 <= stopped.sent_ms <= 900 + rig.exact_ms + rig.lag_ms
        assert (stopped.finished, stopped.failed) == (False, None)
        playing.stop(rig.clock.now())
        rig.run(output, 500)
        assert rig.progress(playing) == stopped

    def test_stopped_before_its_instant_it_never_begins(self, rig, output):
        playing = output.start(melody(300), rig.soon(800))
        playing.stop(rig.clock.now())
        rig.run(output, 1_300 + rig.lag_ms)
        assert rig.progress(playing) == Progress(None, 0, finished=False)

    def test_stopping_what_has_ended_changes_nothing(self, rig, output):
        playing = output.start(melody(200), rig.soon(600))
        rig.run(output, 900 + 2 * rig.exact_ms)
        playing.stop(rig.clock.now())
        assert rig.progress(playing).finished

    def test_a_sound_that_begins_ends_the_one_sounding_and_that_one_says_so(self, rig, output):
        long = output.start(melody(60_000), rig.soon(600))
        rig.run(output, 700 + rig.exact_ms)
        urgent = output.start(melody(300, seed=2), rig.soon(800))
        rig.run(output, 500)
        assert rig.progress(long).failed is None
        rig.run(output, 700 + 2 * rig.exact_ms)
        assert rig.progress(urgent).finished
        ended = rig.progress(long)
        assert "took the output over" in (ended.failed or "")
        assert not ended.finished
        assert abs(ended.sent_ms - 900) <= 2 * rig.exact_ms + 20

    def test_sounds_that_wait_do_not_disturb_each_other(self, rig, output):
        second = output.start(melody(200, seed=2), rig.soon(1_000))
        first = output.start(melody(200), rig.soon(600))
        rig.run(output, 1_300 + 2 * rig.exact_ms)
        assert rig.progress(first).finished
        assert rig.progress(second).finished
        assert rig.progress(first).started_at < rig.progress(second).started_at

    def test_it_can_play_at_any_rate(self, rig, output):
        sound = Sound.silence(300, 22_050)
        playing = output.start(sound, rig.soon(600))
        rig.run(output, 1_000 + 2 * rig.exact_ms)
        progress = rig.progress(playing)
        assert (progress.sent_ms, progress.finished) == (300, True)

    def test_health_is_one_line_for_a_technician(self, rig, output):
        health = output.health(rig.clock.now())
        assert health.ok
        assert health.text
        assert "\n" not in health.text

    def test_closing_twice_is_harmless_and_ends_what_plays(self, rig):
        output = rig.open()
        playing = output.start(melody(60_000), rig.soon(600))
        rig.run(output, 800 + rig.exact_ms)
        output.close()
        output.close()
        assert not rig.progress(playing).finished

    def test_it_keeps_its_name(self, output):
        assert output.name == "loa"
