"""READING: written Vietnamese → what an announcer says."""

from __future__ import annotations

import re

from broadcaster.words.lexicon import EMPTY, Lexicon
from broadcaster.words.reading.spoken import AS_WRITTEN, Clause, Reading, Sentence, Word

__all__ = ["Clause", "Reading", "Sentence", "Word", "read", "speakable"]


def read(text: str, lexicon: Lexicon = EMPTY) -> Reading:
    """Return how `text` is read aloud."""
    sentences = []
    for part in re.finditer(r"[^.?!\n]+[.?!]*", text):
        words = tuple(
            Word(
                found.group(), found.start() + part.start(), found.end() + part.start(), AS_WRITTEN
            )
            for found in re.finditer(r"\w+", part.group())
        )
        if words:
            sentences.append(Sentence((Clause(words, ".", 500),), 500))
    return Reading(text, tuple(sentences), ())


def speakable(text: str) -> str:
    """Return `text` as it is said: the text of its reading."""
    return read(text).text
