"""Knows which line of a text is its title; not what the title says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from broadcaster.words.intake import marks
from broadcaster.words.intake.joining import ends_sentence, is_direction, is_item
from broadcaster.words.intake.lines import Line

_LONGEST = 150
_MOST_LINES = 4
# How the first sentence below a subject begins; a subject does not begin so.
_OPENER = re.compile(
    r"(?:Căn cứ|Thực hiện|Kính gửi|Kính thưa|Thưa|Theo|Nhằm|Để|Ngày|Sáng|Chiều|Tối|Hiện nay|Vừa qua"
    r"|Trong|Xét|Trên cơ sở|Hôm nay|Quý|Các đồng chí|Chào|Mời|Bà con)\b"
)
_ADDRESS = re.compile(r"(?:Kính gửi|Kính thưa|Thưa|Kính chào|Xin chào|Kính mời)\b")


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the indices of the lines it was written in."""

    text: str | None = None
    lines: tuple[int, ...] = ()


def read_title(lines: Sequence[Line], start: int) -> Title:
    """Return the title that stands at the top of `lines` from index `start` on, if there is one.

    A heading the format itself marks, a type of document and its subject, or a short first line
    above longer text; a line that may be a sentence is never taken.
    """
    written = [index for index in range(start, len(lines)) if lines[index].text][:12]
    if not written:
        return Title()
    first = lines[written[0]]
    if marks.is_type(first.text):
        return _typed(lines, written)
    if first.heading:
        return Title() if is_item(first.text) else Title(first.text, (written[0],))
    return _short(lines, written)


def _typed(lines: Sequence[Line], written: list[int]) -> Title:
    subject: list[int] = []
    for position, index in enumerate(written[1 : _MOST_LINES + 1], start=1):
        if not _is_subject(lines, written, position, bool(subject)):
            break
        subject.append(index)
    if not subject and len(written) == 1:
        return Title()
    name = lines[written[0]].text
    return Title(_together(name, [lines[i].text for i in subject]), (written[0], *subject))


def _is_subject(lines: Sequence[Line], written: list[int], position: int, going_on: bool) -> bool:
    line = lines[written[position]]
    text = line.text
    if (
        len(text) > 250
        or _is_apart(line)
        or is_item(text)
        or is_direction(text)
        or text[-1] in ".;:"
    ):
        return False
    if position + 1 >= len(written):
        return False
    if not going_on:
        return _OPENER.match(text) is None
    if not text[0].isupper():
        return True
    close = written[position] - written[position - 1] == 1
    gap_below = written[position + 1] - written[position] > 1
    alike = text.isupper() == lines[written[position - 1]].text.isupper()
    return close and gap_below and alike and _OPENER.match(text) is None


def _is_apart(line: Line) -> bool:
    return line.whole and not line.heading


def _short(lines: Sequence[Line], written: list[int]) -> Title:
    line = lines[written[0]]
    text = line.text
    if len(written) < 2 or len(text) > _LONGEST or line.whole or line.heading:
        return Title()
    if ends_sentence(text) or text[-1] in "," or is_item(text) or is_direction(text):
        return Title()
    if _ADDRESS.match(text) or not any(letter.isalpha() for letter in text):
        return Title()
    following = lines[written[1]].text
    if not text[0].isupper() or following[0].islower() or following[0] in "-–,;":
        return Title()
    if is_direction(following) and len(written) < 3:
        return Title()
    gap = written[1] - written[0] > 1
    longer = max(len(lines[index].text) for index in written[1:])
    is_above = gap or marks.is_capitals(text) or longer > 1.5 * len(text)
    return Title(text, (written[0],)) if is_above and longer > len(text) else Title()


def _together(name: str, subject: Sequence[str]) -> str:
    """Return "Kế hoạch tuyên truyền …" for "KẾ HOẠCH" above "Tuyên truyền …"."""
    name = name.rstrip(" :.")
    if not subject:
        return name
    text = " ".join(subject)
    if text.isupper():
        return f"{name} {text}"
    first, _, rest = text.partition(" ")
    if first[1:].islower() and not rest[:1].isupper():
        text = f"{first.lower()} {rest}".strip()
    return f"{name.capitalize()} {text}"
