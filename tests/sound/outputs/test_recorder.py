"""The recorder keeps exactly what was sent, through crashes, full disks and clocks that jump."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound.output import open_output
from broadcaster.sound.outputs.line import Line
from broadcaster.sound.sound import Sound
from tests.contracts.output_contract import RATE, HandClock, OutputContract, Rig, melody

FIVE = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
"""05:00 on 21 November in Vietnam."""


class TestRecorder(OutputContract):
    @pytest.fixture
    def rig(self, tmp_path):
        return Rig("file://recordings", tmp_path, HandClock())


@pytest.fixture
def clock():
    return HandClock(FIVE)


def play(output, clock, sound, label="", ms=None):
    playing = output.start(sound, clock.now(), label=label)
    clock.wait(sound.length_ms if ms is None else ms)
    output.pump(clock.now())
    return playing


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def frames_of(path):
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), "<i2")


def test_the_file_holds_every_sample_sent_and_is_named_by_local_time(tmp_path, clock):
    output = open_output("loa", "file:recordings", tmp_path, clock.now)
    sound = melody(2_345)
    play(output, clock, sound, "Thời sự sáng: xã Tân Phú / 21-11?")
    path = tmp_path / "recordings/2026-11-21/050000-Thời-sự-sáng-xã-Tân-Phú-21-11.wav"
    assert names(tmp_path) == [str(path.relative_to(tmp_path))]
    assert frames_of(path)[0] == RATE
    assert Sound.read(path) == sound


def test_while_it_grows_it_is_a_part_and_holds_what_is_due(tmp_path, clock):
    output = open_output("loa", "file:recordings", tmp_path, clock.now)
    sound = melody(2_000)
    playing = play(output, clock, sound, "a", ms=500)
    (name,) = names(tmp_path)
    assert name.endswith("050000-a.wav.part")
    assert (tmp_path / name).stat().st_size == 44 + 500 * RATE // 1000 * 2
    playing.stop(clock.now())
    (name,) = names(tmp_path)
    assert Sound.read(tmp_path / name) == sound.slice(0, 500)


def test_what_is_skipped_is_not_recorded(tmp_path, clock):
    output = open_output("loa", "file:recordings", tmp_path, clock.now)
    sound = melody(900)
    output.start(sound, clock.now(), skip_ms=400)
    clock.wait(500)
    output.pump(clock.now())
    (name,) = names(tmp_path)
    assert Sound.read(tmp_path / name) == sound.slice(400)


def test_a_sound_that_takes_over_leaves_two_whole_files(tmp_path, clock):
    output = open_output("loa", "file:recordings", tmp_path, clock.now)
    ordinary, urgent = melody(3_000), melody(1_000, seed=2)
    output.start(ordinary, clock.now(), label="tin")
    output.start(urgent, clock.now() + timedelta(seconds=1), label="khẩn")
    clock.wait(2_500)
    output.pump(clock.now())
    day = tmp_path / "recordings/2026-11-21"
    assert Sound.read(day / "050000-tin.wav") == ordinary.slice(0, 1_000)
    assert Sound.read(day / "050001-khẩn.wav") == urgent


def test_two_recorders_of_one_folder_do_not_touch_each_others_files(tmp_path, clock):
    sounds = [melody(1_000, seed) for seed in (1, 2, 3)]
    outputs = []
    for sound in sounds:
        outputs.append(open_output("loa", "file:recordings", tmp_path, clock.now))
        outputs[-1].start(sound, clock.now(), label="tin")
        outputs[-1].pump(clock.now())
    clock.wait(1_000)
    for output in outputs:
        output.pump(clock.now())
    day = tmp_path / "recordings/2026-11-21"
    kept = [Sound.read(day / f"050000-tin{end}.wav") for end in ("", "-2", "-3")]
    assert kept == sounds


@pytest.mark.parametrize(
    "label", ["CON", "a\x00b", "..", "../../etc/passwd", "", "x" * 500, "é:*?"]
)
def test_no_label_leads_out_of_the_folder_or_off_windows(tmp_path, clock, label):
    output = open_output("loa", "file:recordings", tmp_path, clock.now)
    play(output, clock, melody(50), label)
    (name,) = names(tmp_path)
    folder, day, file = Path(name).parts
    assert (folder, day) == ("recordings", "2026-11-21")
    assert file.startswith("050000-")
    assert len(file) < 100
    assert not set(file) & set('<>:"/\\|?*\x00')


class _Kept:
    def __init__(self):
        self.pieces = []

    def put(self, pcm):
        self.pieces.append(pcm.copy())

    def end(self):
        pass


@given(
    st.lists(st.integers(-90_000_000, 4_000_000), max_size=30),
    st.sampled_from([8_000, 22_050, 44_100]),
)
def test_whatever_the_clock_does_no_sample_is_lost_or_doubled(steps, rate):
    kept = _Kept()
    clock = HandClock(FIVE)
    line = Line(clock.now, lambda label, rate, at: kept)
    sound = Sound.from_pcm(np.arange(2 * rate, dtype=np.int16), rate)
    playing = line.start(sound, FIVE, 0, "")
    reported = [0]
    for step in steps:
        clock.at += timedelta(microseconds=step)
        reported.append(playing.progress(clock.now()).sent_ms)
        sent = np.concatenate([*kept.pieces, np.zeros(0, np.int16)])
        assert np.array_equal(sent, sound.pcm[: len(sent)])
        assert reported[-1] == round(len(sent) * 1000 / rate)
    assert reported == sorted(reported)
    line.turn(max(clock.now(), FIVE))
    line.turn(max(clock.now(), FIVE) + timedelta(seconds=3))
    assert np.array_equal(np.concatenate(kept.pieces), sound.pcm)
    assert playing.progress(clock.now()).finished


def test_a_clock_set_back_an_hour_holds_the_sound_up_for_one_turn_only(tmp_path, clock):
    output = open_output("loa", "file:recordings", tmp_path, clock.now)
    playing = play(output, clock, melody(3_000), ms=1_000)
    clock.wait(-3_600_000)
    assert playing.progress(clock.now()).sent_ms == 1_000
    clock.wait(500)
    assert playing.progress(clock.now()).sent_ms == 1_500


RECORD_UNTIL_KILLED = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
import numpy as np
from broadcaster.sound.output import open_output
from broadcaster.sound.sound import Sound
now = lambda: datetime.now(UTC)
output = open_output("loa", "file:recordings", Path(sys.argv[1]), now)
playing = output.start(Sound.from_pcm(np.arange(44100 * 60).astype(np.int16)), now(), label="tin")
while True:
    time.sleep(0.02)
    output.pump(now())
    print(playing.progress(now()).sent_ms, flush=True)
"""


