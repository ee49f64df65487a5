"""Slips of the hand between words: a word twice, a blank forgotten, marks doubled or unpaired.

Knows marks and blanks; knows no spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from broadcaster.words.proof.remark import Kind, Place, Remark, Severity
from broadcaster.words.proof.text import Text

_TWICE = re.compile(
    r"(?<![\w-])(của|và|là|các|những|được|trong|cho|với|để|tại|đến|theo|về|có|này|bởi|thì|mà|như|khi|"
    r"sẽ|đã|đang|phải|cần|hoặc|nếu|vì|bằng) +\1(?![\w-])",
    re.IGNORECASE,
)
"""Only words that end no other: "hợp tác xã xã Tân Lập" and "học sinh sinh viên" are right."""
_PAIR_TWICE = re.compile(r"(?<![\w-])([^\W\d_]{2,} [^\W\d_]{2,}) +\1(?![\w-])", re.IGNORECASE)
_NO_BLANK = re.compile(
    r"(?<=[^\W\d_])[,;](?=[^\W\d_])|(?<=[a-zà-ỹ]{2})[.!?](?=[A-ZÀ-Ỹ][a-zà-ỹ]+[ ,.])"
)
_DOUBLED = re.compile(
    r"(?:,\s?){2,}|[,;] ?[,;]|:\s?:|(?<![.\d])\.\.(?![.\d/])|(?<=[a-zà-ỹ]{3})\. ?[,;]"
    r"|, ?\.(?![.\w])"
)
_ABBREVIATED = re.compile(
    r"(?<![^\W\d_])(?:tp|ts|ths|gs|pgs|bs|tt|tx|ks|ls|đ/c|v\.v|st|dr|mr|q|p)$", re.IGNORECASE
)
_MARKER = re.compile(r"(?:^|[\s;.,:(])[^\W_]{1,4}$")
_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»"}
_CLOSING = {close: opening for opening, close in _PAIRS.items()}


def doubled_word(text: Text) -> Iterator[Remark]:
    """Remark on "của của" and "thực hiện thực hiện"; words that are said twice are let be."""
    page = text.page.text
    for pattern in (_TWICE, _PAIR_TWICE):
        for found in pattern.finditer(page):
            once = found.group(1)
            if len(set(once.lower().split())) == len(once.split()):
                yield text.remark(Kind.DOUBLED_WORD, *found.span(), suggestions=(once,))


def no_blank(text: Text) -> Iterator[Remark]:
    """Remark on "xã,phường" and "họp.Sau đó"."""
    page = text.page.text
    for found in _NO_BLANK.finditer(page):
        start, end = found.span()
        while start and page[start - 1].isalnum():
            start -= 1
        while end < len(page) and page[end].isalnum():
            end += 1
        if _ABBREVIATED.search(page, start, found.start()) or not _both_said(text, found.start()):
            continue
        meant = f"{page[start : found.end()]} {page[found.end() : end]}"
        yield text.remark(Kind.SPACING, start, end, severity=Severity.MAY, suggestions=(meant,))


def _both_said(text: Text, mark: int) -> bool:
    """Whether the words on both sides are ordinary ones: no address, no code."""
    return text.plain(mark - 1) and text.plain(mark + 1)


def doubled_mark(text: Text) -> Iterator[Remark]:
    """Remark on ",," and ".." that are no dots to be filled."""
    for found in _DOUBLED.finditer(text.page.text):
        end = found.start() + len(found.group().rstrip())
        yield text.remark(Kind.DOUBLED_MARK, found.start(), end, severity=Severity.MAY)


def unpaired(text: Text) -> Iterator[Remark]:
    """Remark on a bracket or quotation mark whose other half is missing in its paragraph."""
    source = text.reading.source
    open_: list[tuple[int, str]] = []
    alone: list[int] = []
    straight: list[int] = []
    for at, char in enumerate(source):
        if char == '"' and not source[at - 1 : at].isdigit():
            straight.append(at)
        elif char in _PAIRS:
            open_.append((at, char))
        elif char in _CLOSING:
            if open_ and open_[-1][1] == _CLOSING[char]:
                open_.pop()
            elif not (char == ")" and _MARKER.search(source[max(0, at - 6) : at])):
                alone.append(at)
    alone += [at for at, _ in open_] + (straight[-1:] if len(straight) % 2 else [])
    for at in sorted(alone):
        place = Place(text.part, at, at + 1)
        facts = {"around": " ".join(source[max(0, at - 12) : at + 16].split())}
        yield Remark(Kind.UNPAIRED, Severity.MAY, (place,), source[at], facts=facts)
