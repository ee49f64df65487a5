"""Opening a foreign sound with ffmpeg's libraries, which may use nothing but the handle it is in.

Knows which decoders are trusted with foreign bytes; knows nothing of what is done with the samples.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import FileIO
from typing import Any

import av

# The library imports these only when a file is opened, and behind the walls nothing can be.
import av.subtitles.codeccontext
import av.subtitles.stream

from broadcaster.sound.decoder.orders import Orders, Refusal

CODECS = frozenset(
    """aac aac_latm ac3 adpcm_ima_qt adpcm_ima_wav adpcm_ms alac amrnb amrwb eac3 flac gsm_ms
    libopencore_amrnb libopencore_amrwb libopus libspeex mp1 mp1float mp2 mp2float mp3 mp3float
    opus pcm_alaw pcm_f32be pcm_f32le pcm_f64be pcm_f64le pcm_mulaw pcm_s16be pcm_s16le
    pcm_s16le_planar pcm_s24be pcm_s24le pcm_s32be pcm_s32le pcm_s8 pcm_u8 speex vorbis
    wmalossless wmapro wmav1 wmav2 wmavoice""".split()  # noqa: SIM905
)
"""The decoders that may be used: those of the kinds that are taken in. None decodes pictures."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A sound that is open: its container and the one stream of it that is decoded."""

    container: Any
    stream: Any


def opened(file: FileIO, orders: Orders) -> Opened:
    """Return the sound in `file`, read by the demuxer that `orders` names.

    Raises Refusal: "damaged", "no-sound", "codec", "channels", "rate", "memory".
    """
    # No protocol has the name given here: nothing a file refers to can be opened, near or far.
    options = {
        "protocol_whitelist": "none",
        "format_whitelist": orders.demuxer,
        "codec_whitelist": ",".join(sorted(CODECS)),
    }
    try:
        container = av.open(
            file, mode="r", format=orders.demuxer, options=options, metadata_errors="replace"
        )
    except (MemoryError, av.error.MemoryError) as error:
        raise Refusal("memory") from error
    except (av.error.FFmpegError, ValueError, OverflowError) as error:
        raise Refusal("damaged") from error
    stream = container.streams.best("audio")
    if stream is None:
        raise Refusal("no-sound", pictures=len(container.streams.video))
    return Opened(container, _checked(stream, orders))


def _checked(stream: Any, orders: Orders) -> Any:
    """Return `stream` ready to be decoded by one thread. Raises Refusal."""
    context = stream.codec_context
    if context is None:
        raise Refusal("codec", codec="?")
    if context.codec.name not in CODECS:
        raise Refusal("codec", codec=str(context.codec.canonical_name))
    check_shape(context.channels, context.sample_rate, orders)
    context.thread_count = 1
    return stream


def check_shape(channels: int, rate: int, orders: Orders) -> None:
    """Raise Refusal when there are too many channels or the rate makes no sense.

    A zero means that only the decoder will know.
    """
    if channels > orders.most_channels:
        raise Refusal("channels", channels=channels, most=orders.most_channels)
    if rate and not orders.least_rate <= rate <= orders.most_rate:
        raise Refusal("rate", rate=rate, least=orders.least_rate, most=orders.most_rate)


def facts(found: Opened) -> dict[str, Any]:
    """Return what the container and the codec say of themselves."""
    context = found.stream.codec_context
    length = found.container.duration
    return {
        "codec": str(context.codec.canonical_name),
        "channels": int(context.channels),
        "rate": int(context.sample_rate),
        "bit_rate": int(found.stream.bit_rate or found.container.bit_rate or 0),
        "declared_ms": round(length / 1000) if length and length > 0 else 0,
        "tracks": len(found.container.streams.audio),
    }


def packets(found: Opened) -> Iterator[Any]:
    """Yield the stream's packets as far as they can be read. Raises Refusal "memory"."""
    try:
        yield from found.container.demux(found.stream)
    except (MemoryError, av.error.MemoryError) as error:
        raise Refusal("memory") from error
    except (av.error.FFmpegError, ValueError, OverflowError):
        # What follows cannot be read: what came before counts as the whole.
        return
