"""Hum of the mains: found in spectra, taken out by notches. Knows nothing of files and findings.

It is looked for in the quietest seconds, where voices do not cover it; what hums there must be in
all others as well, for a mains hum never stops.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from broadcaster.sound.filters import Filter, notch
from broadcaster.sound.intake.examine import LOW_HZ
from broadcaster.sound.sound import RATE, Pcm

MAINS_HZ = (50.0, 60.0)
"""The mains of nearly all the world, and of some devices' homes."""

STANDS_OUT_DB = 12.0
"""A line this far above what surrounds it hums."""

ALSO_DB = 6.0
"""Where the mains hum, so do those of its multiples that stand out this far."""

AUDIBLE_DB = -75.0
"""A line below this level (dB of full scale) is nobody's trouble."""

_HIGHEST = 20
_FEWEST_SECONDS = 2
_STRAY = 0.01
_NEAR_HZ = 4
_AROUND_HZ = 14
_VOICES_HZ = 400
_STEADY = 8.0
_NOTHING = 1e-14

Seconds = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a spectrum: where it lies, how far it stands out, its level."""

    hertz: float
    above_db: float
    level_db: float

    def hums(self, at_least_db: float = STANDS_OUT_DB) -> bool:
        """Whether it stands out and can be heard."""
        return self.above_db >= at_least_db and self.level_db > AUDIBLE_DB


Hum = tuple[Line, ...]
"""The lines of a hum, the lowest first."""


def found(seconds: Seconds) -> Hum:
    """Return the lines that hum in spectra of single seconds (power for each hertz), or none.

    It takes the mains' frequency or its double to stand out.
    """
    if len(seconds) < _FEWEST_SECONDS:
        return ()
    quiet, always = _quiet(seconds), np.percentile(seconds, 10, axis=0) * _STEADY
    best: Hum = ()
    for mains in MAINS_HZ:
        lines = [_line(quiet, mains * multiple) for multiple in range(1, _HIGHEST + 1)]
        steady = [line for line in lines if always[round(line.hertz)] >= quiet[round(line.hertz)]]
        if not any(line.hums() for line in lines[:2] if line in steady):
            continue
        hum = tuple(line for line in steady if line.hums(ALSO_DB))
        if len(hum) > len(best):
            best = hum
    return best


def above_db(hum: Hum) -> float:
    """Return how far the worst line stands out."""
    return max(line.above_db for line in hum)


def after_db(seconds: Seconds, hum: Hum) -> float:
    """Return how far the worst line of `hum` stands out of other spectra and can be heard."""
    quiet = _quiet(seconds)
    lines = [_line(quiet, line.hertz) for line in hum]
    return max((line.above_db for line in lines if line.level_db > AUDIBLE_DB), default=0.0)


def without(blocks: Iterable[Pcm], hum: Hum) -> Iterator[npt.NDArray[np.float32]]:
    """Yield the samples of `blocks` with a notch at every line of `hum`."""
    # Each notch also holds where the mains stray by a tenth of a hertz.
    notches = [notch(line.hertz, line.hertz / (2 + line.hertz / 250)) for line in hum]
    clean = Filter(np.vstack(notches))
    for number, block in enumerate(blocks):
        samples = block.astype(np.float32)
        if not number:
            # The notches swing in on the beginning played backwards: nobody hears them do it.
            clean(samples[: 2 * RATE][::-1])
        yield clean(samples)


def _quiet(seconds: Seconds) -> npt.NDArray[np.float64]:
    """Return the mean spectrum of the quietest twelfth of the seconds, bass not counted."""
    voices = seconds[:, _VOICES_HZ:].sum(axis=1)
    quietest = np.argsort(voices)[: max(_FEWEST_SECONDS, len(seconds) // 12)]
    return np.asarray(seconds[quietest].mean(axis=0), np.float64) + _NOTHING


def _line(quiet: npt.NDArray[np.float64], hertz: float) -> Line:
    """Return the line near `hertz`."""
    stray = max(1, round(_STRAY * hertz))
    first, last = round(hertz) - stray, round(hertz) + stray + 1
    if last + _AROUND_HZ > LOW_HZ:
        return Line(hertz, 0.0, -120.0)
    peak = first + int(quiet[first:last].argmax())
    below = quiet[max(1, peak - _AROUND_HZ) : max(1, peak - _NEAR_HZ)]
    around = np.concatenate((below, quiet[peak + _NEAR_HZ + 1 : peak + _AROUND_HZ + 1]))
    # Through Hann's window a line shows in two places whose ratio tells exactly where it lies.
    side = 1 if quiet[peak + 1] > quiet[peak - 1] else -1
    ratio = float(np.sqrt(quiet[peak + side] / quiet[peak]))
    shift = side * float(np.clip((2 * ratio - 1) / (ratio + 1), 0, 0.5))
    level = quiet[peak - 1 : peak + 2].sum() * 2 / RATE / 0.375
    return Line(
        peak + shift,
        float(10 * np.log10(quiet[peak] / np.median(around))),
        float(10 * np.log10(level)),
    )
