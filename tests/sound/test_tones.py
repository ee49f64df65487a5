"""The six tones keep their melody through every recipe and MP3, and stay six."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import parselmouth
import pytest

from broadcaster.sound.engines.espeak import open_engine
from broadcaster.sound.lame import encoded
from broadcaster.sound.recipes import RECIPES, Part
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import Voice
from broadcaster.sound.treatment import treated

TONES = ("ma", "má", "mà", "mả", "mã", "mạ")
STEP_S = 0.005
PLACES = 24

Contour = np.ndarray


def pitch(sound: Sound) -> tuple[Contour, Contour]:
    """Return F0 in semitones above 100 Hz every 5 ms, and where there is a voice."""
    wave = parselmouth.Sound(sound.pcm / 32768, sound.rate)
    found = wave.to_pitch_ac(
        time_step=STEP_S, pitch_floor=60, pitch_ceiling=400, very_accurate=True
    )
    hertz = found.selected_array["frequency"]
    voiced = hertz > 0
    return 12 * np.log2(np.where(voiced, hertz, 100) / 100), voiced


def together(before: Sound, after: Sound) -> tuple[Contour, Contour]:
    """Return both contours where both have a voice."""
    (one, here), (other, there) = pitch(before), pitch(after)
    both = here[: len(there)] & there[: len(here)]
    assert both.sum() > 0.9 * min(here.sum(), there.sum())
    return one[: len(both)][both], other[: len(both)][both]


def shape(sound: Sound) -> Contour:
    """Return the contour of a syllable at evenly spread places of its voiced part, and its length.

    A tone is its height, its melody and how long it lasts: the last counts a semitone for 50 ms.
    """
    melody, voiced = pitch(sound)
    inside = melody[voiced]
    places = np.linspace(0, len(inside) - 1, PLACES)
    return np.append(np.interp(places, np.arange(len(inside)), inside), len(inside) * STEP_S / 0.05)


def through(sound: Sound, name: str) -> Sound:
    """Return a sound treated by a recipe, encoded and decoded."""
    made = treated(sound, RECIPES[name], Part.SPEECH)
    return Sound.decoded(encoded(made), "tone.mp3")


@pytest.fixture(scope="module", params=["north", "south"])
def spoken(request: pytest.FixtureRequest) -> dict[str, Sound]:
    engine = open_engine("espeak://vi")
    return {tone: engine.speak(f"{tone}.", Voice(request.param, 120)) for tone in TONES}


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_each_tone_keeps_its_melody(spoken: dict[str, Sound], name: str) -> None:
    befores, afters = [], []
    for tone, sound in spoken.items():
        before, after = together(sound, through(sound, name))
        assert np.abs(before - after).mean() < 0.5, tone
        assert np.corrcoef(before, after)[0, 1] >= 0.95, tone
        befores.append(before)
        afters.append(after)
    overall = np.corrcoef(np.concatenate(befores), np.concatenate(afters))[0, 1]
    assert overall >= 0.95


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_the_six_stay_as_far_apart_as_they_were(spoken: dict[str, Sound], name: str) -> None:
    before = {tone: shape(sound) for tone, sound in spoken.items()}
    after = {tone: shape(through(sound, name)) for tone, sound in spoken.items()}
    for one, other in combinations(TONES, 2):
        apart = np.abs(before[one] - before[other]).mean()
        assert np.abs(after[one] - after[other]).mean() > 0.8 * apart, (one, other)
    # And whoever knows the six as they were knows each of them again.
    for tone, found in after.items():
        nearest = min(TONES, key=lambda known: float(np.abs(before[known] - found).mean()))
        assert nearest == tone


@pytest.mark.parametrize("name", sorted(RECIPES))
def test_a_sentence_of_all_six_keeps_its_melody(name: str) -> None:
    for voice in ("north", "south"):
        sound = open_engine("espeak://vi").speak("ma má mà mả mã mạ.", Voice(voice, 120))
        before, after = together(sound, through(sound, name))
        assert np.corrcoef(before, after)[0, 1] >= 0.95
