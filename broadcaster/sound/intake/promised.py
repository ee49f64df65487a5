"""How much sound a file promises against how much there is. Knows headers, decodes nothing."""

from __future__ import annotations

from typing import BinaryIO

_TELLING = {"mp3", "flac", "mov", "matroska", "asf", "w64"}
"""Kinds whose header says how long the sound is; for the others it is guessed from the size."""

_UNFINISHED = 0x7FFF0000
_LAST_PAGES = 1 << 17
_LAST = 4


def promised_ms(file: BinaryIO, size: int, kind: str, declared_ms: int, whole_ms: int) -> int:
    """Return how long the sound should be by its header; `whole_ms` when nothing says so.

    `file` has `size` bytes; `declared_ms` is what the decoder read of the length.
    """
    if kind in _TELLING:
        return max(declared_ms, whole_ms)
    if kind in ("wav", "avi", "aiff"):
        file.seek(0)
        head = file.read(8)
        length = 8 + int.from_bytes(head[4:8], "big" if kind == "aiff" else "little")
        # A recorder that lost its power leaves nonsense there: then all there is counts as whole.
        if size < length < _UNFINISHED:
            return whole_ms * length // size
    return whole_ms


def ends_torn(file: BinaryIO, size: int, kind: str) -> bool:
    """Tell whether an Ogg file lacks the page that says it is the last."""
    if kind != "ogg":
        return False
    file.seek(max(0, size - _LAST_PAGES))
    rest = file.read(_LAST_PAGES)
    page = rest.rfind(b"OggS")
    return page < 0 or page + 5 >= len(rest) or not rest[page + 5] & _LAST
