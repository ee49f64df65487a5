"""The ID3v2.4 tag of an MP3 or WAV file: title, station, day, voice mark, chapters, transcript.

Knows frames of a tag; knows nothing of the sound after it. The transcript is one SYLT frame with
times in milliseconds. Only beginnings travel there, so an empty entry stands where a line ends and
nobody speaks until the next.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import mutagen.id3

from broadcaster.sound.formats.tags import (
    LANGUAGE,
    VOICE_MARK,
    Chapter,
    Line,
    Tags,
    day_in,
    in_order,
    voice_sentence,
)

# mutagen ships types for some of its calls only.
frames: Any = mutagen.id3

_UTF8 = 3
_MILLISECONDS = 2
_TRANSCRIPTION = 2
_TOC = "toc"


def id3(tags: Tags) -> bytes:
    """Return the tag alone, to stand before the frames of an MP3; same tags, same bytes."""
    file = io.BytesIO()
    note(tags).save(file, v1=0, v2_version=4, padding=lambda _: 0)
    return file.getvalue()


def note(tags: Tags) -> Any:
    """Return `tags` as mutagen's ID3."""
    made = frames.ID3()
    made.add(frames.TIT2(encoding=_UTF8, text=tags.title))
    made.add(frames.TPE1(encoding=_UTF8, text=tags.station))
    made.add(frames.TPUB(encoding=_UTF8, text=tags.station))
    made.add(frames.TLAN(encoding=_UTF8, text=LANGUAGE))
    if tags.date is not None:
        made.add(frames.TDRC(encoding=_UTF8, text=tags.date.isoformat()))
    if tags.voice_mark:
        made.add(frames.TXXX(encoding=_UTF8, desc=VOICE_MARK, text=tags.voice_mark))
        sentence = voice_sentence(tags.voice_mark)
        made.add(frames.COMM(encoding=_UTF8, lang=LANGUAGE, desc="", text=sentence))
    _add_chapters(made, tags.chapters)
    if entries := list(_entries(tags.lines)):
        made.add(
            frames.SYLT(
                encoding=_UTF8,
                lang=LANGUAGE,
                format=_MILLISECONDS,
                type=_TRANSCRIPTION,
                desc="",
                text=entries,
            )
        )
    return made


def tags_of(found: Any) -> Tags:
    """Return what mutagen's ID3 says; a field that is missing or odd stays empty."""
    chapters = sorted(found.getall("CHAP"), key=lambda chapter: chapter.start_time)
    return Tags(
        _text(found, "TIT2"),
        _text(found, "TPE1"),
        day_in(_text(found, "TDRC")),
        _text(found, f"TXXX:{VOICE_MARK}"),
        tuple(Chapter(_text(c.sub_frames, "TIT2"), c.start_time, c.end_time) for c in chapters),
        _lines(found),
    )


def _add_chapters(made: Any, chapters: tuple[Chapter, ...]) -> None:
    names = [f"c{number:03d}" for number in range(len(chapters))]
    for name, chapter in zip(names, chapters, strict=True):
        made.add(
            frames.CHAP(
                element_id=name,
                start_time=chapter.start_ms,
                end_time=chapter.end_ms,
                sub_frames=[frames.TIT2(encoding=_UTF8, text=chapter.title)],
            )
        )
    if names:
        ordered_top = frames.CTOCFlags.TOP_LEVEL | frames.CTOCFlags.ORDERED
        made.add(frames.CTOC(element_id=_TOC, flags=ordered_top, child_element_ids=names))


def _entries(lines: tuple[Line, ...]) -> Iterator[tuple[str, int]]:
    """Yield text and start of every entry, "" where a line ends before the next begins."""
    said = in_order(lines)
    for number, one in enumerate(said):
        yield one.text, one.start_ms
        if number + 1 == len(said) or one.end_ms < said[number + 1].start_ms:
            yield "", one.end_ms


def _lines(found: Any) -> tuple[Line, ...]:
    told = [one for one in found.getall("SYLT") if one.format == _MILLISECONDS and one.text]
    if not told:
        return ()
    entries = told[0].text
    ends = [start for _, start in entries[1:]] + [entries[-1][1]]
    spoken = zip(entries, ends, strict=True)
    return tuple(Line(text, start, end) for (text, start), end in spoken if text)


def _text(found: Any, key: str) -> str:
    frame = found.get(key)
    return str(frame.text[0]) if frame is not None and frame.text else ""
