"""What people typed, read into values; a field that cannot be read says so in Vietnamese.

Knows the request's form; knows no department.

    FieldError   one field does not hold what it should
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from flask import request

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_TIME = re.compile(r"(\d{1,2})(?:[:hg.](\d{1,2}))?(?:[:mp.](\d{1,2}))?")


class FieldError(Exception):
    """The field named `field` cannot be read; `sentence` tells the person what to type."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"field {field!r} cannot be read")
        self.field = field
        self.sentence = sentence


def typed(field: str) -> str:
    """Return the field's text in NFC, line ends as newlines, without space around it."""
    text = unicodedata.normalize("NFC", request.form.get(field, ""))
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def needed(field: str, sentence: str) -> str:
    """Return the field's text; raises FieldError with `sentence` when it is empty."""
    text = typed(field)
    if not text:
        raise FieldError(field, sentence)
    return text


def whole(field: str, *, least: int, most: int, empty: int | None = None) -> int:
    """Return the whole number in the field, or `empty` when nothing was typed."""
    text = typed(field)
    if not text and empty is not None:
        return empty
    if not re.fullmatch(r"\d{1,9}", text) or not least <= int(text) <= most:
        raise FieldError(field, f"Hãy gõ một số từ {least} đến {most}.")
    return int(text)


def day(field: str) -> date | None:
    """Return the day in the field, from a date picker or typed dd/mm/yyyy; None when empty."""
    text = typed(field)
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text)
    except ValueError:
        raise FieldError(field, "Hãy gõ ngày theo kiểu 31/12/2026.") from None


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
        return datetime.strptime(request.args.get(name, ""), "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        return today
