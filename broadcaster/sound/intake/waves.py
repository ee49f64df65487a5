"""Plain sounds on disk, read and written by blocks: WAV, mono, 16 bits. Knows no other format."""

from __future__ import annotations

import wave
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from broadcaster.sound.sound import RATE, Pcm

BLOCK = 10 * RATE
"""How many samples are held at a time: ten seconds."""


def frames_in(path: Path) -> int:
    """Return how many samples the WAV file at `path` holds. Raises OSError, wave.Error."""
    with wave.open(str(path), "rb") as file:
        return file.getnframes()


def blocks_of(path: Path, first: int = 0, last: int | None = None) -> Iterator[Pcm]:
    """Yield the samples from `first` up to `last`, ten seconds at a time."""
    with wave.open(str(path), "rb") as file:
        left = (file.getnframes() if last is None else last) - first
        file.setpos(first)
        while left > 0:
            content = file.readframes(min(BLOCK, left))
            if not content:
                return
            left -= len(content) // 2
            yield np.frombuffer(content, "<i2")


def write(path: Path, blocks: Iterable[Pcm]) -> int:
    """Write `blocks` into the file at `path` and return how many samples there were."""
    frames = 0
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for block in blocks:
            frames += len(block)
            file.writeframesraw(block.astype("<i2").tobytes())
    return frames
