"""Treatment: one segment equalised, levelled, compressed, limited and brought to its loudness.

Knows one sound and a recipe; knows no programme. Samples are touched three times, ten seconds at a
time: brought within their band, then to the station's rate with their tips bent (both in `survey`),
then multiplied by one gain. Everything in between is worked out on curves of a point every 10 ms or
every 1.1 ms, so that memory is the result and a block, and the same sound gives the same treatment.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from broadcaster.sound.curves import LEVEL_STEP, Curve, Row, bell_smoothed, factors, hold_db
from broadcaster.sound.loudness import LoudnessError, gated, lufs
from broadcaster.sound.recipes import RECIPES, Part, Recipe
from broadcaster.sound.sound import RATE, Pcm, Sound
from broadcaster.sound.survey import BLOCK, POINT, POINTS_IN_LEVEL, Survey, banded, starts, surveyed

__all__ = ["MOST_GAIN_DB", "RECIPES", "Part", "Recipe", "treated", "treated_pcm"]

MOST_GAIN_DB = 40.0
"""What is quieter than that below its target holds noise and little else, and stays below it."""

MOST_PUSH_DB = 12.0
"""How far the limiter is pushed for loudness: more makes a sound rough, not louder."""

_FLOOR_LUFS = -70.0
_ACTIVE_DB = 20.0
_POINTS_A_SECOND = RATE // LEVEL_STEP
_SYLLABLE_POINTS = 6.0
# 135 dB a second: slow enough for the waves of a voice, and back before the next syllable.
_RELEASE_DB = 0.15
_LEVELLED = 0.8
_CLOSE_LU = 0.02
_ATTEMPTS = 8
_FIRST_SLOPE = 0.6
_LEAST_SLOPE = 0.1
# By how much bending makes speech quieter, about: so much more gain will be wanted.
_BENDING_LU = 0.7
_MINUTE = 60 * RATE // POINT
# How many points after a peak of any height the limiter has come back: 75 dB below it.
_REACH = 500


def treated(sound: Sound, recipe: Recipe, part: Part) -> Sound:
    """Return `sound` at 44.1 kHz as `recipe` wants a segment of this kind.

    It has `recipe.part_lufs(part)` within 0.1 LU unless that would take more than `MOST_GAIN_DB`
    or `MOST_PUSH_DB`; no sample is above `recipe.peak_dbfs`. What is shorter than the 400 ms that
    have a loudness is judged by the mean of what sounds in it; silence stays as it is.
    """
    return Sound.from_pcm(treated_pcm(sound, recipe, part), RATE)


def treated_pcm(sound: Sound, recipe: Recipe, part: Part) -> Pcm:
    """Return the samples of `treated`, which a long sound should not hold twice."""
    band = banded(sound, recipe)
    powers = _levels(band.powers)
    level = lufs(np.maximum(powers, 1e-12))
    active = _active(level)
    curve = np.zeros(len(level))
    if not active.any():
        survey = surveyed(band, None)
        return _rendered(survey, curve, np.zeros(len(survey.peaks)))
    room = None
    if part is Part.SPEECH:
        curve += _levelling_db(powers, active, recipe)
    curve += _compression_db(level + curve, active, recipe)
    wanted = recipe.part_lufs(part)
    if part is Part.SPEECH:
        push = min(wanted - _loudness(powers * 10 ** (curve / 10), active), MOST_GAIN_DB)
        room = 10 ** ((recipe.peak_dbfs - push - _BENDING_LU - curve) / 20)
    survey = surveyed(band, room)
    gain, hold = _settled(survey, curve, active, recipe.peak_dbfs, wanted)
    return _rendered(survey, gain, hold)


def _active(level: Curve) -> npt.NDArray[np.bool_]:
    """Tell where something sounds: not far below the mean of what is above silence."""
    audible = level > _FLOOR_LUFS
    if not audible.any():
        return audible
    mean = 10 * np.log10(np.mean(10 ** (level[audible] / 10)))
    return np.asarray(level > max(mean - _ACTIVE_DB, _FLOOR_LUFS))


def _levelling_db(powers: Curve, active: npt.NDArray[np.bool_], recipe: Recipe) -> Curve:
    """Return the gain that brings phrases towards one level, as heard over their length.

    Only what sounds counts, and where nothing sounds there is no gain: noise in a pause is not
    lifted because no word is near.
    """
    here = active.astype(np.float64)
    usual = 10 * np.log10(powers[active].mean())
    # A bell of that width holds what a straight window four times as long would.
    width = recipe.levelling_s * _POINTS_A_SECOND / 4
    weight = bell_smoothed(here, width, "constant")
    phrase = bell_smoothed(powers * here, width, "constant") / np.maximum(weight, 1e-9)
    lacking = (usual - 10 * np.log10(np.maximum(phrase, 1e-12))) * _LEVELLED
    lift = np.clip(lacking, -recipe.levelling_db, recipe.levelling_db)
    return np.asarray(lift * np.minimum(1.0, weight / 0.2))


def _compression_db(level: Curve, active: npt.NDArray[np.bool_], recipe: Recipe) -> Curve:
    """Return the compressor's gain: what rises above the usual level rises less.

    It looks both ways in time, so that words are not pumped.
    """
    usual = float(np.median(level[active])) + recipe.threshold_db
    smooth = bell_smoothed(np.maximum(level, _FLOOR_LUFS), _SYLLABLE_POINTS, "edge")
    return np.asarray(np.minimum(0.0, (usual - smooth) * (1 - 1 / recipe.ratio)))


def _settled(
    survey: Survey,
    curve: Curve,
    active: npt.NDArray[np.bool_],
    ceiling_db: float,
    wanted: float,
) -> tuple[Curve, Row]:
    """Return the level's and the limiter's gain with which the part is as loud as wanted.

    The limiter takes away some of every gain: how much shows from one attempt to the next.
    """
    edges = _edges(curve)
    powers = survey.powers * np.repeat(_squares(edges), POINTS_IN_LEVEL).astype(np.float32)
    steepest = np.maximum(edges[:-1], edges[1:]).astype(np.float32)
    highest = survey.peaks * np.repeat(steepest, POINTS_IN_LEVEL)
    first = min(wanted - _loudness(_levels(powers), active), MOST_GAIN_DB)
    most = min(first + MOST_PUSH_DB, MOST_GAIN_DB)
    push, slope = first, _FIRST_SLOPE
    tried = (push, -np.inf)
    for attempt in range(_ATTEMPTS):
        hold, levels = _held(powers, highest, ceiling_db - push)
        got = _loudness(levels, active) + push
        if attempt:
            slope = min(1.0, max(_LEAST_SLOPE, (got - tried[1]) / (push - tried[0])))
        tried = (push, got)
        push = min(push + (wanted - got) / slope, most)
        if abs(wanted - got) <= _CLOSE_LU or push == tried[0]:
            break
    return curve + tried[0], hold


def _held(powers: Row, highest: Row, ceiling_db: float) -> tuple[Row, Curve]:
    """Return the limiter's gain and the levels it leaves, a minute at a time.

    A peak reaches no farther than the limiter's release lets it: what lies beyond may be left out.
    """
    hold = np.zeros(len(highest), np.float32)
    levels = []
    for start in range(0, len(highest), _MINUTE):
        begin, count = max(0, start - _REACH), min(_MINUTE, len(highest) - start)
        around = highest[begin : start + count + _REACH]
        inner = slice(start - begin, start - begin + count)
        curve = hold_db(around, ceiling_db, _RELEASE_DB)
        hold[start : start + count] = curve[inner]
        lines = _squares(_edges(curve))[inner] if curve.any() else np.ones(count)
        levels.append(_levels(powers[start : start + count] * lines))
    return hold, np.concatenate(levels)


def _levels(powers: npt.NDArray[Any]) -> Curve:
    """Return the mean power of every 10 ms."""
    return np.asarray(powers.reshape(-1, POINTS_IN_LEVEL).mean(1, dtype=np.float64))


def _loudness(levels: Curve, active: npt.NDArray[np.bool_]) -> float:
    """Return the gated loudness; of what is too short to have one, that of what sounds in it."""
    try:
        return gated(levels)
    except LoudnessError:
        return float(lufs(levels[active].mean()))


def _edges(curve: npt.NDArray[Any]) -> Curve:
    """Return the factor at the beginning of each point and the end of the last."""
    around = np.concatenate((curve[:1], curve, curve[-1:]))
    return np.asarray(10 ** (np.minimum(around[:-1], around[1:]) / 20))


def _squares(edges: Curve) -> Curve:
    """Return the mean square of straight lines from edge to edge."""
    return np.asarray((edges[:-1] ** 2 + edges[:-1] * edges[1:] + edges[1:] ** 2) / 3)


def _rendered(survey: Survey, gain: Curve, hold: npt.NDArray[Any]) -> Pcm:
    """Multiply the samples, where they lie, by both gains."""
    whole = survey.pcm
    for start in starts(whole):
        row = whole[start : start + BLOCK]
        factor = factors(gain, LEVEL_STEP, start, len(row))
        factor *= factors(hold, POINT, start, len(row))
        factor *= np.float32(32768 / survey.scale)
        factor *= row
        row[:] = np.rint(factor, out=factor)
    return whole
