"""What can be heard wrong in a sound: levels. Pure on blocks of samples; mends nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from broadcaster.sound.sound import RATE, Pcm

STEP = RATE // 100
"""Samples for each level: ten milliseconds."""

SILENCE_DB = -60.0
"""What stays below this (dB of full scale, mean of 10 ms) is silence."""

Levels = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Picture:
    """What was seen of a sound: its length in samples, its level every ten milliseconds."""

    frames: int
    levels_db: Levels


def examined(blocks: Iterable[Pcm]) -> Picture:
    """Return what there is to see in samples that come in blocks of whole steps."""
    frames = 0
    levels: list[Levels] = [np.zeros(0)]
    for block in blocks:
        frames += len(block)
        squares = np.square(block.astype(np.float32))
        starts = np.arange(0, len(block), STEP)
        sizes = np.diff(np.append(starts, len(block)))
        levels.append(np.add.reduceat(squares, starts) / sizes)
    power = np.concatenate(levels) / 32768.0**2
    return Picture(frames, 10 * np.log10(np.maximum(power, 1e-12)))


def heard(levels_db: Levels) -> tuple[int, int] | None:
    """Return the first step that is not silent and the one after the last; None: all is silent."""
    loud = np.flatnonzero(levels_db > SILENCE_DB)
    return (int(loud[0]), int(loud[-1]) + 1) if len(loud) else None
