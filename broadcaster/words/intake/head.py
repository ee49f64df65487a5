"""Knows the block that opens an administrative document and the title; not the text below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from broadcaster.words.intake import marks
from broadcaster.words.intake.issuer import issuer_in
from broadcaster.words.intake.joining import ends_sentence
from broadcaster.words.intake.lines import Line
from broadcaster.words.omission import Omission

_DEEPEST = 30
_MOTTO_WITHIN = re.compile(
    r"C[ỘÔ]NG H[ÒO][AÀ] XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM"
    r"|Độc lập\s*[-–—]\s*Tự do\s*[-–—]\s*Hạnh phúc",
    re.IGNORECASE,
)
_DATE_WITHIN = re.compile(r"(?<=\S)\s+(?=[^\W\d_][^,\d]{1,30}, ngày\b)")
_SUBJECT = re.compile(r"V/v\b|Về việc\b", re.IGNORECASE)


@dataclass(slots=True)
class Head:
    """What the top of a document told: `end` is the index of the first line below the header."""

    end: int = 0
    number: str | None = None
    issued_on: date | None = None
    issued_by: str | None = None
    subject: str | None = None
    omitted: list[Omission] = field(default_factory=list)


def apart(lines: Sequence[Line]) -> list[Line]:
    """Return `lines` with the two columns of a header that were read as one line put apart."""
    result: list[Line] = []
    written = 0
    for line in lines:
        written += bool(line.text)
        if written > _DEEPEST or len(line.text) > 200 or line.whole:
            result.append(line)
            continue
        result += [replace(line, text=part) for part in _columns(line.text)]
    return result


def read_head(lines: Sequence[Line]) -> Head:
    """Return what the header of `lines` states; an empty Head when there is no header.

    A header is there when a motto, a number line or a place-and-date line is.
    """
    head = Head()
    names: list[str] = []
    pending: list[Omission] = []
    subject: list[str] = []
    written = named = 0
    for index, line in enumerate(lines):
        if not line.text:
            continue
        written += 1
        reason = _reason(line.text, head, names, lines[index + 1 :], bool(subject))
        if reason is None or written > _DEEPEST:
            break
        if reason == "subject":
            subject.append(line.text)
        else:
            pending.append(Omission(line.text, reason, line.number))
        if reason in ("motto", "number", "place-date") or (reason == "subject" and head.end):
            head.end = index + 1
            head.omitted += pending
            pending.clear()
            named = len(names)
            head.subject = " ".join(subject) or None
    if not head.end:
        return Head()
    head.issued_by = issuer_in(names[:named])
    return head


def _reason(
    text: str, head: Head, names: list[str], below: Sequence[Line], in_subject: bool
) -> str | None:
    """Return why a header line is left out, and note its fact; None when the header ends here."""
    is_number, number = marks.number_line(text)
    if is_number:
        head.number = head.number or number
        return "number"
    is_date, issued_on = marks.place_date(text)
    if is_date:
        head.issued_on = head.issued_on or issued_on
        return "place-date"
    if marks.is_motto(text) or _motto_in_two(text, head, below):
        return "motto"
    if marks.is_rule(text):
        return "rule"
    if marks.is_stamp(text):
        return "stamp"
    if text.lower().startswith("v/v"):
        return "subject"
    if in_subject and text[0].islower() and len(text) <= 100:
        return "subject"
    if _is_issuer(text, names):
        names.append(text)
        return "issuer"
    return None


def _is_issuer(text: str, names: Sequence[str]) -> bool:
    if marks.is_type(text) or len(text) > 90 or ends_sentence(text):
        return False
    if marks.is_capitals(text):
        return marks.is_body(text) or marks.is_place(text) or bool(names)
    return marks.is_body(text) and len(text) <= 60 and "," not in text


def _motto_in_two(text: str, head: Head, below: Sequence[Line]) -> bool:
    """The first motto line is long and narrow columns break it."""
    following = next((line.text for line in below if line.text), "")
    if marks.starts_motto(text) and marks.is_motto(f"{text} {following}"):
        return True
    return bool(head.omitted) and marks.is_motto(f"{head.omitted[-1].text} {text}")


def _columns(text: str) -> list[str]:
    pieces: list[str] = []
    at = 0
    for found in _MOTTO_WITHIN.finditer(text):
        pieces += [text[at : found.start()].strip(), found.group()]
        at = found.end()
    pieces.append(text[at:].strip())
    if len(pieces) == 1 and text.startswith("Số"):
        pieces = _DATE_WITHIN.split(text, maxsplit=1)
    return [piece for piece in pieces if piece] or [text]
