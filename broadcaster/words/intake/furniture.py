"""Knows what a page carries besides its text: numbers, running headers and footers, drawn rules."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from broadcaster.words.intake.lines import Line
from broadcaster.words.intake.marks import is_rule
from broadcaster.words.omission import Omission

_BARE = re.compile(r"[-–—\[(|~\s]*(\d{1,4})[-–—\])|~\s]*")
_NAMED = re.compile(r"(?:trang|page|tr\.)\s*:?\s*\d{1,4}(?:\s*(?:/|trên|of)\s*\d{1,4})?", re.I)
_OF = re.compile(r"\d{1,4}\s*/\s*\d{1,4}")
_DIGITS = re.compile(r"\d+")
_EDGE, _FEW_LINES = 2, 6
_LONGEST = 150


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Omission]]:
    """Return the lines that are text (blank ones kept) and what was taken away."""
    edges = _edges(lines)
    running = _running(lines, edges)
    counted = _counted(lines, edges)
    kept: list[Line] = []
    omitted: list[Omission] = []
    for index, line in enumerate(lines):
        reason = None
        if index in counted:
            reason = "page-number"
        elif index in running:
            reason = "page-furniture"
        elif is_rule(line.text):
            reason = "rule"
        if reason is None:
            kept.append(line)
        else:
            omitted.append(Omission(line.text, reason, line.number))
    return kept, omitted


def _edges(lines: Sequence[Line]) -> dict[int, list[int]]:
    """The first and last written lines of each page, by page, when there is more than one page."""
    pages: defaultdict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.text:
            pages[line.page].append(index)
    if len(pages) < 2:
        return {}
    depth = {page: _EDGE if len(written) >= _FEW_LINES else 1 for page, written in pages.items()}
    return {
        page: sorted({*written[: depth[page]], *written[-depth[page] :]})
        for page, written in pages.items()
    }


def _running(lines: Sequence[Line], edges: dict[int, list[int]]) -> set[int]:
    """Lines that stand at the edge of at least three pages and of half of them, numbers aside."""
    at: defaultdict[str, list[int]] = defaultdict(list)
    for indices in edges.values():
        for index in indices:
            if len(lines[index].text) <= _LONGEST:
                at[_DIGITS.sub("#", lines[index].text)].append(index)
    least = max(3, len(edges) / 2)
    return {i for same in at.values() if len({lines[j].page for j in same}) >= least for i in same}


def _counted(lines: Sequence[Line], edges: dict[int, list[int]]) -> set[int]:
    at_edge = {index for indices in edges.values() for index in indices}
    found = {
        index
        for index, line in enumerate(lines)
        if _NAMED.fullmatch(line.text[:40])
        or (index in at_edge and (_BARE.fullmatch(line.text[:40]) or _OF.fullmatch(line.text[:40])))
    }
    return found if edges else found | _sequence(lines)


def _sequence(lines: Sequence[Line]) -> set[int]:
    """Bare numbers that count 2, 3, 4 … (or 1, 2, 3 …) far apart in a text without page ends."""
    bare = [
        (index, int(match[1]))
        for index, line in enumerate(lines)
        if (match := _BARE.fullmatch(line.text[:40]))
    ]
    if not bare or bare[0][1] not in (1, 2):
        return set()
    if any(after != before + 1 for before, after in _pairs(number for _, number in bare)):
        return set()
    written = [sum(1 for line in lines[a:b] if line.text) for a, b in _pairs(i for i, _ in bare)]
    far = all(gap >= 15 for gap in written) and sum(bool(x.text) for x in lines[: bare[0][0]]) >= 1
    return {index for index, _ in bare} if far and len(bare) >= 2 else set()


def _pairs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    row = list(numbers)
    return list(itertools.pairwise(row))
