"""What can be seen of a sound: levels and spectra. Pure on blocks of samples; mends nothing.

Nothing grows with the length but ten bytes a second: levels are kept for every ten milliseconds,
spectra for at most twenty minutes' worth of seconds spread evenly over the whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from broadcaster.sound.sound import RATE, Pcm

STEP = RATE // 100
"""Samples for each level: ten milliseconds."""

SILENCE_DB = -60.0
"""What stays below this (dB of full scale, mean of 10 ms) is silence, whatever it is among."""

LOW_HZ = 1_250
"""Up to here the spectrum of every second is kept, one value for each hertz."""

BAND_HZ = 100
"""How wide the bands of the whole spectrum are."""

NARROW_DB = 50.0
"""A band this far below the strongest one carries nothing."""

_MOST_SECONDS = 1_200
_NOTHING = 1e-12

Row = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Picture:
    """What was seen of a sound.

    `levels_db`: every ten milliseconds. `seconds`: power for each hertz up to LOW_HZ, a row for
    each second looked at. `bands`: mean power of each band of BAND_HZ.
    """

    frames: int
    levels_db: Row
    seconds: npt.NDArray[np.float32]
    bands: Row

    @property
    def length_ms(self) -> int:
        """The length in milliseconds."""
        return round(self.frames * 1000 / RATE)

    @property
    def noise_db(self) -> float:
        """The level of what sounds when nobody speaks: a tenth of the time it is no louder."""
        return float(np.percentile(self.levels_db, 10)) if len(self.levels_db) else -120.0

    @property
    def speech_db(self) -> float:
        """The mean level of the louder half of what is heard at all."""
        loud = self.levels_db[self.levels_db > SILENCE_DB]
        if not len(loud):
            return -120.0
        power = 10 ** (loud[loud >= np.median(loud)] / 10)
        return float(10 * np.log10(power.mean()))

    @property
    def reaches_hz(self) -> int:
        """Up to which frequency there is sound."""
        floor = self.bands.max(initial=0.0) * 10 ** (-NARROW_DB / 10)
        above = np.flatnonzero(self.bands > max(floor, _NOTHING))
        return (int(above[-1]) + 1) * BAND_HZ if len(above) else 0


def examined(blocks: Iterable[Pcm], frames: int) -> Picture:
    """Return what there is to see in `frames` samples that come in blocks of whole seconds."""
    levels: list[Row] = [np.zeros(0)]
    seconds: list[npt.NDArray[np.float32]] = []
    bands = np.zeros(RATE // 2 // BAND_HZ)
    apart = max(1, -(-frames // (RATE * _MOST_SECONDS)))
    window = np.hanning(RATE).astype(np.float32) / np.float32(32768)
    seen = count = 0
    for block in blocks:
        count += len(block)
        levels.append(_powers(block))
        for start in range(0, len(block) - RATE + 1, RATE):
            if seen % apart == 0:
                spectrum = np.fft.rfft(block[start : start + RATE] * window)
                power = np.square(np.abs(spectrum)) / np.float32(RATE)
                seconds.append(power[:LOW_HZ].astype(np.float32))
                bands += power[: len(bands) * BAND_HZ].reshape(-1, BAND_HZ).sum(1)
            seen += 1
    rows = np.stack(seconds) if seconds else np.zeros((0, LOW_HZ), np.float32)
    power = np.concatenate(levels)
    decibels = 10 * np.log10(np.maximum(power, _NOTHING))
    return Picture(count, decibels, rows, bands / max(1, len(seconds)))


def _powers(block: Pcm) -> Row:
    """Return the mean square of every ten milliseconds, full scale being 1."""
    squares = np.square(block.astype(np.float32))
    starts = np.arange(0, len(block), STEP)
    sizes = np.diff(np.append(starts, len(block)))
    return np.asarray(np.add.reduceat(squares, starts) / sizes / 32768.0**2, np.float64)


def silence_db(picture: Picture, adaptive: bool) -> float:
    """Return the level below which this sound counts as silent.

    With `adaptive` on, the noise of a room counts as silence too, where speech stands well above.
    """
    if not adaptive:
        return SILENCE_DB
    return max(SILENCE_DB, min(picture.noise_db + 5, picture.speech_db - 30))


def heard(levels_db: Row, below_db: float) -> tuple[int, int] | None:
    """Return the first step that is not silent and the one after the last; None: all is silent."""
    loud = np.flatnonzero(levels_db > below_db)
    return (int(loud[0]), int(loud[-1]) + 1) if len(loud) else None


def silent_places(levels_db: Row, below_db: float, least: int) -> list[tuple[int, int]]:
    """Return start and length, in steps, of silences inside the sound that last `least` steps."""
    around = heard(levels_db, below_db)
    if around is None:
        return []
    inner = levels_db[around[0] : around[1]] <= below_db
    turns = np.diff(np.concatenate(([False], inner, [False])).astype(np.int8))
    starts, ends = np.flatnonzero(turns == 1), np.flatnonzero(turns == -1)
    return [
        (around[0] + int(start), int(end - start))
        for start, end in zip(starts, ends, strict=True)
        if end - start >= least
    ]
