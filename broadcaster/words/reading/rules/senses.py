"""What tells the senses of an abbreviation apart: the column `when` of the table.

Knows how conditions are written and how the text around a place is asked; the table says which
sense wants which. Alternatives are parted by " or ", what must hold together by ";", and "!"
before a condition turns it round. Each condition is made once, when the table is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from broadcaster.words.reading.spot import Spot
from broadcaster.words.reading.tables import rows

_OR = re.compile(r"\bor\b")
_ONWARD = frozenset({"before", "name", "person", "figures", "roman", "letter"})
_WORDS = re.compile(r"[^\W_]+")
_AROUND = 80
"""How far, in characters, a word can be and still be near."""
_SENTENCE_END = re.compile(r"(?<=[^\W_A-Z][^\W_A-Z])(?:[!?…]|\.(?!\d))(?= )|\n")
_COUNTED = re.compile(
    r"(?:\d|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|chục|trăm|nghìn|ngàn|triệu|các|những|mỗi"
    r"|từng|mấy|nhiều|vài|mọi|nhóm|lượt|thêm|số)) ?$"
)
_FIGURES = re.compile(r"[ .:]{0,2}\d")
_FIGURE_BEFORE = re.compile(r"\d ?$")
_ROMAN = re.compile(r"[ .]{0,2}[IVX]{1,6}(?![^\W_])")
_LETTER = re.compile(r"[ .]{0,2}[a-eghikđ](?![^\W_])")
_PERSON = re.compile(r"[ .]{0,2}([^\W\d_]+) +([^\W\d_])")
_NEXT_INITIAL = re.compile(r"\.? ?[A-ZĐ](?:\. ?[A-ZĐ]| ?\(| [^\W\d_A-Z])")
""""H.V.N khai nhận": somebody whose name is withheld."""
_INITIAL = re.compile(r"([^\W\d_]+) (?:[A-ZĐ]\.)*$")
_SURNAMES = frozenset(row[0] for row in rows("surnames"))
_SHOUTED_SURNAMES = frozenset(name.upper() for name in _SURNAMES)


@dataclass(slots=True)
class Around:
    """The text around an abbreviation that ends at `end`; each part is made when first asked."""

    spot: Spot
    end: int
    _words: str = ""

    @property
    def before(self) -> str:
        """The line before, lower case."""
        return self.spot.near.rstrip(" .(\"'")

    @property
    def said(self) -> str:
        """What was said since the last pause, lower case: abbreviations are expanded there."""
        kept: list[str] = []
        for piece in reversed(self.spot.pieces[-5:]):
            if piece.found.stop:
                break
            kept.append(piece.found.text)
        return " ".join(reversed(kept)).lower()

    @property
    def following(self) -> str:
        """The line after, from the first letter, figure or mark that is no dot."""
        return self.spot.after(self.end).lstrip(" .|\"'")

    @property
    def words(self) -> str:
        """The words of the same sentence on both sides, lower case, with blanks around each."""
        if not self._words:
            text, at = self.spot.text, self.spot.at
            left = _SENTENCE_END.split(text[max(0, at - _AROUND) : at])[-1]
            right = _SENTENCE_END.split(text[self.end : self.end + _AROUND], maxsplit=1)[0]
            parted = " ".join(_WORDS.findall(f"{left} {right}".lower()))
            self._words = f" {parted} {self.said} "
        return self._words


Condition = Callable[[Around], bool]


class Fit(IntEnum):
    """How well a sense fits its place."""

    NONE = 0
    FITS = 1
    GOES_ON = 2
    """It fits because of what follows: a dot in between ends no sentence ("TT. Đảng ủy")."""


@dataclass(frozen=True, slots=True)
class _Alternative:
    asked: tuple[Condition, ...]
    goes_on: bool
    glued: bool


@dataclass(frozen=True, slots=True)
class Sense:
    """When an abbreviation means what its row says: one of the alternatives holds altogether."""

    alternatives: tuple[_Alternative, ...]
    unclear: bool
    plain: bool
    """Whether nothing is asked of the text around it, capitals apart."""

    def fit(self, around: Around) -> Fit:
        """Say whether the text around allows this sense."""
        edge = around.spot.text[around.end - 1 : around.end + 1]
        glued = edge[:1].isalpha() and edge[1:].isdigit()
        for one in self.alternatives:
            if one.glued >= glued and all(ask(around) for ask in one.asked):
                return Fit.GOES_ON if one.goes_on else Fit.FITS
        return Fit.NONE


def sense(when: str) -> Sense:
    """Return the sense that the cell `when` of a table asks for; "" asks for nothing."""
    parts = [[part.strip() for part in one.split(";") if part.strip()] for one in _OR.split(when)]
    names = {part for one in parts for part in one}
    return Sense(
        tuple(_alternative(one) for one in parts), "unclear" in names, names <= {"unclear", "quiet"}
    )


def _alternative(parts: list[str]) -> _Alternative:
    kinds = {part.partition(":")[0] for part in parts}
    asked = tuple(_condition(part) for part in parts if part != "unclear")
    return _Alternative(asked, bool(kinds & _ONWARD), "glued" in kinds)


def _condition(written: str) -> Condition:
    if written.startswith("!"):
        opposite = _condition(written[1:])
        return lambda around: not opposite(around)
    kind, _, options = written.partition(":")
    if kind in _BARE:
        return _BARE[kind]
    choices = (option.strip() for option in options.split("|"))
    return _OF_WORDS[kind](tuple(choice for choice in choices if choice))


def _after(choices: tuple[str, ...]) -> Condition:
    def holds(around: Around) -> bool:
        before = around.before
        if before.endswith(choices):
            return any(_finishes(before, choice) for choice in choices)
        if not before[-1:].isalnum():
            return False
        said = around.said
        return said.endswith(choices) and any(_finishes(said, choice) for choice in choices)

    return holds


def _before(choices: tuple[str, ...]) -> Condition:
    def holds(around: Around) -> bool:
        following = around.following.lower()
        return following.startswith(choices) and any(_begins(following, one) for one in choices)

    return holds


def _near(choices: tuple[str, ...]) -> Condition:
    wanted = tuple(f" {choice} " for choice in choices)
    return lambda around: any(word in around.words for word in wanted)


def _begins(text: str, choice: str) -> bool:
    return text.startswith(choice) and not (
        choice[-1].isalpha() and text[len(choice) : len(choice) + 1].isalpha()
    )


def _finishes(text: str, choice: str) -> bool:
    return text.endswith(choice) and not (
        choice[0].isalnum() and text[: -len(choice)][-1:].isalpha()
    )


def _named(around: Around) -> bool:
    following = around.spot.after(around.end, 4).lstrip(" \"'")
    if following[:1] == "." and following[1:2] != " ":
        following = following[1:]
    return following[:1].isdigit() or (
        following[:1].isupper() and (not following[1:2].isupper() or around.spot.shouting)
    )


def _person(around: Around) -> bool:
    found = _PERSON.match(around.spot.text, around.end)
    if found is None or not found.group(2).isupper():
        return False
    return found.group(1) in _SURNAMES or found.group(1) in _SHOUTED_SURNAMES


def surname_before(spot: Spot, at: int) -> bool:
    """Say whether what stands at `at` follows a surname: "Lê Q. Anh", "Trần T.H. Nhung"."""
    found = _INITIAL.search(spot.text, max(0, at - 16), at)
    return found is not None and found.group(1) in _SURNAMES


_BARE: dict[str, Condition] = {
    "quiet": lambda around: not around.spot.shouting,
    "name": _named,
    "person": _person,
    "counted": lambda around: bool(_COUNTED.search(around.spot.near)),
    "figure-before": lambda around: bool(_FIGURE_BEFORE.search(around.spot.near)),
    "figures": lambda around: bool(_FIGURES.match(around.spot.text, around.end)),
    "glued": lambda around: around.spot.text[around.end : around.end + 1].isdigit(),
    "roman": lambda around: bool(_ROMAN.match(around.spot.text, around.end)),
    "letter": lambda around: bool(_LETTER.match(around.spot.text, around.end)),
    "initial": lambda around: (
        surname_before(around.spot, around.spot.at)
        or bool(_NEXT_INITIAL.match(around.spot.text, around.end))
    ),
    "opens": lambda around: around.spot.line_start,
    "column": lambda around: around.spot.after(around.end, 8).lstrip().startswith("|"),
}
_OF_WORDS: dict[str, Callable[[tuple[str, ...]], Condition]] = {
    "after": _after,
    "before": _before,
    "near": _near,
}
KINDS = frozenset({*_BARE, *_OF_WORDS, "unclear"})
"""Every kind of condition a row can ask for."""
