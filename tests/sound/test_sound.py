"""A Sound is a value: what it holds, what can be done to it, and what is no sound at all."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from broadcaster.sound.sound import RATE, Sound, SoundShapeError, UnreadableSoundError
from tests.sound.making import band_db, noise, rms_db, sine

pcm = arrays.arrays(np.int16, st.integers(0, 400))


@given(pcm)
def test_samples_come_out_as_they_went_in(samples: np.ndarray) -> None:
    sound = Sound.from_pcm(samples)
    assert np.array_equal(sound.pcm, samples)
    assert (sound.frames, sound.rate) == (len(samples), RATE)


@given(pcm, pcm)
def test_adding_is_joining(one: np.ndarray, other: np.ndarray) -> None:
    whole = Sound.from_pcm(one) + Sound.from_pcm(other)
    assert np.array_equal(whole.pcm, np.concatenate((one, other)))
    assert whole == Sound.joined((Sound.from_pcm(one), Sound.from_pcm(other)))


@given(pcm, st.integers(-20, 20), st.integers(-20, 20))
def test_a_slice_lies_within_the_sound(samples: np.ndarray, start: int, end: int) -> None:
    sound = Sound.from_pcm(samples, 1000)
    kept = sound.slice(start, end).pcm
    first = min(len(samples), max(0, start))
    assert np.array_equal(kept, samples[first : max(first, end)])


def test_a_sound_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        sine(440, 10).pcm[0] = 1


def test_equal_samples_are_equal_sounds_only_at_the_same_rate() -> None:
    samples = sine(440, 20).pcm
    assert Sound.from_pcm(samples) == Sound.from_pcm(samples.copy())
    assert hash(Sound.from_pcm(samples)) == hash(Sound.from_pcm(samples.copy()))
    assert Sound.from_pcm(samples, 22_050) != Sound.from_pcm(samples)


@pytest.mark.parametrize(
    "samples", [np.zeros((10, 2), np.int16), np.zeros(10, np.float32), np.zeros(10, np.int32)]
)
def test_only_mono_16_bit_is_a_sound(samples: np.ndarray) -> None:
    with pytest.raises(SoundShapeError):
        Sound.from_pcm(samples)


def test_resampling_keeps_pitch_length_and_level() -> None:
    tone = sine(1000, 1000, rate=22_050)
    higher = tone.resampled(RATE)
    assert higher.rate == RATE
    assert higher.length_ms == 1000
    assert rms_db(higher) == pytest.approx(rms_db(tone), abs=0.05)
    assert band_db(higher, 990, 1010) > band_db(higher, 0, 990) + 40
    assert band_db(higher, 990, 1010) > band_db(higher, 1010, 22_050) + 40


def test_resampling_down_lets_nothing_fold_back() -> None:
    assert rms_db(sine(18_000, 500).resampled(22_050).slice(50, 450)) < -70


def test_gain_is_in_decibels_and_clips_at_full_scale() -> None:
    tone = sine(440, 200)
    assert rms_db(tone.gained(-6)) == pytest.approx(rms_db(tone) - 6, abs=0.05)
    assert tone.gained(40).pcm.max() == 32767


def test_fades_begin_and_end_in_silence() -> None:
    steady = Sound.from_pcm(np.full(RATE, 10_000, np.int16)).faded(100, 200)
    level = steady.pcm
    assert level[0] == 0
    assert level[-1] == 0
    assert level[round(0.05 * RATE)] == pytest.approx(5_000, abs=10)
    assert level[round(0.9 * RATE)] == pytest.approx(5_000, abs=10)
    assert (level[round(0.1 * RATE) : round(0.8 * RATE)] == 10_000).all()


def test_a_fade_longer_than_the_sound_is_harmless() -> None:
    assert sine(440, 5).faded(100, 100).frames == sine(440, 5).frames


def test_wav_goes_to_disk_and_back(tmp_path: Path) -> None:
    path = tmp_path / "tiếng Việt.wav"
    path.write_bytes(noise(300).wav())
    assert Sound.read(path) == noise(300)


def test_stereo_files_become_mono(tmp_path: Path) -> None:
    file = io.BytesIO()
    with wave.open(file, "wb") as target:
        target.setnchannels(2)
        target.setsampwidth(2)
        target.setframerate(48_000)
        target.writeframes(np.tile(np.array([8000, 2000], "<i2"), 480).tobytes())
    sound = Sound.decoded(file.getvalue(), "stereo.wav")
    assert (sound.rate, sound.frames) == (48_000, 480)
    assert sound.pcm[100] == pytest.approx(5000, abs=2)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        b"not a sound " * 500,
        np.random.default_rng(3).bytes(100_000),
        b"RIFF" + bytes(60),
        b"OggS" * 50,
        b"fLaC" * 50,
        noise(100).wav()[:30],
    ],
    ids=["empty", "byte", "text", "noise", "riff", "ogg", "flac", "cut"],
)
def test_what_is_no_sound_is_refused_by_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "nhạc.mp3"
    path.write_bytes(content)
    with pytest.raises(UnreadableSoundError) as caught:
        Sound.read(path)
    assert caught.value.name == "nhạc.mp3"


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSoundError):
        Sound.read(tmp_path / "không có.wav")
    with pytest.raises(UnreadableSoundError):
        Sound.read(tmp_path)
