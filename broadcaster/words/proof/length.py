"""How long a text takes on air, and whether that fits.

Knows a calm announcer's pace; knows no slot and no clock, only lengths.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from broadcaster.words.reading import Reading

SYLLABLES_A_MINUTE = 200
"""A calm announcer's pace: a Vietnamese syllable takes 0.3 s."""


@dataclass(frozen=True, slots=True)
class Overrun:
    """Something of `length_ms` in a place, called `where`, that has only `longest_ms`."""

    where: str
    length_ms: int
    longest_ms: int

    @property
    def over_ms(self) -> int:
        """By how much it is too long."""
        return self.length_ms - self.longest_ms


def syllables_of(spoken: str) -> int:
    """Return how many syllables `spoken` has: in spoken Vietnamese, its words."""
    return len(spoken.split())


def expected_ms(reading: Reading) -> int:
    """Return about how long the reading takes on air, its pauses included."""
    speech = sum(syllables_of(sentence.text) for sentence in reading.sentences)
    pauses = sum(clause.pause_ms for sentence in reading.sentences for clause in sentence.clauses)
    return speech * 60_000 // SYLLABLES_A_MINUTE + pauses


def overruns(length_ms: int, places: Iterable[tuple[str, int]]) -> tuple[Overrun, ...]:
    """Return every place of (name, longest length in ms) that `length_ms` does not fit into."""
    return tuple(
        Overrun(where, length_ms, longest_ms)
        for where, longest_ms in places
        if length_ms > longest_ms
    )
