"""MP3 frames: LAME's encoding of a sound, with the note that lets decoders align it again.

Knows frames; knows nothing of titles or chapters. LAME puts 576 samples before the sound and a
decoder 529 more. An Info frame in front (the note LAME itself writes, as laid out in the "MP3 Info
Tag" revision 1 specification) says how many samples to drop at either end, and what we decode has
every sample where it was. LAME also turns mono down by 0.45 dB; mastering allows for it.
"""

from __future__ import annotations

import struct

import lameenc

from broadcaster.sound.sound import RATE, Sound

KBPS = (64, 96, 128, 160, 192)
"""The bit rates that are of use for mono."""

ENCODING_LOSS_DB = 0.45
"""How much quieter LAME makes a sound, so that its filters cannot clip."""

_ENCODER_DELAY = 576
_FRAME = 1152
_QUALITY = 3
_BLOCK = 10 * RATE
_SIDE_BYTES = 17
_PADDING_BIT = 0x0200
_NO_CRC_BIT = 0x10000
_LOWPASS_HZ = 17_000
_CODES = {64: 5, 96: 7, 128: 9, 160: 10, 192: 11}


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
    if kbps not in KBPS:
        raise BitRateError(kbps)
    pcm = sound.resampled(RATE).pcm
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_bit_rate(kbps)
    encoder.set_quality(_QUALITY)
    pieces = [
        bytes(encoder.encode(pcm[start : start + _BLOCK].tobytes()))
        for start in range(0, max(1, len(pcm)), _BLOCK)
    ]
    pieces.append(bytes(encoder.flush()))
    frames = b"".join(pieces)
    return _info_frame(frames, len(pcm), kbps) + frames


def _info_frame(frames: bytes, samples: int, kbps: int) -> bytes:
    """Return the silent frame that tells number of frames, size, places to seek to, and delays."""
    header = int.from_bytes(frames[:4], "big") & ~_PADDING_BIT | _NO_CRC_BIT
    size = 144 * kbps * 1000 // RATE
    count = _count(frames, kbps)
    dropped_at_end = count * _FRAME - _ENCODER_DELAY - samples
    # Constant bit rate: a hundredth of the time is a hundredth of the bytes.
    places = bytes(percent * 256 // 100 for percent in range(100))
    note = b"Info" + struct.pack(">III", 0x0F, count, size + len(frames)) + places
    note += struct.pack(">I", 100 - 10 * _QUALITY) + b"LAME3.100"
    note += bytes((0x01, _LOWPASS_HZ // 100)) + bytes(8) + bytes((0, kbps))
    note += (_ENCODER_DELAY << 12 | dropped_at_end).to_bytes(3, "big") + bytes(4)
    # The checksum of the music stays 0: no decoder needs it, the one of the note itself some do.
    note += struct.pack(">I", size + len(frames)) + bytes(2)
    start = header.to_bytes(4, "big") + bytes(_SIDE_BYTES) + note
    return (start + _crc16(start).to_bytes(2, "big")).ljust(size, b"\0")


def _count(frames: bytes, kbps: int) -> int:
    """Return the number of frames, walking from header to header."""
    at = count = 0
    while at + 4 <= len(frames):
        padded = frames[at + 2] >> 1 & 1
        if frames[at] != 0xFF or frames[at + 2] >> 4 != _CODES[kbps]:
            raise AssertionError(f"no frame header at byte {at}")
        at += 144 * kbps * 1000 // RATE + padded
        count += 1
    return count


def _crc16(content: bytes) -> int:
    """Return the CRC-16 (polynomial 0x8005, reflected) that the note ends with."""
    crc = 0
    for byte in content:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc
