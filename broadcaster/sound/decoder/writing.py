"""Samples become a WAV file, 16 bits, one channel, resampled; knows nothing of codecs."""

from __future__ import annotations

import struct
from io import FileIO

import numpy as np
import soxr

from broadcaster.sound.decoder.frames import Samples

HEAD = 44
"""The bytes before the first sample."""


class Wave:
    """A WAV file being written through a handle, resampled on the way."""

    def __init__(self, file: FileIO, rate: int, gain: float) -> None:
        """Begin anew in `file`: what it held is gone. Samples are multiplied by `gain`."""
        self._file = file
        self._rate = rate
        self._gain = np.float32(gain)
        self._from = rate
        self._resampler: soxr.ResampleStream | None = None
        self.frames = 0
        self.peak = 0.0
        file.seek(0)
        file.truncate()
        file.write(bytes(HEAD))

    def add(self, samples: Samples, rate: int) -> None:
        """Write a block of samples at `rate`. Raises OSError."""
        if rate != self._from:
            self._drain()
            self._from = rate
            if rate != self._rate:
                self._resampler = soxr.ResampleStream(rate, self._rate, 1, "float32", "HQ")
        if self._resampler:
            samples = self._resampler.resample_chunk(samples)
        self._write(samples)

    def close(self) -> None:
        """Write what the resampler still holds, and the header."""
        self._drain()
        size = self.frames * 2
        self._file.seek(0)
        self._file.write(
            b"RIFF"
            + struct.pack("<I", HEAD - 8 + size)
            + b"WAVEfmt "
            + struct.pack("<IHHIIHH", 16, 1, 1, self._rate, self._rate * 2, 2, 16)
            + b"data"
            + struct.pack("<I", size)
        )

    def _drain(self) -> None:
        if self._resampler:
            self._write(self._resampler.resample_chunk(np.zeros(0, np.float32), last=True))
            self._resampler = None

    def _write(self, samples: Samples) -> None:
        if not len(samples):
            return
        self.peak = max(self.peak, float(samples.max()), -float(samples.min()))
        scaled = samples * (self._gain * np.float32(32768))
        np.clip(np.rint(scaled, out=scaled), -32768, 32767, out=scaled)
        left = memoryview(scaled.astype("<i2").tobytes())
        self.frames += len(samples)
        while left:
            # A handle may take less than it is given.
            left = left[self._file.write(left) or 0 :]
