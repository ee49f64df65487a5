"""Frames joined: pieces of a programme that were encoded apart become one MP3 stream.

Knows the layout of frames (ISO/IEC 11172-3, 2.4.1.7 and 2.4.3.4, layer III, one channel); knows no
sound beyond its samples. LAME keeps a bit reservoir: the main part of a frame may begin in the
frames before it. So a piece carries the bytes of its first frame that lie before it, its head, and
whoever joins puts them into the room that the piece before left unused at its end. Between two
words LAME needs a few bytes of four hundred, and there is room; where there is none, the last
frame before the join gets a higher bit rate, which every decoder follows.

A piece begins with frames that are encoded and thrown away: the encoder's filters and its model of
hearing know by then what was heard before. Eight were found to be enough: with one, the join is
audible.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from broadcaster.sound.lame import (
    CODES,
    SIDE_BYTES,
    frame_bytes,
    info_frame,
    places,
    raw,
)
from broadcaster.sound.sound import FRAME, Pcm

WARM_UP = 8
"""How many frames are encoded and thrown away before the first that is kept."""

AHEAD = 2
"""How many frames of what follows the encoder must see before it gives out the last frame."""

SHORTEST = 4
"""Fewest frames of a piece: its own main parts have room for the head of the next."""

_HEADER = 4
_BEFORE = _HEADER + SIDE_BYTES


@dataclass(frozen=True, slots=True)
class Piece:
    """Encoded frames, the main bytes that belong before them, and the room left at their end.

    `head` has at most 511 bytes; `room` is how many main bytes before the end are unused.
    """

    frames: bytes
    count: int
    head: bytes
    room: int


def encoded_piece(pcm: Pcm, warm_up: int, count: int, kbps: int) -> tuple[Piece, bytes]:
    """Encode samples at 44.1 kHz and keep `count` frames after the first `warm_up`.

    `pcm` begins `warm_up` frames before the piece and goes on for `AHEAD` frames after it. Also
    returns all frames, kept or not, as a stream that can be decoded to see what came of it. The
    first piece of a stream has no warm-up: nothing can lie before it. Raises BitRateError.
    """
    whole = raw(pcm, kbps)
    at = places(whole)
    first, last = at[warm_up], at[warm_up + count]
    reach = _begins_before(whole, first)
    begun = _main_before(whole, at, warm_up, reach)
    rows = at[warm_up : warm_up + count + 1]
    room = _begins_before(whole, rows[-2]) + (rows[-1] - rows[-2] - _BEFORE)
    room -= _main_length(whole, rows[-2])
    kept = bytearray(whole[first:last])
    _overwrite(kept, [place - first for place in rows], bytes(room))
    return Piece(bytes(kept), count, begun, room), whole


class Joiner:
    """Writes pieces one after the other as one stream, the note about it in front.

    Bytes go to `file`, which can be sought, from where it stands.
    """

    def __init__(self, file: BinaryIO, kbps: int) -> None:
        """Leave room for the note, whose figures are known at the end."""
        self._file = file
        self._kbps = kbps
        self._start = file.tell()
        self._last: Piece | None = None
        self._length = 0
        self.count = 0
        file.write(bytes(frame_bytes(kbps)))

    def add(self, piece: Piece) -> None:
        """Put `piece` after what was added before."""
        if self._last is not None:
            self._write(_with_next(self._last, piece.head))
        elif piece.head:
            raise ValueError("the first piece of a stream cannot begin before it")
        self._last = piece
        self.count += piece.count

    def close(self, samples: int) -> None:
        """Write what is left, and the note: the stream holds `samples` samples of sound."""
        if self._last is not None:
            self._write(self._last.frames)
            self._last = None
        end = self._file.tell()
        self._file.seek(self._start)
        self._file.write(info_frame(self.count, self._length, samples, self._kbps))
        self._file.seek(end)

    def _write(self, frames: bytes) -> None:
        self._file.write(frames)
        self._length += len(frames)


def frames_for(samples: int) -> int:
    """Return how many frames a stream needs so that all of `samples` samples can be decoded."""
    return -(-samples // FRAME) + 2


def _with_next(piece: Piece, head: bytes) -> bytes:
    """Return a piece's frames with the next one's head in the room at their end."""
    if not head:
        return piece.frames
    frames = bytearray(piece.frames)
    rows = places(piece.frames)
    if len(head) > piece.room:
        _widen(frames, rows, len(head) - piece.room)
    _overwrite(frames, rows, head)
    return bytes(frames)


def _widen(frames: bytearray, rows: list[int], lacking: int) -> None:
    """Give the last frame the next bit rate at which it has `lacking` bytes more room."""
    at = rows[-2]
    padding = frames[at + 2] >> 1 & 1
    needed = rows[-1] - at + lacking
    kbps = min(rate for rate in CODES if frame_bytes(rate) + padding >= needed)
    frames[at + 2] = frames[at + 2] & 0x0F | CODES[kbps] << 4
    frames += bytes(at + frame_bytes(kbps) + padding - rows[-1])
    rows[-1] = len(frames)


def _overwrite(frames: bytearray, rows: list[int], content: bytes) -> None:
    """Write `content` over the last main bytes of the frames that lie at `rows`."""
    left = len(content)
    for index in range(len(rows) - 2, -1, -1):
        if not left:
            return
        end = rows[index + 1]
        size = min(left, end - rows[index] - _BEFORE)
        frames[end - size : end] = content[left - size : left]
        left -= size
    if left:
        raise ValueError(f"{left} bytes too many for {len(rows) - 1} frames")


def _main_before(frames: bytes, rows: list[int], index: int, count: int) -> bytes:
    """Return the last `count` main bytes before the frame of that index."""
    found: list[bytes] = []
    while count:
        index -= 1
        start, end = rows[index] + _BEFORE, rows[index + 1]
        size = min(count, end - start)
        found.append(frames[end - size : end])
        count -= size
    return b"".join(reversed(found))


def _begins_before(frames: bytes, at: int) -> int:
    """Return by how many bytes a frame's main part begins before it (main_data_begin)."""
    return frames[at + _HEADER] << 1 | frames[at + _HEADER + 1] >> 7


def _main_length(frames: bytes, at: int) -> int:
    """Return how many bytes a frame's main part has: its two granules (part2_3_length)."""
    side = int.from_bytes(frames[at + _HEADER : at + _BEFORE], "big")
    bits = SIDE_BYTES * 8
    # main_data_begin 9, private 5, scfsi 4; then 59 for each granule, the length in its first 12.
    granules = (side >> bits - 18 - 12 & 0xFFF) + (side >> bits - 18 - 59 - 12 & 0xFFF)
    return -(-granules // 8)
