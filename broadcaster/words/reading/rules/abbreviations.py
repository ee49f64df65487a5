"""Abbreviations, always expanded: UBND, TP., đ/c, V/v, VH&TT.

Knows how the tables `abbreviations`, `words` and `parts` are searched; the rows say the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from broadcaster.words.reading.doubt import Doubt
from broadcaster.words.reading.letters import syllables, toneless
from broadcaster.words.reading.spot import Found, Spot
from broadcaster.words.reading.tables import rows

_TOKEN = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"[A-ZĐƯ]{1,10}(?:(?: ?[-&/–] ?|,)[A-ZĐƯ]{1,10}){1,5}(?![^\W_])")
_JOINT = re.compile(r" ?([-&/,]) ?")


@dataclass(frozen=True, slots=True)
class _Row:
    written: str
    spoken: str
    conditions: tuple[str, ...]


def _shelves() -> dict[str, tuple[_Row, ...]]:
    """Put every row on the shelf of its first word, longest first, in the order of the table."""
    shelves: dict[str, list[_Row]] = {}
    for written, spoken, when, _ in rows("abbreviations"):
        conditions = tuple(part.strip() for part in when.split(";") if part.strip())
        first = _TOKEN.match(written)
        assert first, written
        shelves.setdefault(first.group(), []).append(_Row(written, spoken, conditions))
    for written, spoken, _ in rows("words"):
        shelves.setdefault(written, []).append(_Row(written, spoken, ()))
    return {
        first: tuple(sorted(shelf, key=lambda row: -len(row.written)))
        for first, shelf in shelves.items()
    }


_SHELVES = _shelves()
_PARTS = {row[0]: row[1] for row in rows("parts")}
_JOINED = {
    _JOINT.sub("-", row[0]): row[1]
    for row in rows("abbreviations")
    if "-" in row[0] or "&" in row[0] or "/" in row[0]
}
_SURE = {
    row[0]: row[1] for row in rows("abbreviations") if not row[2] and row[0].isalpha()
} | _PARTS
_LONGEST_GUESS = 14
FIRST_WORDS = frozenset(_SHELVES)
"""Every word an abbreviation can begin with."""


def abbreviation(spot: Spot) -> Found | None:
    """Read the longest abbreviation of the table that stands here and whose condition holds."""
    token = spot.match(_TOKEN)
    if token is None:
        return None
    if found := _whole_compound(spot) or _compound(spot):
        return found
    word = token.group()
    shelf = _SHELVES.get(word)
    if shelf is None and word.islower() and len(word) > 1 and not syllables(toneless(word)):
        return _typed_small(word, token.end())
    for row in shelf or ():
        end = spot.at + len(row.written)
        if spot.text[spot.at : end] != row.written or not _ends(spot, row.written, end):
            continue
        if all(_holds(spot, condition, end) for condition in row.conditions):
            doubt = Doubt.AMBIGUOUS_ABBREVIATION if "unclear" in row.conditions else Doubt.NONE
            return Found(end, row.spoken, doubt)
    return None


def _compound(spot: Spot) -> Found | None:
    """Read abbreviations joined by & or - part by part: "VH&TT" → "văn hóa và thông tin"."""
    found = spot.match(_COMPOUND)
    if found is None:
        return None
    pieces = _JOINT.split(found.group())
    close = " " not in found.group()
    said = [_part(piece, close=close) for piece in pieces[::2]]
    if not all(said):
        return None
    words = said[0]
    for joint, part in zip(pieces[1::2], said[1:], strict=True):
        words += f" và {part}" if joint == "&" else f", {part}" if joint in "/," else f" {part}"
    return Found(found.end(), words)


def guessed(spot: Spot) -> Found | None:
    """Read unknown capitals as known abbreviations run together: "DVNN"; always doubtful."""
    token = spot.match(_TOKEN)
    if token is None or not 4 <= len(token.group()) <= _LONGEST_GUESS:
        return None
    word = token.group()
    if not word.isupper() or spot.shouting or syllables(toneless(word)):
        return None
    best: list[tuple[int, str] | None] = [(0, "")]
    for end in range(1, len(word) + 1):
        options = []
        for start in range(end - 1):
            before, part = best[start], _SURE.get(word[start:end])
            if before is not None and part:
                options.append((before[0] + 1, f"{before[1]} {part}".strip()))
        best.append(min(options) if options else None)
    return Found(token.end(), best[-1][1], Doubt.GUESSED_ABBREVIATION) if best[-1] else None


def _whole_compound(spot: Spot) -> Found | None:
    """Read a compound that has a row of its own, longest first: "KT - XH", "TT&TT"."""
    found = spot.match(_COMPOUND)
    if found is None:
        return None
    joints = [*_JOINT.finditer(found.group())]
    ends = [found.end(), *(spot.at + joint.start() for joint in reversed(joints[1:]))]
    for end in ends:
        spoken = _JOINED.get(_JOINT.sub("-", spot.text[spot.at : end]))
        if spoken:
            return Found(end, spoken)
    return None


def _part(written: str, *, close: bool) -> str:
    """Return what a part stands for; "TT" means "thông tin" only where nothing parts it."""
    shelf = _SHELVES.get(written, ())
    plain = next((row.spoken for row in shelf if row.written == written), "")
    return (_PARTS.get(written, plain) if close else plain) or _PARTS.get(written, "")


def _typed_small(word: str, end: int) -> Found | None:
    shelf = _SHELVES.get(word.upper(), ())
    for row in shelf:
        if row.written == word.upper() and set(row.conditions) <= {"quiet"}:
            return Found(end, row.spoken, Doubt.SMALL_LETTERS)
    return None


def _ends(spot: Spot, written: str, end: int) -> bool:
    following = spot.text[end : end + 1]
    if written[-1].isalnum():
        return not following.isalnum()
    return True


def _holds(spot: Spot, condition: str, end: int) -> bool:
    kind, _, options = condition.partition(":")
    if kind == "unclear":
        return True
    if kind == "quiet":
        return not spot.shouting
    following = spot.after(end).lstrip(" ")
    if kind == "name":
        return following[:1].isupper() or following[:1].isdigit()
    choices = options.split("|")
    if kind == "before":
        return any(_begins(following.lower(), choice) for choice in choices)
    before = spot.near.rstrip(" .(")
    return any(_finishes(before, choice) for choice in choices)


def _begins(text: str, choice: str) -> bool:
    return text.startswith(choice) and not (
        choice[-1].isalpha() and text[len(choice) : len(choice) + 1].isalpha()
    )


def _finishes(text: str, choice: str) -> bool:
    return text.endswith(choice) and not text[: -len(choice)][-1:].isalpha()
