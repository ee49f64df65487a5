"""Mixing: a rundown becomes layers, and any stretch of the layers becomes samples.

Knows positions, levels and fades; knows nothing of speech or scripts, nor where samples are kept:
whoever mixes fetches them. A stretch can be mixed by itself, in any order, and holds the same
samples as if the whole programme had been mixed at once; `facts` tells what decides them, in
places counted from the stretch's own beginning.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from broadcaster.sound.curves import PEAK_STEP, ramp
from broadcaster.sound.rundown import (
    CROSS_FADE_MS,
    MUSIC,
    SPEECH,
    BedSpan,
    Placed,
    Rundown,
    samples,
)

BED_OPEN_DB = -6.0
"""How far below other music the bed lies while nobody speaks."""

BED_UNDER_DB = -18.0
"""How far below other music the bed lies under words."""

DUCK_MS = 250
"""How long before words the bed begins to make way: its attack."""

RISE_MS = 700
"""How long after words it takes to come back: its release."""

_BED_IN_MS = 600
_BED_OUT_MS = 900

Row = npt.NDArray[np.float32]
Fetch = Callable[[str, int, int], Row]
"""Called with a sound's key, a first sample and a count; full scale is 1.0."""


class MixError(ValueError):
    """The sounds do not fit the rundown."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A sound to be mixed, by name: its key and its length in samples."""

    key: str
    length: int


@dataclass(frozen=True, slots=True)
class Layer:
    """One strip in its place, counted in samples; `fade_out` samples at its end fade evenly."""

    strip: Strip
    start: int
    fade_out: int = 0

    @property
    def end(self) -> int:
        """The sample after the last."""
        return self.start + self.strip.length

    def facts(self, first: int, last: int) -> list[object]:
        """Return what decides this layer's share of a stretch; nothing when it is not heard."""
        if self.start >= last or self.end <= first:
            return []
        return [self.strip.key, self.start - first, self.strip.length, self.fade_out]

    def add_to(self, row: Row, first: int, fetch: Fetch) -> None:
        """Add what is heard in the stretch `row` that begins at sample `first`."""
        start, end = max(first, self.start), min(first + len(row), self.end)
        if start >= end:
            return
        heard = fetch(self.strip.key, start - self.start, end - start)
        fading = max(start, self.end - self.fade_out)
        if self.fade_out and fading < end:
            left = np.arange(self.end - fading, self.end - end, -1, dtype=np.float32)
            heard = heard.copy()
            heard[fading - start :] *= left / np.float32(self.fade_out)
        row[start - first : end - first] += heard


