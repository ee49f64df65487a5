"""The comments of an Opus or FLAC file: the same facts as an ID3 tag, as names and values.

Knows names of fields as Xiph.Org's recommendation and its extension for chapters give them; knows
nothing of the sound. A chapter's end does not travel: it is where the next one begins. The
transcript travels as LRC, to the hundredth of a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from broadcaster.sound.formats.tags import VOICE_MARK, Chapter, Tags, day_in, voice_sentence
from broadcaster.sound.formats.transcript import lines_in, lrc

MOST_CHAPTERS = 1000
"""A chapter's number has three digits."""

_LANGUAGE = "vi"
_CHAPTER = re.compile(r"CHAPTER(\d{3})")
_TIME = re.compile(r"(\d+):(\d\d):(\d\d)\.(\d{3})")


def comments(tags: Tags) -> dict[str, str]:
    """Return the fields that say what `tags` say, in the order they are written."""
    fields = {
        "TITLE": tags.title,
        "ARTIST": tags.station,
        "ORGANIZATION": tags.station,
        "LANGUAGE": _LANGUAGE,
    }
    if tags.date is not None:
        fields["DATE"] = tags.date.isoformat()
    if tags.voice_mark:
        fields[VOICE_MARK] = tags.voice_mark
        fields["COMMENT"] = voice_sentence(tags.voice_mark)
    for number, chapter in enumerate(tags.chapters[:MOST_CHAPTERS]):
        seconds, ms = divmod(chapter.start_ms, 1000)
        clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{ms:03d}"
        fields[f"CHAPTER{number:03d}"] = clock
        fields[f"CHAPTER{number:03d}NAME"] = chapter.title
    if tags.lines:
        fields["LYRICS"] = lrc(tags)
    return {name: value.replace("\0", "") for name, value in fields.items() if value}


def tags_of(found: Iterable[tuple[str, str]], length_ms: int) -> Tags:
    """Return what the comments of a file of `length_ms` say: pairs of a name and a value."""
    fields: dict[str, str] = {}
    for name, value in found:
        fields.setdefault(name.upper(), value)

    def said(name: str) -> str:
        return fields.get(name, "")

    named = sorted(name for name in fields if _CHAPTER.fullmatch(name))
    starts = [(name, start) for name in named if (start := _ms(said(name))) is not None]
    ends = [start for _, start in starts[1:]] + [length_ms for _ in starts[-1:]]
    return Tags(
        said("TITLE"),
        said("ARTIST"),
        day_in(said("DATE")),
        said(VOICE_MARK),
        tuple(
            Chapter(said(f"{name}NAME"), start, end)
            for (name, start), end in zip(starts, ends, strict=True)
        ),
        lines_in(said("LYRICS")),
    )


def _ms(clock: str) -> int | None:
    found = _TIME.fullmatch(clock.strip())
    if found is None:
        return None
    hours, minutes, seconds, ms = (int(part) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms
