"""Flat tops: where a sound was recorded louder than it could be, and a curve in their place.

Knows samples only. Over every flat top a cubic is laid that leaves and meets the sound with its own
slope (Hermite): a second of work for ten minutes of sound. libavfilter's adeclip comes as close to
what was lost in speech and takes fifteen times as long; on a clipped tone it takes four times as
long as the tone lasts.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from broadcaster.sound.decoder.frames import Samples

LONGEST = 200
"""Samples: a longer top is no lost peak."""

_BIN = 0.005
_BINS = 400
_CONTEXT = 3
_HELD = LONGEST + 8
_FLAT = 2 / 32768
_LOUD = 0.1
_FLAT_SHARE = 2e-4
_BUMP_SHARE = 3e-3
_BUMP = 1.4
_PILE = 10
_QUIET_SHARE = 0.5

Counts = npt.NDArray[np.int64]


@dataclass(slots=True)
class Tops:
    """How the samples of one channel are spread over levels, gathered block by block."""

    spread: Counts = field(default_factory=lambda: np.zeros(_BINS, np.int64))
    flats: Counts = field(default_factory=lambda: np.zeros(_BINS, np.int64))
    lowest: Samples = field(default_factory=lambda: np.full(_BINS, np.inf, np.float32))

    def add(self, row: Samples) -> None:
        """Count a block."""
        high = np.abs(row)
        bins = np.minimum(high * np.float32(1 / _BIN), _BINS - 1).astype(np.int16)
        self.spread += np.bincount(bins, minlength=_BINS)
        same = np.abs(np.diff(row)) < _FLAT
        flat = np.flatnonzero(same[1:] & same[:-1]) + 2
        self.flats += np.bincount(bins[flat], minlength=_BINS)
        np.minimum.at(self.lowest, bins[flat], high[flat])

    def level(self) -> float | None:
        """Return the level from which the tops are flat, None when they are not.

        Either three equal samples in a row are frequent at the top, or, where a codec has bent
        the flat tops, many more samples lie there than below, as they do in no speech or music.
        """
        total = int(self.spread.sum())
        # No converter gives more than full scale: what goes far beyond was calculated, not clipped.
        if not total or self.spread[-1]:
            return None
        first = int(_LOUD / _BIN)
        place = first + int(self.flats[first:].argmax())
        here = int(self.flats[max(0, place - 1) : place + 2].sum())
        above = int(self.spread[place + 2 :].sum())
        below = int(self.spread[max(0, place - 8) : max(0, place - 1)].mean())
        around = int(self.spread[max(0, place - 1) : place + 2].sum())
        if here > _FLAT_SHARE * total and above < here / 4 and around > _PILE * below:
            return float(self.lowest[max(0, place - 1) : place + 2].min()) - _FLAT
        return self._bump(total)

    def share(self, level: float) -> float:
        """Return which part of the samples lies at or above `level`."""
        return float(self.spread[int(level / _BIN + 0.5) :].sum() / max(1, self.spread.sum()))

    def _bump(self, total: int) -> float | None:
        """Return the lower edge of a bump in the spread near the highest level."""
        reversed_sum = np.cumsum(self.spread[::-1])[::-1]
        top = int(np.flatnonzero(reversed_sum > 1e-5 * total)[-1]) + 1
        width = max(1, top // 20)
        quiet = self.spread[: top // 4].sum()
        if top * _BIN < _LOUD or quiet < _QUIET_SHARE * total:
            return None
        for place in range(top - 2 * width, top * 3 // 4, -width):
            bump = int(self.spread[place : place + 2 * width].sum())
            below = int(self.spread[place - 2 * width : place].sum())
            if bump > _BUMP_SHARE * total and bump > _BUMP * below:
                return place * _BIN
        return None


class Mender:
    """Puts curves over the flat tops of one channel, block by block."""

    def __init__(self, level: float) -> None:
        """`level` is where the tops begin."""
        self._level = np.float32(level)
        self._past = np.zeros(0, np.float32)
        self._given = 0

    def mend(self, row: Samples, last: bool = False) -> Samples:
        """Return what can be said of the samples so far: some are held back until `last`."""
        whole = np.concatenate((self._past, row))
        mended = whole.copy()
        for sign in (np.float32(1), np.float32(-1)):
            _lay_curves(sign * whole, mended, sign, self._level)
        end = len(whole) if last else max(self._given, len(whole) - _HELD)
        done = mended[self._given : end]
        start = max(0, end - _HELD)
        self._past, self._given = whole[start:], end - start
        return done


def _lay_curves(row: Samples, into: Samples, sign: np.float32, level: np.float32) -> None:
    """Write curves over the runs of `row` above `level` into `into`, times `sign`."""
    steps = np.diff(np.concatenate(([False], row >= level, [False])).astype(np.int8))
    first, last = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1) - 1
    count = last - first + 1
    fit = (count > 1) & (count <= LONGEST) & (first >= _CONTEXT) & (last < len(row) - _CONTEXT)
    first, last, count = first[fit], last[fit], count[fit]
    if not len(first):
        return
    begin, end = first - 1, last + 1
    width = (end - begin).astype(np.float32)
    rise = np.maximum(row[begin] - row[begin - 1], 0) * width
    fall = np.minimum(row[end + 1] - row[end], 0) * width
    owner = np.repeat(np.arange(len(first)), count)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    t = ((place + 1) / width[owner]).astype(np.float32)
    curve = (
        (2 * t**3 - 3 * t**2 + 1) * row[begin][owner]
        + (t**3 - 2 * t**2 + t) * rise[owner]
        + (3 * t**2 - 2 * t**3) * row[end][owner]
        + (t**3 - t**2) * fall[owner]
    )
    where = first[owner] + place
    into[where] = sign * np.maximum(curve, row[where])
