"""Sounds as files: MP3, Opus, FLAC and WAV with the station's tags, chapters and transcript.

Also what is made of a sound besides: transcripts with times, peaks, a picture of the waveform.

Knows tags; knows nothing of how a programme came to be. What a synthetic voice spoke is marked as
such, as article 11 of the law on artificial intelligence (134/2025/QH15) asks of its maker.
"""

from __future__ import annotations

from pathlib import Path

from broadcaster.sound.formats.errors import (
    FormatError,
    NothingToSaveError,
    NoTranscriptError,
    UnknownFormatError,
)
from broadcaster.sound.formats.id3v2 import id3
from broadcaster.sound.formats.peaks import Peaks, outlined, peaks_of
from broadcaster.sound.formats.picture import picture
from broadcaster.sound.formats.read import blocks_of, tags_in
from broadcaster.sound.formats.save import (
    EXPORT_SUFFIXES,
    EXPORT_VERSION,
    SOUND_SUFFIXES,
    export,
    save,
)
from broadcaster.sound.formats.tags import VOICE_MARK, Chapter, Line, Tags
from broadcaster.sound.formats.transcript import lrc, webvtt
from broadcaster.sound.lame import encoded
from broadcaster.sound.sound import Sound

__all__ = [
    "EXPORT_SUFFIXES",
    "EXPORT_VERSION",
    "SOUND_SUFFIXES",
    "VOICE_MARK",
    "Chapter",
    "FormatError",
    "Line",
    "NoTranscriptError",
    "NothingToSaveError",
    "Peaks",
    "Tags",
    "UnknownFormatError",
    "blocks_of",
    "decode",
    "export",
    "id3",
    "lrc",
    "mp3",
    "outlined",
    "peaks_of",
    "picture",
    "save",
    "tagged",
    "tags_in",
    "webvtt",
]


def mp3(sound: Sound, tags: Tags, kbps: int = 128) -> bytes:
    """Return `sound` as an MP3 file; the same sound and tags give the same bytes.

    Raises BitRateError for a bit rate that is not offered.
    """
    return tagged(encoded(sound, kbps), tags)


def tagged(frames: bytes, tags: Tags) -> bytes:
    """Return MP3 frames with an ID3v2.4 tag before them."""
    return id3(tags) + frames


def decode(path: Path) -> Sound:
    """Return the sound in a file, each sample where it was before encoding.

    Raises UnreadableSoundError.
    """
    return Sound.read(path)
