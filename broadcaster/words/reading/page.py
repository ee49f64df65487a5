"""The written text in one even form, every character of which knows where it stood.

Knows characters, blanks and broken lines; knows no word. The rules match on `Page.text`:
composed letters (NFC), one tone placement, one kind of dash, quote and digit, single blanks, and
a line feed only where a line really ends.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

from broadcaster.words.reading.lines import blank, page_number
from broadcaster.words.reading.torn import torn_blanks
from broadcaster.words.spelling import one_placement

LATIN = "A-Za-zÀ-ÖØ-öø-ɏẠ-ỹ"
_MARKS = "\u0300-\u036f"
_RUN = re.compile(
    rf"(?P<plain>(?:[!-~À-ɏẠ-ỹ](?![{_MARKS}]))+)|(?P<blank>\s+)"
    rf"|(?P<cluster>\S[{_MARKS}]{{1,8}})|(?P<other>.)",
    re.DOTALL,
)
_ENTITY = r"&(?:nbsp|ndash|mdash|amp|quot|apos|lt|gt|hellip|#\d{1,6}|#x[0-9a-fA-F]{1,5});"
_RUN_OF_WEB = re.compile(
    rf"(?P<entity>{_ENTITY})|" + _RUN.pattern.replace("[!-~", rf"(?!{_ENTITY})[!-~"), re.DOTALL
)
"""The same for text copied from a web page's source: "&nbsp;"."""
PAGE_NUMBER, FOOTNOTE = "\ue000", "\ue001"
"""Private signs before (and for the first after) figures that are not for the ear."""
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LETTERS = re.compile(r"(?<![^\W\d_])[^\W\d_]+$")
_POWERED = frozenset({"m", "dm", "cm", "mm", "km", "hm", "M", "Km", "KM", "CM"})
_VARIABLES = frozenset("abcdhnrtxyzR")
_ETH = str.maketrans("Ðð", "Đđ")
"""The letter eth, which some old fonts and keyboards give for Đ."""
_SAME = {
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys("“”„‟«»″〝〞", '"'),
    **dict.fromkeys("‘’‚‛′`´", "'"),
    "№": "số ",
    "∕": "/",
}


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
    runs = _RUN_OF_WEB if "&" in source and ";" in source else _RUN
    sheet = _Sheet(source)
    at = 0
    while found := runs.match(source, at):
        start, at = found.span()
        match found.lastgroup:
            case "plain":
                sheet.take(found.group(), start)
            case "blank":
                if number := page_number(source, start, at):
                    figures, at = number.group(1), number.end()
                    sheet.put(f" {PAGE_NUMBER}{figures}{PAGE_NUMBER} ", *number.span(1))
                else:
                    sheet.put(blank(source, start, at, sheet.last), start, at)
            case "entity":
                sheet.put(_even(html.unescape(found.group()), sheet.last), start, at)
            case _:
                sheet.put(
                    _raised(found.group(), sheet) or _even(found.group(), sheet.last), start, at
                )
    text = one_placement("".join(sheet.pieces)).translate(_ETH)
    return _mended(source, text, sheet.starts, sheet.ends)


def _mended(source: str, text: str, starts: list[int], ends: list[int]) -> Page:
    torn = torn_blanks(text)
    if not torn:
        return Page(source, text, starts, ends)
    kept = [at for at in range(len(text)) if at not in torn]
    whole = one_placement("".join(text[at] for at in kept))
    return Page(source, whole, [starts[at] for at in kept], [ends[at] for at in kept])


class _Sheet:
    """What is laid out so far."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.last = "\n"

    def take(self, written: str, start: int) -> None:
        """Add `written` as it stands at `start`."""
        self.pieces.append(written)
        end = start + len(written)
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))
        self.last = written[-1]

    def put(self, shown: str, start: int, end: int) -> None:
        """Add `shown` for what stands at `start` to `end`."""
        if shown:
            self.pieces.append(shown)
            self.starts.extend([start] * len(shown))
            self.ends.extend([end] * len(shown))
            self.last = shown[-1]


def _raised(written: str, sheet: _Sheet) -> str:
    """Return a raised figure after letters: a power, or the mark of a footnote."""
    if written not in _RAISED or not (sheet.last.isalpha() or sheet.last in ")\"'"):
        return ""
    figure = unicodedata.normalize("NFKC", written)
    before = _LETTERS.search("".join(sheet.pieces[-4:]))
    letters = before.group() if before else ""
    if letters in _POWERED:
        return figure if figure in "23" else f"{FOOTNOTE}{figure}"
    return f"^{figure}" if letters in _VARIABLES else f"{FOOTNOTE}{figure}"


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
    if written.isalnum():
        letters = shown.strip()
        return letters if any(map(str.isalnum, letters)) else written
    return shown.replace(" ", "") or written
