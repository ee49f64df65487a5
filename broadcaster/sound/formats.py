"""Sounds as files: MP3 with the station's tags and chapters, and back.

Knows tags; knows nothing of how a programme came to be. What a synthetic voice spoke is marked as
such, as article 11 of the law on artificial intelligence (134/2025/QH15) asks of its maker.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import mutagen.id3

from broadcaster.sound.lame import encoded
from broadcaster.sound.sound import Sound

VOICE_MARK = "SYNTHETIC_VOICE"
"""The name of the text frame that says which engine's voice is heard."""

# mutagen ships types for some of its calls only.
id3: Any = mutagen.id3

_LANGUAGE = "vie"
_UTF8 = 3


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named part of a programme, in milliseconds."""

    title: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Tags:
    """What a file says of itself.

    `voice_mark` names the synthetic voices that are heard, "" when there are none.
    """

    title: str
    station: str
    date: date | None = None
    voice_mark: str = ""
    chapters: tuple[Chapter, ...] = ()


def mp3(sound: Sound, tags: Tags, kbps: int = 128) -> bytes:
    """Return `sound` as an MP3 file; the same sound and tags give the same bytes.

    Raises BitRateError for a bit rate that is not offered.
    """
    return tagged(encoded(sound, kbps), tags)


def tagged(frames: bytes, tags: Tags) -> bytes:
    """Return MP3 frames with an ID3v2.4 tag before them."""
    note = id3.ID3()
    note.add(id3.TIT2(encoding=_UTF8, text=tags.title))
    note.add(id3.TPE1(encoding=_UTF8, text=tags.station))
    note.add(id3.TPUB(encoding=_UTF8, text=tags.station))
    note.add(id3.TLAN(encoding=_UTF8, text=_LANGUAGE))
    if tags.date is not None:
        note.add(id3.TDRC(encoding=_UTF8, text=tags.date.isoformat()))
    if tags.voice_mark:
        note.add(id3.TXXX(encoding=_UTF8, desc=VOICE_MARK, text=tags.voice_mark))
        sentence = f"Giọng đọc do máy tổng hợp: {tags.voice_mark}"
        note.add(id3.COMM(encoding=_UTF8, lang=_LANGUAGE, desc="", text=sentence))
    _add_chapters(note, tags.chapters)
    file = io.BytesIO()
    note.save(file, v1=0, v2_version=4, padding=lambda _: 0)
    return file.getvalue() + frames


def tags_in(content: bytes) -> Tags | None:
    """Return what an MP3 file says of itself, None when it says nothing."""
    if content[:3] != b"ID3":
        return None
    note = id3.ID3(io.BytesIO(content))
    chapters = sorted(note.getall("CHAP"), key=lambda chapter: chapter.start_time)
    day = _text(note, "TDRC")
    return Tags(
        _text(note, "TIT2"),
        _text(note, "TPE1"),
        date.fromisoformat(day) if day else None,
        _text(note, f"TXXX:{VOICE_MARK}"),
        tuple(Chapter(_text(c.sub_frames, "TIT2"), c.start_time, c.end_time) for c in chapters),
    )


def decode(path: Path) -> Sound:
    """Return the sound in a file, each sample where it was before encoding.

    Raises UnreadableSoundError.
    """
    return Sound.read(path)


def _add_chapters(note: Any, chapters: tuple[Chapter, ...]) -> None:
    names = [f"c{number:03d}" for number in range(len(chapters))]
    for name, chapter in zip(names, chapters, strict=True):
        note.add(
            id3.CHAP(
                element_id=name,
                start_time=chapter.start_ms,
                end_time=chapter.end_ms,
                sub_frames=[id3.TIT2(encoding=_UTF8, text=chapter.title)],
            )
        )
    if names:
        ordered_top = id3.CTOCFlags.TOP_LEVEL | id3.CTOCFlags.ORDERED
        note.add(id3.CTOC(element_id="toc", flags=ordered_top, child_element_ids=names))


def _text(note: Any, key: str) -> str:
    frame = note.get(key)
    return str(frame.text[0]) if frame is not None and frame.text else ""
