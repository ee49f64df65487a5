"""PROOF: what a careful editor would look at before a text goes on air; never a change to it.

The checks are in the modules beside this one. A check is a pure function of one text, or of all
the texts of a script; to add one, write it and give it a line in `_CHECKS` or `_TOGETHER`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from broadcaster.words.proof import (
    consistency,
    dates,
    doubts,
    gaps,
    marks,
    spelling,
    times,
)
from broadcaster.words.proof.length import (
    SYLLABLES_A_MINUTE,
    Overrun,
    expected_ms,
    overruns,
    syllables_of,
)
from broadcaster.words.proof.remark import Kind, Place, Remark, Severity
from broadcaster.words.proof.text import Check, Text
from broadcaster.words.reading import Reading

__all__ = [
    "SYLLABLES_A_MINUTE",
    "Kind",
    "Overrun",
    "Place",
    "Remark",
    "Severity",
    "expected_ms",
    "overruns",
    "proof",
    "syllables_of",
]

_CHECKS: tuple[Check, ...] = (
    gaps.to_fill,
    dates.no_such_date,
    dates.wrong_weekday,
    times.no_such_time,
    times.backwards,
    dates.past_date,
    dates.relative_day,
    spelling.misspelled,
    marks.doubled_word,
    marks.no_blank,
    marks.doubled_mark,
    marks.unpaired,
    doubts.doubtful,
    doubts.left_out,
    doubts.long,
)
"""Where two remarks are about the same words, the one whose check comes first stands."""
_TOGETHER: tuple[Callable[[Sequence[Text]], Iterable[Remark]], ...] = (
    consistency.two_dates,
    consistency.two_expansions,
    consistency.phone,
)
_AROUND = frozenset({Kind.LONG, Kind.TWO_DATES, Kind.TWO_EXPANSIONS, Kind.UNPAIRED})
"""Kinds that say nothing about the single words they cover."""


def proof(*readings: Reading, today: date | None = None) -> tuple[Remark, ...]:
    """Return the remarks about a script, read in one or several parts, in the order of the text.

    `today` is the day it will be read; without it nothing is said to be over. The same remark
    about the same words stands once, with all its places. Never fails.
    """
    texts = [Text.of(reading, part, today) for part, reading in enumerate(readings)]
    found = [remark for text in texts for check in _CHECKS for remark in check(text)]
    found += [remark for together in _TOGETHER for remark in together(texts)]
    return tuple(sorted(_once(_foremost(found)), key=lambda one: (one.places[0], one.kind)))


def _foremost(found: Iterable[Remark]) -> list[Remark]:
    """Drop remarks about words that an earlier remark is about already."""
    kept: list[Remark] = []
    taken: dict[int, set[int]] = {}
    for remark in found:
        if remark.kind in _AROUND:
            kept.append(remark)
            continue
        span = range(remark.start, remark.end)
        if taken.setdefault(remark.part, set()).isdisjoint(span):
            taken[remark.part].update(span)
            kept.append(remark)
    return kept


def _once(remarks: Iterable[Remark]) -> list[Remark]:
    """Put remarks that say the same together."""
    same: dict[tuple[object, ...], tuple[Remark, list[Place]]] = {}
    for remark in remarks:
        written = "" if remark.kind is Kind.RELATIVE_DAY else remark.written
        key = (remark.kind, written, remark.said, remark.reason, tuple(remark.facts.items()))
        same.setdefault(key, (remark, []))[1].extend(remark.places)
    return [replace(remark, places=tuple(sorted(set(places)))) for remark, places in same.values()]
