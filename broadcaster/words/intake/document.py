"""Knows what a taken-in document is; not how one is read from a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from broadcaster.words.omission import Omission


@dataclass(frozen=True, slots=True)
class Document:
    """The plain text of a file, and what is known of it.

    A fact that the file does not state is None. `left_out` lists in order everything that is in
    the file and not in `title` or `paragraphs`. `notes` say what was done on the way, as codes
    such as "encoding:tcvn3" or "lines-joined": a code, and after a colon its argument.
    """

    name: str
    title: str | None
    issued_by: str | None
    issued_on: date | None
    number: str | None
    paragraphs: tuple[str, ...]
    left_out: tuple[Omission, ...]
    notes: tuple[str, ...]

    @property
    def body(self) -> str:
        """The paragraphs, joined by a blank line."""
        return "\n\n".join(self.paragraphs)
