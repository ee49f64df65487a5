"""Writes one sound format each, block by block, into a file that is open or named.

Knows containers and codecs; knows nothing of where the file ends up. The same blocks and tags
give the same bytes: ffmpeg's libraries are told to leave out versions and random numbers.
"""

from __future__ import annotations

import struct
import wave
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
import soxr

from broadcaster.sound.formats.id3v2 import id3
from broadcaster.sound.formats.tags import Tags, voice_sentence
from broadcaster.sound.formats.vorbis import comments
from broadcaster.sound.lame import frame_bytes, info_frame, stream
from broadcaster.sound.sound import RATE, Pcm

OPUS_RATE = 48_000
"""The only rate Opus knows inside."""

OPUS_SHARE = 0.5
"""Opus needs half of MP3's bits for the same sound."""

_FLAC_LEVEL = "5"
_FRAME_SHARE = 144_000
"""Bytes of an MP3 frame, for each kbit/s, times its rate."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How ffmpeg's libraries call a container, a codec and a kind of samples."""

    container: str
    codec: str
    rate: int
    samples: str


def write_mp3(blocks: Iterable[Pcm], path: Path, tags: Tags, kbps: int) -> None:
    """Write MP3: tag, then a place for the Info frame, whose figures are known at the end."""
    samples = length = 0

    def counted() -> Iterator[Pcm]:
        nonlocal samples
        for block in blocks:
            samples += len(block)
            yield block

    tag = id3(tags)
    with path.open("wb") as file:
        file.write(tag + bytes(frame_bytes(kbps)))
        for content in stream(counted(), kbps):
            length += file.write(content)
        # At a constant bit rate frames are of one length but for a byte now and then.
        count = round(length * RATE / (_FRAME_SHARE * kbps))
        file.seek(len(tag))
        file.write(info_frame(count, length, samples, kbps))


def write_opus(blocks: Iterable[Pcm], path: Path, tags: Tags, kbps: int) -> None:
    """Write Opus in Ogg at half of MP3's bit rate."""
    options = {"application": "audio", "b": str(round(kbps * 1000 * OPUS_SHARE))}
    _encode(_at_opus_rate(blocks), path, _Form("ogg", "libopus", OPUS_RATE, "flt"), tags, options)


def write_flac(blocks: Iterable[Pcm], path: Path, tags: Tags, _kbps: int) -> None:
    """Write FLAC, every sample kept."""
    form = _Form("flac", "flac", RATE, "s16")
    _encode(blocks, path, form, tags, {"compression_level": _FLAC_LEVEL})


def write_wav(blocks: Iterable[Pcm], path: Path, tags: Tags, _kbps: int) -> None:
    """Write WAV, every sample kept; after them what it says, as RIFF's INFO list and as ID3."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for block in blocks:
            file.writeframes(block.astype("<i2", copy=False).tobytes())
    with path.open("r+b") as file:
        file.seek(0, 2)
        file.write(_chunk(b"LIST", b"INFO" + _info(tags)) + _chunk(b"id3 ", id3(tags)))
        size = file.tell()
        file.seek(4)
        file.write(struct.pack("<I", size - 8))


def _encode(
    blocks: Iterable[npt.NDArray[np.int16] | npt.NDArray[np.float32]],
    path: Path,
    form: _Form,
    tags: Tags,
    options: dict[str, str],
) -> None:
    # Only who encodes loads ffmpeg's libraries: 18 MB that playout has no use for.
    import av
    from av.codec.context import Flags

    with av.open(str(path), "w", format=form.container, options={"fflags": "+bitexact"}) as file:
        added = file.add_stream(
            form.codec, rate=form.rate, options=options, layout="mono", format=form.samples
        )
        track = cast("av.AudioStream", added)
        track.codec_context.flags |= Flags.bitexact
        fields = comments(tags)
        # Ogg keeps what a track says of itself, FLAC what the file says.
        track.metadata.update(fields)
        file.metadata.update(fields)
        at = 0
        for block in blocks:
            row = block.reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(row, format=form.samples, layout="mono")
            frame.sample_rate = form.rate
            frame.time_base = Fraction(1, form.rate)
            frame.pts = at
            at += len(block)
            file.mux(track.encode(frame))
        file.mux(track.encode(None))


def _at_opus_rate(blocks: Iterable[Pcm]) -> Iterator[npt.NDArray[np.float32]]:
    """Yield the samples at Opus's rate, 1.0 being full scale.

    Not whole numbers: what soxr makes of those depends on how they are cut into blocks.
    """
    turning = soxr.ResampleStream(RATE, OPUS_RATE, 1, dtype="float32", quality="HQ")
    for block in blocks:
        turned = turning.resample_chunk(block.astype(np.float32) / np.float32(32768))
        if len(turned):
            yield turned
    rest = turning.resample_chunk(np.zeros(0, np.float32), last=True)
    if len(rest):
        yield rest


def _info(tags: Tags) -> bytes:
    said = [(b"INAM", tags.title), (b"IART", tags.station)]
    if tags.date is not None:
        said.append((b"ICRD", tags.date.isoformat()))
    if tags.voice_mark:
        said.append((b"ICMT", voice_sentence(tags.voice_mark)))
    return b"".join(_chunk(name, text.encode() + b"\0") for name, text in said)


def _chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk of RIFF: name, length, content, a byte more when the length is odd."""
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)
