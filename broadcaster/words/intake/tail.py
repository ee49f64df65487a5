"""Knows the signature and the list of recipients that close a document; not the text above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from broadcaster.words.intake import marks
from broadcaster.words.intake.lines import Line
from broadcaster.words.omission import Omission

_RECIPIENT = re.compile(r"[-–—+•*]\s*\S|(?:Như|Lưu)\b")
_LAST_RECIPIENT = re.compile(r"[-–—+•*]?\s*Lưu\b")
_COLUMNS = re.compile(r"\s{3,}")
_SIGNATURE_WITHIN = re.compile(r"\s(?:TM|KT|TL|TUQ)\.\s")


@dataclass(frozen=True, slots=True)
class Tail:
    """The lines that are text, what was taken away, and the date above a signature."""

    kept: tuple[Line, ...]
    omitted: tuple[Omission, ...]
    issued_on: date | None


def without_tail(lines: Sequence[Line]) -> Tail:
    """Take signatures and recipients out of `lines`; an appendix below them stays text."""
    kept: list[Line] = []
    omitted: list[Omission] = []
    issued_on: date | None = None
    index = 0
    while index < len(lines):
        line = lines[index]
        ends, reasons = _block(lines, index)
        if not reasons:
            kept.append(line)
            index += 1
            continue
        for offset, reason in enumerate(reasons):
            taken = lines[index + offset]
            if taken.text:
                omitted.append(Omission(taken.text, reason, taken.number))
            if reason == "place-date":
                issued_on = issued_on or marks.place_date(taken.text)[1]
        # What stands below is never one paragraph with what stood above.
        kept += [Line("", line.number, line.page)] * 9
        index = ends
    return Tail(tuple(kept), tuple(omitted), issued_on)


def _block(lines: Sequence[Line], start: int) -> tuple[int, list[str]]:
    """Return where the block that begins at `start` ends, and the reason for each of its lines.

    In a text typed in two columns the recipients stand left of the signature.
    """
    if not _opens(lines, start):
        return start, []
    reasons: list[str] = []
    state, beside = _State(), _State()
    end = start
    for index in range(start, len(lines)):
        text = lines[index].text
        if not text:
            reasons.append("")
            continue
        left, *right = _COLUMNS.split(text)
        reason = state.reason(left)
        if reason is None or any(beside.reason(cell) is None for cell in right):
            break
        reasons.append(reason)
        end = index + 1
    return end, reasons[: end - start]


def _opens(lines: Sequence[Line], index: int) -> bool:
    text = lines[index].text
    if not text or lines[index].whole:
        return False
    if marks.is_recipients(text) or _signs(text):
        return True
    following = [line.text for line in lines[index + 1 : index + 25] if line.text]
    if marks.place_date(text)[0]:
        return bool(following) and (_signs(following[0]) or marks.is_post(following[0]))
    if marks.is_post(text):
        return any(marks.is_person(x) or marks.is_signed(x) for x in following[:2])
    return False


def _signs(text: str) -> bool:
    return marks.is_signature_start(text) and (
        marks.is_capitals(text) or marks.is_body(_rest(text))
    )


def _rest(text: str) -> str:
    return text.split(".", 1)[-1].strip() if "." in text else text.split(" ", 1)[-1]


class _State:
    """Which part of the block the next line belongs to."""

    def __init__(self) -> None:
        self._listing = False
        self._open_item = False
        self._persons = 0

    def reason(self, text: str) -> str | None:
        """Return why `text` is left out; None when the block ended above it."""
        if marks.is_recipients(text):
            self._listing, self._open_item = True, False
            return "recipients"
        if _signs(text):
            self._listing, self._persons = False, 0
            return "signature"
        if self._listing and self._is_recipient(text):
            return "recipients"
        self._listing = False
        if marks.is_rule(text):
            return "rule"
        if marks.place_date(text)[0]:
            return "place-date"
        if marks.is_post(text) or marks.is_signed(text) or self._goes_on(text):
            return "signature"
        if marks.is_person(text) and self._persons < 2:
            self._persons += 1
            return "signature"
        return None

    def _goes_on(self, text: str) -> bool:
        """The body signed for may take a second line of capitals, above the name."""
        is_heading = marks.is_type(text) or text.lower().startswith("phụ lục")
        return self._persons == 0 and marks.is_capitals(text) and len(text) <= 50 and not is_heading

    def _is_recipient(self, text: str) -> bool:
        if marks.is_post(text) or marks.is_signed(text):
            return False
        goes_on = self._open_item and not marks.is_capitals(text)
        if not (goes_on or _RECIPIENT.match(text) or text.endswith(";")):
            return False
        is_last = _LAST_RECIPIENT.match(text) is not None and text.endswith(".")
        self._open_item = not text.endswith((";", ".")) and _LAST_RECIPIENT.match(text) is None
        self._listing = not is_last and _SIGNATURE_WITHIN.search(text) is None
        return True
