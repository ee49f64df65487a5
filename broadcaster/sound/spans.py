"""Spans: where a programme is cut into pieces that are encoded and remembered by themselves.

Knows places only. Cuts fall where sounds begin, so that they follow a change of what lies before
them; only a sound that is long by itself is cut inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from broadcaster.sound.mix import BedLayer, Layer
from broadcaster.sound.sound import FRAME

SHORTEST = 96
"""Fewest frames between two cuts, 2.5 s: a stinger goes with what follows it."""

LONGEST = 720
"""Most frames without a cut: 18.8 s."""

USUAL = 480
"""How many frames are cut off what is longer: 12.5 s."""


@dataclass(frozen=True, slots=True)
class Span:
    """From which frame of the programme to which, the last excluded."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """How many frames there are."""
        return self.last - self.first


def spans(layers: Iterable[Layer | BedLayer], frames: int) -> tuple[Span, ...]:
    """Return the spans of a programme of `frames` frames, in order and without gaps."""
    starts = sorted({layer.start // FRAME for layer in layers if isinstance(layer, Layer)})
    cuts = [0]
    for start in starts:
        if start - cuts[-1] >= SHORTEST and frames - start >= SHORTEST:
            cuts += [*_inside(cuts[-1], start), start]
    cuts += [*_inside(cuts[-1], frames), frames]
    return tuple(Span(first, last) for first, last in pairwise(cuts))


def _inside(first: int, last: int) -> Iterator[int]:
    """Yield the cuts within a stretch that is too long, counted from its beginning."""
    while last - first > LONGEST:
        first += USUAL
        yield first
