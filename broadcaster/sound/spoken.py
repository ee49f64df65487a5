"""Speech as the memory keeps it: WAV files of ours, told apart without reading their samples.

Knows the form of what is kept; knows nothing of who speaks, or when.
"""

from __future__ import annotations

import shutil
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from broadcaster.sound.memory import Entry
from broadcaster.sound.sound import Sound

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
"""The 44 bytes before the samples in every WAV file that `Sound.wav` writes."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Speech that is remembered: what it is, who spoke it, why others before them did not.

    `key` is its name in the memory, `digest` the SHA-256 of its bytes: equal digests are equal
    sounds. The samples stay on disk until `sound` is asked for.
    """

    key: str
    digest: str
    frames: int
    rate: int
    engine: str
    remembered: bool
    refused: tuple[str, ...] = ()
    _read: Callable[[], Sound] = field(repr=False, compare=False, kw_only=True)

    @property
    def length_ms(self) -> int:
        """The length, rounded to whole milliseconds."""
        return round(self.frames * 1000 / self.rate)

    @property
    def sound(self) -> Sound:
        """Read the speech from the memory; spoken again should it be torn there.

        Raises SpeechLostError when it then sounds otherwise, or another SpeechError.
        """
        return self._read()


def shape_of(entry: Entry) -> tuple[int, int] | None:
    """Return frames and rate of a WAV file of ours, None when it is not whole."""
    if len(entry.beginning) < _HEADER.size:
        return None
    riff, _, wave, *_, rate, _, _, _, _, length = _HEADER.unpack_from(entry.beginning)
    if (riff, wave) != (b"RIFF", b"WAVE") or entry.size != _HEADER.size + length or not rate:
        return None
    return length // 2, rate


def sound_in(content: bytes) -> Sound:
    """Return the sound in a WAV file of ours, which `shape_of` has found whole."""
    rate = _HEADER.unpack_from(content)[7]
    return Sound.from_pcm(np.frombuffer(content, "<i2", offset=_HEADER.size), rate)


def sweep_old_speech(folder: Path) -> None:
    """Remove speech as it was remembered before entries carried their own digests.

    Those were WAV files in a vault, with notes in a folder `spoken`; speech is made again when it
    is wanted. Harmless where there is none, and when two processes do it at once.
    """
    notes = folder / "spoken"
    if not notes.is_dir():
        return
    for old in folder.glob("??/*.wav"):
        with suppress(OSError):
            old.unlink()
    shutil.rmtree(notes, ignore_errors=True)
