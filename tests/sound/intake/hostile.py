"""Two hundred broken and hostile files, the same ones every time, each with its story."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from broadcaster.sound.intake import (
    CutOffError,
    DamagedError,
    EmptyFileError,
    HostileError,
    NothingHeardError,
    NotSoundError,
    OtherSoundError,
    PlaylistError,
    ProtectedError,
    StrangeRateError,
    TooLongError,
    TooManyChannelsError,
    TooShortError,
    Use,
    WithoutSoundError,
)
from tests.sound.intake.bombs import amr_bomb, flac_bomb, mp3_bomb
from tests.sound.intake.foreign import FORMS, Form, file_of, tone, wave_of

SOUND = "sound"
Outcome = type[Exception] | str
BROKEN: tuple[Outcome, ...] = (
    CutOffError,
    DamagedError,
    NotSoundError,
    WithoutSoundError,
    OtherSoundError,
    TooShortError,
    NothingHeardError,
    HostileError,
    StrangeRateError,
    TooManyChannelsError,
    TooLongError,
    SOUND,
)
"""What may become of a file of which nobody knows how much of it still makes sense."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file, the name it comes under, and what may become of it."""

    story: str
    name: str
    content: bytes
    outcomes: tuple[Outcome, ...]
    use: Use = Use.VOICE


_CHOSEN = (
    *("mp3", "wav", "wav float", "m4a", "aac", "vorbis", "opus", "flac", "amr", "3gp", "wma"),
    *("mp4 film", "mkv film", "webm film", "avi film", "aiff"),
)


def _bases() -> dict[str, bytes]:
    sound = tone(1.5, 700)
    return {name: file_of(FORMS[name], sound) for name in _CHOSEN}


def files() -> list[Hostile]:
    """Return all of them."""
    bases = _bases()
    return [
        *_cut(bases),
        *_scrambled(bases),
        *_overwritten(bases),
        *_headers(),
        *_foreign(bases),
        *_bombs(bases),
        *_numbers(),
        *_locked(bases),
        *_names(bases),
        *_made_up(),
    ]


def _cut(bases: dict[str, bytes]) -> Iterator[Hostile]:
    """Cut off at five places, among them after the very first bytes and before the last one."""
    for name, content in bases.items():
        for part in (0.003, 0.2, 0.5, 0.9):
            end = max(5, int(len(content) * part))
            yield Hostile(f"{name} cut at {part:.1%}", f"a{part}", content[:end], BROKEN)


