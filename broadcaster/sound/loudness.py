"""How loud a sound is to people and how far it swings: BS.1770-4 and EBU R 128, block by block.

The weighting filters remember what they heard from block to block, so that two hours need no more
memory than ten seconds and a figure for every 10 ms; gating, momentary (400 ms) and short-term
(3 s) loudness are those of EBU Tech 3341, loudness range that of Tech 3342.

One channel is measured, and weighed as one: a sine on it reads 3 LU less than the same sine on both
channels of a stereo programme, for BS.1770 adds the powers of the channels. Where the standards'
signals are stereo with the same on both, what we measure is that one channel at 3.01 dB more: the
same power in all, which is what their mono sum, as our players make it, has to have.

    LoudnessError (a SoundError)
    ├── TooShortError   shorter than one gating block of 400 ms
    └── SilentError     nothing above the absolute gate of -70 LUFS
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from broadcaster.sound.filters import Filter, k_weighting
from broadcaster.sound.sound import Sound, SoundError
from broadcaster.sound.true_peak import TruePeak

SHORTEST_MS = 400
"""The standard's gating block: nothing shorter has a loudness."""

BLOCK_S = 10
"""How many seconds are worked on at a time."""

Floats = npt.NDArray[np.floating[Any]]
Curve = npt.NDArray[np.float64]

_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = -10.0
_RANGE_GATE = -20.0
_MOMENTARY = 40
_SHORT_TERM = 300
_HOP = 10
_OFFSET = -0.691


class LoudnessError(SoundError):
    """Root of why a sound has no loudness."""


class TooShortError(LoudnessError):
    """The sound is shorter than the shortest one that has a loudness."""

    def __init__(self, length_ms: int) -> None:
        """`length_ms` is the sound's length."""
        self.length_ms = length_ms
        self.shortest_ms = SHORTEST_MS
        super().__init__(f"{length_ms} ms of sound; loudness needs {SHORTEST_MS} ms")


