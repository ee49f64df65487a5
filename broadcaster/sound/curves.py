"""Gain curves: gains worked out a millisecond or ten at a time, applied to samples.

Knows levels and peaks; knows neither recipes nor programmes. A curve holds decibels, one point for
every `step` samples.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

LEVEL_STEP = 441
"""Samples for each point of a level's curve: 10 ms at 44.1 kHz."""

PEAK_STEP = 48
"""Samples for each point of a limiter's curve: 1.09 ms, a whole number of them in an MP3 frame."""

ATTACK_DB = 1.5
"""How fast the limiter goes down before a peak, in dB a point."""

RELEASE_DB = 0.05
"""How fast it comes back after one, in dB a point."""

Curve = npt.NDArray[np.float64]
Row = npt.NDArray[np.float32]


def peaks(samples: npt.NDArray[Any], step: int = PEAK_STEP) -> npt.NDArray[Any]:
    """Return the largest magnitude of every `step` samples; the last step may be shorter."""
    if not len(samples):
        return np.zeros(0, np.float32)
    starts = np.arange(0, len(samples), step)
    return np.maximum(np.maximum.reduceat(samples, starts), -np.minimum.reduceat(samples, starts))


def powers(samples: npt.NDArray[Any], step: int) -> Curve:
    """Return the mean square of every `step` samples; the last step is filled up with silence."""
    squares = np.square(samples, dtype=np.float64)
    starts = np.arange(0, len(squares), step)
    return np.add.reduceat(squares, starts) / step if len(squares) else np.zeros(0)


def hold_db(highest: npt.NDArray[Any], ceiling_db: float, release_db: float = RELEASE_DB) -> Curve:
    """Return the limiter's gain in dB for every point, never above what its peaks allow.

    `highest` holds the peaks, full scale being 1.0. The gain goes down `ATTACK_DB` a point before
    a peak and comes back `release_db` a point after it: straight lines in dB, found as running
    minima from either side.
    """
    needed = np.minimum(0.0, ceiling_db - 20 * np.log10(np.maximum(highest, 1e-6)))
    if not needed.any():
        return np.zeros(len(needed))
    # The corners are rounded over three points below: each must do for its neighbours as well.
    needed = np.minimum.reduce(_neighbours(needed))
    index = np.arange(len(needed))
    after = np.minimum.accumulate(needed - release_db * index)
    before = np.minimum.accumulate((needed + ATTACK_DB * index)[::-1])[::-1]
    curve = np.minimum(after + release_db * index, before - ATTACK_DB * index)
    return np.asarray(np.add.reduce(_neighbours(np.minimum(curve, 0.0))) / 3)


def _neighbours(curve: Curve) -> tuple[Curve, Curve, Curve]:
    """Return what lies before, at and after each point; the ends are their own neighbours."""
    return np.r_[curve[:1], curve[:-1]], curve, np.r_[curve[1:], curve[-1:]]


def bell_smoothed(curve: Curve, width: float, beyond: str) -> Curve:
    """Return a curve smoothed by a Gauss bell of `width` points.

    Beyond its ends it is nothing ("constant") or goes on as it ends ("edge").
    """
    reach = round(4 * width)
    bell = np.exp(-0.5 * np.square(np.arange(-reach, reach + 1) / width))
    padded = np.pad(curve, reach, mode="edge" if beyond == "edge" else "constant")
    return np.convolve(padded, bell / bell.sum(), "valid")


def ramp(edges: npt.NDArray[np.floating[Any]], step: int, skipped: int, count: int) -> Row:
    """Return `count` samples of straight lines from edge to edge, `step` samples apart.

    The first `skipped` samples of the first line are left out.
    """
    low, high = edges[:-1].astype(np.float32), edges[1:].astype(np.float32)
    part = np.arange(step, dtype=np.float32) / np.float32(step)
    lines = low[:, None] + (high - low)[:, None] * part
    return np.asarray(lines.reshape(-1)[skipped : skipped + count])


def factors(curve: Curve, step: int, first: int, count: int) -> Row:
    """Return the factor for each of `count` frames from frame `first`, straight between points.

    Where two points meet the lower gain counts, so that within a step none is above its own.
    """
    begin, steps = first // step, -(-(first % step + count) // step)
    around = curve[np.clip(np.arange(begin - 1, begin + steps + 1), 0, len(curve) - 1)]
    edges = (10 ** (np.minimum(around[:-1], around[1:]) / 20)).astype(np.float32)
    return ramp(edges, step, first % step, count)
