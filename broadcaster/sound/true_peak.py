"""True peak: the highest point of the curve through the samples, not only of the samples.

ITU-R BS.1770-4, annex 2: four times as many points, by a windowed sinc. They are worked out only
beside samples that stand out from their neighbours and come within 6 dB of the highest so far: the
curve's summit lies beside one of those.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_REACH = 16
"""Samples on either side that a point between samples is worked out from."""

_NEAR = 0.5
_BATCH = 1_024
_SHAPE = 8.0

Row = npt.NDArray[np.float32]


class TruePeak:
    """Listens to samples block by block; knows the highest point of the curve through them."""

    def __init__(self) -> None:
        """Before the first sample there is silence."""
        self._rest = np.zeros(2 * _REACH, np.float32)
        self._sample = 0.0
        self._peak = 0.0

    def hear(self, samples: Row) -> None:
        """Take in the next samples, full scale being 1.0."""
        row = np.concatenate((self._rest, samples.astype(np.float32, copy=False)))
        self._look(row)
        self._rest = row[-2 * _REACH :].copy()

    @property
    def level(self) -> float:
        """The true peak of all that was heard, full scale being 1.0; after the end is silence."""
        self._look(np.concatenate((self._rest, np.zeros(_REACH + 1, np.float32))))
        return max(self._peak, self._sample)

    def _look(self, row: Row) -> None:
        """Search where a whole reach lies on either side."""
        inner = np.abs(row[_REACH - 1 : len(row) - _REACH + 1])
        if len(inner) < 3:
            return
        middle = inner[1:-1]
        self._sample = max(self._sample, float(middle.max()))
        summits = (middle >= inner[:-2]) & (middle >= inner[2:])
        summits &= middle >= np.float32(_NEAR * self._sample)
        places = np.flatnonzero(summits) if self._sample else np.zeros(0, np.intp)
        reach = np.arange(2 * _REACH + 1)
        for first in range(0, len(places), _BATCH):
            around = row[places[first : first + _BATCH, None] + reach]
            self._peak = max(self._peak, float(np.abs(around @ _BETWEEN).max()))


def _between() -> Row:
    """Return what each neighbour counts for the points a quarter to three quarters away."""
    offsets = np.array([-0.75, -0.5, -0.25, 0.25, 0.5, 0.75])
    away = np.arange(-_REACH, _REACH + 1)[:, None] - offsets
    inside = np.clip(1 - np.square(away / (_REACH + 1)), 0, None)
    weights = np.sinc(away) * np.i0(_SHAPE * np.sqrt(inside)) / np.i0(_SHAPE)
    return np.asarray(weights / weights.sum(0), np.float32)


_BETWEEN = _between()
