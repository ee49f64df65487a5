"""Words and pauses → clauses and sentences.

Knows how long each mark is and how long a sentence may be; knows nothing of what is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from broadcaster.words.reading.spoken import Clause, Sentence, Word

PAUSES_MS = {",": 220, ";": 380, ":": 380, ".": 600, "?": 600, "!": 600, "\n": 800}
"""Silence after each mark; a line feed ends a paragraph."""
_STRENGTH = {"": 0, ",": 1, ":": 2, ";": 3, ".": 4, "?": 5, "!": 5}
_ENDS = ".?!"
LONGEST = 45
"""Syllables an announcer says before a listener needs the end of a sentence."""
_SHORTEST = 12


def phrase(words: Sequence[Word | str]) -> tuple[Sentence, ...]:
    """Part words and marks into sentences; of several marks in a row the strongest counts."""
    sentences: list[Sentence] = []
    clauses: list[Clause] = []
    clause: list[Word] = []
    marks = _merged(words)
    for item in marks:
        if isinstance(item, Word):
            clause.append(item)
            continue
        mark, pause = item
        clauses.append(Clause(tuple(clause), mark, pause))
        clause = []
        if mark in _ENDS:
            sentences += _bearable(clauses)
            clauses = []
    return tuple(sentences)


def _merged(words: Sequence[Word | str]) -> list[Word | tuple[str, int]]:
    """Give every run of words exactly one (mark, pause) after it; the last ends a paragraph."""
    merged: list[Word | tuple[str, int]] = []
    mark, pause = "", 0
    for item in (*words, "\n"):
        if isinstance(item, Word):
            if mark and merged:
                merged.append((mark, pause))
            mark, pause = "", 0
            merged.append(item)
            continue
        pause = max(pause, PAUSES_MS[item])
        stronger = item if item != "\n" else "."
        if _STRENGTH[stronger] > _STRENGTH[mark]:
            mark = stronger
    return [*merged, (mark, pause)] if merged else []


def _bearable(clauses: list[Clause]) -> list[Sentence]:
    """Part a sentence that is too long at the clause that leaves the evenest, strongest halves."""
    sizes = [sum(len(word.text.split()) for word in clause.words) for clause in clauses]
    total = sum(sizes)
    if total <= LONGEST or len(clauses) < 2:
        return [Sentence(tuple(clauses), clauses[-1].pause_ms)]
    best, best_cost, before = 0, float("inf"), 0
    for index, clause in enumerate(clauses[:-1]):
        before += sizes[index]
        if min(before, total - before) < _SHORTEST:
            continue
        cost = abs(total - 2 * before) / total - 0.3 * _STRENGTH[clause.mark]
        if cost < best_cost:
            best, best_cost = index + 1, cost
    if not best:
        return [Sentence(tuple(clauses), clauses[-1].pause_ms)]
    left = [*clauses[: best - 1], replace(clauses[best - 1], pause_ms=PAUSES_MS[";"])]
    return [*_bearable(left), *_bearable(clauses[best:])]
