"""The survey of a sound: brought within its band and to the station's rate, and what is in it when.

Knows filters and blocks; decides no gain. A sound is filtered at its own rate where that is the
lower one, and lies meanwhile at the end of where the result will be written: memory is the result
and a block of ten seconds, whatever the length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import soxr

from broadcaster.sound.crest import Samples, bent
from broadcaster.sound.curves import LEVEL_STEP, Curve, Row, peaks
from broadcaster.sound.equaliser import Answer, answer
from broadcaster.sound.filters import Filter
from broadcaster.sound.loudness import Powers
from broadcaster.sound.recipes import Recipe
from broadcaster.sound.sound import RATE, Pcm, Sound

POINT = 49
"""Samples for each point of power and peak: 1.11 ms, nine to a level."""

POINTS_IN_LEVEL = LEVEL_STEP // POINT

BLOCK = 10 * RATE
"""How many samples are worked on at a time."""

LOWEST_RATE = 20_000
"""The lowest rate worked on as it is: at 16 kHz the weighting filter would be 0.1 dB off."""

_BLOCK_S = 10
_RESAMPLING_PEAK = 1.6


@dataclass(frozen=True, slots=True)
class Band:
    """A sound within its band at a rate of its own: it lies at the end of where the result will.

    Full scale is `scale`; `powers` are weighted, one every 1.1 ms.
    """

    whole: Pcm
    own: Pcm
    rate: int
    scale: float
    powers: Row


@dataclass(frozen=True, slots=True)
class Survey:
    """A sound as it will be but for its gain: full scale is `scale`, a point is 1.1 ms."""

    pcm: Pcm
    scale: float
    powers: Row
    peaks: Row


def banded(sound: Sound, recipe: Recipe) -> Band:
    """Return the sound within the recipe's band, and how loud it is when.

    It is worked on at its own rate where that is the lower one: half the work for most voices.
    """
    rate = sound.rate if LOWEST_RATE <= sound.rate <= RATE else RATE
    equaliser = answer(recipe, rate)
    scale = _scale(sound, equaliser)
    length = round(sound.frames * rate / sound.rate)
    whole = np.zeros(max(length, round(sound.frames * RATE / sound.rate)), np.int16)
    own = whole[len(whole) - length :]
    powers = Powers(rate, RATE // POINT)
    at = 0
    for block in _within(_resampled(_samples(sound), sound.rate, rate), equaliser):
        inside = block[: length - at]
        powers.hear(inside)
        inside *= np.float32(scale)
        own[at : at + len(inside)] = np.rint(inside, out=inside)
        at += len(inside)
    return Band(whole, own, rate, scale, _points(powers, len(whole)))


def surveyed(band: Band, room: Curve | None) -> Survey:
    """Return the sound at the station's rate, its tips bent to the room they have.

    The samples are read from the end of where the result is written, always ahead of it.
    """
    whole, powers = band.whole, Powers(band.rate, RATE // POINT)
    source = _stored(band)
    if room is not None:
        source = bent(source, band.rate, room)
    at = 0
    for block in _resampled(_heard(source, powers), band.rate, RATE):
        row = block[: len(whole) - at] * np.float32(band.scale)
        whole[at : at + len(row)] = np.rint(row, out=row)
        at += len(row)
    whole[at:] = 0
    found = [peaks(whole[start : start + BLOCK], POINT) for start in starts(whole)]
    highest = np.concatenate(found).astype(np.float32) if found else np.zeros(0, np.float32)
    known = _points(powers, len(whole))
    return Survey(whole, band.scale, known, _filled(highest / np.float32(band.scale), len(known)))


def _within(source: Iterator[Row], equaliser: Answer) -> Iterator[Row]:
    """Yield the samples equalised; what the equaliser delays is brought back in time."""
    within, early = Filter.of(equaliser.samples), equaliser.lead
    for block in chain(source, [np.zeros(equaliser.lead, np.float32)]):
        inside = within(block)
        yield inside[early:]
        early = max(0, early - len(inside))


def _samples(sound: Sound) -> Iterator[Row]:
    """Yield the samples ten seconds at a time, full scale being 1.0."""
    pcm, size = sound.pcm, _BLOCK_S * sound.rate
    for start in range(0, len(pcm), size):
        yield np.multiply(pcm[start : start + size], np.float32(1 / 32768), dtype=np.float32)


def _stored(band: Band) -> Iterator[Samples]:
    """Yield the samples of a band ten seconds at a time, full scale being 1.0."""
    size = _BLOCK_S * band.rate
    for start in range(0, len(band.own), size):
        yield np.multiply(
            band.own[start : start + size], np.float32(1 / band.scale), dtype=np.float32
        )


def _heard(source: Iterator[Samples], powers: Powers) -> Iterator[Row]:
    """Yield the samples; `powers` hears them."""
    for block in source:
        powers.hear(block)
        yield np.asarray(block, np.float32)


def _points(powers: Powers, frames: int) -> Row:
    """Return powers for whole levels: what the last one lacks is silence."""
    count = -(-frames // LEVEL_STEP) * POINTS_IN_LEVEL
    return _filled(powers.points().astype(np.float32), count)


def _resampled(source: Iterator[Row], rate: int, wanted: int) -> Iterator[Row]:
    """Yield the samples at another rate."""
    if rate == wanted:
        yield from source
        return
    stream = soxr.ResampleStream(rate, wanted, 1, dtype="float32", quality="HQ")
    for block in source:
        if len(found := stream.resample_chunk(block)):
            yield found
    if len(found := stream.resample_chunk(np.zeros(0, np.float32), last=True)):
        yield found


def _scale(sound: Sound, equaliser: Answer) -> float:
    """Return what full scale is multiplied by, so that 16 bits are used and none overflows."""
    pcm = sound.pcm
    highest = max(int(pcm.max()), -int(pcm.min())) if len(pcm) else 0
    most = equaliser.most * _RESAMPLING_PEAK
    return 32767 / most / (max(highest, 1) / 32768)


def _filled(points: npt.NDArray[Any], count: int) -> npt.NDArray[Any]:
    """Return `count` points: the first ones, and nothing after them."""
    return np.pad(points[:count], (0, max(0, count - len(points))))


def starts(whole: Pcm) -> range:
    return range(0, len(whole), BLOCK)
