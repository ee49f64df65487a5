"""The station's own names and abbreviations: how they are written, how they are said.

Knows no rule of reading; a row here wins over every rule there.

    LexiconError
    └── BadRowError(line, text)   a line of the CSV that is not "written,spoken"
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from broadcaster.words.spelling import one_placement

_HEADER = ("written", "spoken")


class LexiconError(Exception):
    """Root of what can be wrong with a lexicon."""


class BadRowError(LexiconError):
    """A line of the CSV that is not "written,spoken"."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(f"line {line}: expected written,spoken but found {text!r}")
        self.line = line
        self.text = text


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Written → spoken. An all-lower-case entry matches any case; any other only its own case.

    Entries are kept as NFC. The longest entry wins, and the placement of tone marks (hoà, hòa)
    makes no difference.
    """

    entries: Mapping[str, str] = field(default_factory=dict)
    _by_first: Mapping[str, tuple[tuple[str, str], ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        clean: dict[str, str] = {}
        for written, spoken in self.entries.items():
            key, value = _clean(written), _clean(spoken)
            if key and value:
                clean[key] = value
        shelves: dict[str, list[tuple[str, str]]] = {}
        for written, spoken in sorted(clean.items(), key=lambda entry: -len(entry[0])):
            key = one_placement(written)
            shelves.setdefault(key[0].lower(), []).append((key, spoken))
        object.__setattr__(self, "entries", MappingProxyType(clean))
        object.__setattr__(
            self, "_by_first", {first: tuple(shelf) for first, shelf in shelves.items()}
        )

    @classmethod
    def from_csv(cls, text: str) -> Lexicon:
        """Read "written,spoken" lines; a heading line, blank lines and "#" lines are passed over.

        Raises BadRowError for a line with other than two filled columns.
        """
        entries: dict[str, str] = {}
        reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
        for row in reader:
            cells = tuple(cell.strip() for cell in row)
            if not any(cells) or cells[0].startswith("#") or cells == _HEADER:
                continue
            if len(cells) != 2 or not all(cells):
                raise BadRowError(reader.line_num, ",".join(row))
            entries[cells[0]] = cells[1]
        return cls(entries)

    def to_csv(self) -> str:
        """Return the lexicon as CSV with a heading, in the order of the entries."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_HEADER)
        writer.writerows(self.entries.items())
        return out.getvalue()

    @property
    def key(self) -> str:
        """A hash of what the lexicon says; the order of its entries makes no difference."""
        content = json.dumps(sorted(self.entries.items()), ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()

    def longest(self, text: str, at: int) -> tuple[int, str] | None:
        """Return (end, spoken) of the longest entry written in `text` from `at`, or None.

        `text` is NFC with one tone placement; an entry does not end in the middle of a word.
        """
        if not self._by_first or at >= len(text):
            return None
        for written, spoken in self._by_first.get(text[at].lower(), ()):
            end = at + len(written)
            there = text[at:end]
            if there != written and not (written.islower() and there.lower() == written):
                continue
            if written[-1].isalnum() and end < len(text) and text[end].isalnum():
                continue
            return end, spoken
        return None


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


EMPTY = Lexicon()
"""A lexicon that says nothing."""
