"""Saves samples as a file in the format its name ends with, and a master as any of them.

Knows endings and how a file comes to its place whole or not at all; knows no codec.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import numpy as np

from broadcaster.sound.formats.errors import (
    NothingToSaveError,
    NoTranscriptError,
    UnknownFormatError,
)
from broadcaster.sound.formats.peaks import peaks_of
from broadcaster.sound.formats.picture import picture
from broadcaster.sound.formats.read import BLOCK, blocks_of, tags_in
from broadcaster.sound.formats.tags import Tags
from broadcaster.sound.formats.transcript import lrc, webvtt
from broadcaster.sound.formats.write import write_flac, write_mp3, write_opus, write_wav
from broadcaster.sound.lame import KBPS, BitRateError
from broadcaster.sound.sound import Pcm, SoundShapeError

_SOUNDS: dict[str, Callable[[Iterable[Pcm], Path, Tags, int], None]] = {
    ".mp3": write_mp3,
    ".wav": write_wav,
    ".flac": write_flac,
    ".opus": write_opus,
}
SOUND_SUFFIXES = tuple(_SOUNDS)
"""How the names of sounds we save may end."""

EXPORT_SUFFIXES = (*SOUND_SUFFIXES, ".vtt", ".lrc", ".svg", ".json", ".dat")
"""How the names of files made from a master may end."""

EXPORT_VERSION = 1
"""Another number makes exports anew where they are remembered: it changes when their bytes do."""


def save(blocks: Iterable[Pcm], path: Path, tags: Tags, kbps: int = 128) -> None:
    """Save mono samples at the station's rate as MP3, WAV, FLAC or Opus, whichever `path` names.

    `kbps` is the bit rate as MP3; Opus takes half of it. The same samples and tags give the same
    bytes, however they are cut into blocks, and no more than a few blocks are ever held. The file
    is written aside and renamed; when anything raises, `blocks` too, what was there stays.

    Raises UnknownFormatError, NothingToSaveError, BitRateError, SoundShapeError, OSError.
    """
    write = _SOUNDS.get(path.suffix.lower())
    if write is None:
        raise UnknownFormatError(path.name, SOUND_SUFFIXES)
    if kbps not in KBPS:
        raise BitRateError(kbps)
    even = _even(blocks)
    first = next(even, None)
    if first is None:
        raise NothingToSaveError(path.name)
    with aside(path) as part:
        write(chain((first,), even), part, tags, kbps)


def export(master: Path, path: Path) -> None:
    """Make a file from the master's bytes: a sound, its transcript, its outline, by `path`'s end.

    An MP3 is the master itself, byte for byte. Written aside and renamed.

    Raises UnknownFormatError, NoTranscriptError, UnreadableSoundError, OSError.
    """
    suffix = path.suffix.lower()
    if suffix not in EXPORT_SUFFIXES:
        raise UnknownFormatError(path.name, EXPORT_SUFFIXES)
    if suffix == ".mp3":
        with aside(path) as part:
            shutil.copyfile(master, part)
        return
    tags = tags_in(master) or Tags("", "")
    if suffix in SOUND_SUFFIXES:
        save(blocks_of(master), path, tags)
        return
    content = _written(suffix, master, tags)
    with aside(path) as part:
        part.write_bytes(content)


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """Give a file beside `path` to write to; it takes the place of `path` when all went well.

    It is synced to disk first. When anything raises, nothing of it stays. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not `tempfile`, whose files are for one person's eyes only.
    part = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.part")
    part.touch(exist_ok=False)
    try:
        yield part
        with part.open("r+b") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _written(suffix: str, master: Path, tags: Tags) -> bytes:
    """Return the text or outline of `master` that a file ending in `suffix` holds."""
    if suffix in (".vtt", ".lrc"):
        if not tags.lines:
            raise NoTranscriptError(master.name)
        return (webvtt(tags) if suffix == ".vtt" else lrc(tags)).encode()
    peaks = peaks_of(master)
    if suffix == ".svg":
        return picture(peaks, tags.chapters, tags.title).encode()
    return peaks.dat() if suffix == ".dat" else peaks.json().encode()


def _even(blocks: Iterable[Pcm]) -> Iterator[Pcm]:
    """Yield the samples in blocks of BLOCK, the last one shorter. Raises SoundShapeError.

    Encoders and resamplers may round otherwise at other cuts, and equal sounds are equal files.
    """
    even: Pcm = np.empty(BLOCK, np.int16)
    filled = 0
    for block in blocks:
        if block.ndim != 1 or block.dtype != np.int16:
            raise SoundShapeError("a block is one row of 16-bit samples")
        at = 0
        while at < len(block):
            taken = min(BLOCK - filled, len(block) - at)
            even[filled : filled + taken] = block[at : at + taken]
            at, filled = at + taken, filled + taken
            if filled == BLOCK:
                yield even
                even, filled = np.empty(BLOCK, np.int16), 0
    if filled:
        yield even[:filled]
