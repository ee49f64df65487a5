"""The written text in one even form, every character of which knows where it stood.

Knows characters, blanks and broken lines; knows no word. The rules match on `Page.text`:
composed letters (NFC), one tone placement, one kind of dash, quote and digit, single blanks, and
a line feed only where a line really ends.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from broadcaster.words.reading.tables import cue
from broadcaster.words.spelling import one_placement

LATIN = "A-Za-zÀ-ÖØ-öø-ɏẠ-ỹ"
_MARKS = "\u0300-\u036f"
_RUN = re.compile(
    rf"(?P<plain>(?:[!-~À-ɏẠ-ỹ](?![{_MARKS}]))+)|(?P<blank>\s+)"
    rf"|(?P<cluster>\S[{_MARKS}]{{1,8}})|(?P<other>.)",
    re.DOTALL,
)
_SAME = {
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys("“”„‟«»″〝〞", '"'),
    **dict.fromkeys("‘’‚‛′`´", "'"),
    "№": "số ",
    "∕": "/",
}
_LINE_END = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Page:
    """`text` as the rules see it; `starts[i]`, `ends[i]` is where character i stood in `source`."""

    source: str
    text: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where `text[start:end]` (not empty) stood in the source."""
        return self.starts[start], self.ends[end - 1]


def lay_out(source: str) -> Page:
    """Return `source` in its even form."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = "\n"
    for found in _RUN.finditer(source):
        start, end = found.span()
        written = found.group()
        if found.lastgroup == "plain":
            pieces.append(written)
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
            last = written[-1]
            continue
        if found.lastgroup == "blank":
            shown = _blank(source, start, end, last)
        else:
            shown = _even(written, last)
        if shown:
            pieces.append(shown)
            starts.extend([start] * len(shown))
            ends.extend([end] * len(shown))
            last = shown[-1]
    return Page(source, one_placement("".join(pieces)), starts, ends)


def _even(written: str, last: str) -> str:
    if written in _SAME:
        return _SAME[written]
    if len(written) > 1:
        return unicodedata.normalize("NFC", written).rstrip("".join(map(chr, range(0x300, 0x370))))
    digit = unicodedata.decimal(written, None)
    if digit is not None:
        return str(digit)
    if unicodedata.category(written) in ("Cf", "Cc", "Mn", "Me", "Mc"):
        return ""
    shown = "".join(_SAME.get(char, char) for char in unicodedata.normalize("NFKC", written))
    if len(shown) > 1 and shown[0].isdigit() and last.isdigit():
        return " " + shown
    if written in "²³¹⁰⁴⁵⁶⁷⁸⁹" and last.isdigit():
        return "^" + shown
    return shown.strip() if written.isalnum() else shown.replace(" ", "") or written


# --- where a line really ends -------------------------------------------------------------------

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
_WRAPPED = 60
"""A line this long that ends in no mark was broken by the page's margin, not by its writer."""


def _blank(source: str, start: int, end: int, last: str) -> str:
    gap = source[start:end]
    if not _LINE_END.search(gap):
        return " "
    if last == "\n" or end == len(source):
        return "\n" if last != "\n" else ""
    line = source[max(0, start - 200) : start]
    line = unicodedata.normalize("NFC", _LINE_END.split(line)[-1])
    following = unicodedata.normalize("NFC", source[end : end + 24])
    if last == "-" and line[-2:-1].isalnum() and following[:1].isalnum():
        return ""
    if _SPLIT_NUMBER.search(line) and _GROUP.match(following):
        return ""
    apart = len(_LINE_END.findall(gap.replace("\r\n", "\n"))) > 1
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
    return not apart and len(line) >= _WRAPPED
