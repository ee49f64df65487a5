"""Sounds as others make them: any shape, any kind of file, written by ffmpeg's libraries."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

import av
import numpy as np
import numpy.typing as npt

from broadcaster.sound.engines.espeak import open_engine
from broadcaster.sound.speech import Voice

Samples = npt.NDArray[np.float32]

SAID = (
    "Kính thưa bà con, sáng mai ủy ban nhân dân xã tổ chức tiêm phòng cho đàn gia súc tại nhà "
    "văn hóa các thôn. Đề nghị các hộ chăn nuôi chủ động đưa gia súc đến đúng giờ."
)


@lru_cache
def speech() -> Samples:
    """Return about ten seconds of somebody speaking, at 44.1 kHz, peak 0.5."""
    said = open_engine("espeak://vi").speak(SAID, Voice()).resampled(44_100).pcm / 32768
    return np.asarray(0.5 * said / np.abs(said).max(), np.float32)


def tone(seconds: float, hertz: float = 440, level: float = 0.3, rate: int = 44_100) -> Samples:
    """Return a sine wave."""
    return np.asarray(
        level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate), np.float32
    )


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file: container, codec, what the container is recognised as, and how it is made.

    Without a codec it has no sound.
    """

    suffix: str
    container: str
    codec: str
    kind: str
    rate: int = 44_100
    layout: str = "stereo"
    bit_rate: int = 0
    options: dict[str, str] = field(default_factory=dict)
    film: bool = False


FORMS = {
    "mp3": Form(".mp3", "mp3", "libmp3lame", "mp3", bit_rate=128_000),
    "mp3 8 kHz": Form(".mp3", "mp3", "libmp3lame", "mp3", 8_000, "mono"),
    "mp2": Form(".mp2", "mp2", "mp2", "mp3", 48_000),
    "wav": Form(".wav", "wav", "pcm_s16le", "wav"),
    "wav 24": Form(".wav", "wav", "pcm_s24le", "wav", 96_000),
    "wav u8": Form(".wav", "wav", "pcm_u8", "wav", 11_025, "mono"),
    "wav float": Form(".wav", "wav", "pcm_f32le", "wav", 192_000),
    "wav mulaw": Form(".wav", "wav", "pcm_mulaw", "wav", 8_000, "mono"),
    "wav adpcm": Form(".wav", "wav", "adpcm_ms", "wav", 44_100, "mono"),
    "w64": Form(".w64", "w64", "pcm_s16le", "w64", 48_000),
    "aiff": Form(".aif", "aiff", "pcm_s16be", "aiff"),
    "m4a": Form(".m4a", "ipod", "aac", "mov", bit_rate=128_000),
    "alac": Form(".m4a", "mov", "alac", "mov"),
    "aac": Form(".aac", "adts", "aac", "aac", bit_rate=96_000),
    "vorbis": Form(".ogg", "ogg", "vorbis", "ogg", options={"strict": "experimental"}),
    "opus": Form(".opus", "ogg", "libopus", "ogg", 48_000),
    "ogg flac": Form(".oga", "ogg", "flac", "ogg"),
    "flac": Form(".flac", "flac", "flac", "flac"),
    "flac 192": Form(".flac", "flac", "flac", "flac", 192_000),
    "amr": Form(".amr", "amr", "libopencore_amrnb", "amr", 8_000, "mono"),
    "3gp": Form(".3gp", "3gp", "libopencore_amrnb", "mov", 8_000, "mono"),
    "wma": Form(".wma", "asf", "wmav2", "asf", bit_rate=128_000),
    "wma 1": Form(".wma", "asf", "wmav1", "asf", bit_rate=128_000),
    "mp4 film": Form(".mp4", "mp4", "aac", "mov", bit_rate=96_000, film=True),
    "mov film": Form(".mov", "mov", "aac", "mov", bit_rate=96_000, film=True),
    "mkv film": Form(".mkv", "matroska", "ac3", "matroska", 48_000, "5.1", film=True),
    "webm film": Form(".webm", "webm", "libopus", "matroska", 48_000, film=True),
    "avi film": Form(".avi", "avi", "libmp3lame", "avi", film=True),
}


def file_of(form: Form, samples: Samples | None = None, **metadata: str) -> bytes:
    """Return a file of that form; `samples` (44.1 kHz) on every channel, speech by default."""
    row = speech() if samples is None else samples
    count = len(av.AudioLayout(form.layout).channels)
    rows = row if row.ndim == 2 else np.stack([row] * count)
    target = io.BytesIO()
    with av.open(target, "w", format=form.container) as container:
        container.metadata.update(metadata)
        film: Any = None
        if form.film:
            codec = "libvpx" if form.container == "webm" else "mpeg4"
            film = container.add_stream(codec, rate=10)
            film.width, film.height, film.pix_fmt = 64, 48, "yuv420p"
        stream: Any = None
        if form.codec:
            stream = container.add_stream(
                form.codec, rate=form.rate, layout=form.layout, options=form.options
            )
            if form.bit_rate:
                stream.bit_rate = form.bit_rate
        if film:
            for number in range(20):
                picture = av.VideoFrame(64, 48, "yuv420p")
                picture.pts = number
                container.mux(film.encode(picture))
            container.mux(film.encode(None))
        if stream:
            _write(container, stream, rows, form)
    return target.getvalue()


def _write(container: Any, stream: Any, rows: Samples, form: Form) -> None:
    """Encode `rows`, channels at 44.1 kHz, into a stream."""
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(rows, np.float32), format="fltp", layout=form.layout
    )
    frame.sample_rate, frame.pts, frame.time_base = 44_100, 0, Fraction(1, 44_100)
    resampler = av.AudioResampler(
        format=stream.format,
        layout=form.layout,
        rate=form.rate,
        frame_size=stream.codec_context.frame_size or 1024,
    )
    for piece in [*resampler.resample(frame), *resampler.resample(None)]:
        container.mux(stream.encode(piece))
    container.mux(stream.encode(None))


def wave_of(
    rows: npt.NDArray[Any], rate: int = 44_100, code: int | None = None, promised: int | None = None
) -> bytes:
    """Return a WAV file of samples (channels, frames) as they are; `promised` bytes of them."""
    tag = code if code is not None else (3 if rows.dtype.kind == "f" else 1)
    width, channels = rows.dtype.itemsize, rows.shape[0]
    content = np.ascontiguousarray(rows.T).astype(rows.dtype.newbyteorder("<")).tobytes()
    size = len(content) if promised is None else promised
    head = b"WAVEfmt " + (16).to_bytes(4, "little") + tag.to_bytes(2, "little")
    head += channels.to_bytes(2, "little") + rate.to_bytes(4, "little")
    head += (rate * channels * width & 0xFFFFFFFF).to_bytes(4, "little")
    head += (channels * width & 0xFFFF).to_bytes(2, "little") + (8 * width).to_bytes(2, "little")
    head += b"data" + (size & 0xFFFFFFFF).to_bytes(4, "little")
    return b"RIFF" + ((len(head) + size) & 0xFFFFFFFF).to_bytes(4, "little") + head + content
