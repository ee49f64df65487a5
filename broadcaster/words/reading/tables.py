"""The reading's tables: tab-separated rows kept beside the program.

Knows how a table is laid out; knows nothing of what the columns mean.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from broadcaster.words.spelling import one_placement


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of `tables/<name>.tsv`; the first line (headings) and "#" lines are not rows.

    Every row has as many cells as the heading; missing ones are empty.
    """
    text = files(__package__).joinpath("tables", f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in one_placement(text).splitlines() if line and line[0] != "#"]
    width = len(lines[0].split("\t"))
    return tuple(_cells(line, width) for line in lines[1:])


def cue(name: str) -> frozenset[str]:
    """Return the words of the cue `name`: words that tell a rule what stands next to them."""
    return next(frozenset(row[1].split()) for row in rows("cues") if row[0] == name)


def _cells(line: str, width: int) -> tuple[str, ...]:
    cells = [cell.strip() for cell in line.split("\t")]
    return tuple(cells + [""] * (width - len(cells)))
