"""Whether a file is locked to a player: looks into the headers of MP4 and WMA, decodes nothing."""

from __future__ import annotations

from typing import BinaryIO

_CONTENT_ENCRYPTION = bytes.fromhex("fbb31122 23bdd211 b4b700a0 c955fc6e".replace(" ", ""))
_EXTENDED_ENCRYPTION = bytes.fromhex("14e68a29 2226174c b935dae0 7ee9289c".replace(" ", ""))
_INTO = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd"}
_LOCKED = {b"drms", b"enca", b"aavd"}
_BRANDS = {b"M4P ", b"aax ", b"aaxc"}
_MOST_BOXES = 2_000
_ASF_HEAD = 1 << 20


def is_locked(file: BinaryIO, demuxer: str) -> bool:
    """Tell whether the sound in `file` is encrypted for somebody's player."""
    if demuxer == "asf":
        file.seek(0)
        head = file.read(_ASF_HEAD)
        size = int.from_bytes(head[16:24], "little")
        head = head[: max(30, size)]
        return _CONTENT_ENCRYPTION in head or _EXTENDED_ENCRYPTION in head
    return demuxer == "mov" and _locked_boxes(file)


def _locked_boxes(file: BinaryIO) -> bool:
    """Walk the boxes of an MP4 file down to the sample descriptions."""
    end = file.seek(0, 2)
    waiting = [(0, end)]
    for _ in range(_MOST_BOXES):
        while waiting and waiting[-1][1] - waiting[-1][0] < 8:
            waiting.pop()
        if not waiting:
            return False
        place, last = waiting.pop()
        file.seek(place)
        head = file.read(16)
        size, kind = int.from_bytes(head[:4], "big"), head[4:8]
        body = place + 8
        if size == 1:
            size, body = int.from_bytes(head[8:16], "big"), place + 16
        size = size or last - place
        if size < body - place:
            continue
        if kind in _LOCKED or (kind == b"ftyp" and head[8:12] in _BRANDS):
            return True
        waiting.append((place + size, last))
        if kind in _INTO:
            # The list of sample descriptions begins after eight bytes of its own.
            waiting.append((body + (8 if kind == b"stsd" else 0), min(last, place + size)))
    return False
