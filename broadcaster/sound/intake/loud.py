"""How loud a sound on disk is, without holding more of it than ten seconds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np

from broadcaster.sound.intake.waves import blocks_of
from broadcaster.sound.loudness import Loudness, LoudnessError, SilentError, integrated, true_peak
from broadcaster.sound.sound import RATE, Sound


def loudness_of(path: Path, told: Callable[[], None]) -> Loudness | None:
    """Return loudness and true peak of the WAV file at `path`; None when it has none."""
    peaks: list[float] = []
    for block in blocks_of(path):
        told()
        with suppress(SilentError):
            peaks.append(true_peak(Sound.from_pcm(block)))
    try:
        scaled = (block.astype(np.float32) / np.float32(32768) for block in blocks_of(path))
        return Loudness(integrated(scaled, RATE), max(peaks))
    except (LoudnessError, ValueError):
        return None
