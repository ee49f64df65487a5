"""The outline of a sound: its lowest and highest sample in every short span.

Knows numbers, and the two forms that BBC's audiowaveform documents in its "Waveform data file
format", version 2; knows no picture.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from broadcaster.sound.formats.read import blocks_of
from broadcaster.sound.sound import RATE, Pcm

PER_SECOND = 20
"""Spans a second: enough to see every pause in speech."""

_VERSION = 2
_EIGHT_BITS = 1
_CHANNELS = 1


@dataclass(frozen=True, slots=True, eq=False)
class Peaks:
    """Pairs of lowest and highest sample, 8 bits each, a pair for every `samples_per_pixel`."""

    pairs: npt.NDArray[np.int8]
    samples_per_pixel: int
    frames: int
    rate: int = RATE

    @property
    def length_ms(self) -> int:
        """How long the sound is."""
        return round(self.frames * 1000 / self.rate)

    def json(self) -> str:
        """Return the outline as audiowaveform's JSON, version 2."""
        return json.dumps(
            {
                "version": _VERSION,
                "channels": _CHANNELS,
                "sample_rate": self.rate,
                "samples_per_pixel": self.samples_per_pixel,
                "bits": 8,
                "length": len(self.pairs),
                "data": self.pairs.ravel().tolist(),
            },
            separators=(",", ":"),
        )

    def dat(self) -> bytes:
        """Return the outline in audiowaveform's binary form, version 2: little-endian."""
        head = (_VERSION, _EIGHT_BITS, self.rate, self.samples_per_pixel, len(self.pairs))
        return struct.pack("<iIiiIi", *head, _CHANNELS) + self.pairs.tobytes()


def peaks_of(path: Path, per_second: int = PER_SECOND) -> Peaks:
    """Return the outline of a sound file, read block by block. Raises UnreadableSoundError."""
    return outlined(blocks_of(path), per_second)


def outlined(blocks: Iterable[Pcm], per_second: int = PER_SECOND) -> Peaks:
    """Return the outline of samples at the station's rate; the last span may be shorter."""
    span = max(1, RATE // per_second)
    rest: Pcm = np.zeros(0, np.int16)
    found: list[npt.NDArray[np.int16]] = []
    frames = 0
    for block in blocks:
        frames += len(block)
        joined = np.concatenate((rest, block)) if len(rest) else block
        whole = len(joined) // span * span
        found.append(_extremes(joined[:whole].reshape(-1, span)))
        rest = joined[whole:]
    if len(rest):
        found.append(_extremes(rest.reshape(1, -1)))
    pairs = np.concatenate(found) if found else np.zeros((0, 2), np.int16)
    return Peaks((pairs >> 8).astype(np.int8), span, frames)


def _extremes(spans: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    if not len(spans):
        return np.zeros((0, 2), np.int16)
    return np.stack((spans.min(axis=1), spans.max(axis=1)), axis=1)
