"""Spoken text in pieces no longer than a service allows, cut where a speaker would breathe.

Knows sentences, clauses and limits; which words belong together it is told by `runs`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from broadcaster.sound.engines.runs import CLAUSE_END, LINKS, SENTENCE_END, breath_runs, ends_with

LONGEST = 100
"""How many characters Google's service takes at a time."""

_PIECE = 10.0
_PLAIN_CUT = 6.0
_BEFORE_LINK = 3.0
_CLAUSE_CUT = 0.0
_UNEVEN = 4.0

_Cost = tuple[int, float]


def in_pieces(text: str, longest: int) -> Iterator[str]:
    """Yield `text` in pieces of at most `longest` characters, sentence by sentence, no word lost.

    A sentence too long is cut after clauses where that is enough, else before a linking word, else
    between words; never inside what `breath_runs` holds together unless that alone is longer than
    `longest`, and never inside a word unless the word alone is. Of all ways to cut, the one of
    fewest and most even pieces is taken.
    """
    for sentence in _sentences(text):
        yield from _cut(sentence, longest)


def pause_ms_after(piece: str) -> int:
    """Return how long to pause after a piece, beyond the quiet at its edges."""
    if ends_with(piece, SENTENCE_END):
        return 300
    return 120 if ends_with(piece, CLAUSE_END) else 0


def _sentences(text: str) -> Iterator[list[list[str]]]:
    """Yield the runs of each sentence; every sentence holds something that can be spoken."""
    sentence: list[list[str]] = []
    speakable = False
    for run in breath_runs(text):
        sentence.append(run)
        speakable = speakable or any(c.isalnum() for word in run for c in word)
        if speakable and ends_with(run[-1], SENTENCE_END):
            yield sentence
            sentence, speakable = [], False
    if sentence:
        yield sentence


def _cut(runs: Sequence[Sequence[str]], longest: int) -> Iterator[str]:
    """Yield the pieces of one sentence by the cheapest way to cut it (shortest path over gaps)."""
    words = [word for run in runs for word in run]
    whole = " ".join(words)
    if len(whole) <= longest:
        yield whole
        return
    words, breaks = _chopped(runs, longest)
    best: list[tuple[_Cost, int]] = [((0, 0.0), 0)]
    for end in range(1, len(words) + 1):
        best.append(min(_ways(words, breaks, best, end, longest)))
    ends = [len(words)]
    while ends[-1]:
        ends.append(best[ends[-1]][1])
    ends.reverse()
    for first, last in pairwise(ends):
        yield " ".join(words[first:last])


def _chopped(runs: Sequence[Sequence[str]], longest: int) -> tuple[list[str], list[bool]]:
    """Return the words, those longer than `longest` in parts, and before which a run begins."""
    words: list[str] = []
    breaks: list[bool] = []
    for run in runs:
        for place, word in enumerate(run):
            parts = [word[at : at + longest] for at in range(0, len(word), longest)]
            words += parts
            breaks += [place == 0] + [False] * (len(parts) - 1)
    return words, breaks


def _ways(
    words: Sequence[str],
    breaks: Sequence[bool],
    best: Sequence[tuple[_Cost, int]],
    end: int,
    longest: int,
) -> Iterator[tuple[_Cost, int]]:
    """Yield the cost of every last piece that ends before word `end`, and where it begins."""
    length = -1
    for start in range(end - 1, -1, -1):
        length += len(words[start]) + 1
        if length > longest:
            return
        (parted, cost), _ = best[start]
        cost += _PIECE + _UNEVEN * (1 - length / longest) ** 2
        if end < len(words):
            parted += not breaks[end]
            cost += _price(words, end)
        yield (parted, cost), start


def _price(words: Sequence[str], end: int) -> float:
    """Return how much a cut before word `end` is heard."""
    if ends_with(words[end - 1], SENTENCE_END + CLAUSE_END):
        return _CLAUSE_CUT
    return _BEFORE_LINK if words[end].lower() in LINKS else _PLAIN_CUT
