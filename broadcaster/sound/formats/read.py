"""Reads what a file says of itself, without reading the sound in it. Knows tags, no samples."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import mutagen.id3

from broadcaster.sound.formats.id3v2 import tags_of
from broadcaster.sound.formats.tags import Tags

_ID3: Any = mutagen.id3.ID3


def tags_in(source: bytes | Path) -> Tags | None:
    """Return what an MP3 file, or the bytes of one, says of itself; None when it says nothing.

    Of a file only the tag is read, however long the sound. Raises OSError.
    """
    if isinstance(source, bytes):
        return _tags_in(io.BytesIO(source))
    with source.open("rb") as file:
        return _tags_in(file)


def _tags_in(file: Any) -> Tags | None:
    if file.read(3) != b"ID3":
        return None
    file.seek(0)
    return tags_of(_ID3(file))
