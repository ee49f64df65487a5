"""Treatment: one segment equalised, levelled, compressed, limited and brought to its loudness.

Knows one sound and a recipe; knows no programme. Samples are touched three times, ten seconds at a
time: filtered and brought to the station's rate while levels are noted, searched for peaks, and
multiplied by one gain. Everything in between is worked out on curves of a point every 10 ms and
every 1.1 ms, so that memory is the result and a block, and the same sound gives the same treatment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import soxr
from scipy.ndimage import gaussian_filter1d
from scipy.signal import sosfilt

from broadcaster.sound.crest import Samples, bent
from broadcaster.sound.curves import LEVEL_STEP, Curve, Row, factors, hold_db, peaks
from broadcaster.sound.equaliser import Sections, sections
from broadcaster.sound.loudness import LoudnessError, Powers, gated, lufs
from broadcaster.sound.recipes import RECIPES, Part, Recipe
from broadcaster.sound.sound import RATE, Pcm, Sound

__all__ = ["MOST_GAIN_DB", "RECIPES", "Part", "Recipe", "treated"]

MOST_GAIN_DB = 40.0
"""What is quieter than that below its target holds noise and little else, and stays below it."""

MOST_PUSH_DB = 12.0
"""How far the limiter is pushed for loudness: more makes a sound rough, not louder."""

_BLOCK_S = 10
_PEAK_STEP = 49
_PEAKS_IN_LEVEL = LEVEL_STEP // _PEAK_STEP
_BLOCK = _BLOCK_S * RATE
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
_RESAMPLING_PEAK = 1.6
_MINUTE = 60 * RATE // _PEAK_STEP
# How many points after a peak of any height the limiter has come back: 75 dB below it.
_REACH = 500
_NEVER_NOTHING = np.float32(1e-20)


@dataclass(frozen=True, slots=True)
class _Survey:
    """A sound within its band: samples, full scale being `scale`; powers each 10 ms, peaks 1.1."""

    pcm: Pcm
    scale: float
    powers: Row
    peaks: Row


def treated(sound: Sound, recipe: Recipe, part: Part) -> Sound:
    """Return `sound` at 44.1 kHz as `recipe` wants a segment of this kind.

    It has `recipe.part_lufs(part)` within 0.1 LU unless that would take more than `MOST_GAIN_DB`
    or `MOST_PUSH_DB`; no sample is above `recipe.peak_dbfs`. What is shorter than the 400 ms that
    have a loudness is judged by the mean of what sounds in it; silence stays as it is.
    """
    survey = _survey(sound, recipe, part)
    powers = _levels(survey.powers)
    level = lufs(np.maximum(powers, 1e-12))
    active = _active(level)
    if not active.any():
        return Sound.from_pcm(_rendered(survey, np.zeros(len(level)), np.zeros(1)), RATE)
    curve = np.zeros(len(level))
    if part is Part.SPEECH:
        curve += _levelling_db(powers, active, recipe)
    curve += _compression_db(level + curve, active, recipe)
    gain, hold = _settled(survey, curve, active, recipe, part)
    return Sound.from_pcm(_rendered(survey, gain, hold), RATE)


def _survey(sound: Sound, recipe: Recipe, part: Part) -> _Survey:
    """Return the sound within its band and what is to be known of it.

    It is filtered at its own rate where that is the lower one: half the work for most voices.
    """
    rate = min(sound.rate, RATE)
    filters = sections(recipe, rate)
    scale = _scale(sound, filters)
    powers = Powers(rate, RATE // _PEAK_STEP)
    whole = np.zeros(round(sound.frames * RATE / sound.rate), np.int16)
    at = 0
    banded = _banded(_resampled(_samples(sound), sound.rate, rate), filters)
    if part is Part.SPEECH:
        banded = bent(banded, rate, recipe.crest_db)
    for block in _resampled(_heard(banded, powers), rate, RATE):
        row = np.rint(block[: len(whole) - at] * np.float32(scale))
        whole[at : at + len(row)] = row
        at += len(row)
    found = [peaks(whole[start : start + _BLOCK], _PEAK_STEP) for start in _starts(whole)]
    highest = np.concatenate(found).astype(np.float32) if found else np.zeros(0, np.float32)
    # Points are whole levels: what the last one lacks is silence.
    count = -(-len(whole) // LEVEL_STEP) * _PEAKS_IN_LEVEL
    heights = _filled(highest / np.float32(scale), count)
    return _Survey(whole, scale, _filled(powers.points().astype(np.float32), count), heights)


def _samples(sound: Sound) -> Iterator[Row]:
    """Yield the samples ten seconds at a time, full scale being 1.0."""
    pcm, size = sound.pcm, _BLOCK_S * sound.rate
    for start in range(0, len(pcm), size):
        yield np.multiply(pcm[start : start + size], np.float32(1 / 32768), dtype=np.float32)


def _banded(source: Iterator[Row], filters: Sections) -> Iterator[Samples]:
    """Yield the samples within the recipe's band."""
    state = np.zeros((len(filters), 2))
    for block in source:
        audible = np.add(block, _NEVER_NOTHING, dtype=np.float64)
        banded, state = sosfilt(filters, audible, zi=state)
        yield banded


def _heard(source: Iterator[Samples], powers: Powers) -> Iterator[Row]:
    """Yield the samples; `powers` hears them."""
    for block in source:
        powers.hear(block)
        yield block.astype(np.float32)


