"""The one pass over a page: at every place the first rule that answers reads on.

Knows the order of reading and where every piece stood; the rules know Vietnamese.
"""

from __future__ import annotations

import re

from broadcaster.words.omission import Omission
from broadcaster.words.reading.doubt import Doubt
from broadcaster.words.reading.manner import USUAL, Manner
from broadcaster.words.reading.page import LATIN, Page, lay_out
from broadcaster.words.reading.phrasing import phrase
from broadcaster.words.reading.rules import RULES
from broadcaster.words.reading.rules.abbreviations import FIRST_WORDS
from broadcaster.words.reading.rules.quantities import UNITS_ALONE
from broadcaster.words.reading.spoken import AS_WRITTEN, Reading, Word
from broadcaster.words.reading.spot import Found, Piece, Rule, Spot
from broadcaster.words.reading.tables import cue

_BY_OPENING = {
    opening: tuple(rule for rule in RULES if rule.opens == opening)
    for opening in ("letter", "digit", "mark")
}
_ORDINARY = re.compile(
    r"(?:ngh?|nh|ph|th|tr|ch|kh|gh|gi|qu|[bcdđghklmnprstvx])?[aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩị"
    r"oòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ]{1,3}(?:ch|ng|nh|[cmnpt])?"
    r"(?=[ ,;)\"\n]|:(?!/)|\.(?:\s|$)|$)"
)
"""A small Vietnamese syllable with nothing but a blank or a mark after it."""
_NOT_ORDINARY = FIRST_WORDS | UNITS_ALONE | cue("small-roman")
"""Small words that a rule may want; every other ordinary word is read at once."""
_LETTER = re.compile(rf"[{LATIN}]")
LEXICON_RULE = "lexicon"


def read(text: str, manner: Manner = USUAL) -> Reading:
    """Return how `text` is read aloud in a station's manner.

    Never fails: whatever the text, every letter and digit of it is in a word or left out.
    """
    page = lay_out(text)
    pieces = _pieces(page, manner)
    words: list[Word | str] = []
    left_out: list[Omission] = []
    for piece in pieces:
        found = piece.found
        if found.reason:
            _leave_out(left_out, page, piece)
        elif found.text:
            _add(words, page, piece)
        if found.stop:
            words.append(found.stop)
    return Reading(text, phrase(words), tuple(left_out))


def _pieces(page: Page, manner: Manner) -> list[Piece]:
    spot = Spot(page.text, manner)
    text, size = page.text, len(page.text)
    while spot.at < size:
        at = spot.at
        if text[at] == " " and text[at + 1 : at + 2] not in "-/":
            spot.at += 1
            continue
        rule, found = _first(spot)
        if found.end > at and (found.text or found.stop or found.reason):
            spot.pieces.append(Piece(at, rule, found))
        spot.at = max(found.end, at + 1)
    return spot.pieces


def _first(spot: Spot) -> tuple[str, Found]:
    entry = spot.manner.lexicon.longest(spot.text, spot.at) if _opens_word(spot) else None
    if entry:
        return LEXICON_RULE, Found(entry[0], entry[1])
    ordinary = spot.match(_ORDINARY)
    if ordinary and len(ordinary.group()) > 1 and ordinary.group() not in _NOT_ORDINARY:
        return AS_WRITTEN, Found(ordinary.end(), ordinary.group())
    for rule in _rules_at(spot):
        found = rule.match(spot)
        if found is not None:
            return rule.name, found
    return "", Found(spot.at + 1)


def _opens_word(spot: Spot) -> bool:
    before = spot.text[spot.at - 1 : spot.at]
    return not (before.isalnum() and spot.text[spot.at].isalnum())


def _rules_at(spot: Spot) -> tuple[Rule, ...]:
    char = spot.text[spot.at]
    if char in "0123456789":
        return _BY_OPENING["digit"]
    return _BY_OPENING["letter" if _LETTER.match(char) else "mark"]


def _add(words: list[Word | str], page: Page, piece: Piece) -> None:
    """Append the piece as a word; one that shares its character with the last is joined to it."""
    start, end = page.span(piece.start, piece.found.end)
    last = next((word for word in reversed(words) if isinstance(word, Word)), None)
    if last and start < last.end:
        while words[-1] is not last:
            words.pop()
        joined = f"{last.text} {piece.found.text}"
        words[-1] = Word(joined, last.start, max(end, last.end), last.rule, Doubt.RUN_TOGETHER)
        return
    words.append(Word(piece.found.text, start, end, piece.rule, piece.found.doubt))


def _leave_out(left_out: list[Omission], page: Page, piece: Piece) -> None:
    """Append the piece to what is left out; one in the same character as the last joins it."""
    start, end = page.span(piece.start, piece.found.end)
    last = left_out[-1].start if left_out else None
    if last is not None and start < (left_out[-1].end or 0):
        left_out.pop()
        start = last
    # Counted from the last one only: a text of nothing but omissions stays linear.
    since, line = (left_out[-1].start or 0, left_out[-1].line or 1) if left_out else (0, 1)
    line += page.source.count("\n", since, start)
    left_out.append(Omission(page.source[start:end], piece.found.reason, line, start, end))
