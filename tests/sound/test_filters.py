"""Filters, compared with SciPy's and with the standard's own figures."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import butter, sosfilt, sosfreqz

from broadcaster.sound.filters import (
    Filter,
    Row,
    Sections,
    all_pass,
    bell,
    high_pass,
    k_weighting,
    low_pass,
    response_db,
    turned,
)
from broadcaster.sound.sound import RATE

STANDARD_AT_48_KHZ = np.array(
    [
        [
            1.53512485958697,
            -2.69169618940638,
            1.19839281085285,
            1,
            -1.69065929318241,
            0.73248077421585,
        ],
        [1.0, -2.0, 1.0, 1, -1.99004745483398, 0.99007225036621],
    ]
)
"""ITU-R BS.1770-4, annex 1, tables 1 and 2."""


def crackle(frames: int, seed: int = 1) -> Row:
    return np.random.default_rng(seed).standard_normal(frames).astype(np.float32) * np.float32(0.2)


def difference_db(ours: Row, theirs: Row) -> float:
    wrong = np.sqrt(np.mean(np.square(ours - theirs)))
    return float(20 * np.log10(wrong / np.sqrt(np.mean(np.square(theirs))) + 1e-12))


CHAINS = {
    "horn": np.vstack((high_pass(300, 4), low_pass(6_000, 4), bell(2_800, 5, 1.5))),
    "archive": np.vstack((high_pass(30, 4), low_pass(20_000, 4))),
    "phone": high_pass(200, 2, 8_000),
    "loudness": k_weighting(),
    "turned": all_pass(400),
}


@pytest.mark.parametrize("name", CHAINS)
def test_a_chain_does_what_scipy_makes_of_the_same_sections(name: str) -> None:
    sound = crackle(3 * RATE)
    theirs = sosfilt(CHAINS[name], sound.astype(np.float64))
    assert difference_db(Filter(CHAINS[name])(sound), theirs) < -95


@given(st.lists(st.integers(0, 40_000), max_size=8), st.integers(0, 50))
@settings(max_examples=25, deadline=None)
def test_blocks_of_any_length_give_what_the_whole_gives(lengths: list[int], seed: int) -> None:
    sound = crackle(sum(lengths), seed)
    edges = np.cumsum([0, *lengths])
    passing = Filter(CHAINS["horn"])
    pieces = [passing(sound[a:b]) for a, b in pairwise(edges)]
    whole = Filter(CHAINS["horn"])(sound)
    assert np.abs(np.concatenate([*pieces, np.zeros(0, np.float32)]) - whole).max(initial=0) < 1e-5


@pytest.mark.parametrize("hz", [30, 300, 6_000, 15_000])
@pytest.mark.parametrize("order", [2, 4, 8])
def test_corners_are_those_of_butterworth(hz: float, order: int) -> None:
    for ours, kind in ((low_pass, "lowpass"), (high_pass, "highpass")):
        theirs: Sections = butter(order, hz, kind, fs=RATE, output="sos")
        places = np.geomspace(20, 20_000, 60)
        _, wanted = sosfreqz(theirs, places, fs=RATE)
        wanted_db = 20 * np.log10(np.maximum(np.abs(wanted), 1e-9))
        near = wanted_db > -100
        got = response_db(ours(hz, order), places)
        assert got[near] == pytest.approx(wanted_db[near], abs=0.01)
        assert response_db(ours(hz, order), [hz])[0] == pytest.approx(-3.01, abs=0.02)


def test_the_bell_lifts_its_middle_and_nothing_far_away() -> None:
    lifted = response_db(bell(2_800, 5, 1.5), [50, 2_800, 18_000])
    assert lifted == pytest.approx([0, 5, 0], abs=0.15)
    assert response_db(bell(2_800, 0, 1.5), [100, 2_800]) == pytest.approx([0, 0], abs=1e-9)


def test_an_all_pass_leaves_levels_alone() -> None:
    assert response_db(all_pass(400), np.geomspace(20, 20_000, 40)) == pytest.approx(
        np.zeros(40), abs=1e-9
    )


def test_the_weighting_is_the_standards() -> None:
    assert k_weighting(48_000) == pytest.approx(STANDARD_AT_48_KHZ, abs=1e-8)
    # At other rates the same curve: the frequencies are the standard's, not the coefficients.
    places = np.geomspace(20, 15_000, 50)
    at_44 = response_db(k_weighting(44_100), places, 44_100)
    assert at_44 == pytest.approx(response_db(STANDARD_AT_48_KHZ, places, 48_000), abs=0.15)


def test_silence_stays_silence() -> None:
    assert not Filter(CHAINS["horn"])(np.zeros(RATE, np.float32)).any()
    assert len(Filter(CHAINS["horn"])(np.zeros(0, np.float32))) == 0


def test_turned_phases_leave_levels_alone_and_nothing_rings() -> None:
    rate, reach = 22_050, 441
    chain = np.vstack([high_pass(160, 4, rate), bell(600, -6, 1.5, rate)])
    turns = np.vstack([all_pass(hz, rate, q) for hz, q in ((250, 0.67), (430, 1.4))])
    answer = turned(chain, turns, reach)
    hertz = np.fft.rfftfreq(1 << 14, 1 / rate)
    levels = 20 * np.log10(np.maximum(np.abs(np.fft.rfft(answer, 1 << 14)), 1e-9))
    heard = (hertz > 150) & (hertz < 10_000)
    wanted = response_db(chain, hertz[heard], rate)
    assert np.abs(levels[heard] - wanted).max() < 0.3
    power, near = answer**2, round(0.010 * rate)
    inside = power[reach - near : reach + near].sum()
    assert 10 * np.log10(1 - inside / power.sum()) < -50
