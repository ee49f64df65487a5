"""One reading under the proof-reader's eye: its even form, its words, and what day it is.

Knows how a place on the page becomes a remark about the source; knows no rule of proof-reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from broadcaster.words.proof.remark import Kind, Place, Remark, Severity
from broadcaster.words.reading import AS_WRITTEN, Reading, Word
from broadcaster.words.reading.page import Page, lay_out

_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Text:
    """A reading and its page. `today` is None when nobody knows when it is read."""

    reading: Reading
    page: Page
    part: int
    today: date | None
    by_place: Sequence[Word | None]
    """For each character of the source, the word it is said in."""

    @classmethod
    def of(cls, reading: Reading, part: int = 0, today: date | None = None) -> Text:
        """Return `reading` laid out."""
        by_place: list[Word | None] = [None] * len(reading.source)
        for word in reading.words:
            by_place[word.start : word.end] = [word] * (word.end - word.start)
        return cls(reading, lay_out(reading.source), part, today, by_place)

    def remark(
        self,
        kind: Kind,
        start: int,
        end: int,
        *,
        severity: Severity = Severity.MUST,
        reason: str = "",
        suggestions: Iterable[str] = (),
        facts: Mapping[str, str] | None = None,
    ) -> Remark:
        """Return a remark about `page.text[start:end]`, which is not empty."""
        first, last = self.page.span(start, end)
        place = Place(self.part, first, last)
        written = self.reading.source[first:last]
        said = tuple(suggestions)
        return Remark(kind, severity, (place,), written, "", reason, said, facts or {})

    def word_at(self, at: int) -> Word | None:
        """Return the word that character `at` of the page is said in."""
        return self.by_place[self.page.starts[at]]

    def plain(self, at: int) -> bool:
        """Whether character `at` of the page is said just as it is written, or not at all."""
        word = self.word_at(at)
        return word is None or word.rule == AS_WRITTEN

    def sentence(self, at: int) -> str:
        """Return the sentence around `at`, in small letters."""
        text = self.page.text
        before = text[max(0, at - 300) : at]
        after = text[at : at + 300]
        ends = [found.end() for found in _SENTENCE_END.finditer(before)]
        close = _SENTENCE_END.search(after)
        return (
            before[ends[-1] if ends else 0 :] + after[: close.start() if close else 300]
        ).lower()


Check = Callable[[Text], Iterable[Remark]]
