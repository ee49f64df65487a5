"""Mending on disk: silence at the ends goes, hum goes. Judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

from broadcaster.sound.intake.examine import STEP
from broadcaster.sound.intake.hum import Hum, without
from broadcaster.sound.intake.waves import blocks_of, write
from broadcaster.sound.sound import Pcm

KEPT_MS = 50
"""How much silence stays at either end."""
WORTH_MS = 100
"""Less silence than this beyond what stays is left alone."""


def ends(around: tuple[int, int], frames: int) -> tuple[int, int]:
    """Return the first sample to keep and the one after the last, for what is heard `around`.

    `around` is in steps of ten milliseconds, as examine.heard tells it.
    """
    kept, worth = KEPT_MS * STEP // 10, WORTH_MS * STEP // 10
    first = around[0] * STEP - kept
    last = around[1] * STEP + kept
    return first if first >= worth else 0, last if last <= frames - worth else frames


def mended(
    path: Path, target: Path, first: int, last: int, hum: Hum, told: Callable[[], None]
) -> int:
    """Write what lies between two samples of `path`, without `hum`, into `target`.

    Returns how many samples that were. Raises OSError, and what `told` raises.
    """
    blocks = blocks_of(path, first, last)
    return write(target, _telling(_rounded(without(blocks, hum)) if hum else blocks, told))


def _rounded(blocks: Iterable[np.ndarray]) -> Iterator[Pcm]:
    for block in blocks:
        yield np.clip(np.rint(block), -32768, 32767).astype(np.int16)


def _telling(blocks: Iterable[Pcm], told: Callable[[], None]) -> Iterator[Pcm]:
    for block in blocks:
        told()
        yield block
