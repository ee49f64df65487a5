"""The rundown: where every segment of a programme lies, to the sample. Arithmetic only.

Knows kinds and lengths of segments and the rules between them; knows no sound and no text. Places
and lengths are samples at the station's rate; segments begin at whole MP3 frames, so that a piece
of a programme stays the same when what lies before it grows longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from broadcaster.sound.sound import FRAME, RATE


class Kind(StrEnum):
    """What a segment is to the listener."""

    IDENT = "ident"
    GREETING = "greeting"
    CONTENTS = "contents"
    ITEM = "item"
    REPEAT = "repeat"
    STINGER = "stinger"
    JINGLE = "jingle"
    PAUSE = "pause"
    CLOSING = "closing"
    CLOSING_MUSIC = "closing-music"
    COLUMN = "column"
    NOTICE = "notice"
    FILL = "fill"
    RECORDING = "recording"


MUSIC = frozenset(
    {Kind.IDENT, Kind.STINGER, Kind.JINGLE, Kind.COLUMN, Kind.FILL, Kind.CLOSING_MUSIC}
)
SPEECH = frozenset(
    {
        Kind.NOTICE,
        Kind.GREETING,
        Kind.CONTENTS,
        Kind.ITEM,
        Kind.REPEAT,
        Kind.RECORDING,
        Kind.CLOSING,
    }
)
CROSS_FADE_MS = 200
"""How much of a piece of music's last tail may still be heard when speech begins."""

BED_LEAD_MS = 900
"""How long before its speech the bed begins."""

BED_TAIL_MS = 1_200
"""How long after its speech the bed goes on, where nothing else begins."""

_BEFORE_MUSIC_MS = 350
_BETWEEN_MUSIC_MS = 250
_BETWEEN_ITEMS_MS = 900
_BETWEEN_SPEECH_MS = 600


@dataclass(frozen=True, slots=True)
class Segment:
    """One item of a rundown, before it has its place; `length` in samples.

    `over_bed` is speech under which the bed lies.
    """

    kind: Kind
    length: int
    title: str = ""
    over_bed: bool = False

    def __post_init__(self) -> None:
        """Refuse a length below nothing."""
        if self.length < 0:
            raise ValueError(f"a segment cannot last {self.length} samples")


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment in its place: its first sample and the one after its last."""

    segment: Segment
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BedSpan:
    """From which sample to which the bed is heard."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rundown:
    """All segments in their order and places, the spans of the bed, and the whole length."""

    placed: tuple[Placed, ...]
    beds: tuple[BedSpan, ...]
    length: int


def lay_out(segments: Iterable[Segment]) -> Rundown:
    """Return the rundown of `segments` in their order.

    Segments follow one another with the gap their kinds ask for, longer by less than a frame. Only
    speech after music begins up to `CROSS_FADE_MS` early, over the music's tail; three segments
    never sound at once.
    """
    placed: list[Placed] = []
    for segment in segments:
        start = 0
        if placed:
            before = placed[-1]
            early = min(before.segment.length, segment.length) // 2
            gap = samples(gap_ms(before.segment.kind, segment.kind))
            start = on_grid(before.end + max(-early, gap))
        placed.append(Placed(segment, start, start + segment.length))
    beds = _beds(placed)
    ends = [place.end for place in placed] + [span.end for span in beds]
    return Rundown(tuple(placed), beds, on_grid(max(ends, default=0)))


def samples(ms: float) -> int:
    """Return the whole number of samples in `ms` milliseconds."""
    return round(ms * RATE / 1000)


def on_grid(place: int) -> int:
    """Return the first beginning of a frame at or after the sample `place`."""
    return -(-place // FRAME) * FRAME


def milliseconds(place: int) -> int:
    """Return the sample `place` as whole milliseconds."""
    return round(place * 1000 / RATE)


def gap_ms(before: Kind, after: Kind) -> int:
    """Return how long nothing sounds between two kinds of segments; below zero they cross."""
    if Kind.PAUSE in (before, after):
        return 0
    if before in MUSIC:
        return _BETWEEN_MUSIC_MS if after in MUSIC else -CROSS_FADE_MS
    if after in MUSIC:
        return _BEFORE_MUSIC_MS
    return _BETWEEN_ITEMS_MS if Kind.ITEM in (before, after) else _BETWEEN_SPEECH_MS


def _beds(placed: Sequence[Placed]) -> tuple[BedSpan, ...]:
    """Return one span for each run of segments that want the bed.

    It may begin under music that is ending, never under other speech; it ends where something else
    begins.
    """
    lead, tail = on_grid(samples(BED_LEAD_MS)), samples(BED_TAIL_MS)
    spans: list[BedSpan] = []
    for first, last in _runs(placed):
        others = (placed[index] for index in range(first - 1, -1, -1))
        words = next((place.end for place in others if place.segment.kind in SPEECH), 0)
        earliest = on_grid(max(words, spans[-1].end if spans else 0))
        start = max(earliest, placed[first].start - lead)
        end = placed[last].end + tail
        if last + 1 < len(placed):
            end = max(placed[last].end, min(end, placed[last + 1].start))
        spans.append(BedSpan(start, end))
    return tuple(spans)


def _runs(placed: Sequence[Placed]) -> list[tuple[int, int]]:
    """Return the first and last index of every unbroken row of segments over the bed."""
    runs: list[tuple[int, int]] = []
    for index, place in enumerate(placed):
        if not place.segment.over_bed:
            continue
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs
