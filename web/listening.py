"""What a page shows beside a player: parts to jump to, and the transcript with its times.

Knows what the sound says of itself; decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from broadcaster.model import SegmentTime
from broadcaster.production.studio import SUFFIX
from broadcaster.sound.formats import Line, Tags, tags_in
from broadcaster.sound.vault import Sha, SoundMissingError
from web.desk import the_station
from web.wording import SEGMENT_KINDS

_NAMED_BY_TITLE = frozenset({"item", "recording"})
"""Kinds of segments whose own title tells more than what they are."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sound that a listener may jump to, in milliseconds."""

    title: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Listening:
    """A sound to be heard: its parts, what is said in it, and how long it is if that is known."""

    sha: Sha
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    length_ms: int


def listening_to(
    sha: Sha, segments: Iterable[SegmentTime] = (), length_ms: int = 0
) -> Listening | None:
    """Return what is shown beside the sound named `sha`, None when it is no longer there.

    Its parts are `segments`, or else the chapters it carries.
    """
    try:
        found = tags_in(the_station().vault.path(sha, SUFFIX)) or Tags("", "")
    except (SoundMissingError, OSError):
        return None
    parts = tuple(_part(one) for one in segments)
    if not parts:
        parts = tuple(Part(one.title, one.start_ms, one.end_ms) for one in found.chapters)
    last_ms = max([one.end_ms for one in parts] + [one.end_ms for one in found.lines], default=0)
    return Listening(sha, parts, found.lines, length_ms or last_ms)


def _part(segment: SegmentTime) -> Part:
    kind = SEGMENT_KINDS.get(segment.kind, segment.title)
    title = segment.title
    if title and segment.kind == "repeat":
        title = f"{kind}: {title}"
    elif segment.kind not in _NAMED_BY_TITLE:
        title = kind
    return Part(title or kind, segment.start_ms, segment.end_ms)
