"""Files that are small and sound long: written byte by byte, since no encoder would."""

from __future__ import annotations

RATE = 44_100
BLOCK = 65_535


def _table(bits: int, polynomial: int) -> list[int]:
    top, mask = 1 << bits - 1, (1 << bits) - 1
    rows = []
    for value in range(256):
        value <<= bits - 8
        for _ in range(8):
            value = (value << 1 ^ polynomial if value & top else value << 1) & mask
        rows.append(value)
    return rows


_CRC8, _CRC16 = _table(8, 0x07), _table(16, 0x8005)


def _crc8(content: bytes) -> int:
    value = 0
    for byte in content:
        value = _CRC8[value ^ byte]
    return value


def _crc16(content: bytes) -> int:
    value = 0
    for byte in content:
        value = (value << 8 & 0xFFFF) ^ _CRC16[value >> 8 ^ byte]
    return value


def flac_bomb(seconds: int, said: int | None = None) -> bytes:
    """Return FLAC of so many seconds of silence, 15 bytes for a second and a half.

    Its header says `said` seconds.
    """
    frames = seconds * RATE // BLOCK + 1
    total = (seconds if said is None else said) * RATE
    fields = RATE << 44 | 0 << 41 | 15 << 36 | total
    stream = BLOCK.to_bytes(2, "big") * 2 + bytes(6) + fields.to_bytes(8, "big") + bytes(16)
    parts = [b"fLaC\x80" + len(stream).to_bytes(3, "big") + stream]
    for number in range(frames):
        # 16-bit block size at the end of the header, rate and width from the stream, one channel.
        head = b"\xff\xf8\x70\x08" + chr(number).encode("utf-8", "surrogatepass")
        head += (BLOCK - 1).to_bytes(2, "big")
        body = head + bytes([_crc8(head)]) + b"\x00\x00\x00"
        parts.append(body + _crc16(body).to_bytes(2, "big"))
    return b"".join(parts)


def amr_bomb(seconds: int) -> bytes:
    """Return AMR in which every byte stands for 20 ms in which nothing was sent."""
    return b"#!AMR\n" + b"\x7c" * (seconds * 50)


def mp3_bomb(seconds: int) -> bytes:
    """Return MP3 of silence at 8 kbit/s and 8 kHz: 72 bytes for 72 ms."""
    return (b"\xff\xe3\x18\xc4" + bytes(68)) * (seconds * 1000 // 72)