def _resampled(source: Iterator[Row], rate: int, wanted: int) -> Iterator[Row]:
    """Yield the samples at another rate."""
    if rate == wanted:
        yield from source
        return
    stream = soxr.ResampleStream(rate, wanted, 1, dtype="float32", quality="HQ")
    for block in source:
        yield stream.resample_chunk(block)
    yield stream.resample_chunk(np.zeros(0, np.float32), last=True)


def _scale(sound: Sound, filters: Sections) -> float:
    """Return what full scale is multiplied by, so that 16 bits are used and none overflows.

    The sum of the impulse response's magnitudes is the most a filter can make of a peak.
    """
    pcm = sound.pcm
    highest = max(int(pcm.max()), -int(pcm.min())) if len(pcm) else 0
    impulse = np.zeros(4096)
    impulse[0] = 1
    most = float(np.abs(sosfilt(filters, impulse)).sum()) * _RESAMPLING_PEAK
    return 32767 / most / (max(highest, 1) / 32768)


def _active(level: Curve) -> npt.NDArray[np.bool_]:
    """Tell where something sounds: not far below the mean of what is above silence."""
    audible = level > _FLOOR_LUFS
    if not audible.any():
        return audible
    mean = 10 * np.log10(np.mean(10 ** (level[audible] / 10)))
    return np.asarray(level > max(mean - _ACTIVE_DB, _FLOOR_LUFS))


def _levelling_db(powers: Curve, active: npt.NDArray[np.bool_], recipe: Recipe) -> Curve:
    """Return the gain that brings phrases towards one level, as heard over three seconds.

    Only what sounds counts, and where nothing sounds there is no gain: noise in a pause is not
    lifted because no word is near.
    """
    here = active.astype(np.float64)
    usual = 10 * np.log10(powers[active].mean())
    # A bell of that width holds what a straight window four times as long would.
    width = recipe.levelling_s * _POINTS_A_SECOND / 4
    weight = _smooth(here, width)
    phrase = _smooth(powers * here, width) / np.maximum(weight, 1e-9)
    lacking = (usual - 10 * np.log10(np.maximum(phrase, 1e-12))) * _LEVELLED
    lift = np.clip(lacking, -recipe.levelling_db, recipe.levelling_db)
    return np.asarray(lift * np.minimum(1.0, weight / 0.2))


def _compression_db(level: Curve, active: npt.NDArray[np.bool_], recipe: Recipe) -> Curve:
    """Return the compressor's gain: what rises above the usual level rises less.

    It looks both ways in time, so that words are not pumped.
    """
    usual = float(np.median(level[active])) + recipe.threshold_db
    smooth = _smooth(np.maximum(level, _FLOOR_LUFS), _SYLLABLE_POINTS)
    return np.asarray(np.minimum(0.0, (usual - smooth) * (1 - 1 / recipe.ratio)))


def _smooth(curve: Curve, points: float) -> Curve:
    return np.asarray(gaussian_filter1d(curve, points, mode="constant"))


def _settled(
    survey: _Survey, curve: Curve, active: npt.NDArray[np.bool_], recipe: Recipe, part: Part
) -> tuple[Curve, Row]:
    """Return the level's and the limiter's gain with which the part is as loud as wanted.

    The limiter takes away some of every gain: how much shows from one attempt to the next.
    """
    wanted = recipe.part_lufs(part)
    edges = _edges(curve)
    powers = survey.powers * np.repeat(_squares(edges), _PEAKS_IN_LEVEL).astype(np.float32)
    steepest = np.maximum(edges[:-1], edges[1:]).astype(np.float32)
    highest = survey.peaks * np.repeat(steepest, _PEAKS_IN_LEVEL)
    first = min(wanted - _loudness(_levels(powers), active), MOST_GAIN_DB)
    most = min(first + MOST_PUSH_DB, MOST_GAIN_DB)
    push, slope = first, _FIRST_SLOPE
    tried = (push, -np.inf)
    for attempt in range(_ATTEMPTS):
        hold, levels = _held(powers, highest, recipe.peak_dbfs - push)
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
    return np.asarray(powers.reshape(-1, _PEAKS_IN_LEVEL).mean(1, dtype=np.float64))


def _loudness(levels: Curve, active: npt.NDArray[np.bool_]) -> float:
    """Return the gated loudness; of what is too short to have one, that of what sounds in it."""
    try:
        return gated(levels)
    except LoudnessError:
        return float(lufs(levels[active].mean()))


def _filled(points: npt.NDArray[Any], count: int) -> npt.NDArray[Any]:
    """Return `count` points: the first ones, and nothing after them."""
    return np.pad(points[:count], (0, max(0, count - len(points))))


def _edges(curve: npt.NDArray[Any]) -> Curve:
    """Return the factor at the beginning of each point and the end of the last."""
    around = np.concatenate((curve[:1], curve, curve[-1:]))
    return np.asarray(10 ** (np.minimum(around[:-1], around[1:]) / 20))


def _squares(edges: Curve) -> Curve:
    """Return the mean square of straight lines from edge to edge."""
    return np.asarray((edges[:-1] ** 2 + edges[:-1] * edges[1:] + edges[1:] ** 2) / 3)


def _rendered(survey: _Survey, gain: Curve, hold: npt.NDArray[Any]) -> Pcm:
    """Multiply the samples, where they lie, by both gains."""
    whole = survey.pcm
    for start in _starts(whole):
        row = whole[start : start + _BLOCK]
        factor = factors(gain, LEVEL_STEP, start, len(row))
        factor *= factors(hold, _PEAK_STEP, start, len(row))
        factor *= np.float32(32768 / survey.scale)
        factor *= row
        row[:] = np.rint(factor, out=factor)
    return whole


def _starts(whole: Pcm) -> range:
    return range(0, len(whole), _BLOCK)
