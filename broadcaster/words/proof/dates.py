"""Days that are in no calendar, fall on another weekday, or are over before the text is read.

Knows the calendar; what a listener will make of a day is the editor's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from broadcaster.words.proof.days import WEEKDAYS, Day, days_in, last_day, weekday_of
from broadcaster.words.proof.remark import Kind, Remark, Severity
from broadcaster.words.proof.text import Text

_MONTH = re.compile(
    r"(?<!\d )(?<!lương )(?<!thưởng )(?<!\w)tháng (?P<m>1[3-9]|[2-9]\d|0{1,2})"
    r"(?=[/,.;)]|\s*$| năm|\n)",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:sẽ|kính mời|trân trọng mời|trước ngày|chậm nhất|hạn cuối|hạn nộp|hết hạn|"
    r"đến hết ngày|đề nghị|yêu cầu)\b"
)
_DATED_PAPER = re.compile(
    r"(?:số|nghị định|nghị quyết|quyết định|thông tư|chỉ thị|công văn|kế hoạch|thông báo|văn bản|"
    r"tờ trình|luật|báo cáo|hướng dẫn)[^.;\n]{0,50}ngày $",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(
    r"(?:kỷ niệm|kỉ niệm|nhân dịp|chào mừng|quốc khánh|dịp|lễ|năm) [^.;\n]{0,30}$", re.IGNORECASE
)
_EVERY_YEAR = frozenset(
    {
        (1, 1), (3, 2), (27, 2), (8, 3), (26, 3), (30, 4), (1, 5), (19, 5), (1, 6), (21, 6),
        (28, 6), (27, 7), (19, 8), (2, 9), (10, 10), (20, 10), (9, 11), (20, 11), (22, 12),
    }
)  # fmt: skip
"""Days and months kept every year."""
_LONG_AGO = 180
"""Days after which a date without a year means the next one, and one with a year is history."""
_RELATIVE = re.compile(
    r"(?<!\w)(?:ngày mai|ngày kia|ngày mốt|hôm qua|hôm kia|(?:sáng|trưa|chiều|tối|đêm) "
    r"(?:mai|nay|qua))(?!\w)",
    re.IGNORECASE,
)


def no_such_date(text: Text) -> Iterator[Remark]:
    """Remark on days and months that are in no calendar: 31/11, 29/2/2023, tháng 13."""
    days = tuple(days_in(text))
    for day in days:
        if day.lunar and 1 <= day.month <= 12 and 1 <= day.day <= 30:
            continue
        if not 1 <= day.month <= 12:
            yield _no_such_month(text, day)
        elif not 1 <= day.day <= last_day(day.month, day.year):
            yield _no_such_day(text, day)
    covered = [range(day.start, day.end) for day in days]
    for found in _MONTH.finditer(text.page.text):
        if not any(found.start() in place for place in covered):
            month = {"month": str(int(found["m"]))}
            yield text.remark(Kind.NO_SUCH_DATE, *found.span(), reason="month", facts=month)


def _no_such_day(text: Text, day: Day) -> Remark:
    last = last_day(day.month, day.year)
    year = f"/{day.year}" if day.year else ""
    return text.remark(
        Kind.NO_SUCH_DATE,
        day.start,
        day.end,
        reason="leap" if (day.day, day.month) == (29, 2) else "day",
        suggestions=(f"{last}/{day.month}{year}",) if day.day > last else (),
        facts={"month": str(day.month), "last": str(last), "year": str(day.year or "")},
    )


def _no_such_month(text: Text, day: Day) -> Remark:
    year = f"/{day.year}" if day.year else ""
    swapped = 1 <= day.day <= 12 and 1 <= day.month <= last_day(day.day, day.year)
    meant = (f"{day.month}/{day.day}{year}",) if swapped else ()
    facts = {"month": str(day.month)}
    return text.remark(
        Kind.NO_SUCH_DATE, day.start, day.end, reason="month", suggestions=meant, facts=facts
    )


def wrong_weekday(text: Text) -> Iterator[Remark]:
    """Remark on "thứ Hai, ngày 15/7/2021", which was a Thursday.

    Without a year the day may be the last or the next one, or in a year the text names.
    """
    days = tuple(days_in(text))
    years = {day.year for day in days if day.year}
    for day in days:
        written = weekday_of(text, day)
        if written is None or day.lunar:
            continue
        weekday, start, end = written
        possible = _possible(day, years, text.today)
        if not possible or any(one.weekday() == weekday for one in possible):
            continue
        right = possible[0]
        facts = {"weekday": WEEKDAYS[right.weekday()], "date": f"{right:%d/%m/%Y}"}
        yield text.remark(
            Kind.WRONG_WEEKDAY, start, end, suggestions=(WEEKDAYS[right.weekday()],), facts=facts
        )


def _possible(day: Day, years: set[int], today: date | None) -> list[date]:
    """Return the dates that may be meant, the likeliest first."""
    if day.year:
        exact = day.in_year(day.year)
        return [exact] if exact else []
    near: list[date] = []
    if today is not None:
        around = [day.in_year(today.year + step) for step in (-1, 0, 1)]
        known = [one for one in around if one]
        near += [one for one in known if one >= today][:1]
        near += [one for one in known if 0 < (today - one).days <= _LONG_AGO]
    near += [one for one in (day.in_year(year) for year in sorted(years, reverse=True)) if one]
    return near


def past_date(text: Text) -> Iterator[Remark]:
    """Remark on a day that is over in a sentence about something to come."""
    today = text.today
    if today is None:
        return
    page = text.page.text
    for day in days_in(text):
        meant = day.in_year(day.year or today.year)
        if meant is None or day.lunar or not 0 < (today - meant).days <= _LONG_AGO:
            continue
        before = page[max(0, day.start - 70) : day.start]
        if _DATED_PAPER.search(before) or _ANNIVERSARY.search(before):
            continue
        if day.year is None and (day.day, day.month) in _EVERY_YEAR:
            continue
        if _TO_COME.search(text.sentence(day.start)):
            yield text.remark(
                Kind.PAST_DATE,
                day.start,
                day.end,
                severity=Severity.MUST if day.year else Severity.MAY,
                facts={"date": f"{meant:%d/%m/%Y}", "days": str((today - meant).days)},
            )


def relative_day(text: Text) -> Iterator[Remark]:
    """Remark on "ngày mai" in a sentence that names no date."""
    dated = {text.sentence(day.start) for day in days_in(text)}
    for found in _RELATIVE.finditer(text.page.text):
        if text.sentence(found.start()) not in dated:
            yield text.remark(Kind.RELATIVE_DAY, *found.span(), severity=Severity.MAY)
