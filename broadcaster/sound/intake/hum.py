"""Hum of the mains: found in spectra, taken out by notches. Knows nothing of files and findings.

What hums does so all the time, so it is looked for in the quieter quarter of the seconds, where
voices do not cover it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.signal import iirnotch, sosfilt

from broadcaster.sound.intake.examine import LOW_HZ
from broadcaster.sound.sound import RATE, Pcm

MAINS_HZ = (50.0, 60.0)
"""The mains of nearly all the world, and of some devices' homes."""

STANDS_OUT_DB = 12.0
"""A line this far above what surrounds it hums."""

_HIGHEST = 20
_AUDIBLE_DB = -75.0
_FEWEST_SECONDS = 2
_STRAY_HZ = 1.0
_NEAR_HZ = 4
_AROUND_HZ = 14
_NOTHING = 1e-14


@dataclass(frozen=True, slots=True)
class Hum:
    """A hum: its frequency, which multiples of it sound, and how far the worst stands out."""

    hertz: float
    multiples: tuple[int, ...]
    above_db: float


def found(seconds: npt.NDArray[np.float32]) -> Hum | None:
    """Return the hum in spectra of single seconds (power for each hertz), None when there is none.

    It takes the mains' frequency or its double to stand out, at a level that can be heard.
    """
    if len(seconds) < _FEWEST_SECONDS:
        return None
    quiet = np.percentile(seconds, 25, axis=0).astype(np.float64) + _NOTHING
    best: Hum | None = None
    for mains in MAINS_HZ:
        lines = {k: _line(quiet, mains * k) for k in range(1, _HIGHEST + 1)}
        loud = tuple(k for k, (above, _, level) in lines.items() if _hums(above, level))
        if not {1, 2} & set(loud):
            continue
        worst = max(loud, key=lambda k: lines[k][0])
        hum = Hum(lines[worst][1] / worst, loud, lines[worst][0])
        if best is None or len(hum.multiples) > len(best.multiples):
            best = hum
    return best


def above_db(seconds: npt.NDArray[np.float32], hum: Hum) -> float:
    """Return how far the worst line of `hum` stands out of other spectra, in dB; 0 at least."""
    quiet = np.percentile(seconds, 25, axis=0).astype(np.float64) + _NOTHING
    lines = (_line(quiet, hum.hertz * k) for k in hum.multiples)
    return max(0.0, *(above for above, _, level in lines if level > _AUDIBLE_DB), 0.0)


def without(blocks: Iterable[Pcm], hum: Hum) -> Iterator[npt.NDArray[np.float32]]:
    """Yield the samples of `blocks` with a notch at every line of `hum`."""
    sections = np.array([_notch(hum.hertz * k, 2 + 0.2 * k) for k in hum.multiples])
    state = None
    for block in blocks:
        samples = block.astype(np.float64)
        if state is None:
            # The notches swing in on the beginning played backwards: nobody hears them do it.
            _, state = sosfilt(sections, samples[: 2 * RATE][::-1], zi=np.zeros((len(sections), 2)))
        clean, state = sosfilt(sections, samples, zi=state)
        yield clean.astype(np.float32)


def _notch(hertz: float, width_hz: float) -> npt.NDArray[np.float64]:
    b, a = iirnotch(hertz, hertz / width_hz, RATE)
    return np.concatenate((b, a))


def _hums(above: float, level: float) -> bool:
    return above >= STANDS_OUT_DB and level > _AUDIBLE_DB


def _line(quiet: npt.NDArray[np.float64], hertz: float) -> tuple[float, float, float]:
    """Return how far a line stands out near `hertz` in dB, where it lies, and its level in dB."""
    stray = max(1, round(_STRAY_HZ * hertz / 100))
    first, last = round(hertz) - stray, round(hertz) + stray + 1
    if last + _AROUND_HZ > LOW_HZ:
        return 0.0, hertz, -120.0
    peak = first + int(quiet[first:last].argmax())
    around = np.concatenate(
        (
            quiet[max(1, peak - _AROUND_HZ) : max(1, peak - _NEAR_HZ)],
            quiet[peak + _NEAR_HZ + 1 : peak + _AROUND_HZ + 1],
        )
    )
    left, middle, right = np.log(quiet[peak - 1 : peak + 2])
    bend = left - 2 * middle + right
    shift = 0.5 * (left - right) / bend if bend < 0 else 0.0
    level = quiet[peak - 1 : peak + 2].sum() * 2 / RATE / 0.375
    return (
        float(10 * np.log10(quiet[peak] / np.median(around))),
        float(peak + np.clip(shift, -0.5, 0.5)),
        float(10 * np.log10(level)),
    )