class SilentError(LoudnessError):
    """The sound is silence throughout."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("the sound is silent: nothing above -70 LUFS")


@dataclass(frozen=True, slots=True)
class Loudness:
    """What a meter reads: integrated loudness in LUFS and true peak in dBTP.

    `lra` is the loudness range in LU, 0 where nothing lasts 3 s; `max_momentary` and
    `max_short_term` are the loudest 400 ms and 3 s in LUFS, silence being minus infinity.
    """

    lufs: float
    dbtp: float
    lra: float = 0.0
    max_momentary: float = -np.inf
    max_short_term: float = -np.inf


def measure(sound: Sound) -> Loudness:
    """Return how loud `sound` is. Raises TooShortError, SilentError."""
    return measured(blocks(sound), sound.rate)


def measured(pieces: Iterable[Floats], rate: int) -> Loudness:
    """Return how loud samples are that come in pieces of any length, full scale being 1.0.

    Raises TooShortError, SilentError.
    """
    powers, peak = Powers(rate), TruePeak()
    for piece in pieces:
        powers.hear(piece)
        peak.hear(piece)
    points = powers.points()
    return Loudness(
        gated(points),
        _dbtp(peak),
        loudness_range(points),
        _loudest(points, _MOMENTARY),
        _loudest(points, _SHORT_TERM),
    )


def blocks(sound: Sound) -> Iterator[Floats]:
    """Yield the samples ten seconds at a time, full scale being 1.0."""
    pcm, size = sound.pcm, BLOCK_S * sound.rate
    for start in range(0, len(pcm), size):
        yield pcm[start : start + size].astype(np.float32) / np.float32(32768)


def integrated(pieces: Iterable[Floats], rate: int) -> float:
    """Return the gated loudness in LUFS of samples that come in pieces.

    Raises TooShortError, SilentError.
    """
    powers = Powers(rate)
    for piece in pieces:
        powers.hear(piece)
    return gated(powers.points())


def gated(points: Curve) -> float:
    """Return the gated loudness in LUFS of weighted powers, one for every 10 ms.

    Blocks of 400 ms, each 100 ms after the one before. Raises TooShortError, SilentError.
    """
    quarter = points[: len(points) // 10 * 10].reshape(-1, 10).mean(1)
    if len(quarter) < 4:
        raise TooShortError(len(quarter) * 100)
    powers = np.convolve(quarter, np.full(4, 0.25), "valid")
    loud = powers[lufs(powers) >= _ABSOLUTE_GATE]
    if not len(loud):
        raise SilentError
    gate = lufs(loud.mean()) + _RELATIVE_GATE
    return float(lufs(loud[lufs(loud) > gate].mean()))


def short_term(points: Curve) -> Curve:
    """Return the loudness in LUFS of 3 s every 100 ms, from weighted powers every 10 ms."""
    return np.asarray(lufs(_means(points, _SHORT_TERM)[::_HOP]))


def loudness_range(points: Curve) -> float:
    """Return the range in LU between quiet and loud, without the outermost: EBU Tech 3342.

    Of short-term loudness above -70 LUFS and no more than 20 LU below its mean, from where a tenth
    lies below to where a twentieth lies above. `points` are weighted powers, one for every 10 ms.
    """
    found = short_term(points)
    found = found[found >= _ABSOLUTE_GATE]
    if not len(found):
        return 0.0
    gate = lufs(np.mean(10 ** ((found - _OFFSET) / 10))) + _RANGE_GATE
    low, high = np.quantile(found[found >= gate], (0.1, 0.95))
    return float(high - low)


def _loudest(points: Curve, width: int) -> float:
    means = _means(points, width)
    return float(lufs(means.max())) if len(means) else -np.inf


def _means(points: Curve, width: int) -> Curve:
    """Return the mean of every `width` points in a row."""
    if len(points) < width:
        return np.zeros(0)
    return np.maximum(np.convolve(points, np.full(width, 1 / width), "valid"), 0)


class Powers:
    """Listens to samples block by block; knows their K-weighted mean squares, point by point."""

    def __init__(self, rate: int, points_a_second: int = 100) -> None:
        """`rate` is the samples' rate in Hz; a point is 10 ms unless told otherwise."""
        self._rate = rate
        self._density = points_a_second
        self._weighted = Filter(k_weighting(rate))
        self._heard = 0
        self._open = 0
        self._carried = 0.0
        self._found: list[Curve] = []

    def hear(self, samples: Floats) -> None:
        """Take in the next samples, full scale being 1.0."""
        if not len(samples):
            return
        weighted = np.square(self._weighted(samples.astype(np.float32, copy=False)))
        end = self._heard + len(weighted)
        last = self._density * (end + 1) // self._rate
        edges = self._edge(np.arange(self._open, last + 2))
        edges = edges[: np.searchsorted(edges, end, "right")]
        starts = np.maximum(edges - self._heard, 0)
        sums = np.add.reduceat(weighted, starts[starts < len(weighted)], dtype=np.float64)
        sums[0] += self._carried
        closed = len(edges) - 1
        self._carried = float(sums[closed]) if closed < len(sums) else 0.0
        self._found.append(sums[:closed] / np.diff(edges))
        self._open += closed
        self._heard = end

    def points(self) -> Curve:
        """Return the mean squares; what is left over counts as filled up with silence."""
        left = self._heard - self._edge(self._open)
        rest = [np.array([self._carried * self._density / self._rate])] if left else []
        return np.concatenate([*self._found, *rest]) if self._found or rest else np.zeros(0)

    def _edge(self, point: Any) -> Any:
        """Return the first sample of a point."""
        return point * self._rate // self._density


def true_peak(sound: Sound) -> float:
    """Return the true peak in dBTP: the highest point of the curve through the samples.

    Raises SilentError when every sample is zero.
    """
    peak = TruePeak()
    for block in blocks(sound):
        peak.hear(block)
    return _dbtp(peak)


def _dbtp(peak: TruePeak) -> float:
    if not peak.level:
        raise SilentError
    return float(20 * np.log10(peak.level))


def lufs(power: Any) -> Any:
    """Return the loudness of a K-weighted mean square."""
    with np.errstate(divide="ignore"):
        return _OFFSET + 10 * np.log10(power)
