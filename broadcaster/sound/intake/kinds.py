"""What a file is, told from its first bytes: which demuxer may open it, or why none may.

Knows signatures; decodes nothing and believes no name.
"""

from __future__ import annotations

from typing import BinaryIO

from broadcaster.sound.intake.errors import (
    NotSoundError,
    OtherSoundError,
    PlaylistError,
    ProtectedError,
)
from broadcaster.sound.intake.locks import is_locked

HEAD = 65_536
"""How many bytes are looked at."""

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"%PDF", "document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "document"),
    (b"{\\rtf", "document"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3", "database"),
)
_OTHER_SOUND: tuple[tuple[bytes, str], ...] = (
    (b"MThd", "MIDI"),
    (b".RMF", "RealMedia"),
    (b".ra\xfd", "RealAudio"),
    (b"MAC ", "Monkey's Audio"),
    (b"wvpk", "WavPack"),
    (b"TTA1", "TTA"),
    (b"FLV\x01", "FLV"),
    (b"DSD ", "DSD"),
    (b"caff", "CAF"),
    (b".snd", "AU"),
    (b"#!SILK", "SILK"),
    (b"\x02#!SILK", "SILK"),
)
_ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_W64 = bytes.fromhex("726966662e91cf11a5d628db04c10000")
_PICTURE_BRANDS = (b"heic", b"heix", b"avif", b"avis", b"mif1", b"msf1", b"crx ", b"jp2 ")
_BOXES = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot")


def demuxer_of(file: BinaryIO, name: str) -> str:
    """Return the name of the demuxer for the sound in `file`.

    Raises NotSoundError, PlaylistError, OtherSoundError, ProtectedError.
    """
    file.seek(0)
    head = file.read(HEAD)
    found = _known(head) or _after_tag(file, head)
    if found is None:
        # An archive may hold an MP3 as it is: looking for frames comes after knowing better.
        refusal = _refusal(head, name)
        found = _framed(head) if refusal.found == "unknown" else None
        if found is None:
            raise refusal
    if is_locked(file, found):
        raise ProtectedError(name)
    return found


def _known(head: bytes) -> str | None:
    """Return the demuxer whose signature `head` begins with."""
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return "wav"
    if head[:4] == b"RIFF" and head[8:12] in (b"AVI ", b"AVIX"):
        return "avi"
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    if head[4:8] in _BOXES and not (head[4:8] == b"ftyp" and head[8:12] in _PICTURE_BRANDS):
        return "mov"
    for start, found in (
        (b"fLaC", "flac"),
        (b"OggS", "ogg"),
        (b"#!AMR", "amr"),
        (b"\x1aE\xdf\xa3", "matroska"),
        (_ASF, "asf"),
        (_W64, "w64"),
    ):
        if head.startswith(start):
            return found
    return None


def _after_tag(file: BinaryIO, head: bytes) -> str | None:
    """Return the demuxer for what follows an ID3 tag, whatever its size says."""
    if head[:3] != b"ID3" or len(head) < 10:
        return None
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    file.seek(10 + size + (10 if head[5] & 0x10 else 0))
    rest = file.read(HEAD)
    if rest.startswith(b"fLaC"):
        return "flac"
    return _framed(rest) or _framed(head[10:])


def _framed(head: bytes) -> str | None:
    """Return "mp3" or "aac" when headers of that kind follow one another in `head`."""
    place = head.find(b"\xff")
    while 0 <= place < len(head) - 7:
        for length, found in ((_mpeg_length, "mp3"), (_adts_length, "aac")):
            step = length(head, place)
            if step and _follows(head, place, step, length):
                return found
        place = head.find(b"\xff", place + 1)
    return None


def _follows(head: bytes, place: int, step: int, length: object) -> bool:
    """Tell whether a second and a third header stand where the first one says."""
    assert callable(length)
    for _ in range(2):
        place += step
        if place + 7 > len(head):
            # A file of a single frame or two, whole.
            return place <= len(head) < HEAD
        step = length(head, place)
        if not step:
            return False
    return True


_RATES = (44_100, 48_000, 32_000)
_KBPS = {
    (True, 3): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (True, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 1): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 3): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 1): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}


def _mpeg_length(head: bytes, place: int) -> int:
    """Return the length of the MPEG audio frame at `place` in bytes, 0 when there is none."""
    if head[place] != 0xFF or head[place + 1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[place + 1] >> 3 & 3, head[place + 1] >> 1 & 3
    index, rate = head[place + 2] >> 4, head[place + 2] >> 2 & 3
    if version == 1 or layer == 0 or index in (0, 15) or rate == 3:
        return 0
    first = version == 3
    hertz = _RATES[rate] >> (0 if first else 1 if version == 2 else 2)
    bits = _KBPS[first, layer][index - 1] * 1000
    padding = head[place + 2] >> 1 & 1
    if layer == 3:
        return (12 * bits // hertz + padding) * 4
    return (144 if first or layer == 2 else 72) * bits // hertz + padding


def _adts_length(head: bytes, place: int) -> int:
    """Return the length of the AAC frame at `place` in bytes, 0 when there is none."""
    if head[place] != 0xFF or head[place + 1] & 0xF6 != 0xF0 or head[place + 2] >> 2 & 15 > 12:
        return 0
    length = (head[place + 3] & 3) << 11 | head[place + 4] << 3 | head[place + 5] >> 5
    return length if length > 7 else 0


def _refusal(head: bytes, name: str) -> NotSoundError:
    """Return why a file that begins with `head` is not taken in."""
    text = _text(head)
    if text is not None:
        start = text.lstrip("\ufeff \r\n\t")[:4096].lower()
        if start.startswith(("#extm3u", "[playlist]", "<asx", "ffconcat", "v=0", "<?wpl", "<smil")):
            return PlaylistError(name, "playlist")
        lines = [line for line in start.splitlines() if line and not line.startswith("#")]
        if lines and all("://" in line for line in lines[:3]):
            return PlaylistError(name, "playlist")
        if start.startswith(("<!doctype html", "<html", "<?xml", "<svg", "<")):
            return NotSoundError(name, "web-page")
        return NotSoundError(name, "text")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return NotSoundError(name, "picture")
    if head[4:8] == b"ftyp":
        return NotSoundError(name, "picture")
    for start_bytes, found in _FOREIGN:
        if head.startswith(start_bytes):
            return NotSoundError(name, found)
    for start_bytes, found in _OTHER_SOUND:
        if head.startswith(start_bytes):
            return OtherSoundError(name, found)
    return NotSoundError(name, "unknown")


def _text(head: bytes) -> str | None:
    """Return `head` as text, None when it is none."""
    for code in (
        ("utf-8-sig", "utf-16") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",)
    ):
        try:
            text = head[: HEAD - 4].decode(code)
        except UnicodeDecodeError:
            continue
        if not any(ord(c) < 32 and c not in "\t\n\r\f\x1b" for c in text):
            return text
    return None
