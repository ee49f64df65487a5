"""What is said: a reading, its sentences, clauses and words, each traceable to what was written.

Values only; the rules that make them are in `rules/`, the parting into sentences in `phrasing`.
"""

from __future__ import annotations

from dataclasses import dataclass

from broadcaster.words.omission import Omission
from broadcaster.words.reading.doubt import Doubt

AS_WRITTEN = "as-written"
"""The rule of a word that is said just as it was written."""


@dataclass(frozen=True, slots=True)
class Word:
    """What is said for one written piece: `source[start:end]` is said as `text`.

    `text` may be several syllables ("15/7" → "ngày mười lăm tháng bảy"). A `doubt` other than
    Doubt.NONE asks for an editor's look.
    """

    text: str
    start: int
    end: int
    rule: str
    doubt: Doubt = Doubt.NONE

    @property
    def doubtful(self) -> bool:
        """Whether the rule had to guess."""
        return self.doubt is not Doubt.NONE


@dataclass(frozen=True, slots=True)
class Clause:
    """Words said in one breath, then `mark` (one of , ; : . ? !) and `pause_ms` of silence."""

    words: tuple[Word, ...]
    mark: str
    pause_ms: int

    @property
    def text(self) -> str:
        """The clause with its mark, for the speech engine."""
        return " ".join(word.text for word in self.words) + self.mark


@dataclass(frozen=True, slots=True)
class Sentence:
    """Clauses up to a full stop; `pause_ms` is the silence after the last of them."""

    clauses: tuple[Clause, ...]
    pause_ms: int

    @property
    def text(self) -> str:
        """The sentence with its marks, for the speech engine."""
        return " ".join(clause.text for clause in self.clauses)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as an announcer says it: every letter and digit of it is in a word or left out."""

    source: str
    sentences: tuple[Sentence, ...]
    left_out: tuple[Omission, ...]

    @property
    def text(self) -> str:
        """All that is said, as words and , ; : . ? ! only."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def words(self) -> tuple[Word, ...]:
        """Every word, in the order of the text."""
        return tuple(
            word
            for sentence in self.sentences
            for clause in sentence.clauses
            for word in clause.words
        )

    @property
    def doubts(self) -> tuple[Word, ...]:
        """The words an editor should look at."""
        return tuple(word for word in self.words if word.doubtful)
