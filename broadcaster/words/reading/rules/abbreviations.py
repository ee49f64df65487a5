"""Abbreviations, always expanded: UBND, TP., đ/c, V/v, VH&TT.

Knows how the tables `abbreviations`, `words` and `parts` are searched; the rows say the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from broadcaster.words.reading.doubt import Doubt
from broadcaster.words.reading.letters import syllables, toneless
from broadcaster.words.reading.rules.senses import Around, Fit, Sense, sense
from broadcaster.words.reading.spot import Found, Spot
from broadcaster.words.reading.tables import rows

_TOKEN = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"[A-ZĐƯ]{1,10}(?:(?: ?[-&/–] ?|,)[A-ZĐƯ]{1,10}){1,5}(?![^\W_])")
_JOINT = re.compile(r" ?([-&/,]) ?")
_PARTED = re.compile(r"[A-ZĐƯ](?:(?:\.[A-ZĐƯ]){2,7}\.?|(?: [A-ZĐƯ]){3,7})(?![^\W_])")
""""U.B.N.D", "U B N D"."""
_PERSONS = frozenset(
    ["ông", "bà", "anh", "chị", "em", "cháu", "tên", "là", "cô", "chú", "bác", "họ", "và", "đối"]
)
"""After one of these "N.V.A" is somebody whose name is withheld."""


@dataclass(frozen=True, slots=True)
class _Row:
    written: str
    spoken: str
    sense: Sense


def _shelves() -> dict[str, tuple[_Row, ...]]:
    """Put every row on the shelf of its first word, longest first, in the order of the table."""
    shelves: dict[str, list[_Row]] = {}
    for written, spoken, when, _ in rows("abbreviations"):
        first = _TOKEN.match(written)
        assert first, written
        shelves.setdefault(first.group(), []).append(_Row(written, spoken, sense(when)))
    for written, spoken, _ in rows("words"):
        # In a line of capitals AI is the word "ai", not the acronym.
        when = "quiet" if len(syllables(toneless(written))) == 1 else ""
        shelves.setdefault(written, []).append(_Row(written, spoken, sense(when)))
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
    if shelf is None:
        return _unusual(spot, word, token.end())
    for row in shelf:
        end = spot.at + len(row.written)
        if spot.text[spot.at : end] == row.written and (found := _read(spot, row, end)):
            return found
    return _parted(spot) if len(word) == 1 else None


def _read(spot: Spot, row: _Row, end: int) -> Found | None:
    """Read `row`, which is written here up to `end`, if it ends there and its sense fits."""
    following = spot.text[end : end + 1]
    lettered = row.written[-1].isalnum()
    if lettered and following.isalpha():
        return None
    fit = row.sense.fit(Around(spot, end))
    if fit is Fit.NONE:
        return None
    if fit is Fit.GOES_ON and lettered and following == ".":
        end += 1
    doubt = Doubt.AMBIGUOUS_ABBREVIATION if row.sense.unclear else Doubt.NONE
    return Found(end, row.spoken, doubt)


def _unusual(spot: Spot, word: str, end: int) -> Found | None:
    """Read an abbreviation typed in small letters ("ubnd", "Gđ") or letter by letter."""
    if len(word) == 1:
        return _parted(spot)
    if word[1:].islower() and not syllables(toneless(word)):
        for row in _SHELVES.get(word.upper(), ()):
            if row.written == word.upper() and (found := _read(spot, row, end)):
                return Found(found.end, found.text, Doubt.SMALL_LETTERS)
    return None


def _parted(spot: Spot) -> Found | None:
    """Read an abbreviation with dots or blanks between its letters: "U.B.N.D"."""
    found = spot.match(_PARTED)
    if found is None or spot.word_before in _PERSONS:
        return None
    letters = re.sub("[ .]", "", found.group())
    spoken = next((row.spoken for row in _SHELVES.get(letters, ()) if row.sense.plain), "")
    if not spoken or (" " in found.group() and spot.shouting):
        return None
    end = found.end() - found.group().endswith(".")
    return Found(end, spoken)


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
    shelf = [row for row in _SHELVES.get(written, ()) if row.written == written]
    plain = next((row.spoken for row in shelf if row.sense.plain), "")
    plain = plain or (shelf[0].spoken if shelf else "")
    return (_PARTS.get(written, plain) if close else plain) or _PARTS.get(written, "")
