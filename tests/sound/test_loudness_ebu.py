"""The meter against the signals of EBU Tech 3341 and 3342, and against ffmpeg's.

The tables' tones are stereo, the same on both channels; ours is one channel 3.01 dB higher, which
has the same power (see `loudness`). Numbers are those of the tables: minimum requirements of Tech
3341 (2016) and Tech 3342 (2016). Cases 7, 8 of the one and 5, 6 of the other are recordings.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import av
import numpy as np
import pytest
from av.filter import Graph

from broadcaster.sound.engines.espeak import open_engine
from broadcaster.sound.loudness import (
    Floats,
    Loudness,
    Powers,
    TruePeak,
    blocks,
    loudness_range,
    lufs,
    measure,
    measured,
    short_term,
)
from broadcaster.sound.recipes import RECIPES, Part
from broadcaster.sound.sound import RATE, Sound
from broadcaster.sound.speech import Voice
from broadcaster.sound.treatment import treated

BOTH = 10 * math.log10(2)
AUDIO = Path(__file__).parents[2] / "audio"
EBU_RATE = 48_000


def tones(*parts: tuple[float, float], rate: int = EBU_RATE) -> list[Floats]:
    """Return a 1 kHz sine in parts of (dBFS on each of two channels, seconds); phase runs on."""
    found, at = [], 0
    for level, seconds in parts:
        frames = np.arange(at, at := at + round(seconds * rate))
        factor = 10 ** ((level + BOTH) / 20)
        found.append((factor * np.sin(2 * np.pi * 1000 / rate * frames)).astype(np.float32))
    return found


def points(pieces: Iterable[Floats], rate: int = EBU_RATE) -> np.ndarray:
    """Return weighted powers every 10 ms."""
    powers = Powers(rate)
    for piece in pieces:
        powers.hear(piece)
    return powers.points()


SILENCE = -200.0
INTEGRATED = {
    1: [(-23.0, 20)],
    2: [(-33.0, 20)],
    3: [(-36.0, 10), (-23.0, 60), (-36.0, 10)],
    4: [(-72.0, 10), (-36.0, 10), (-23.0, 60), (-36.0, 10), (-72.0, 10)],
    5: [(-26.0, 20), (-20.0, 20.1), (-26.0, 20)],
}


@pytest.mark.parametrize("rate", [EBU_RATE, RATE, 22_050])
@pytest.mark.parametrize("case", INTEGRATED)
def test_tech_3341_cases_1_to_5_integrated(case: int, rate: int) -> None:
    wanted = -33 if case == 2 else -23
    found = measured(tones(*INTEGRATED[case], rate=rate), rate)
    assert found.lufs == pytest.approx(wanted, abs=0.1)
    if case in (1, 2):
        assert found.max_momentary == pytest.approx(wanted, abs=0.1)
        assert found.max_short_term == pytest.approx(wanted, abs=0.1)


def test_tech_3341_case_6_five_channels() -> None:
    # Left and right -28, centre -24, surrounds -30 dBFS, these weighed 1.41: one channel of the
    # same weighed power.
    power = 2 * 10**-2.8 + 10**-2.4 + 2 * 1.41 * 10**-3.0
    level = 10 * math.log10(power) - BOTH
    assert measured(tones((level, 20)), EBU_RATE).lufs == pytest.approx(-23, abs=0.1)


def test_tech_3341_case_9_short_term_stays() -> None:
    found = short_term(points(tones(*([(-20.0, 1.34), (-30.0, 1.66)] * 5))))
    assert np.abs(found + 23).max() <= 0.1


@pytest.mark.parametrize("turn", range(20))
def test_tech_3341_cases_10_and_11_loudest_three_seconds(turn: int) -> None:
    late = turn * 0.15
    ten = measured(tones((SILENCE, late), (-23.0, 3), (SILENCE, 1)), EBU_RATE)
    assert ten.max_short_term == pytest.approx(-23, abs=0.1)
    level = -38.0 + turn
    eleven = measured(tones((SILENCE, late), (level, 3), (SILENCE, 3 - late)), EBU_RATE)
    assert eleven.max_short_term == pytest.approx(level, abs=0.1)


def test_tech_3341_case_12_momentary_stays() -> None:
    found = points(tones(*([(-20.0, 0.18), (-30.0, 0.22)] * 25)))
    momentary = lufs(np.convolve(found, np.full(40, 1 / 40), "valid"))
    assert np.abs(momentary[100:] + 23).max() <= 0.1


@pytest.mark.parametrize("turn", range(20))
def test_tech_3341_cases_13_and_14_loudest_400_ms(turn: int) -> None:
    late = turn * 0.02
    thirteen = measured(tones((SILENCE, late), (-23.0, 0.4), (SILENCE, 1)), EBU_RATE)
    assert thirteen.max_momentary == pytest.approx(-23, abs=0.1)
    level = -38.0 + turn
    fourteen = measured(tones((SILENCE, late), (level, 0.4), (SILENCE, 0.4 - late)), EBU_RATE)
    assert fourteen.max_momentary == pytest.approx(level, abs=0.1)


@pytest.mark.parametrize(
    ("case", "divisor", "amplitude", "degrees", "wanted"),
    [
        (15, 4, 0.5, 0, -6.0),
        (16, 4, 0.5, 45, -6.0),
        (17, 6, 0.5, 60, -6.0),
        (18, 8, 0.5, 67.5, -6.0),
        (19, 4, 1.41, 45, 3.0),
    ],
)
def test_tech_3341_cases_15_to_19_true_peak_of_tones(
    case: int, divisor: int, amplitude: float, degrees: float, wanted: float
) -> None:
    frames = np.arange(EBU_RATE)
    row = amplitude * np.sin(2 * np.pi * frames / divisor + np.radians(degrees))
    # The tables' tones begin and end softly: an edge has a peak of its own.
    row *= np.minimum(1, np.minimum(frames, frames[::-1]) / 480)
    assert -0.4 <= _dbtp(row) - wanted <= 0.2, case


@pytest.mark.parametrize(("case", "offset"), [(20, 0), (21, 1), (22, 2), (23, 3)])
def test_tech_3341_cases_20_to_23_true_peak_between_samples(case: int, offset: int) -> None:
    # Made at four times the rate: a tone of a quarter of the rate that swells from half scale to
    # full, thinned out from four places, so that its peak falls on a sample, or a quarter, half
    # or three quarters of the way to the next.
    fine = np.arange(4 * EBU_RATE // 10)
    middle = len(fine) // 2
    swell = 0.5 + 0.5 * np.exp(-(((fine - middle) / 60) ** 2))
    fade = np.minimum(1, np.minimum(fine, fine[::-1]) / 1_920)
    wave = swell * fade * np.cos(2 * np.pi * (fine - middle) / 16)
    assert -0.4 <= _dbtp(wave[offset::4]) <= 0.2, case


def _dbtp(row: Floats) -> float:
    peak = TruePeak()
    for first in range(0, len(row), 1_000):
        peak.hear(row[first : first + 1_000])
    return float(20 * np.log10(peak.level))


@pytest.mark.parametrize(
    ("case", "levels", "wanted"),
    [
        (1, (-20.0, -30.0), 10),
        (2, (-20.0, -15.0), 5),
        (3, (-40.0, -20.0), 20),
        (4, (-50.0, -35.0, -20.0, -35.0, -50.0), 15),
    ],
)
def test_tech_3342_cases_1_to_4_loudness_range(
    case: int, levels: tuple[float, ...], wanted: float
) -> None:
    pieces = tones(*((level, 20) for level in levels))
    assert loudness_range(points(pieces)) == pytest.approx(wanted, abs=1), case


def test_what_is_shorter_than_three_seconds_has_no_range() -> None:
    found = measured(tones((-23.0, 2)), EBU_RATE)
    assert (found.lra, found.max_short_term) == (0, -np.inf)


def test_a_stream_reads_as_the_whole_whatever_its_pieces() -> None:
    sound = _master(3)
    whole = sound.pcm / np.float32(32768)
    cuts = np.cumsum(np.random.default_rng(1).integers(1, 30_000, 400))
    pieces = np.split(whole, cuts[cuts < len(whole)])
    wanted = measured([whole], RATE)
    for found in (measured(pieces, RATE), measure(sound), measured(blocks(sound), RATE)):
        assert _figures(found) == pytest.approx(_figures(wanted), abs=1e-4)


def _figures(read: Loudness) -> tuple[float, ...]:
    return (read.lufs, read.dbtp, read.lra, read.max_momentary, read.max_short_term)


@pytest.mark.parametrize("number", range(20))
def test_a_master_reads_the_same_on_ffmpegs_meter(number: int) -> None:
    sound = _master(number)
    theirs = _ffmpeg(sound)
    ours = measure(sound)
    assert ours.lufs == pytest.approx(theirs["I"], abs=0.1)
    assert ours.dbtp == pytest.approx(20 * math.log10(theirs["true_peak"]), abs=0.2)


def _master(number: int) -> Sound:
    """Return one of twenty different masters: voices, music, recipes and pauses."""
    engine = open_engine("espeak://vi")
    voice = Voice(("north", "central", "south")[number % 3], 130 + 5 * number)
    words = "Sáng nay trời nhiều mây, trưa chiều có nắng, đêm có mưa rào vài nơi. "
    recipe = RECIPES[sorted(RECIPES)[number % 4]]
    speech = treated(engine.speak(words * (1 + number % 3), voice), recipe, Part.SPEECH)
    names = ("ident", "stinger", "bed", "closing", "urgent")
    music = treated(Sound.read(AUDIO / f"{names[number % 5]}.wav"), recipe, Part.MUSIC)
    pause = Sound.silence(200 * (number % 7))
    return (music + pause + speech + pause + music.gained(-number)).gained(-number / 4)


def _ffmpeg(sound: Sound) -> dict[str, float]:
    """Return what ffmpeg's ebur128 reads at the end of a sound."""
    graph = Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="s16", layout="mono")
    meter = graph.add("ebur128", "metadata=1:peak=true")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    read: dict[str, float] = {}
    for at in chain(range(0, sound.frames, 4_410), [None]):
        if at is None:
            graph.push(None)
        else:
            frame = av.AudioFrame.from_ndarray(sound.pcm[None, at : at + 4_410], "s16", "mono")
            frame.sample_rate, frame.pts = RATE, at
            graph.push(frame)
        while True:
            try:
                metadata = graph.pull().metadata
            except (av.BlockingIOError, av.EOFError):
                break
            for key, value in metadata.items():
                read[key.rsplit(".", 1)[-1] if "ch" not in key else key] = float(value)
    return read
