"""Filters: second-order sections and what they do to samples that come block by block.

Knows formulas and samples; knows neither recipes nor programmes. A chain of sections is applied
through its impulse response by overlapping Fourier transforms (overlap-save): nothing is done
sample by sample, and no more is needed than numpy. SciPy's filters would do the same and bring
seventy megabytes of other things into every process.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from broadcaster.sound.sound import RATE

Sections = npt.NDArray[np.float64]
"""One row (b0, b1, b2, 1, a1, a2) for each section of a chain."""

Row = npt.NDArray[np.float32]

_SILENT_DB = 110.0
_SIZES = (1 << 13, 1 << 15, 1 << 17)


def low_pass(hz: float, order: int, rate: int = RATE) -> Sections:
    """Return a Butterworth low-pass of an even order: 3 dB down at `hz`, 6 dB an octave an order.

    Bilinear transform with the corner kept in its place (R. Bristow-Johnson, Audio EQ Cookbook).
    """
    return np.vstack([_pass(hz, quality, rate, -1.0) for quality in _qualities(order)])


def high_pass(hz: float, order: int, rate: int = RATE) -> Sections:
    """Return a Butterworth high-pass, as `low_pass`."""
    return np.vstack([_pass(hz, quality, rate, 1.0) for quality in _qualities(order)])


def bell(hz: float, db: float, octaves: float, rate: int = RATE) -> Sections:
    """Return a peaking equaliser of `db` at `hz`, so many octaves wide (Audio EQ Cookbook)."""
    lift = 10 ** (db / 40)
    angle = 2 * np.pi * hz / rate
    width = np.sin(angle) * np.sinh(np.log(2) / 2 * octaves * angle / np.sin(angle))
    above = (1 + width * lift, -2 * np.cos(angle), 1 - width * lift)
    below = (1 + width / lift, -2 * np.cos(angle), 1 - width / lift)
    return _section(above, below)


def all_pass(hz: float, rate: int = RATE, quality: float = 0.5**0.5) -> Sections:
    """Return a section that turns phases around `hz` and leaves levels alone (the same)."""
    angle = 2 * np.pi * hz / rate
    width = np.sin(angle) / (2 * quality)
    below = (1 + width, -2 * np.cos(angle), 1 - width)
    return _section(below[::-1], below)


def notch(hz: float, quality: float, rate: int = RATE) -> Sections:
    """Return a section that takes out `hz`, `hz` / `quality` wide (Audio EQ Cookbook)."""
    angle = 2 * np.pi * hz / rate
    width = np.sin(angle) / (2 * quality)
    middle = -2 * np.cos(angle)
    return _section((1, middle, 1), (1 + width, middle, 1 - width))


def k_weighting(rate: int = RATE) -> Sections:
    """Return the K-weighting of ITU-R BS.1770-4, annex 1, for any sampling rate.

    The standard gives coefficients at 48 kHz; they are those of a high shelf of 4 dB at 1,682 Hz
    and a high-pass at 38 Hz (B. De Man, "Evaluation of implementations of the EBU R128 loudness
    measurement", AES 145, 2018).
    """
    tangent = np.tan(np.pi * 1681.974450955533 / rate)
    high = 10 ** (3.999843853973347 / 20)
    middle = high**0.4996667741545416
    quality = 0.7071752369554196
    below = (
        1 + tangent / quality + tangent**2,
        2 * (tangent**2 - 1),
        1 - tangent / quality + tangent**2,
    )
    above = (
        high + middle * tangent / quality + tangent**2,
        2 * (tangent**2 - high),
        high - middle * tangent / quality + tangent**2,
    )
    tangent = np.tan(np.pi * 38.13547087602444 / rate)
    quality = 0.5003270373238773
    rumble = (
        1 + tangent / quality + tangent**2,
        2 * (tangent**2 - 1),
        1 - tangent / quality + tangent**2,
    )
    # The standard's high-pass has a numerator of 1, -2, 1, not brought to unit gain.
    second = np.array([[1.0, -2.0, 1.0, 1.0, rumble[1] / rumble[0], rumble[2] / rumble[0]]])
    return np.vstack((_section(above, below), second))


class Filter:
    """A chain of sections that remembers what it heard from one block to the next."""

    def __init__(self, sections: Sections) -> None:
        """Work out the chain's impulse response, until it is 110 dB down."""
        self._prepare(_impulse(sections, _taps(sections)))

    @classmethod
    def of(cls, answer: npt.NDArray[np.float64]) -> Filter:
        """Return a filter with this answer to a click."""
        found = cls.__new__(cls)
        found._prepare(answer)
        return found

    def _prepare(self, answer: npt.NDArray[np.float64]) -> None:
        self._taps = len(answer)
        wanted = 4 * self._taps
        self._size = next((size for size in _SIZES if size >= wanted), _SIZES[-1])
        self._step = self._size - self._taps + 1
        self._response = np.fft.rfft(answer, self._size).astype(np.complex64)
        self._before = np.zeros(self._taps - 1, np.float32)

    def __call__(self, block: Row) -> Row:
        """Return the next samples filtered: as many as are given, none delayed."""
        heard = np.empty(len(block), np.float32)
        piece = np.zeros(self._size, np.float32)
        kept = self._taps - 1
        for start in range(0, len(block), self._step):
            fresh = block[start : start + self._step]
            piece[:kept] = self._before
            piece[kept : kept + len(fresh)] = fresh
            piece[kept + len(fresh) :] = 0
            spectrum = np.fft.rfft(piece)
            spectrum *= self._response
            heard[start : start + len(fresh)] = np.fft.irfft(spectrum, self._size)[
                kept : kept + len(fresh)
            ]
            self._before = piece[len(fresh) : len(fresh) + kept].copy()
        return heard


def response_db(sections: Sections, hz: npt.ArrayLike, rate: int = RATE) -> npt.NDArray[np.float64]:
    """Return what a chain does to levels at frequencies in Hz, in dB."""
    turn = np.exp(-2j * np.pi * np.asarray(hz, np.float64) / rate)
    return np.asarray(20 * np.log10(np.abs(_transfer(sections, turn))))


def impulse(sections: Sections) -> npt.NDArray[np.float64]:
    """Return what a chain makes of a click, until it is 110 dB down."""
    return _impulse(sections, _taps(sections))


def turned(sections: Sections, turns: Sections, reach: int) -> npt.NDArray[np.float64]:
    """Return a chain's answer to a click with phases of our own: the click lies at `reach`.

    Levels are those of `sections`, phases those of the all-passes `turns` backwards in time: what
    they would hold back comes first. What lies beyond `reach` samples on either side fades out.
    """
    size = 1 << int(np.ceil(np.log2(16 * reach)))
    turn = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    spectrum = np.abs(_transfer(sections, turn)) * np.conj(_transfer(turns, turn))
    answer = np.roll(np.fft.irfft(spectrum, size), reach)[: 2 * reach + 1]
    return np.asarray(answer * np.sin(np.pi * np.arange(1, 2 * reach + 2) / (2 * reach + 2)) ** 0.5)


def _transfer(sections: Sections, turn: npt.NDArray[np.complex128]) -> npt.NDArray[np.complex128]:
    whole = np.ones(len(turn), np.complex128)
    for b0, b1, b2, a0, a1, a2 in sections:
        whole *= (b0 + turn * (b1 + turn * b2)) / (a0 + turn * (a1 + turn * a2))
    return whole


def _impulse(sections: Sections, taps: int) -> npt.NDArray[np.float64]:
    """Return the first `taps` samples of what a chain makes of a click.

    From its spectrum over twice that length: what lies beyond has died away and folds onto nothing.
    """
    size = 2 * taps
    turn = np.exp(-2j * np.pi * np.arange(taps + 1) / size)
    return np.asarray(np.fft.irfft(_transfer(sections, turn), size)[:taps])


def _taps(sections: Sections) -> int:
    """Return after how many samples a chain's answer to a click is 110 dB down."""
    radius = max(float(np.abs(np.roots(section[3:])).max()) for section in sections)
    radius = min(max(radius, 0.5), 0.9998)
    return max(64, int(np.ceil(_SILENT_DB / 20 * np.log(10) / -np.log(radius))))


def _qualities(order: int) -> list[float]:
    """Return the quality of each section of a Butterworth filter of an even order."""
    return [1 / (2 * np.cos(np.pi * (2 * k + 1) / (2 * order))) for k in range(order // 2)]


def _pass(hz: float, quality: float, rate: int, sign: float) -> Sections:
    """Return one section that passes what is above `hz` (`sign` 1) or below it (-1)."""
    angle = 2 * np.pi * hz / rate
    width = np.sin(angle) / (2 * quality)
    edge = (1 + sign * np.cos(angle)) / 2
    return _section((edge, -sign * 2 * edge, edge), (1 + width, -2 * np.cos(angle), 1 - width))


def _section(above: tuple[float, ...], below: tuple[float, ...]) -> Sections:
    return np.array([[*above, *below]]) / below[0]
