"""Presses plain sound into the form recordings are kept in, FLAC, and reads it in parts.

Knows WAV and FLAC, block by block; knows nothing of where the file is kept or why.
"""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import miniaudio
import numpy as np

from broadcaster.sound.formats import Tags, save
from broadcaster.sound.sound import Pcm, Sound, UnreadableSoundError

SUFFIX = ".flac"
"""How recordings end."""

_BLOCK = 1 << 16


def press(source: Path, target: Path, title: str, told: Callable[[int], None]) -> None:
    """Write the WAV file `source`, mono of 16 bits at the station's rate, to `target` as FLAC.

    The same sound and title give the same bytes. `told` hears the percentage; what it raises ends
    the work and leaves no file. Raises formats.NothingToSaveError, wave.Error, OSError.
    """
    save(_blocks(source, told), target, Tags(title, ""))


def pressed_part(path: Path, first: int, count: int) -> Sound:
    """Return `count` samples from the sample `first` on of what was pressed.

    Raises UnreadableSoundError.
    """
    rows: list[Pcm] = []
    left = count
    try:
        for block in miniaudio.flac_stream_file(str(path), _BLOCK, first):
            rows.append(np.frombuffer(block, np.int16)[:left])
            left -= len(rows[-1])
            if not left:
                break
    except miniaudio.MiniaudioError as error:
        raise UnreadableSoundError(path.name, "not FLAC, or cut short") from error
    return Sound.from_pcm(np.concatenate(rows) if rows else np.zeros(0, np.int16))


def _blocks(source: Path, told: Callable[[int], None]) -> Iterator[Pcm]:
    with wave.open(str(source), "rb") as file:
        total, done = file.getnframes() or 1, 0
        while content := file.readframes(_BLOCK):
            block = np.frombuffer(content, "<i2").astype(np.int16, copy=False)
            done += len(block)
            told(100 * done // total)
            yield block
