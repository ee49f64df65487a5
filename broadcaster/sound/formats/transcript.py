"""The transcript as text files: WebVTT for browsers and televisions, LRC for players of music.

Knows lines and their times; knows no sound. WebVTT is written as the W3C's recommendation has it;
LRC has no standard: two digits of seconds, two of hundredths, as many of minutes as it takes.
"""

from __future__ import annotations

import re

from broadcaster.sound.formats.tags import Line, Tags, in_order, one_row, voice_sentence

_STAMP = re.compile(r"\[(\d+):(\d\d)\.(\d\d)\]")


def webvtt(tags: Tags) -> str:
    """Return the transcript as WebVTT; the note at its head names title, station, day and voice.

    A line that takes no time gets a millisecond: WebVTT has no cue that ends where it begins.
    """
    head = [tags.title, tags.station, tags.date.isoformat() if tags.date else ""]
    if tags.voice_mark:
        head.append(voice_sentence(tags.voice_mark))
    blocks = ["WEBVTT", "\n".join(["NOTE", *(_escaped(one) for one in head if one.strip())])]
    for one in in_order(tags.lines):
        end_ms = max(one.end_ms, one.start_ms + 1)
        blocks.append(f"{_clock(one.start_ms)} --> {_clock(end_ms)}\n{_escaped(one.text)}")
    return "\n\n".join(blocks) + "\n"


def lrc(tags: Tags) -> str:
    """Return the transcript as LRC, to the nearest hundredth of a second.

    Square brackets in the text become round ones: LRC knows no way to write them. Where nobody
    speaks stands a time without text.
    """
    lines = in_order(tags.lines)
    last_ms = max([one.end_ms for one in lines] + [one.end_ms for one in tags.chapters], default=0)
    head = [("ti", tags.title), ("ar", tags.station), ("la", "vi")]
    if tags.voice_mark:
        head.append(("#", voice_sentence(tags.voice_mark)))
    head.append(("length", f"{last_ms // 60_000:02d}:{last_ms // 1000 % 60:02d}"))
    written = [f"[{name}:{_rounded(value)}]" for name, value in head]
    for number, one in enumerate(lines):
        written.append(f"[{_minutes(one.start_ms)}]{_rounded(one.text)}")
        if number + 1 == len(lines) or one.end_ms < lines[number + 1].start_ms:
            written.append(f"[{_minutes(one.end_ms)}]")
    return "\n".join(written) + "\n"


def lines_in(text: str) -> tuple[Line, ...]:
    """Return the lines of an LRC text that `lrc` wrote; what is no line of it is passed over."""
    found = []
    for line in text.splitlines():
        if stamp := _STAMP.match(line):
            minutes, seconds, hundredths = (int(part) for part in stamp.groups())
            start_ms = minutes * 60_000 + seconds * 1000 + hundredths * 10
            found.append((line[stamp.end() :], start_ms))
    ends = [start for _, start in found[1:]] + [start for _, start in found[-1:]]
    spoken = zip(found, ends, strict=True)
    return tuple(Line(said, start, end) for (said, start), end in spoken if said)


def _escaped(text: str) -> str:
    line = one_row(text)
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _rounded(text: str) -> str:
    return one_row(text).replace("[", "(").replace("]", ")")


def _clock(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"


def _minutes(ms: int) -> str:
    seconds, hundredths = divmod((ms + 5) // 10, 100)
    return f"{seconds // 60:02d}:{seconds % 60:02d}.{hundredths:02d}"
