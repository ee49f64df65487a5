"""Masters, judged as listeners get them: after MP3."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from broadcaster.sound.kit import Kit
from broadcaster.sound.lame import BitRateError
from broadcaster.sound.loudness import SilentError, TooShortError
from broadcaster.sound.master import RECIPES, Recipe, UnreachableError, master, mastered, measure
from broadcaster.sound.mix import mix
from broadcaster.sound.rundown import Kind, Segment, lay_out
from broadcaster.sound.sound import RATE, Sound
from broadcaster.sound.speech import Voice, open_engine
from tests.sound.making import band_db, lag, noise, sine

AUDIO = Path(__file__).parents[2] / "audio"


@pytest.fixture(scope="module")
def programme() -> Sound:
    """A short real programme: ident, greeting over the bed, an item, closing music."""
    kit, engine = Kit.load(AUDIO), open_engine("espeak://vi")
    greeting = engine.speak("Đây là đài truyền thanh xã. Kính chào bà con.", Voice())
    item = engine.speak("Ủy ban nhân dân xã thông báo lịch tiêm phòng cho trẻ em. " * 4, Voice())
    parts = (
        (Kind.IDENT, kit.ident.sound),
        (Kind.GREETING, greeting),
        (Kind.ITEM, item),
        (Kind.CLOSING_MUSIC, kit.closing.sound),
    )
    rundown = lay_out(Segment(kind, sound.length_ms) for kind, sound in parts)
    return mix(rundown, [sound for _, sound in parts], kit.bed.sound)


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_a_programme_is_as_loud_as_promised_after_mp3(programme: Sound, name: str) -> None:
    made = mastered(programme, RECIPES[name])
    heard = measure(Sound.decoded(made.frames, "master.mp3"))
    assert heard == made.loudness
    assert heard.lufs == pytest.approx(-16, abs=0.5)
    assert heard.dbtp <= -1
    assert heard.dbtp > -6


@pytest.mark.parametrize(
    "sound",
    [
        noise(5_000, 0.01),
        noise(5_000, 0.3),
        sine(1_000, 3_000, 0.9),
        noise(500),
        sine(700, 2_000, 0.002),
        (noise(3_000, 0.003) + noise(3_000, 0.3)),
        noise(2_000).resampled(22_050),
    ],
    ids=["quiet", "loud", "tone", "half-second", "faint", "step", "other-rate"],
)
def test_whatever_comes_in_the_promise_holds(sound: Sound) -> None:
    made = mastered(sound)
    assert made.loudness.lufs == pytest.approx(-16, abs=0.5)
    assert made.loudness.dbtp <= -1


@pytest.mark.parametrize("kbps", [64, 96, 192])
def test_the_promise_holds_at_other_bit_rates(programme: Sound, kbps: int) -> None:
    made = mastered(programme, RECIPES["horn"], kbps)
    assert made.loudness.lufs == pytest.approx(-16, abs=0.5)
    assert made.loudness.dbtp <= -1


def test_peaks_far_above_the_rest_are_held_rather_than_the_ceiling_broken() -> None:
    clicks = noise(4_000, 0.01).pcm.copy()
    clicks[:: RATE // 2] = 32_000
    made = mastered(Sound.from_pcm(clicks))
    assert made.loudness.dbtp <= -1


def test_the_horn_recipe_keeps_to_the_band_of_horns_and_lifts_consonants() -> None:
    flat = noise(6_000)
    plain, horn = master(flat, RECIPES["standard"]), master(flat, RECIPES["horn"])
    for low, high in ((20, 125), (10_000, 16_000)):
        assert band_db(horn, low, high) < band_db(horn, 800, 1_600) - 18
    lifted = band_db(horn, 2_400, 3_200) - band_db(horn, 700, 1_000)
    unlifted = band_db(plain, 2_400, 3_200) - band_db(plain, 700, 1_000)
    assert lifted - unlifted == pytest.approx(3.5, abs=1)


def test_rumble_is_removed() -> None:
    muddy = Sound.from_pcm(noise(4_000, 0.05).pcm + sine(25, 4_000, 0.3).pcm)
    clean = master(muddy)
    assert band_db(clean, 20, 30) < band_db(clean, 500, 2_000) - 15


def test_loud_and_quiet_words_come_closer_together() -> None:
    quiet, loud = noise(3_000, 0.03), noise(3_000, 0.12, seed=2)
    together = master(quiet + loud)
    gap = band_db(together.slice(3_500, 5_500), 200, 8_000) - band_db(
        together.slice(500, 2_500), 200, 8_000
    )
    assert 4 < gap < 11


def test_nothing_moves_in_time(programme: Sound) -> None:
    made = mastered(programme)
    assert made.sound.frames == programme.frames
    decoded = Sound.decoded(made.frames, "master.mp3")
    assert decoded.frames == programme.frames
    assert lag(made.sound, decoded) == 0
    assert abs(lag(programme, made.sound)) <= RATE // 1000


def test_gain_moves_smoothly_so_that_no_click_is_made() -> None:
    tone = sine(1_000, 2_000, 0.05) + sine(1_000, 2_000, 0.8) + sine(1_000, 2_000, 0.05)
    made = master(tone, Recipe("flat", high_pass_hz=20, low_pass_hz=20_000))
    assert band_db(made, 900, 1_100) > band_db(made, 3_000, 20_000) + 50


def test_silence_stays_silence(programme: Sound) -> None:
    made = master(noise(2_000) + Sound.silence(3_000) + noise(2_000))
    assert np.abs(made.slice(2_500, 4_500).pcm).max() <= 1


def test_the_same_sound_gives_the_same_bytes(programme: Sound) -> None:
    assert mastered(programme).frames == mastered(programme).frames


def test_every_recipe_has_its_own_key() -> None:
    assert len({recipe.key for recipe in RECIPES.values()}) == len(RECIPES)
    assert {"standard", "horn"} <= set(RECIPES)


@pytest.mark.parametrize("length_ms", [0, 1, 399])
def test_too_short_is_said_so(length_ms: int) -> None:
    with pytest.raises(TooShortError):
        mastered(sine(440, length_ms))


def test_silence_is_said_so() -> None:
    with pytest.raises(SilentError):
        mastered(Sound.silence(3_000))


def test_a_bit_rate_nobody_offers_is_refused() -> None:
    with pytest.raises(BitRateError):
        mastered(noise(1_000), kbps=123)


def test_a_recipe_that_contradicts_itself_is_said_so() -> None:
    with pytest.raises(UnreachableError) as caught:
        mastered(noise(1_000), Recipe("absurd", target_lufs=-16, ceiling_dbtp=-30))
    assert caught.value.got.lufs < -22
    assert caught.value.wanted.name == "absurd"