def _scrambled(bases: dict[str, bytes]) -> Iterator[Hostile]:
    """Single bytes changed anywhere, some in the first hundred where headers are."""
    for seed, (name, content) in enumerate(bases.items()):
        for where in ("header", "anywhere"):
            chance = random.Random(f"{seed}{where}")
            torn = bytearray(content)
            reach = min(len(torn), 100 if where == "header" else len(torn))
            for _ in range(6 if where == "header" else len(torn) // 400):
                torn[chance.randrange(4, reach)] = chance.randrange(256)
            yield Hostile(f"{name} scrambled, {where}", "b.mp3", bytes(torn), BROKEN)


def _overwritten(bases: dict[str, bytes]) -> Iterator[Hostile]:
    """The beginning is true, what follows is noise, nothing or somebody else's."""
    chance = random.Random(77)
    other = bases["mp3"]
    for name, content in bases.items():
        head = content[: min(600, len(content) // 3)]
        rest = chance.randbytes(20_000) if len(name) % 2 else other[2_000:]
        yield Hostile(f"{name}, then something else", "c.wav", head + rest, BROKEN)


def _header(rate: int = 44_100, channels: int = 1, bits: int = 16, code: int = 1) -> bytes:
    content = (tone(0.5) * 32767).astype("<i2").tobytes()
    form = struct.pack("<HHIIHH", code, channels, rate, rate * 2 & 0xFFFFFFFF, 2, bits)
    body = b"WAVEfmt " + struct.pack("<I", 16) + form
    body += b"data" + struct.pack("<I", len(content)) + content
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _headers() -> Iterator[Hostile]:
    """WAV files whose header says what cannot be."""
    odd: tuple[Outcome, ...] = (DamagedError, StrangeRateError, OtherSoundError, WithoutSoundError)
    for rate in (0, 1, 3_999, 384_001, 0x7FFFFFFF, 0xFFFFFFFF):
        yield Hostile(f"rate {rate}", "d.wav", _header(rate=rate), odd)
    many: tuple[Outcome, ...] = (TooManyChannelsError, DamagedError, WithoutSoundError)
    for channels in (9, 64, 255, 65_535):
        yield Hostile(f"{channels} channels", "d.wav", _header(channels=channels), many)
    yield Hostile("no channels", "d.wav", _header(channels=0), BROKEN)
    for bits in (0, 1, 7, 17, 64, 65_535):
        yield Hostile(f"{bits} bits", "d.wav", _header(bits=bits), BROKEN)
    for code in (0, 0x31, 0x55, 0xFF, 0x161, 0xFFFE, 0xFFFF):
        yield Hostile(f"coding {code:#x}", "d.wav", _header(code=code), BROKEN)
    row = (tone(1)[None] * 32767).astype(np.int16)
    for promised in (0, 1, 0x7FFFFFFF, 0xFFFFFFFF):
        content = wave_of(row, promised=promised)
        yield Hostile(f"{promised} bytes promised", "d.wav", content, BROKEN)
    jingle = wave_of(row, promised=row.nbytes * 3)
    yield Hostile("a third of a jingle", "d.wav", jingle, (CutOffError,), Use.JINGLE)
    yield Hostile("a third of a speech", "d.wav", jingle, (SOUND,))
    yield Hostile("no samples", "d.wav", wave_of(row[:, :0]), (WithoutSoundError, DamagedError))
    yield Hostile("one sample", "d.wav", wave_of(row[:, :1]), (TooShortError,))
    yield Hostile("a blink", "d.wav", wave_of(row[:, :4_000]), (TooShortError,))
    eight = np.repeat(row, 8, axis=0)
    yield Hostile("8 channels", "d.wav", wave_of(eight), (SOUND,))
    yield Hostile("9 true channels", "d.wav", wave_of(np.repeat(row, 9, axis=0)), many)


def _foreign(bases: dict[str, bytes]) -> Iterator[Hostile]:
    """Files of other kinds under names of sound."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../a.mp3", bases["mp3"])
    known = {
        "zip": packed.getvalue(),
        "rar": b"Rar!\x1a\x07\x01\x00" + bytes(500),
        "7z": b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(500),
        "gzip": b"\x1f\x8b\x08\x00" + bytes(500),
        "html": b"<!DOCTYPE html><html><body><audio src=a.mp3></audio></body></html>",
        "xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        "text": "Kính gửi bà con, tệp này là văn bản.".encode() * 50,
        "utf-16": "Kính gửi bà con".encode("utf-16"),
        "json": json.dumps({"sound": None}).encode(),
        "png": b"\x89PNG\r\n\x1a\n" + bytes(2_000),
        "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(2_000),
        "gif": b"GIF89a" + bytes(2_000),
        "webp": b"RIFF\x00\x10\x00\x00WEBPVP8 " + bytes(2_000),
        "heic": b"\x00\x00\x00\x18ftypheic" + bytes(2_000),
        "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(2_000),
        "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
        "exe": b"MZ\x90\x00" + bytes(2_000),
        "elf": b"\x7fELF\x02\x01\x01" + bytes(2_000),
        "sqlite": b"SQLite format 3\x00" + bytes(2_000),
        "zeros": bytes(50_000),
        "ones": b"\xff" * 50_000,
        "spaces": b" \n" * 500,
    }
    for name, content in known.items():
        yield Hostile(f"{name} as mp3", "bài hát.mp3", content, (NotSoundError,))
    lists = {
        "m3u": b"#EXTM3U\n#EXTINF:1,a\n/etc/passwd\n",
        "m3u8": b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n",
        "pls": b"[playlist]\nFile1=http://127.0.0.1:9/a.mp3\n",
        "asx": b'<asx version="3.0"><entry><ref href="mms://a"/></entry></asx>',
        "concat": b"ffconcat version 1.0\nfile /etc/passwd\n",
        "sdp": b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=a\nc=IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\n",
        "address": b"http://127.0.0.1:9/a.mp3\n",
    }
    for name, content in lists.items():
        yield Hostile(f"{name} as mp3", "danh sách.mp3", content, (PlaylistError,))
    for name, start in (("MIDI", b"MThd"), ("RealMedia", b".RMF"), ("Monkey's", b"MAC ")):
        yield Hostile(name, "e.mp3", start + bytes(3_000), (OtherSoundError,))
    yield Hostile("no bytes", "e.mp3", b"", (EmptyFileError,))
    yield Hostile("one byte", "e.mp3", b"\xff", (NotSoundError,))
    for name in ("mp4 film", "mkv film", "avi film"):
        form = FORMS[name]
        content = file_of(Form(form.suffix, form.container, "", form.kind, film=True))
        yield Hostile(f"{name} without sound", "e.mp4", content, (WithoutSoundError, DamagedError))


def _bombs(bases: dict[str, bytes]) -> Iterator[Hostile]:
    """Little that would become much."""
    bomb: tuple[Outcome, ...] = (HostileError, TooLongError)
    yield Hostile("10 h of silence in 300 kB of FLAC", "f.flac", flac_bomb(10 * 3600), bomb)
    yield Hostile("10 min of FLAC that says 1 s", "f.flac", flac_bomb(600, 1), bomb, Use.JINGLE)
    yield Hostile("1 s of FLAC that says 10 h", "f.flac", flac_bomb(2, 36_000), BROKEN)
    yield Hostile("5 min of silence for a jingle", "f.flac", flac_bomb(301), bomb, Use.JINGLE)
    yield Hostile("10 h of nothing in AMR", "f.amr", amr_bomb(10 * 3600), BROKEN)
    yield Hostile("10 h of silence in MP3", "f.mp3", mp3_bomb(10 * 3600), bomb)
    silence = np.zeros((1, 44_100), np.int16)
    yield Hostile("silence", "f.wav", wave_of(silence), (NothingHeardError,))
    tag = b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f"
    yield Hostile("a tag of 256 MB", "f.mp3", tag + bases["mp3"], BROKEN)
    yield Hostile("a thousand tags", "f.mp3", (tag[:6] + bytes(4)) * 1000 + bases["mp3"], BROKEN)
    box = struct.pack(">I4s", 0x7FFFFFF0, b"moov")
    yield Hostile("a box of 2 GB", "f.mp4", bases["m4a"][:32] + box + bytes(500), BROKEN)
    nested = b"".join(struct.pack(">I4s", 80_000 - 8 * n, b"trak") for n in range(9_000))
    inside = bases["m4a"][:32] + struct.pack(">I4s", 80_008, b"moov") + nested
    yield Hostile("9,000 boxes within one another", "f.mp4", inside, BROKEN)
    yield Hostile("boxes of no size", "f.mp4", bases["m4a"][:32] + bytes(8) * 5_000, BROKEN)
    ebml = b"\x1aE\xdf\xa3\x01\x00\xff\xff\xff\xff\xff\xff" + bytes(500)
    yield Hostile("a Matroska head of 2^48 bytes", "f.mkv", ebml, BROKEN)


def _numbers() -> Iterator[Hostile]:
    """Float samples that are no sound, at 192 kHz."""
    good = np.stack([tone(1, 500, 0.3, 192_000)] * 2)
    for name, value in (("NaN", np.nan), ("infinite", np.inf), ("1e38", 1e38)):
        some = good.copy()
        some[:, 1_000:1_100] = value
        yield Hostile(f"some {name}", "g.wav", wave_of(some, 192_000), (SOUND,))
        full = np.full_like(good, value)
        odd: tuple[Outcome, ...] = (DamagedError, NothingHeardError)
        yield Hostile(f"all {name}", "g.wav", wave_of(full, 192_000), odd)
    tiny = np.full_like(good, 1e-40)
    yield Hostile("denormal", "g.wav", wave_of(tiny, 192_000), (NothingHeardError,))
    yield Hostile("true 64 bits", "g.wav", wave_of(good.astype(np.float64), 192_000), (SOUND,))
    yield Hostile("a thousand times too loud", "g.wav", wave_of(good * 1_000, 192_000), (SOUND,))


def _locked(bases: dict[str, bytes]) -> Iterator[Hostile]:
    """Sound locked to a player."""
    m4a = bases["m4a"]
    yield Hostile("drms", "h.m4p", m4a.replace(b"mp4a", b"drms"), (ProtectedError,))
    yield Hostile("enca", "h.m4a", m4a.replace(b"mp4a", b"enca"), (ProtectedError,))
    yield Hostile("brand M4P", "h.m4p", m4a.replace(b"M4A ", b"M4P "), (ProtectedError,))
    lock = bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e")
    wma = bases["wma"]
    yield Hostile("WMA", "h.wma", wma[:30] + lock + bytes(40) + wma[30:], (ProtectedError,))


def _names(bases: dict[str, bytes]) -> Iterator[Hostile]:
    """Good sound under names that lead elsewhere or deceive."""
    for name in (
        *("../../../etc/passwd", "..\\..\\windows\\system32\\a.mp3", "/dev/null", "CON", "NUL.mp3"),
        *("a\0.mp3", "x" * 5_000, "\u202e3pm.exe", "a\r\nX-Injected: 1.mp3", "", ".", "..", " "),
        *("-rf.mp3", "http://127.0.0.1:9/a.mp3", "concat:a|b", "\ud800.mp3", "C:a.mp3", "a:b.mp3"),
    ):
        yield Hostile(f"named {name[:40]!r}", name, bases["flac"], (SOUND,))


def _made_up() -> Iterator[Hostile]:
    """Noise, alone and behind the first bytes of every kind."""
    starts = {
        "RIFF": b"RIFF\x00\x40\x00\x00WAVEfmt \x10\x00\x00\x00",
        "AVI": b"RIFF\x00\x40\x00\x00AVI LIST",
        "FORM": b"FORM\x00\x00\x40\x00AIFFCOMM",
        "flac": b"fLaC\x00\x00\x00\x22",
        "ogg": b"OggS\x00\x02" + bytes(8),
        "amr": b"#!AMR\n",
        "mkv": b"\x1aE\xdf\xa3\x93B\x82\x88matroska",
        "asf": bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + bytes(8),
        "mp4": b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00",
        "mp3": b"\xff\xfb\x90\x00",
        "adts": b"\xff\xf1\x50\x80\x10\x00\xfc",
        "id3": b"ID3\x03\x00\x00\x00\x00\x02\x00",
        "nothing": b"",
    }
    for seed, (name, start) in enumerate(starts.items()):
        noise = random.Random(seed).randbytes(30_000)
        yield Hostile(f"noise after {name}", "i.mp3", start + noise, BROKEN)
