"""The six tones, measured: pitch contours of "ma má mà mả mã mạ" have the shapes they should."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import numpy.typing as npt
import parselmouth
import pytest

from broadcaster.sound.engines.espeak import open_engine
from broadcaster.sound.speech import VOICE_NAMES, Voice

Contour = npt.NDArray[np.float64]
"""Nine points of a pitch contour from first to last voiced instant, in semitones over 100 Hz."""

LEVEL, RISING, FALLING, DIPPING, BROKEN, HEAVY = TONES = ("ma", "má", "mà", "mả", "mã", "mạ")


@cache
def tones_of(voice: str) -> dict[str, Contour]:
    engine = open_engine("espeak://vi")
    return {word: contour(engine.speak(word, Voice(voice)).pcm) for word in TONES}


def contour(pcm: npt.NDArray[np.int16]) -> Contour:
    sound = parselmouth.Sound(pcm / 32768, 22_050)
    pitch = sound.to_pitch_ac(time_step=0.005, pitch_floor=50, pitch_ceiling=500)
    at, hertz = pitch.xs(), pitch.selected_array["frequency"]
    voiced = hertz > 0
    nine = np.linspace(at[voiced][0], at[voiced][-1], 9)
    semitones: Contour = 12 * np.log2(np.interp(nine, at[voiced], hertz[voiced]) / 100)
    return semitones


def apart(one: Contour, other: Contour) -> float:
    """Return by how many semitones two contours differ on average (rms)."""
    return float(np.sqrt(np.mean((one - other) ** 2)))


@pytest.mark.parametrize("voice", VOICE_NAMES)
def test_no_two_tones_are_the_same(voice: str) -> None:
    tones = tones_of(voice)
    # Of the central voice the library itself says má and mả nearly alike.
    least = 0.35 if voice.startswith("central") else 0.9
    for one, other in combinations(TONES, 2):
        assert apart(tones[one], tones[other]) > least, (one, other)


# The central voice has a melody of its own: its level tone rises and its others lie low.
@pytest.mark.parametrize("voice", ["north", "north-woman", "south", "south-woman"])
def test_tones_of_north_and_south_have_their_shapes(voice: str) -> None:
    tones = tones_of(voice)
    level, rising = tones[LEVEL], tones[RISING]
    assert np.ptp(level[3:]) < 1.5
    assert rising[-1] - rising[2] > 4
    assert rising[-1] == max(rising)
    assert rising[-1] > level[-1] + 3
    assert tones[FALLING][-1] < level[-1] - 3
    assert tones[FALLING][-1] < tones[FALLING][3] - 1
    broken = tones[BROKEN]
    assert min(broken[3:7]) < broken[3] - 1 or min(broken[3:7]) < broken[2] - 1
    assert broken[-1] > min(broken[3:7]) + 2.5
    assert tones[HEAVY][-1] < level[-1] - 2


@pytest.mark.parametrize("voice", ["north", "north-woman"])
def test_the_northern_hoi_dips_and_nga_ends_highest(voice: str) -> None:
    tones = tones_of(voice)
    dipping, broken = tones[DIPPING], tones[BROKEN]
    assert min(dipping[4:7]) < dipping[3] - 2
    assert dipping[-1] > min(dipping[4:7]) + 2
    assert broken[-1] == max(max(tone) for tone in tones.values())
    assert min(tones[HEAVY][4:7]) < tones[HEAVY][3] - 2


@pytest.mark.parametrize("voice", VOICE_NAMES)
def test_tones_span_at_least_half_an_octave(voice: str) -> None:
    row = np.concatenate(list(tones_of(voice).values()))
    assert 6 < np.ptp(row) < 14


def test_a_womans_voice_is_higher_than_a_mans() -> None:
    engine = open_engine("espeak://vi")
    for region in ("north", "central", "south"):
        man, woman = (
            np.median(contour(engine.speak("bà con xa gần", Voice(name)).pcm))
            for name in (region, f"{region}-woman")
        )
        assert woman - man > 5