@dataclass(frozen=True, slots=True)
class BedLayer:
    """A loop under speech from sample `start` to `end`.

    `levels` are (sample, dB) points, straight lines between them.
    """

    strip: Strip
    start: int
    end: int
    levels: tuple[tuple[int, float], ...]

    def facts(self, first: int, last: int) -> list[object]:
        """Return what decides this layer's share of a stretch; nothing when it is not heard."""
        begin, until = max(first, self.start), min(last, self.end)
        if begin >= until:
            return []
        at, level = zip(*self.levels, strict=True)
        # A point of the gain's curve may lie just outside, and a line leads to it.
        low, high = begin - PEAK_STEP, until + PEAK_STEP
        inner = [[place - first, db] for place, db in self.levels if low < place < high]
        edges = [round(float(np.interp(place, at, level)), 9) for place in (low, high)]
        fading_in = begin < self.start + samples(_BED_IN_MS)
        fading_out = until > self.end - self._out
        return [
            self.strip.key,
            self.strip.length,
            (begin - self.start) % self.strip.length,
            [begin - first, until - first],
            edges,
            inner,
            self.start - first if fading_in else None,
            [self.end - first, self._out] if fading_out else None,
        ]

    @property
    def _out(self) -> int:
        return min(samples(_BED_OUT_MS), self.end - self.start)

    def add_to(self, row: Row, first: int, fetch: Fetch) -> None:
        """Add what is heard in the stretch `row` that begins at sample `first`."""
        start, end = max(first, self.start), min(first + len(row), self.end)
        if start >= end:
            return
        gain = self._gain(start, end)
        place = start
        for begin, count in _turns(start - self.start, end - start, self.strip.length):
            heard = gain[place - start : place - start + count]
            heard *= fetch(self.strip.key, begin, count)
            row[place - first : place - first + count] += heard
            place += count

    def _gain(self, start: int, end: int) -> Row:
        """Return the factor of each sample, straight between points a millisecond apart."""
        edges = np.arange(start // PEAK_STEP, -(-end // PEAK_STEP) + 1) * PEAK_STEP
        at, level = zip(*self.levels, strict=True)
        gain = 10 ** (np.interp(edges, at, level) / 20)
        gain *= np.clip((edges - self.start) / samples(_BED_IN_MS), 0.0, 1.0)
        gain *= np.clip((self.end - edges) / self._out, 0.0, 1.0)
        return ramp(gain, PEAK_STEP, start % PEAK_STEP, end - start)


def layers(
    rundown: Rundown,
    sounds: Sequence[Sequence[tuple[int, Strip]]],
    bed: Strip | None = None,
) -> tuple[Layer | BedLayer, ...]:
    """Return what is heard of a programme, in the order of beginnings.

    `sounds[i]` are the strips of `rundown.placed[i]`, each with its place within the segment; a
    pause has none. Without a `bed` nothing lies under speech; the bed makes way for words. Raises
    MixError when the sounds are not the rundown's.
    """
    if len(sounds) != len(rundown.placed):
        raise MixError(f"{len(rundown.placed)} segments, {len(sounds)} sounds")
    found: list[Layer | BedLayer] = []
    for place, strips in zip(rundown.placed, sounds, strict=True):
        music = place.segment.kind in MUSIC
        for offset, strip in strips:
            left = place.segment.length - offset - strip.length
            if left < 0:
                name = place.segment.title or place.segment.kind.value
                raise MixError(f"a sound reaches beyond its segment {name!r}")
            fade = samples(CROSS_FADE_MS) if music and not left else 0
            found.append(Layer(strip, place.start + offset, min(fade, strip.length)))
    if bed is not None and bed.length:
        found += [
            BedLayer(bed, span.start, span.end, bed_levels(rundown, span))
            for span in rundown.beds
            if span.start < span.end
        ]
    return tuple(sorted(found, key=lambda layer: (layer.start, layer.end)))


def mixed(row_of: Sequence[Layer | BedLayer], first: int, last: int, fetch: Fetch) -> Row:
    """Return the samples from `first` to `last` of everything in `row_of`, full scale being 1.0.

    Nothing is bent or cut here: what is too high is the limiter's business.
    """
    row = np.zeros(last - first, np.float32)
    for layer in row_of:
        layer.add_to(row, first, fetch)
    return row


def bed_levels(rundown: Rundown, span: BedSpan) -> tuple[tuple[int, float], ...]:
    """Return the bed's (sample, dB) points over a span: down before words, back after them.

    Between words that are too close for the way back it stays down.
    """
    duck, rise = samples(DUCK_MS), samples(RISE_MS)
    points: list[tuple[int, float]] = []
    for start, end in _words_over(rundown, span):
        if points and start - duck < points[-1][0]:
            del points[-2:]
        else:
            points += [(start - duck, BED_OPEN_DB), (start, BED_UNDER_DB)]
        points += [(end, BED_UNDER_DB), (end + rise, BED_OPEN_DB)]
    return tuple(points) or ((span.start, BED_OPEN_DB),)


def _words_over(rundown: Rundown, span: BedSpan) -> Iterator[tuple[int, int]]:
    """Yield from where to where each piece of speech over the bed is heard."""
    first = bisect_left(rundown.placed, span.start, key=_start)
    last = bisect_left(rundown.placed, span.end, key=_start)
    for place in rundown.placed[first:last]:
        if place.segment.kind in SPEECH:
            yield place.start, place.end


def _start(place: Placed) -> int:
    return place.start


def _turns(begin: int, count: int, length: int) -> Iterator[tuple[int, int]]:
    """Yield the (first sample, count) of each turn of a loop that lasts `length`."""
    while count:
        at = begin % length
        size = min(count, length - at)
        yield at, size
        begin += size
        count -= size
