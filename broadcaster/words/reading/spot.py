"""Where the reading stands: the page, the position, what was read just before; and what a rule is.

Knows how a rule asks about its surroundings; knows no rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from broadcaster.words.reading.doubt import Doubt
from broadcaster.words.reading.manner import USUAL, Manner

_TOKENS = re.compile(r"[^\W\d_]+|\d+")
_PARTING = "\n.,;:!?)]%"
_SENTENCE_ENDS = ("\n", ".", "?", "!", ";")
_NEAR = 48
"""How far back, in characters, a rule can look."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule makes of the page up to `end`: words to say, a pause, or a piece left out.

    `text` is what is said ("" for nothing), `stop` the pause after it (one of , ; : . ? ! or a
    line feed for a paragraph; "" for none), `reason` why the piece is left out, if it is.
    """

    end: int
    text: str = ""
    doubt: Doubt = Doubt.NONE
    stop: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece already read: `page.text[start:found.end]` by the rule `rule`."""

    start: int
    rule: str
    found: Found


@dataclass(slots=True)
class Spot:
    """The position `at` in `text`, with everything read before it in `pieces`."""

    text: str
    manner: Manner = USUAL
    at: int = 0
    pieces: list[Piece] = field(default_factory=list)

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match `pattern` right here."""
        return pattern.match(self.text, self.at)

    @property
    def near(self) -> str:
        """The same line just before here, lower case."""
        return self.text[max(0, self.at - _NEAR) : self.at].rpartition("\n")[2].lower()

    @property
    def said(self) -> str:
        """What was said just before here in this sentence, lower case, abbreviations expanded."""
        words: list[str] = []
        for piece in reversed(self.pieces[-8:]):
            if piece.found.stop in _SENTENCE_ENDS:
                break
            words.append(piece.found.text)
        return " ".join(word for word in reversed(words) if word).lower()

    def words_before(self, count: int = 1) -> tuple[str, ...]:
        """Return the last `count` words or numbers before here on this line, lower case."""
        return tuple(_TOKENS.findall(self.near)[-count:])

    @property
    def word_before(self) -> str:
        """The word or number before here on this line, lower case; "" when there is none."""
        return "".join(self.words_before())

    def after(self, end: int, length: int = 40) -> str:
        """Return what follows `end` on the same line, at most `length` characters."""
        return self.text[end : end + length].partition("\n")[0]

    @property
    def line_start(self) -> bool:
        """Whether only bullets and opening quotes stand before here on this line."""
        at = self.at
        while at and not self.text[at - 1].isalnum() and self.text[at - 1] not in _PARTING:
            at -= 1
            if self.at - at > 8:
                return False
        return at == 0 or self.text[at - 1] == "\n"

    @property
    def shouting(self) -> bool:
        """Whether the line is set in capitals around here: then capitals mean nothing."""
        around = self.text[max(0, self.at - _NEAR) : self.at].rpartition("\n")[2]
        around += self.after(self.at, _NEAR)
        return not any(char.islower() for char in around) and not around.isascii()

    def rules_before(self, count: int = 1) -> tuple[str, ...]:
        """Return the rules of the last `count` spoken pieces since the last pause."""
        names: list[str] = []
        for piece in reversed(self.pieces[-count:]):
            if piece.found.stop:
                break
            if piece.found.text:
                names.append(piece.rule)
        return tuple(names)


Match = Callable[[Spot], Found | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of reading. `opens` says where it is tried: at a "letter", a "digit" or a "mark"."""

    name: str
    opens: str
    match: Match
