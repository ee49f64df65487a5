"""From many channels to one: how much of each counts. Knows channel names and measures."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from broadcaster.sound.decoder.frames import Samples

DEAD_DB = 30.0
"""A channel this far below the loudest one carries nothing but its wire's noise."""

CANCELLED_DB = 10.0
"""A mix this far below its channels' mean has lost what they say: one is upside down."""

MIX = -1
"""The choice of a channel that means all of them."""

_SIDE = 0.7071
_WEIGHTS = {
    "FL": 0.5,
    "FR": 0.5,
    "FC": _SIDE,
    "LFE": 0.0,
    "LFE2": 0.0,
    "BL": 0.5 * _SIDE,
    "BR": 0.5 * _SIDE,
    "SL": 0.5 * _SIDE,
    "SR": 0.5 * _SIDE,
    "BC": 0.5,
}


def weights(layout: tuple[str, ...]) -> npt.NDArray[np.float32]:
    """Return how much of each channel goes into one (ITU-R BS.775, its two channels then halved).

    Channels without known names count evenly; the effects channel of 5.1 and 7.1 does not count.
    """
    if len(layout) < 3 or not all(name in _WEIGHTS for name in layout):
        return np.full(len(layout), 1 / len(layout), np.float32)
    found = np.array([_WEIGHTS[name] for name in layout], np.float32)
    return found if found.any() else np.full(len(layout), 1 / len(layout), np.float32)


@dataclass(slots=True)
class Powers:
    """The energy of every channel and of their mix, gathered block by block."""

    channels: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    mix: float = 0.0
    frames: int = 0

    def add(self, samples: Samples, mixed: Samples) -> None:
        """Count a block; blocks of another number of channels than the first are left out."""
        if not self.frames:
            self.channels = np.zeros(len(samples))
        if len(samples) != len(self.channels):
            return
        self.channels += np.array([_energy(row) for row in samples])
        self.mix += _energy(mixed)
        self.frames += samples.shape[1]

    def choice(self) -> tuple[int, str]:
        """Return the channel to use (or MIX) and why: "", "dead-channel" or "out-of-phase"."""
        if len(self.channels) < 2 or not self.channels.any():
            return MIX, ""
        loudest = int(self.channels.argmax())
        if len(self.channels) == 2:
            quiet = self.channels.min()
            if quiet <= self.channels[loudest] * 10 ** (-DEAD_DB / 10):
                return loudest, "dead-channel"
        if self.mix < self.channels.mean() * 10 ** (-CANCELLED_DB / 10):
            return loudest, "out-of-phase"
        return MIX, ""


def _energy(row: Samples) -> float:
    return float(np.dot(row, row))
