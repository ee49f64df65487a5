"""Where a text names a day: figures or "ngày … tháng …", with or without a year.

Finds days and weekdays; does not judge them.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from broadcaster.words.proof.text import Text
from broadcaster.words.reading import Doubt

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_NUMBER = {word.split()[-1].lower(): day for day, word in enumerate(WEEKDAYS)}
_NUMBER.update({str(day + 2): day for day in range(6)})

_FIGURES = re.compile(
    r"(?<![\w/.,-])(?P<d>\d{1,2}) ?(?P<s>[/.-]) ?(?P<m>\d{1,2})(?: ?(?P=s) ?(?P<y>\d{4}))"
    r"(?![\w/]|[.,-]\d)"
    r"|(?<![\w/.,-])(?P<d2>\d{1,2})/(?P<m2>\d{1,2})(?:/(?P<y2>\d{2}))?(?![\w/%]|[.,-]\d)"
    r"|(?:ngày|mùng|mồng|hôm) (?P<d3>\d{1,2}) tháng (?P<m3>\d{1,2})"
    r"(?:(?: năm |/| ?- ?)(?P<y3>\d{4}))?(?![\w/]|[.,-]\d)",
    re.IGNORECASE,
)
_DAY_CUE = re.compile(
    r"(?:ngày|mùng|mồng|hôm|sáng|trưa|chiều|tối|đêm|" + _WEEKDAY + r")[ ,(]{1,3}$", re.IGNORECASE
)
_LUNAR = re.compile(r"âm lịch|\bâl\b|tháng (?:giêng|chạp)", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?<!\w)(" + _WEEKDAY + r")(?: tuần (?:này|sau|tới))?[ ,(]{1,3}(?:tức )?(?:là )?(?:ngày )?$",
    re.IGNORECASE,
)
_AFTER = re.compile(r" ?[,(]? ?\(?(" + _WEEKDAY + r")(?!\w)", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:lần|khóa|kỳ|phiên|điểm|người|đợt|tổ|vụ|năm|vị trí|đứng|hạng|loại) $")


@dataclass(frozen=True, slots=True)
class Day:
    """A day named at `page.text[start:end]`. `year` is None when none is written."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    lunar: bool

    @property
    def written(self) -> str:
        """The day in figures."""
        return f"{self.day}/{self.month}" + (f"/{self.year}" if self.year else "")

    def in_year(self, year: int) -> date | None:
        """Return this day in `year`, or None when there is none."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def days_in(text: Text) -> Iterator[Day]:
    """Yield the days that `text` names, in order."""
    page = text.page.text
    for found in _FIGURES.finditer(page):
        start, end = found.span()
        cued = bool(_DAY_CUE.search(page, max(0, start - 24), start))
        if found["d2"] and not cued and not found["y2"] and not _said_as_day(text, start):
            continue
        if found["d2"] and found["y2"] and not cued:
            continue
        short = found["y2"]
        year = int(found["y"] or found["y3"] or (f"20{short}" if short else 0)) or None
        day, month = (int(found[a] or found[b] or found[c]) for a, b, c in _GROUPS)
        around = page[max(0, start - 20) : start] + page[end : end + 30].partition("\n")[0]
        yield Day(start, end, day, month, year, bool(_LUNAR.search(around)))


_GROUPS = (("d", "d2", "d3"), ("m", "m2", "m3"))


def _said_as_day(text: Text, at: int) -> bool:
    word = text.word_at(at)
    if word is None or word.doubt is Doubt.DATE_OR_RATIO:
        return False
    return "tháng" in word.text.split() or word.doubt is Doubt.NO_SUCH_DAY


def weekday_of(text: Text, day: Day) -> tuple[int, int, int] | None:
    """Return (weekday, start, end) written beside `day`, Monday being 0, or None."""
    page = text.page.text
    begin = max(0, day.start - 40)
    before = _BEFORE.search(page, begin, day.start)
    if before and not _ORDINAL.search(page[begin : before.start()].lower()):
        return _NUMBER[before.group(1).split()[-1].lower()], before.start(1), day.end
    after = _AFTER.match(page, day.end)
    if after:
        return _NUMBER[after.group(1).split()[-1].lower()], day.start, after.end(1)
    return None


def last_day(month: int, year: int | None) -> int:
    """Return how many days `month` has; February has 29 when no year is told."""
    return calendar.monthrange(year if year and year > 0 else 2024, month)[1]
