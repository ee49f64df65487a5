"""What people typed, read into values; a field that cannot be read says so in Vietnamese.

Knows the request's form; knows no department.

    FieldError   one field does not hold what it should
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from flask import request

LONGEST_LINE = 300
"""Characters of a field that is one line; the browser is asked for less."""
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)
"""The days anybody means; far from them, sums with time zones and weeks fall off the calendar."""

_NUMBER = re.compile(r"\d{1,9}")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""Signs without a shape: they would hide in a title or turn the line around, and are never read."""
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_TIME = re.compile(r"(\d{1,2})(?:[:hg.](\d{1,2}))?(?:[:mp.](\d{1,2}))?")


class FieldError(Exception):
    """The field named `field` cannot be read; `sentence` tells the person what to type."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"field {field!r} cannot be read")
        self.field = field
        self.sentence = sentence


def shown(text: str) -> str:
    """Return `text` in NFC, line ends as newlines, without unseen signs and space around it."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub("", text).strip()


def typed(field: str, most: int = LONGEST_LINE) -> str:
    """Return the field's text as `shown`; raises FieldError beyond `most` characters."""
    text = shown(request.form.get(field, ""))
    if len(text) > most:
        number = f"{most:,}".replace(",", ".")
        raise FieldError(field, f"Dài quá: chỉ nhận tối đa {number} ký tự.")
    return text


def needed(field: str, sentence: str, most: int = LONGEST_LINE) -> str:
    """Return the field's text; raises FieldError with `sentence` when it is empty."""
    text = typed(field, most)
    if not text:
        raise FieldError(field, sentence)
    return text


def whole(field: str, *, least: int, most: int, empty: int | None = None) -> int:
    """Return the whole number in the field, or `empty` when nothing was typed."""
    text = typed(field)
    if not text and empty is not None:
        return empty
    found = number(text)
    if found is None or not least <= found <= most:
        raise FieldError(field, f"Hãy gõ một số từ {least} đến {most}.")
    return found


def number(text: str) -> int | None:
    """Return `text` as a number of something in the books; None when it cannot be one."""
    return int(text) if _NUMBER.fullmatch(text) else None


def asked_number(name: str) -> int | None:
    """Return the number asked for in the address bar; None when absent or unreadable."""
    return number(request.args.get(name, ""))


def day(field: str) -> date | None:
    """Return the day in the field, from a date picker or typed dd/mm/yyyy; None when empty."""
    text = typed(field)
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        parts = (int(found[3]), int(found[2]), int(found[1])) if found else None
        given = date(*parts) if parts else date.fromisoformat(text)
    except ValueError:
        raise FieldError(field, "Hãy gõ ngày theo kiểu 31/12/2026; ngày ấy phải có thật.") from None
    if not EARLIEST <= given <= LATEST:
        raise FieldError(field, f"Hãy gõ một ngày từ năm {EARLIEST.year} đến năm {LATEST.year}.")
    return given


def needed_day(field: str) -> date:
    """Return the day in the field; raises FieldError when empty or unreadable."""
    found = day(field)
    if found is None:
        raise FieldError(field, "Hãy chọn ngày.")
    return found


def needed_time(field: str) -> time:
    """Return the time of day in the field: "5", "5h30", "05:30", "05:30:15"."""
    found = _TIME.fullmatch(typed(field).lower())
    if found:
        hour, minute, second = (int(part or 0) for part in found.groups())
        if hour < 24 and minute < 60 and second < 60:
            return time(hour, minute, second)
    raise FieldError(field, "Hãy gõ giờ theo kiểu 05:30 hoặc 05:30:00 (24 giờ).")


def asked_day(name: str, today: date) -> date:
    """Return the day asked for in the address bar, or `today` when absent or unreadable."""
    try:
        asked = datetime.strptime(request.args.get(name, ""), "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        return today
    return asked if EARLIEST <= asked <= LATEST else today
