"""Knows which lines a page's width broke and puts them together again; not what a text means."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from broadcaster.words.intake.lines import Line, Wrapping
from broadcaster.words.intake.widths import Page, page_of

_SENTENCE_END = re.compile(r"[.!?…;:][\"'”’)\]»]*$")
_STOP = re.compile(r"[.!?…][\"'”’)\]»]*$")
_BULLET = re.compile(r"[-–—•+*●○▪■◦]\s*(?=\S)")
_COUNTED = re.compile(r"(\d{1,3})[.)](?!\d)\s*(?=\S)|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?\s+(?=\D)")
_LETTERED = re.compile(r"[a-zđ][.,)]\s+(?=\S)|[A-ZĐ][.)]\s+(?=\S)")
_ROMAN = re.compile(r"[IVXLC]{1,6}[.)]\s*(?=\S)")
_ARTICLE = re.compile(r"(?:Điều\s+\d+\s*[.:]|(?:Chương|Phần|Mục|Phụ lục)\s+[IVX\d]+\b)", re.I)
_DIRECTION = re.compile(r"\[[^\[\]]+\]")
# What follows the dash in the double names of committees and posts: "Văn hóa - Xã hội".
_SECOND_HALVES = ("Xã hội", "Hộ tịch", "Kế toán", "Xây dựng", "Thống kê", "Thể thao", "Du lịch")
_CODE_END = re.compile(r"[^\s]*[/\dA-ZĐƯ][^\s]*[-/]$|\S+-$")
_NARROWEST, _FLOWING_SHARE, _LEAST_FLOWING = 36, 0.15, 2


def is_item(text: str) -> bool:
    """Tell whether `text` begins with a list marker or the number of a heading."""
    head = text[:24]
    return any(p.match(head) for p in (_BULLET, _COUNTED, _LETTERED, _ROMAN, _ARTICLE))


def is_direction(text: str) -> bool:
    """Tell whether `text` is wholly a direction in square brackets."""
    return len(text) <= 200 and _DIRECTION.fullmatch(text) is not None


def ends_sentence(text: str) -> bool:
    """Tell whether `text` ends with a mark that may end a sentence or a list item."""
    return _SENTENCE_END.search(text[-6:]) is not None


def joined(lines: Sequence[Line], wrapping: Wrapping) -> tuple[list[str], bool]:
    """Return the paragraphs of `lines`, and whether any broken line was joined."""
    rows = _rows(lines)
    if not rows:
        return [], False
    layout = _layout(rows, wrapping)
    if layout is None:
        return _flowing_joined(rows, wrapping)
    paragraphs: list[list[str]] = []
    previous: _Row | None = None
    seen_numbers: set[int] = set()
    opened = False
    for row in rows:
        begins = previous is None or layout.breaks(previous, row, opened, seen_numbers)
        if begins:
            paragraphs.append([row.line.text])
        else:
            paragraphs[-1] += [_between(paragraphs[-1][-1], row.line.text), row.line.text]
        if begins and (found := _COUNTED.match(row.line.text[:24])) and found[1]:
            seen_numbers.add(int(found[1]))
        opened = begins
        previous = row
    return [_squeezed("".join(parts)) for parts in paragraphs], len(paragraphs) < len(rows)


def _flowing_joined(rows: Sequence[_Row], wrapping: Wrapping) -> tuple[list[str], bool]:
    """Join only what cannot be otherwise: a long open line and a next one in small letters."""
    paragraphs: list[str] = []
    for above, row in zip((None, *rows), rows, strict=False):
        open_line = (
            wrapping == "perhaps"
            and above is not None
            and row.gap == 0
            and len(above.line.text) >= _NARROWEST
            and _flows(above, row)
        )
        if open_line:
            paragraphs[-1] += " " + row.line.text
        else:
            paragraphs.append(row.line.text)
    return [_squeezed(text) for text in paragraphs], len(paragraphs) < len(rows)


def _flows(above: _Row, row: _Row) -> bool:
    """Tell whether `row` begins in small letters after a line without an end."""
    return (
        not ends_sentence(above.line.text)
        and row.line.text[0].islower()
        and not is_item(row.line.text)
        and not (above.line.whole or row.line.whole)
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A written line and how many blank lines stand above it."""

    line: Line
    gap: int


