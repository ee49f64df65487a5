"""Strips: what is said in one go, as stretches of a few sentences that are treated as one.

Knows speech and pauses; knows no places in a programme. A stretch is long enough to have a
loudness and short enough that one changed sentence costs little; where it ends is decided by what
lies in it, and each begins at a whole frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np

from broadcaster.sound.kit import KitPiece
from broadcaster.sound.memory import key_of
from broadcaster.sound.mix import Strip
from broadcaster.sound.rack import LOOP_S, Rack
from broadcaster.sound.recipes import Part
from broadcaster.sound.rundown import on_grid, samples
from broadcaster.sound.sound import FRAME, RATE, Sound
from broadcaster.sound.spoken import Spoken

LONG_PAUSE_MS = 600
"""A pause after which a stretch is more likely to end."""

RECORDED_S = 300
"""About how long the stretches of a long recording are: no more is ever held."""

SEARCH_S = 30
"""How far before its end the quietest place of a stretch is looked for."""

SHORT_S = 6
LONG_S = 15
"""How long a stretch is at least where more follows, and at most but for its last sentence."""


@dataclass(frozen=True, slots=True)
class Row:
    """Strips with their places in a segment, the segment's length, and each sentence's span.

    All in samples at the station's rate.
    """

    strips: tuple[tuple[int, Strip], ...]
    length: int
    sentences: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Uttered:
    """A spoken sentence and the silence after it."""

    spoken: Spoken
    pause_ms: int

    @property
    def length(self) -> int:
        """The sentence's samples at the station's rate."""
        return _at_station(self.spoken.frames, self.spoken.rate)


def speech_row(uttered: Sequence[Uttered], rack: Rack) -> Row:
    """Return sentences in their order, without the silence after the last."""
    strips: list[tuple[int, Strip]] = []
    spans: list[tuple[int, int]] = []
    start = end = 0
    for stretch in _stretches(uttered):
        strip = _strip(stretch, rack)
        strips.append((start, strip))
        rate = stretch[0].spoken.rate
        spans += [
            (start + _at_station(first, rate), start + _at_station(last, rate))
            for first, last in _places(stretch)
        ]
        end = start + strip.length
        start = on_grid(end + samples(stretch[-1].pause_ms))
    return Row(tuple(strips), end, tuple(spans))


def music_row(piece: KitPiece, rack: Rack, play_ms: int | None = None) -> Row:
    """Return a piece of music; played for `play_ms` where that is given, as often as it must.

    What is shorter than a loop's seam is no music to repeat, and is heard once.
    """
    once = kept_strip(piece, Part.MUSIC, rack)
    if play_ms is None or once.length < LOOP_S * RATE:
        return Row(((0, once),), once.length)
    length = samples(play_ms)
    if length <= once.length:
        return Row(((0, Strip(once.key, length)),), length)
    # Only what follows the piece itself begins with its end: the first time it begins as it does.
    loop = kept_strip(piece, Part.MUSIC, rack, loop=True)
    turns = [(0, Strip(once.key, loop.length))]
    turns += [
        (at, Strip(loop.key, min(loop.length, length - at)))
        for at in range(loop.length, length, loop.length)
    ]
    return Row(tuple(turns), length)


def recording_row(piece: KitPiece, rack: Rack) -> Row:
    """Return a recorded voice; one that is long comes in several strips that meet in quiet places.

    Raises what reading a piece does.
    """
    length = samples(piece.length_ms)
    cuts = [0, *_quiet_places(piece, length), length]
    strips = []
    for first, last in pairwise(cuts):
        digest = piece.digest if len(cuts) == 2 else key_of("part", piece.digest, first, last)
        make = partial(piece.stretch, first, last - first)
        strips.append((first, rack.put(digest, last - first, RATE, Part.SPEECH, make)))
    return Row(tuple(strips), length)


def _quiet_places(piece: KitPiece, length: int) -> list[int]:
    """Return where a recording is parted: the quietest of the last half minute of every stretch."""
    found: list[int] = []
    at, most, search = 0, RECORDED_S * RATE, SEARCH_S * RATE
    while length - at > 2 * most:
        first = on_grid(at + most - search)
        heard = piece.stretch(first, search // FRAME * FRAME).pcm.reshape(-1, FRAME)
        at = first + int(np.abs(heard.astype(np.int32)).max(1).argmin()) * FRAME
        found.append(at)
    return found


def kept_strip(piece: KitPiece, part: Part, rack: Rack, loop: bool = False) -> Strip:
    """Return the strip of a piece that is kept whole; a `loop` can be repeated."""
    return rack.put(
        piece.digest, samples(piece.length_ms), RATE, part, lambda: piece.sound, loop=loop
    )


def _stretches(uttered: Sequence[Uttered]) -> Iterator[tuple[Uttered, ...]]:
    row: list[Uttered] = []
    length = 0
    for one in uttered:
        row.append(one)
        length += one.length
        if length >= LONG_S * RATE or (length >= SHORT_S * RATE and _may_end(one)):
            yield tuple(row)
            row, length = [], 0
        else:
            length += samples(one.pause_ms)
    if row:
        yield tuple(row)


def _may_end(one: Uttered) -> bool:
    """Tell whether a stretch may end after a sentence: half of those before a long pause, else few.

    Which ones is drawn from the sentences themselves: were it a matter of length alone, one changed
    sentence would move every end behind it.
    """
    drawn = int(one.spoken.digest[:2], 16)
    return drawn % (2 if one.pause_ms >= LONG_PAUSE_MS else 4) == 0


def _strip(stretch: tuple[Uttered, ...], rack: Rack) -> Strip:
    """Return the strip of a stretch: its sentences with the silences between them."""
    rate = stretch[0].spoken.rate
    gaps = [round(one.pause_ms * rate / 1000) for one in stretch[:-1]]
    frames = _places(stretch)[-1][1]
    digest = key_of("stretch", rate, gaps, [one.spoken.digest for one in stretch])

    def make() -> Sound:
        parts: list[Sound] = []
        for one in stretch:
            parts += [one.spoken.sound, Sound.silence(one.pause_ms, rate)]
        return Sound.joined(parts[:-1], rate)

    return rack.put(digest, frames, rate, Part.SPEECH, make)


def _places(stretch: Sequence[Uttered]) -> list[tuple[int, int]]:
    """Return from where to where each sentence of a stretch is heard, in samples at its rate.

    That is the first sentence's: another engine may have spoken the others at one of its own.
    """
    rate = stretch[0].spoken.rate
    found: list[tuple[int, int]] = []
    at = 0
    for one in stretch:
        end = at - (-one.spoken.frames * rate // one.spoken.rate)
        found.append((at, end))
        at = end + round(one.pause_ms * rate / 1000)
    return found


def _at_station(frames: int, rate: int) -> int:
    """Return how many samples at the station's rate `frames` at `rate` become."""
    return -(-frames * RATE // rate)
