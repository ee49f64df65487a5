"""MP3 frames: LAME's encoding of a sound, with the note that lets decoders align it again.

Knows frames; knows nothing of titles or chapters. LAME puts 576 samples before the sound and a
decoder 529 more. An Info frame in front (the note LAME itself writes, as laid out in the "MP3 Info
Tag" revision 1 specification) says how many samples to drop at either end, and what we decode has
every sample where it was. LAME also turns mono down by 0.45 dB; mastering allows for it.
How pieces that were encoded apart become one stream is told in `frames`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

import lameenc

from broadcaster.sound.sound import FRAME, RATE, Pcm, Sound

KBPS = (64, 96, 128, 160, 192)
"""The bit rates that are of use for mono."""

CODES = {
    kbps: code
    for code, kbps in enumerate((32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320), 1)
}
"""What a frame's header says for each bit rate (ISO/IEC 11172-3, 2.4.2.3, layer III)."""

ENCODING_LOSS_DB = 0.45
"""How much quieter LAME makes a sound, so that its filters cannot clip."""

DELAY = 1105
"""By how many samples what a decoder gives comes later than what LAME was given."""

QUALITY = 3
"""LAME's own scale: 0 is slowest, 9 worst."""

_ENCODER_DELAY = 576
_BLOCK = 10 * RATE
SIDE_BYTES = 17
"""What a frame of one channel tells of its own coding, between its header and its main part."""

_MONO = 0xC4
_RATES = {code: kbps for kbps, code in CODES.items()}
_LOWPASS_HZ = 17_000


class BitRateError(ValueError):
    """A bit rate that is not offered."""

    def __init__(self, kbps: int) -> None:
        """`kbps` is what was asked for."""
        self.kbps = kbps
        super().__init__(f"{kbps} kbit/s is not offered; there are {', '.join(map(str, KBPS))}")


def encoded(sound: Sound, kbps: int = 128) -> bytes:
    """Return `sound` as MP3 frames: mono, 44.1 kHz, constant bit rate, gapless.

    The same sound gives the same bytes. Raises BitRateError.
    """
    pcm = sound.resampled(RATE).pcm
    frames = raw(pcm, kbps)
    count = len(places(frames)) - 1
    return info_frame(count, len(frames), len(pcm), kbps) + frames


def raw(pcm: Pcm, kbps: int) -> bytes:
    """Return mono samples at 44.1 kHz as bare MP3 frames. Raises BitRateError."""
    starts = range(0, max(1, len(pcm)), _BLOCK)
    return b"".join(stream((pcm[start : start + _BLOCK] for start in starts), kbps))


def stream(blocks: Iterable[Pcm], kbps: int) -> Iterator[bytes]:
    """Yield blocks of mono samples at 44.1 kHz as bare MP3 frames, the bytes cut anywhere.

    How the samples are cut into blocks makes no difference to the frames. Raises BitRateError.
    """
    if kbps not in KBPS:
        raise BitRateError(kbps)
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_bit_rate(kbps)
    encoder.set_quality(QUALITY)
    for block in blocks:
        yield bytes(encoder.encode(block.tobytes()))
    yield bytes(encoder.flush())


def info_frame(count: int, length: int, samples: int, kbps: int) -> bytes:
    """Return the silent frame that tells number of frames, size, places to seek to, and delays.

    `count` frames of `length` bytes in all follow it and hold `samples` samples of sound.
    """
    header = 0xFFFB0000 | CODES[kbps] << 12 | _MONO
    size = frame_bytes(kbps)
    dropped_at_end = count * FRAME - _ENCODER_DELAY - samples
    # Constant bit rate: a hundredth of the time is a hundredth of the bytes.
    seek = bytes(percent * 256 // 100 for percent in range(100))
    note = b"Info" + struct.pack(">III", 0x0F, count, size + length) + seek
    note += struct.pack(">I", 100 - 10 * QUALITY) + b"LAME3.100"
    note += bytes((0x01, _LOWPASS_HZ // 100)) + bytes(8) + bytes((0, kbps))
    note += (_ENCODER_DELAY << 12 | dropped_at_end).to_bytes(3, "big") + bytes(4)
    # The checksum of the music stays 0: no decoder needs it, the one of the note itself some do.
    note += struct.pack(">I", size + length) + bytes(2)
    start = header.to_bytes(4, "big") + bytes(SIDE_BYTES) + note
    return (start + _crc16(start).to_bytes(2, "big")).ljust(size, b"\0")


def frame_bytes(kbps: int) -> int:
    """Return how long a frame without padding is, in bytes."""
    return 144 * kbps * 1000 // RATE


def places(frames: bytes) -> list[int]:
    """Return where each frame begins, and where the last ends, walking from header to header.

    Raises ValueError for bytes that are no frames of ours.
    """
    found = [0]
    while (at := found[-1]) + 4 <= len(frames):
        kbps = _RATES.get(frames[at + 2] >> 4)
        if frames[at] != 0xFF or kbps is None:
            raise ValueError(f"no frame header at byte {at}")
        found.append(at + frame_bytes(kbps) + (frames[at + 2] >> 1 & 1))
    if found[-1] != len(frames):
        raise ValueError(f"the frame before byte {found[-1]} is cut short")
    return found


def _crc16(content: bytes) -> int:
    """Return the CRC-16 (polynomial 0x8005, reflected) that the note ends with."""
    crc = 0
    for byte in content:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc
