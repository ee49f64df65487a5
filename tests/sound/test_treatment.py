"""Treated parts, measured: loudness, peaks, band, levels, pauses; whatever comes in."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.sound.crest import ITSELF_DB, bent
from broadcaster.sound.engines.espeak import open_engine
from broadcaster.sound.lame import encoded
from broadcaster.sound.loudness import Powers, blocks, integrated, measure, short_term
from broadcaster.sound.recipes import RECIPES, Part
from broadcaster.sound.sound import RATE, Sound
from broadcaster.sound.speech import Voice
from broadcaster.sound.treatment import MOST_GAIN_DB, treated
from tests.sound.making import band_db, lag, noise, rms_db, sine

HORN, HALL, STREAM, ARCHIVE = (RECIPES[name] for name in ("horn", "hall", "stream", "archive"))
WORDS = "Ủy ban nhân dân xã thông báo lịch tiêm phòng cho trẻ em tại trạm y tế. "


@pytest.fixture(scope="module")
def speech() -> Sound:
    return open_engine("espeak://vi").speak(WORDS * 4, Voice())


def peak_dbfs(sound: Sound) -> float:
    return float(20 * np.log10(np.abs(sound.pcm.astype(np.int32)).max() / 32768))


def lufs_of(sound: Sound) -> float:
    return integrated(blocks(sound), sound.rate)


def sparse() -> Sound:
    """Half a second of sound every four seconds."""
    return Sound.joined([noise(500, 0.05, seed) + Sound.silence(3_500) for seed in range(4)])


def clicks() -> Sound:
    pcm = noise(6_000, 0.02).pcm.copy()
    pcm[:: RATE // 3] = 30_000
    return Sound.from_pcm(pcm)


KINDS = {
    "quiet": lambda: noise(5_000, 0.003),
    "loud": lambda: noise(5_000, 0.3),
    "faint": lambda: sine(700, 4_000, 0.008),
    "full": lambda: sine(900, 4_000, 0.999),
    "square": lambda: Sound.from_float(0.9 * np.sign(sine(300, 3_000).pcm.astype(np.float32))),
    "step": lambda: noise(4_000, 0.01) + noise(4_000, 0.2, 2),
    "clicks": clicks,
    "sparse": sparse,
    "half a second": lambda: noise(500),
    "phone": lambda: noise(4_000, 0.1).resampled(8_000),
    "piper": lambda: noise(4_000, 0.1).resampled(16_000),
    "odd rate": lambda: noise(4_000, 0.1).resampled(11_025),
    "high rate": lambda: noise(4_000, 0.1).resampled(96_000),
}


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_comes_in_it_leaves_as_loud_as_wanted(kind: str, part: Part) -> None:
    sound = KINDS[kind]()
    for recipe in RECIPES.values():
        made = treated(sound, recipe, part)
        assert made.rate == RATE
        assert abs(made.frames - sound.frames * RATE / sound.rate) <= 1
        assert lufs_of(made) == pytest.approx(recipe.part_lufs(part), abs=0.1)
        assert peak_dbfs(made) <= recipe.peak_dbfs + 0.01


@pytest.mark.parametrize("voice", ["north", "central", "south"])
@pytest.mark.parametrize("name", sorted(RECIPES))
def test_speech_is_as_loud_as_promised_once_decoded(name: str, voice: str) -> None:
    recipe = RECIPES[name]
    made = treated(open_engine("espeak://vi").speak(WORDS * 3, Voice(voice)), recipe, Part.SPEECH)
    heard = measure(Sound.decoded(encoded(made), "part.mp3"))
    assert heard.lufs == pytest.approx(recipe.target_lufs, abs=0.15)
    assert heard.dbtp <= recipe.ceiling_dbtp


def test_music_is_a_little_quieter_than_speech() -> None:
    for recipe in RECIPES.values():
        assert recipe.part_lufs(Part.SPEECH) - recipe.part_lufs(Part.MUSIC) == pytest.approx(1)


@pytest.mark.parametrize(
    ("recipe", "low", "high"), [(HORN, 85, 9_000), (HALL, 70, 18_000)], ids=["horn", "hall"]
)
def test_nothing_is_sent_that_the_loudspeakers_cannot_play(
    recipe: object, low: float, high: float
) -> None:
    made = treated(noise(8_000), recipe, Part.SPEECH)  # type: ignore[arg-type]
    middle = band_db(made, 1_000, 1_100) - 10 * np.log10(100)
    assert band_db(made, 10, low) - 10 * np.log10(low) < middle - 18
    assert band_db(made, high, 22_000) - 10 * np.log10(22_000 - high) < middle - 12


def test_the_archive_keeps_the_spectrum() -> None:
    made, plain = treated(noise(8_000), ARCHIVE, Part.SPEECH), noise(8_000)
    tilt = [
        band_db(made, low, 2 * low) - band_db(plain, low, 2 * low)
        for low in (60, 125, 250, 500, 1_000, 2_000, 4_000, 8_000)
    ]
    assert max(tilt) - min(tilt) < 0.5


def test_the_horn_lifts_consonants_above_vowels_and_no_band_much() -> None:
    made, plain = treated(noise(8_000), HORN, Part.SPEECH), noise(8_000)
    lift = {
        low: band_db(made, low, 1.26 * low) - band_db(plain, low, 1.26 * low)
        for low in (200, 315, 500, 630, 800, 1_250, 2_000, 2_500, 3_150, 4_000, 5_000)
    }
    assert lift[2_500] - lift[630] > 4
    # Harsh is what stands out: no third of an octave does by more than 4 dB from their mean.
    assert max(lift.values()) - float(np.mean(list(lift.values()))) < 4


def test_quiet_phrases_are_lifted_and_none_drowns(speech: Sound) -> None:
    loud = speech.resampled(RATE)
    whole = loud + loud.gained(-10) + loud + loud.gained(-6)
    made = treated(whole, STREAM, Part.SPEECH)
    for sound, most in ((whole, 12.0), (made, 5.0)):
        found = short_term(_points(sound))
        assert found.max() - found.min() < most
    found = short_term(_points(made)) - lufs_of(made)
    # Every three seconds with speech throughout lie within 4 LU of the whole.
    assert -4 < found.min() <= found.max() < 4
    assert measure(made).lra < measure(whole).lra - 3


def _points(sound: Sound) -> np.ndarray:
    powers = Powers(sound.rate)
    for block in blocks(sound):
        powers.hear(block)
    return powers.points()


def test_even_speech_is_left_even(speech: Sound) -> None:
    made = treated(speech, ARCHIVE, Part.SPEECH)
    gain = made.pcm.astype(np.float64)
    before = speech.resampled(RATE).pcm.astype(np.float64)
    assert np.corrcoef(gain, before)[0, 1] > 0.95


def test_noise_in_pauses_is_not_pumped_up(speech: Sound) -> None:
    hiss = 0.001
    words = speech.resampled(RATE)
    clean = words + Sound.silence(6_000) + words
    whole = Sound.from_pcm(clean.pcm + noise(clean.length_ms + 1, hiss).pcm[: clean.frames])
    for recipe in RECIPES.values():
        made = treated(whole, recipe, Part.SPEECH)
        middle = slice(words.frames + RATE, words.frames + 5 * RATE)
        inside = Sound.from_pcm(made.pcm[middle].copy())
        spoken = Sound.from_pcm(made.pcm[: words.frames].copy())
        gap_after = rms_db(spoken) - rms_db(inside)
        gap_before = rms_db(words) - rms_db(Sound.from_pcm(whole.pcm[middle].copy()))
        # What compression takes off words is all that a pause may come nearer to them.
        assert gap_after > gap_before - 6, recipe.name


def test_digital_silence_stays_digital_silence() -> None:
    made = treated(noise(2_000) + Sound.silence(4_000) + noise(2_000), HORN, Part.SPEECH)
    assert np.abs(made.slice(3_000, 5_500).pcm).max() <= 1


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("rate", [8_000, 22_050, RATE, 48_000])
def test_silence_passes_as_silence(rate: int, part: Part) -> None:
    for ms in (0, 1, 50, 399, 3_000):
        made = treated(Sound.silence(ms, rate), HORN, part)
        assert (made.rate, made.length_ms) == (RATE, Sound.silence(ms, rate).length_ms)
        assert not made.pcm.any()


@pytest.mark.parametrize("ms", [1, 20, 150, 399])
def test_a_word_too_short_for_a_loudness_comes_near_the_others(ms: int) -> None:
    made = treated(sine(1_000, ms, 0.01), STREAM, Part.SPEECH)
    assert made.frames == sine(1_000, ms).frames
    assert peak_dbfs(made) <= STREAM.peak_dbfs + 0.01
    if ms >= 100:
        # A sine of a kilohertz reads its mean square: 3 dB below its peak.
        assert peak_dbfs(made) == pytest.approx(STREAM.part_lufs(Part.SPEECH) + 3, abs=1.5)


def test_what_is_hardly_there_is_not_blown_up() -> None:
    hum = sine(400, 4_000, 0.00008)
    made = treated(hum, replace(STREAM, target_lufs=-10.0), Part.SPEECH)
    assert rms_db(made) - rms_db(hum) <= MOST_GAIN_DB + 1


def test_gain_moves_smoothly_so_that_no_click_is_made() -> None:
    tone = sine(1_000, 2_000, 0.05) + sine(1_000, 2_000, 0.8) + sine(1_000, 2_000, 0.05)
    for part in Part:
        made = treated(tone, ARCHIVE, part)
        assert band_db(made, 900, 1_100) > band_db(made, 3_000, 20_000) + 50


def test_an_even_tone_is_never_bent() -> None:
    made = treated(sine(440, 4_000, 0.9).faded(100, 100), STREAM, Part.SPEECH)
    assert band_db(made, 400, 480) > band_db(made, 800, 10_000) + 55


def test_nothing_moves_in_time(speech: Sound) -> None:
    before = speech.resampled(RATE)
    for recipe in RECIPES.values():
        made = treated(speech, recipe, Part.SPEECH)
        assert made.frames == before.frames
        assert abs(lag(before, made)) <= RATE // 500


def test_a_voice_at_its_own_rate_and_at_ours_is_treated_alike(speech: Sound) -> None:
    own, ours = (treated(s, HORN, Part.SPEECH) for s in (speech, speech.resampled(RATE)))
    assert lufs_of(own) == pytest.approx(lufs_of(ours), abs=0.1)
    difference = own.pcm.astype(np.float64) - ours.pcm
    assert 20 * np.log10(difference.std() / ours.pcm.std()) < -15


def test_the_same_sound_gives_the_same_treatment(speech: Sound) -> None:
    assert treated(speech, HORN, Part.SPEECH) == treated(speech, HORN, Part.SPEECH)


def test_a_long_sound_is_treated_as_its_blocks_are(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = Sound.joined([noise(9_000, 0.05), Sound.silence(1_500), noise(13_000, 0.2, 3)])
    sound = sound.resampled(22_050)
    wanted = treated(sound, HORN, Part.SPEECH).pcm.astype(np.int32)
    for seconds in (3, 60):
        monkeypatch.setattr("broadcaster.sound.survey._BLOCK_S", seconds)
        found = treated(sound, HORN, Part.SPEECH).pcm
        # Filters work in 32 bits, 107 dB below what they are given, and gain comes after them.
        assert np.abs(found - wanted).max() <= 16


def test_a_long_recording_needs_its_samples_and_little_else() -> None:
    minute = noise(60_000, 0.05).resampled(16_000).pcm
    sound = Sound.from_pcm(np.tile(minute, 10), 16_000)
    result = sound.frames * RATE // 16_000 * 2
    tracemalloc.start()
    made = treated(sound, HORN, Part.SPEECH)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert made.frames * 2 == result
    # The result is held twice while it becomes a sound.
    assert most < 2 * result + 50_000_000


@settings(max_examples=40, deadline=None)
@given(
    cuts=st.lists(st.integers(1, 9_000), min_size=1, max_size=12),
    room=st.floats(0.05, 1.0),
    seed=st.integers(0, 9),
)
def test_tips_are_bent_alike_however_the_samples_come(
    cuts: list[int], room: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    row = rng.standard_normal(sum(cuts)) * rng.uniform(0.01, 0.5)
    row[rng.integers(0, len(row), 20)] *= 8
    rooms = np.full(len(row) // 220 + 2, room)
    whole = np.concatenate(list(bent(iter([row]), 22_050, rooms)))
    pieces = np.split(row, np.cumsum(cuts)[:-1])
    again = np.concatenate(list(bent(iter(pieces), 22_050, rooms)))
    assert len(whole) == len(row)
    np.testing.assert_allclose(again, whole, atol=1e-12)
    assert np.all(np.abs(whole) <= np.abs(row) + 1e-12)
    assert np.all(whole * row >= 0)
    even = 10 ** (ITSELF_DB / 20) * np.sqrt(np.mean(row**2))
    assert np.abs(whole).max() <= max(room, np.abs(row).max() if even > room else room * 30)


def test_every_recipe_has_its_own_key_and_aims_at_the_same() -> None:
    assert list(RECIPES) == ["horn", "hall", "stream", "archive"]
    assert len({recipe.key for recipe in RECIPES.values()}) == len(RECIPES)
    assert {(r.target_lufs, r.ceiling_dbtp) for r in RECIPES.values()} == {(-16.0, -1.0)}
