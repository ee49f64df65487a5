"""Knows how to name a piece of text that is not read aloud; not who leaves it out or why it may."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Omission:
    """One piece of the source that was left out on purpose, so that nothing disappears silently.

    `text` is the piece as it stood in the source, `reason` a short code (for example
    "page-number", "motto", "signature", "recipients"), `line` the 1-based line or paragraph
    of the source where it starts, or None where the source has no lines. A reading also tells
    the place, `source[start:end]`.
    """

    text: str
    reason: str
    line: int | None = None
    start: int | None = None
    end: int | None = None