@dataclass(frozen=True, slots=True)
class _Layout:
    """The page the lines were set on and the usual gap between lines of one paragraph."""

    page: Page
    gap: int

    def breaks(self, above: _Row, row: _Row, opened: bool, numbers: set[int]) -> bool:
        """Tell whether a paragraph begins at `row`; `opened` when `above` began one."""
        a, b = above.line.text, row.line.text
        if above.line.whole or row.line.whole or is_direction(a) or is_direction(b):
            return True
        full = not self.page.fits(a, b, slack=0.1 if opened else 0.04)
        if row.gap > self.gap and row.line.page == above.line.page:
            return not (full and _goes_on(a, b))
        if _CODE_END.search(a[-40:].rsplit(" ", 1)[-1]) and not is_item(b):
            return False
        if is_item(b):
            return not _wrapped_dash(a, b, full) and not _stray_marker(a, b, full, numbers)
        return self._plain_break(a, b, full, row, above)

    def _plain_break(self, a: str, b: str, full: bool, row: _Row, above: _Row) -> bool:
        if a.isupper() != b.isupper() and not full:
            return True
        if _goes_on(a, b):
            return False
        if row.line.indent >= above.line.indent + 2 and ends_sentence(a) and above.line.indent < 2:
            return True
        return not full


def _goes_on(a: str, b: str) -> bool:
    """Tell whether `b` can only be the rest of the sentence begun in `a`."""
    if ends_sentence(a):
        return b[0].islower() and _STOP.search(a[-6:]) is None and len(a) > _NARROWEST
    return a.endswith((",", "(")) or not b[0].isupper()


def _wrapped_dash(a: str, b: str, full: bool) -> bool:
    """The dash of "kinh tế - xã hội" that happened to fall at the beginning of a line."""
    found = _BULLET.match(b)
    if not found or b[0] not in "-–—" or ends_sentence(a) or a.endswith(","):
        return False
    rest = b[found.end() :]
    return full and (not rest[0].isupper() or rest.startswith(_SECOND_HALVES))


def _stray_marker(a: str, b: str, full: bool, numbers: set[int]) -> bool:
    """A number or letter that only looks like a marker because a line was broken before it."""
    if not full or ends_sentence(a):
        return False
    counted = _COUNTED.match(b)
    if counted and counted[1]:
        number = int(counted[1])
        return number != 1 and number - 1 not in numbers
    return bool(_LETTERED.match(b)) and not (b[0].islower() and b[2:].lstrip()[:1].isupper())


def _between(a: str, b: str) -> str:
    """A number of a document broken at its hyphen is joined without a blank."""
    last = a[-40:].rsplit(" ", 1)[-1]
    if len(last) > 1 and last.endswith(("-", "/")):
        return ""
    return "" if b[0] == "/" and last[-1:].isdigit() else " "


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _rows(lines: Sequence[Line]) -> list[_Row]:
    rows: list[_Row] = []
    gap = 0
    for line in lines:
        if line.text:
            rows.append(_Row(line, gap))
            gap = 0
        else:
            gap += 1
    return rows


def _layout(rows: Sequence[_Row], wrapping: Wrapping) -> _Layout | None:
    """Decide by statistics whether the lines are broken; None when every line is a paragraph."""
    flowing = [(above, row) for above, row in itertools.pairwise(rows) if _flows(above, row)]
    texts = [row.line.text for row in rows]
    page = page_of(texts, [above.line.text for above, _ in flowing])
    if wrapping == "never" or (wrapping == "perhaps" and not _is_broken(rows, flowing, page)):
        return None
    blanks = sorted(row.gap for _, row in flowing)
    return _Layout(page, blanks[len(blanks) // 2] if blanks else 0)


def _is_broken(rows: Sequence[_Row], flowing: Sequence[tuple[_Row, _Row]], page: Page) -> bool:
    if len(flowing) < max(_LEAST_FLOWING, _FLOWING_SHARE * len(rows)):
        return False
    filled = [a for a, _ in flowing if page.measure(a.line.text) >= 0.7 * page.width]
    longest = max(len(a.line.text) for a, _ in flowing)
    return len(filled) >= 0.6 * len(flowing) and _NARROWEST <= longest <= 200