def test_killed_in_mid_recording_what_was_sent_is_playable_afterwards(tmp_path, clock):
    child = subprocess.Popen(
        [sys.executable, "-c", RECORD_UNTIL_KILLED, str(tmp_path)], stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    told = 0
    while told < 400:
        told = int(child.stdout.readline())
    open_output("loa", "file:recordings", tmp_path, clock.now)
    (name,) = names(tmp_path)
    assert name.endswith(".wav.part"), "a recording still being made was sealed by another program"
    child.kill()
    told = max([told, *map(int, child.stdout.read().split())])
    child.wait()

    open_output("loa", "file:recordings", tmp_path, clock.now)
    (name,) = names(tmp_path)
    assert name.endswith("-tin-cut.wav")
    rate, found = frames_of(tmp_path / name)
    assert rate == RATE
    assert len(found) >= (told - 1) * RATE // 1000
    assert np.array_equal(found, np.arange(len(found)).astype(np.int16))


def test_half_a_sample_left_by_a_power_cut_is_dropped_and_an_empty_part_removed(tmp_path, clock):
    output = open_output("loa", "file:recordings", tmp_path, clock.now)
    sound = melody(1_000)
    play(output, clock, sound, "a", ms=300)
    (name,) = names(tmp_path)
    left = (tmp_path / name).read_bytes()
    output.close()
    day = tmp_path / "recordings/2026-11-20"
    day.mkdir()
    (day / "190000-b.wav.part").write_bytes(left[:-1])
    (day / "190001-c.wav.part").write_bytes(left[:44])
    (day / "190002-d.wav.part").write_bytes(b"")
    (day / "190003-e.wav.part").write_bytes(bytes(100))
    again = open_output("loa", "file:recordings", tmp_path, clock.now)
    left_in_day = sorted(path.name for path in day.iterdir())
    assert left_in_day == ["190000-b-cut.wav", "190003-e.wav.part"]
    kept = Sound.read(day / "190000-b-cut.wav")
    assert kept == Sound.from_pcm(sound.pcm[: kept.frames], RATE)
    assert kept.frames == 300 * RATE // 1000 - 1
    assert "190003-e.wav.part" in again.health(clock.now()).text


RECORD_ONTO_A_SMALL_DISK = """
import json, resource, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from broadcaster.sound.output import open_output
from broadcaster.sound.sound import Sound
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
clock = [datetime(2026, 11, 20, 22, 0, tzinfo=UTC)]
output = open_output("loa", "file:recordings", Path(sys.argv[1]), lambda: clock[0])
playing = output.start(Sound.silence(10_000), clock[0], label="tin")
for _ in range(30):
    clock[0] += timedelta(milliseconds=100)
    output.pump(clock[0])
progress = playing.progress(clock[0])
print(json.dumps([progress.failed, progress.finished, progress.sent_ms]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes to set")
def test_a_disk_that_takes_no_more_fails_the_sound_and_not_the_pump(tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", RECORD_ONTO_A_SMALL_DISK, str(tmp_path)],
        stdout=subprocess.PIPE,
        check=True,
    )
    failed, finished, sent_ms = json.loads(told.stdout)
    assert failed == os.strerror(27)
    assert not finished
    assert sent_ms == 1_100
    (name,) = names(tmp_path)
    assert name.endswith("050000-tin.wav")
    assert len(frames_of(tmp_path / name)[1]) == (100_000 - 44) // 2


def test_a_folder_that_vanished_fails_the_sound_and_not_the_pump(tmp_path, clock):
    output = open_output("loa", "file:recordings", tmp_path, clock.now)
    (tmp_path / "recordings").rmdir()
    (tmp_path / "recordings").write_text("a file where the folder was")
    playing = play(output, clock, melody(100))
    progress = playing.progress(clock.now())
    assert progress.failed
    assert progress.started_at is None
    assert not progress.finished
