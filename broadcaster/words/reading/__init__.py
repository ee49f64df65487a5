"""READING: written Vietnamese → what an announcer says, word by word traceable to the writing."""

from __future__ import annotations

from broadcaster.words.reading.doubt import Doubt
from broadcaster.words.reading.manner import USUAL, DocumentSuffix, Manner
from broadcaster.words.reading.reader import read
from broadcaster.words.reading.spoken import AS_WRITTEN, Clause, Reading, Sentence, Word

__all__ = [
    "AS_WRITTEN",
    "USUAL",
    "Clause",
    "DocumentSuffix",
    "Doubt",
    "Manner",
    "Reading",
    "Sentence",
    "Word",
    "read",
    "speakable",
]


def speakable(text: str) -> str:
    """Return `text` as it is said: the text of its reading."""
    return read(text).text
