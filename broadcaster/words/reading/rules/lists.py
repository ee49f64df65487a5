"""List markers at the head of a line: "1.", "2.1.", "a)", "II.", "I-", "(1)".

Knows where a marker can stand; bullets without a sound are marks.
"""

from __future__ import annotations

import re

from broadcaster.words.reading.letters import NAMES
from broadcaster.words.reading.numerals import cardinal, roman
from broadcaster.words.reading.page import FOOTNOTE, PAGE_NUMBER
from broadcaster.words.reading.spot import Found, Spot

PAGE_FURNITURE = "page-furniture"
FOOTNOTE_MARK = "footnote-mark"

_LETTER = re.compile(r"([A-Ea-zđ])(?:[.,](?= ?[^\W\d_]{2})|\)|/(?= ))")
_ROMAN = re.compile(r"([IVXL]{1,6})((?:\.\d{1,2}){0,3})(?: ?(?:[.)/:]-?|-))(?=[ \"']|[^\W\d_]{2})")
_SUFFIX = r"[A-ZĐ]{1,5}[-/][A-ZĐ]"
_FIGURES = re.compile(
    rf"(\d{{1,2}})((?:\.\d{{1,2}}){{0,3}})(?:[.):/](?![\d/])| ?-(?!{_SUFFIX})(?= ?[^\W\d_]))"
)
_SECTION = re.compile(r"(\d{1,2})((?:\.\d{1,2}){1,3})(?=[ :][\"']?[A-ZĐÀ-Ỹ])")
_BRACKETED = re.compile(r"\((\d{1,2}|[a-zđ]|[ivx]{1,4})\)(?= )")
_SMALL_ROMAN = re.compile(r"([ivx]{1,5})\)")
_COMMUNE = re.compile(r"X\. ?(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]+ ?){1,4}(?=[,(\n-]|$)")
""""X. Tân Lập, H. …" opens an address; a tenth heading is a sentence or all capitals."""
_PAGE = re.compile(r"-{1,2} ?\d{1,3} ?-{1,2}(?= ?(?:\n|$))")
_PAGE_INSIDE = re.compile(f"{PAGE_NUMBER}\\d{{1,3}}{PAGE_NUMBER}")
_FOOTNOTE = re.compile(rf"(?:{FOOTNOTE}\d)+|\[\d{{1,3}}\]")
_INSIDE = re.compile(r"[:;,.] $")


def letter_marker(spot: Spot) -> Found | None:
    """Read "a)", "đ," or "II." that opens a line; "a)" also after a mark inside a line."""
    if spot.line_start and not spot.match(_COMMUNE):
        if (found := spot.match(_ROMAN)) and (value := roman(found.group(1))):
            return Found(found.end(), cardinal(value) + _parts(found.group(2)), stop=",")
        found = spot.match(_SMALL_ROMAN)
        if found and (value := roman(found.group(1))):
            return Found(found.end(), cardinal(value), stop=",")
        if found := spot.match(_LETTER):
            return _named(found)
    elif (found := spot.match(_LETTER)) and found.group().endswith(")"):
        opened = spot.near.endswith("(")
        if not opened and _INSIDE.search(spot.near):
            return _named(found)
    return None


def number_marker(spot: Spot) -> Found | None:
    """Read "1.", "2.1." or "3)" that opens a line."""
    if not spot.line_start:
        return None
    found = spot.match(_SECTION)
    if found is None:
        found = spot.match(_FIGURES)
        if found is None or not _opens_text(spot, found.end()):
            return None
    return Found(found.end(), cardinal(int(found.group(1))) + _parts(found.group(2)), stop=",")


def bracketed_marker(spot: Spot) -> Found | None:
    """Read "(1)" or "(a)" that opens a line or an item inside a line."""
    found = spot.match(_BRACKETED)
    if found is None:
        return None
    inner = found.group(1)
    if inner.isdigit():
        return Found(found.end(), cardinal(int(inner)), stop=",")
    value = roman(inner) if len(inner) > 1 or inner in "iv" else None
    return Found(found.end(), cardinal(value) if value else NAMES[inner], stop=",")


def page_number(spot: Spot) -> Found | None:
    """Leave out the number of a page that stands alone on its line: "- 2 -"."""
    if inside := spot.match(_PAGE_INSIDE):
        return Found(inside.end(), reason=PAGE_FURNITURE)
    if spot.at and spot.text[spot.at - 1] != "\n":
        return None
    found = spot.match(_PAGE)
    return Found(found.end(), reason=PAGE_FURNITURE) if found else None


def footnote_mark(spot: Spot) -> Found | None:
    """Leave out the mark of a footnote: "học phí¹", "theo Nghị quyết [2]"."""
    found = spot.match(_FOOTNOTE)
    return Found(found.end(), reason=FOOTNOTE_MARK) if found else None


def _opens_text(spot: Spot, end: int) -> bool:
    following = spot.after(end).lstrip(" \"'(")
    return following[:1].isalpha() or (following[:1].isdigit() and spot.text[end : end + 1] == " ")


def _named(found: re.Match[str]) -> Found:
    return Found(found.end(), NAMES[found.group(1).lower()], stop=",")


def _parts(written: str) -> str:
    return "".join(f" chấm {cardinal(int(part))}" for part in written.split(".")[1:])
