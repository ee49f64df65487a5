"""Loudness and true peak, against a reference meter and against known waves."""

from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest

from broadcaster.sound.engines.espeak import open_engine
from broadcaster.sound.loudness import SilentError, TooShortError, integrated, measure, true_peak
from broadcaster.sound.sound import RATE, Sound
from broadcaster.sound.speech import Voice
from tests.sound.making import noise, sine

WORDS = "Kính mời bà con theo dõi bản tin của đài truyền thanh xã. "


def test_a_997_hz_sine_reads_what_the_standard_says() -> None:
    # BS.1770: full scale on one channel reads -3.01 LUFS.
    assert measure(sine(997, 5_000, 0.1)).lufs == pytest.approx(-23.01, abs=0.05)


@pytest.mark.parametrize("length_ms", [400, 1_234, 9_999, 10_000, 25_001])
def test_speech_reads_the_same_as_on_a_reference_meter(length_ms: int) -> None:
    speech = (
        open_engine("espeak://vi").speak(WORDS * 8, Voice()).resampled(RATE).slice(0, length_ms)
    )
    theirs = pyloudnorm.Meter(RATE).integrated_loudness(speech.pcm / 32768)
    assert measure(speech).lufs == pytest.approx(theirs, abs=0.05)


def test_pauses_do_not_make_a_programme_quieter() -> None:
    words = noise(5_000)
    paused = words + Sound.silence(30_000) + words
    assert measure(paused).lufs == pytest.approx(measure(words).lufs, abs=0.2)


def test_blocks_may_be_of_any_size() -> None:
    samples = noise(7_777).pcm / np.float32(32768)
    cuts = [samples[:1], samples[1:5_000], samples[5_000:200_001], samples[200_001:]]
    assert integrated(cuts, RATE) == pytest.approx(integrated([samples], RATE), abs=1e-6)


def test_true_peak_finds_what_lies_between_samples() -> None:
    # A quarter of the rate at 45 degrees: every sample is 3 dB below the wave's own peak.
    frames = np.arange(RATE)
    sound = Sound.from_float(0.5 * np.sin(np.pi / 2 * frames + np.pi / 4))
    assert 20 * np.log10(np.abs(sound.pcm).max() / 32768) == pytest.approx(-9.03, abs=0.05)
    assert true_peak(sound) == pytest.approx(-6.02, abs=0.25)


@pytest.mark.parametrize("at", [0, 100, RATE - 1])
def test_true_peak_sees_the_very_edges(at: int) -> None:
    pcm = np.zeros(RATE, np.int16)
    pcm[at] = 16_384
    assert true_peak(Sound.from_pcm(pcm)) >= -6.1


def test_the_loudest_negative_sample_counts() -> None:
    pcm = np.zeros(1_000, np.int16)
    pcm[400:600] = -32768
    assert true_peak(Sound.from_pcm(pcm)) >= 0


def test_too_short_says_how_short() -> None:
    with pytest.raises(TooShortError) as caught:
        measure(sine(440, 350))
    assert caught.value.length_ms <= 350


@pytest.mark.parametrize("sound", [Sound.silence(2_000), sine(440, 2_000, 0.00005)])
def test_silence_has_no_loudness(sound: Sound) -> None:
    with pytest.raises(SilentError):
        measure(sound)
