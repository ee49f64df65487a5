"""Where a written line really ends, and what stands between two words.

Knows blanks, broken lines and page numbers; knows no word but those a line cannot end in.
"""

from __future__ import annotations

import re
import unicodedata

from broadcaster.words.reading.tables import cue

LINE_END = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_HARD_BLANKS = ("\u00a0", "\u2007", "\u2009", "\u202f")
_BEFORE_GROUP = re.compile(r"(?:^|\D)\d{1,3}$")
_ALONE = re.compile(r"\s+(\d{1,3})[ \t]*[\r\n]\s*(?=\S)")
_BULLET = re.compile(r"[^\w\s\"'(“‘.,;:!?%]\s")
"""A sign alone before a blank: word processors have a hundred kinds of bullets."""
_MARKER = re.compile(
    r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)/]?|[a-zđ][.),]|[IVXL]{1,5}[.)\-])\s+(?=[^\W\d_])|"
    r"\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s"
)
_OPEN_END = cue("open-end")
_SPLIT_NUMBER = re.compile(r"(?:^|[^\d.,/-])[1-9]\d{0,2}(?:\.\d{3})*\.$")
_GROUP = re.compile(r"\d{3}(?!\d)")
"""An amount broken by the margin: "số tiền 500." and "000 đồng" on the next line."""
_PAGE_NUMBER = re.compile(r"\s*[-–—]+ ?\d{1,3} ?[-–—]+\s*")
_WRAPPED, _WIDEST = 60, 130
"""A line so long that ends in no mark was broken by the page's margin, not by its writer; no page
is wider than the second."""


def blank(source: str, start: int, end: int, last: str) -> str:
    """Return what `source[start:end]`, all blanks, is: " ", a line feed, or "" for nothing.

    `last` is the character laid out just before ("\n" at the start).
    """
    gap = source[start:end]
    if not LINE_END.search(gap):
        return "." if gap in _HARD_BLANKS and _parts_thousands(source, start, end) else " "
    if last == "\n" or end == len(source):
        return "\n" if last != "\n" else ""
    line = source[max(0, start - 200) : start]
    line = unicodedata.normalize("NFC", LINE_END.split(line)[-1])
    following = unicodedata.normalize("NFC", source[end : end + 24])
    if last == "-" and line[-2:-1].isalnum() and following[:1].isalnum():
        return ""
    if _SPLIT_NUMBER.search(line) and _GROUP.match(following):
        return ""
    apart = len(LINE_END.findall(gap.replace("\r\n", "\n"))) > 1
    return " " if _goes_on(line, following, apart=apart) else "\n"


def _goes_on(line: str, following: str, *, apart: bool) -> bool:
    """Say whether the text after a line end is the same sentence; `apart`: a blank line between."""
    ended = line.rstrip("\"')]”’»")[-1:] in ".!?:;…"
    if _BULLET.match(following):
        return not ended and following[2:].lstrip()[:1].islower()
    if ended or _MARKER.match(following) or _PAGE_NUMBER.fullmatch(line):
        return False
    if following[:1].islower() or line[-1:] in ",/(-–—":
        return True
    words = line.split()
    if words and words[-1].lower() in _OPEN_END:
        return True
    return not apart and _WRAPPED <= len(line) <= _WIDEST


def _parts_thousands(source: str, start: int, end: int) -> bool:
    """Say whether the hard blank in "1 250" stands for the dot between thousands."""
    return bool(_GROUP.match(source, end)) and bool(
        _BEFORE_GROUP.search(source[max(0, start - 4) : start])
    )


def page_number(source: str, start: int, end: int) -> re.Match[str] | None:
    """Match a page's number that stands alone in the middle of a sentence, the gap before it too.

    `source[start:end]` is the blank before it; group 1 of the match is the number.
    """
    found = _ALONE.match(source, start)
    if found is None or not LINE_END.search(source[start : found.start(1)]):
        return None
    line = unicodedata.normalize("NFC", LINE_END.split(source[max(0, start - 200) : start])[-1])
    following = unicodedata.normalize("NFC", source[found.end() : found.end() + 24])
    return found if line and _goes_on(line, following, apart=True) else None
