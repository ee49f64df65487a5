"""Reads files: what they say of themselves without the sound, and the sound block by block.

Knows containers and what they call a field; holds no more than a block of samples.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import miniaudio
import mutagen
import mutagen.flac
import mutagen.id3
import mutagen.oggopus
import mutagen.wave
import numpy as np

from broadcaster.sound.formats import id3v2, vorbis
from broadcaster.sound.formats.tags import Tags
from broadcaster.sound.sound import RATE, Pcm, UnreadableSoundError

BLOCK = 1 << 16
"""How many samples a block has at most: a second and a half."""

# mutagen ships types for some of its calls only.
_READERS: dict[bytes, Any] = {
    b"OggS": mutagen.oggopus.OggOpus,
    b"fLaC": mutagen.flac.FLAC,
    b"RIFF": mutagen.wave.WAVE,
}


def tags_in(source: bytes | Path) -> Tags | None:
    """Return what an MP3, Opus, FLAC or WAV file, or the bytes of one, says of itself.

    None when it says nothing that can be read. Of a file only the tags are read, however long
    the sound is. Raises OSError.
    """
    if isinstance(source, bytes):
        return _tags_in(io.BytesIO(source))
    with source.open("rb") as file:
        return _tags_in(file)


def _tags_in(file: Any) -> Tags | None:
    beginning = file.read(4)
    file.seek(0)
    try:
        if beginning[:3] == b"ID3":
            note: Any = mutagen.id3.ID3
            return id3v2.tags_of(note(file))
        reader = _READERS.get(beginning)
        found = reader(file) if reader is not None else None
    except (mutagen.MutagenError, IndexError):  # the latter where an Ogg page is torn
        return None
    if found is None or found.tags is None:
        return None
    if beginning == b"RIFF":
        return id3v2.tags_of(found.tags)
    return vorbis.tags_of(found.tags, round(found.info.length * 1000))


def blocks_of(path: Path) -> Iterator[Pcm]:
    """Yield the samples of a WAV, MP3, FLAC or OGG Vorbis file, mono at the station's rate.

    The same samples as `decode` gives at that rate, each where it was before encoding, at most
    `BLOCK` at a time. Raises UnreadableSoundError.
    """
    try:
        stream = miniaudio.stream_file(
            str(path), nchannels=1, sample_rate=RATE, frames_to_read=BLOCK
        )
    except (miniaudio.MiniaudioError, OSError) as error:
        cause = "not WAV, MP3, FLAC or OGG Vorbis" if path.is_file() else "there is no such file"
        raise UnreadableSoundError(path.name, cause) from error
    for block in stream:
        yield np.frombuffer(block, np.int16)
