"""What is wrong with a recording is found, measured, mended where it can be, and told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from broadcaster.sound.intake import Finding, Kind, Severity, Taken, Use, take_in
from broadcaster.sound.sound import Sound
from tests.sound.intake.foreign import FORMS, Form, file_of, speech, tone, wave_of
from tests.sound.making import band_db

RATE = 44_100


def taken_of(content: bytes, folder: Path, use: Use = Use.VOICE, repair: bool = True) -> Taken:
    source = folder / "a"
    source.write_bytes(content)
    return take_in(source, "a.wav", use, folder / "kho", repair=repair)


def found(taken: Taken, kind: Kind) -> Finding | None:
    return next((finding for finding in taken.findings if finding.kind is kind), None)


def kinds(taken: Taken) -> set[Kind]:
    return {finding.kind for finding in taken.findings}


def row(samples: np.ndarray) -> np.ndarray:
    return np.asarray(samples, np.float32)[None]


def nearness_db(wanted: np.ndarray, got: np.ndarray) -> float:
    """Return signal to error in dB."""
    return float(10 * np.log10(np.sum(wanted**2) / np.sum((got - wanted) ** 2)))


def voice() -> np.ndarray:
    """Return speech, two seconds of a pause, and speech."""
    return np.asarray(0.7 * np.concatenate((speech(), np.zeros(2 * RATE), speech())), np.float32)


def with_hum(level: float, mains: float = 50.0) -> np.ndarray:
    frames = np.arange(len(voice())) / RATE
    hum = sum(
        part * np.sin(2 * np.pi * mains * multiple * frames + multiple)
        for multiple, part in ((1, 1.0), (2, 0.6), (3, 0.7), (5, 0.3), (7, 0.15))
    )
    return np.asarray(voice() + level * hum, np.float32)


def test_good_speech_is_left_alone(tmp_path: Path) -> None:
    taken = taken_of(wave_of(row(speech())), tmp_path)
    assert taken.findings == ()
    assert taken.repaired == ()
    assert nearness_db(speech(), Sound.read(taken.path).pcm / 32768) > 70


@pytest.mark.parametrize(
    ("mains", "level"), [(50.0, 0.02), (50.15, 0.005), (49.9, 0.05), (60, 0.01)]
)
def test_hum_is_measured_and_taken_out_and_the_voice_stays(
    mains: float, level: float, tmp_path: Path
) -> None:
    taken = taken_of(wave_of(row(with_hum(level, mains))), tmp_path)
    hum = found(taken, Kind.HUM)
    assert hum and hum.mended and hum.after is not None
    assert hum.figure > 20
    assert hum.after < 3
    before, after = with_hum(level, mains), Sound.read(taken.path).pcm / 32768
    pause = slice(len(speech()) + RATE // 2, len(speech()) + 2 * RATE)
    quieter = 10 * np.log10(np.mean(before[pause] ** 2) / np.mean(after[pause] ** 2))
    assert quieter > 25
    assert nearness_db(voice(), after) > max(12, nearness_db(voice(), before))


def test_a_voice_without_hum_has_none_in_any_coding(tmp_path: Path) -> None:
    for name in ("mp3", "aac", "amr", "opus", "wav u8"):
        assert found(taken_of(file_of(FORMS[name]), tmp_path), Kind.HUM) is None


def test_music_keeps_its_bass_and_its_clipping(tmp_path: Path) -> None:
    hard = np.clip(3 * speech(), -0.9, 0.9) + tone(len(speech()) / RATE, 50, 0.05)[: len(speech())]
    taken = taken_of(wave_of(row(hard)), tmp_path, Use.MUSIC)
    assert taken.repaired == ()
    assert nearness_db(hard, Sound.read(taken.path).pcm / 32768) > 60


@pytest.mark.parametrize(("times", "share"), [(3, 0.05), (4, 0.5), (8, 3.0)])
def test_flat_tops_are_rounded_again(times: int, share: float, tmp_path: Path) -> None:
    whole = 0.5 * times * speech()
    flat = np.clip(whole, -0.5, 0.5)
    taken = taken_of(wave_of(row(flat)), tmp_path)
    clipped = found(taken, Kind.CLIPPED)
    assert clipped and clipped.mended
    assert clipped.figure > share
    got = Sound.read(taken.path).pcm / 32768
    gain = np.dot(got, whole) / np.dot(whole, whole)
    assert nearness_db(whole, got / gain) > nearness_db(whole, flat) + 6
    assert np.abs(got).max() < 1


def test_flat_tops_bent_by_a_codec_are_found_and_rounded(tmp_path: Path) -> None:
    for name in ("mp3", "m4a", "wav 24"):
        clean = file_of(FORMS[name], speech())
        flat = file_of(FORMS[name], np.clip(6 * speech(), -0.9, 0.9))
        assert found(taken_of(clean, tmp_path), Kind.CLIPPED) is None
        clipped = found(taken_of(flat, tmp_path), Kind.CLIPPED)
        assert clipped and clipped.mended and clipped.severity is Severity.GRAVE


def test_tones_and_chords_are_not_taken_for_clipped(tmp_path: Path) -> None:
    chord = sum(tone(4, hertz, 0.15) for hertz in (220, 277, 330, 440))
    for samples in (tone(4, 220, 0.9), tone(4, 60, 1.0), chord):
        for use in (Use.VOICE, Use.MUSIC):
            assert Kind.CLIPPED not in kinds(taken_of(wave_of(row(samples)), tmp_path, use))


def test_silence_at_the_ends_goes_but_for_a_breath(tmp_path: Path) -> None:
    quiet = np.zeros(2 * RATE, np.float32)
    content = wave_of(row(np.concatenate((quiet, tone(3), quiet, quiet))))
    taken = taken_of(content, tmp_path, Use.MUSIC)
    start, end = found(taken, Kind.SILENT_START), found(taken, Kind.SILENT_END)
    assert start and start.figure == pytest.approx(1950, abs=10)
    assert end and end.figure == pytest.approx(3950, abs=20)
    assert taken.length_ms == pytest.approx(3100, abs=30)
    kept = taken_of(content, tmp_path, Use.MUSIC, repair=False)
    assert kept.length_ms == 9000
    assert {finding.mended for finding in kept.findings} == {False}


def test_the_noise_of_a_room_before_speech_goes_too(tmp_path: Path) -> None:
    noise = 0.0015 * np.random.default_rng(4).standard_normal(len(speech()) + 4 * RATE)
    noise[4 * RATE :] += speech()
    taken = taken_of(wave_of(row(noise)), tmp_path)
    assert found(taken, Kind.SILENT_START)
    assert taken.length_ms == pytest.approx(len(speech()) / 44.1, abs=300)


def test_long_silence_inside_is_told_with_its_place(tmp_path: Path) -> None:
    gap = np.zeros(7 * RATE, np.float32)
    lead = np.zeros(RATE, np.float32)
    taken = taken_of(wave_of(row(np.concatenate((lead, tone(2), gap, tone(1))))), tmp_path)
    place = found(taken, Kind.SILENT_PLACE)
    assert place and not place.mended
    assert place.start_ms == pytest.approx(2050, abs=20)
    assert place.figure == pytest.approx(7000, abs=20)


def test_a_shifted_zero_is_put_right_for_music_too(tmp_path: Path) -> None:
    taken = taken_of(wave_of(row(speech() + 0.1)), tmp_path, Use.MUSIC)
    offset = found(taken, Kind.OFFSET)
    assert offset and offset.figure == pytest.approx(10, abs=0.5)
    assert abs(float((Sound.read(taken.path).pcm / 32768).mean())) < 0.001


def test_what_is_louder_than_full_scale_is_turned_down(tmp_path: Path) -> None:
    taken = taken_of(wave_of(row(8 * speech())), tmp_path)
    turned = found(taken, Kind.TURNED_DOWN)
    assert turned and turned.figure == pytest.approx(12.04, abs=0.1)
    assert nearness_db(2 * speech(), Sound.read(taken.path).pcm / 32768) > 40


def test_channels_that_cancel_one_another_do_not(tmp_path: Path) -> None:
    taken = taken_of(wave_of(np.stack((speech(), -speech()))), tmp_path)
    assert found(taken, Kind.OUT_OF_PHASE)
    assert nearness_db(speech(), Sound.read(taken.path).pcm / 32768) > 60


def test_a_dead_channel_does_not_halve_the_other(tmp_path: Path) -> None:
    hiss = 0.0005 * np.random.default_rng(1).standard_normal(len(speech())).astype(np.float32)
    taken = taken_of(wave_of(np.stack((hiss, speech()))), tmp_path)
    dead = found(taken, Kind.DEAD_CHANNEL)
    assert dead and dead.figure == 2
    assert nearness_db(speech(), Sound.read(taken.path).pcm / 32768) > 60


def test_poor_recordings_are_told_of(tmp_path: Path) -> None:
    random = np.random.default_rng(2).standard_normal(len(speech()))
    noisy = found(taken_of(wave_of(row(speech() + 0.02 * random)), tmp_path), Kind.NOISE)
    assert noisy and noisy.figure < 20 and not noisy.mended
    quiet = found(taken_of(wave_of(row(0.01 * speech())), tmp_path), Kind.QUIET)
    assert quiet and quiet.figure < -36
    loud = found(taken_of(wave_of(row(tone(3, 1000, 0.9))), tmp_path), Kind.LOUD)
    assert loud and loud.figure > -9
    phone = found(taken_of(file_of(FORMS["amr"]), tmp_path), Kind.NARROW)
    assert phone and 3_000 < phone.figure <= 4_200


def test_numbers_that_are_none_fall_silent(tmp_path: Path) -> None:
    samples = speech().copy()
    samples[50_000:50_400:4] = (np.nan, np.inf, -np.inf, 1e30) * 25
    taken = taken_of(wave_of(row(samples)), tmp_path)
    wrong = found(taken, Kind.WRONG_SAMPLES)
    assert wrong and wrong.figure == 100
    assert np.abs(Sound.read(taken.path).pcm).max() < 32768 * 0.52


def test_several_tracks_are_told_of(tmp_path: Path) -> None:
    assert Kind.SEVERAL_TRACKS not in kinds(taken_of(file_of(FORMS["mkv film"]), tmp_path))


def test_repairs_can_be_forbidden(tmp_path: Path) -> None:
    rough = np.clip(with_hum(0.05) * 4, -0.8, 0.8)
    taken = taken_of(wave_of(row(rough)), tmp_path, repair=False)
    assert {Kind.HUM, Kind.CLIPPED} <= kinds(taken)
    assert taken.repaired == ()
    assert nearness_db(rough, Sound.read(taken.path).pcm / 32768) > 60


def test_a_form_of_many_channels_is_mixed_by_what_they_carry(tmp_path: Path) -> None:
    rows = np.zeros((6, 3 * RATE), np.float32)
    rows[2] = tone(3, 500, 0.3)
    rows[3] = tone(3, 60, 0.9)
    form = Form(".flac", "flac", "flac", "flac", RATE, "5.1")
    sound = Sound.read(taken_of(file_of(form, rows), tmp_path, Use.PROGRAMME).path)
    assert band_db(sound, 490, 510) == pytest.approx(
        band_db(Sound.from_float(rows[2]), 490, 510) - 3, abs=0.2
    )
    assert band_db(sound, 50, 70) < -60
