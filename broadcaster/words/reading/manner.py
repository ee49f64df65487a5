"""How one station reads: its lexicon, and its choices where announcers differ.

Values only; the rules ask it, the station's settings make it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from broadcaster.words.lexicon import EMPTY, Lexicon


class DocumentSuffix(StrEnum):
    """What becomes of "NQ-CP" in "Nghị quyết số 76/NQ-CP"."""

    DROPPED = "dropped"
    """Not said: the issuer follows in words. What newspapers and announcers do."""
    WORDS = "words"
    """ "bảy mươi sáu trên nghị quyết chính phủ"."""
    LETTERS = "letters"
    """ "bảy mươi sáu trên en nờ quy gạch ngang xê pê"."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a station reads. An entry of `lexicon` wins over every rule."""

    lexicon: Lexicon = EMPTY
    document_suffix: DocumentSuffix = DocumentSuffix.DROPPED

    @property
    def key(self) -> str:
        """A hash that changes whenever a text may be read otherwise."""
        return hashlib.sha256(f"{self.document_suffix}\n{self.lexicon.key}".encode()).hexdigest()


USUAL = Manner()
"""No lexicon, every choice as most announcers make it."""
