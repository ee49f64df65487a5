"""Hours that no clock shows, and ranges that end before they begin.

Knows hours, days and years as written; knows no duration ("trong 36 giờ" is none of its matters).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from broadcaster.words.proof.days import Day, days_in
from broadcaster.words.proof.remark import Kind, Remark, Severity
from broadcaster.words.proof.text import Text

_TIME = r"\d{1,2} ?(?:h|giờ|g(?=\d))(?: ?\d{1,2}(?![\d/.,]))?(?: ?phút)?|\d{1,2}:\d{2}"
_ANY = re.compile(
    r"(?<![\w/.,:-])(?:(?P<h>\d{1,2}) ?(?P<u>h|giờ|g(?=\d)) ?(?P<m>\d{1,2}(?!\d))?"
    r"|(?P<h2>\d{1,2}):(?P<m2>\d{2}))(?![\w:/]|[.,]\d)",
    re.IGNORECASE,
)
_AT = re.compile(r"(?:lúc|hồi|vào|từ|đến|tới|sáng|trưa|chiều|tối|đêm|trước|sau)[ ,:(]{1,2}$")
_MAY_LAST = re.compile(r"(?:từ|đến|tới|trước|sau)[ ,:(]{1,2}$")
_OF_DAY = re.compile(r" ?,? ?(?:ngày|hôm|sáng|trưa|chiều|tối|đêm|thứ|chủ nhật)\b", re.IGNORECASE)
_LATEST_SLIP = 29
"""Hours above are how long something lasts, unless words around say that a clock shows them."""
_NOT_HOURS = re.compile(
    r"(?:trong|mỗi|kéo dài|khoảng|quá|thêm|đủ|tối đa|tối thiểu|hơn|gần|suốt|vòng|thời gian|tổng)"
    r"(?: \w+)? $|[-/] ?$"
)
_TIMES = re.compile(
    rf"(?<!\w)(?:từ )?(?P<a>{_TIME})(?: phút)?(?P<half> ?(?:sáng|trưa|chiều|tối|đêm))?"
    rf" ?(?:đến|tới|-) ?(?P<b>{_TIME})(?P<after> ?(?:giờ )?(?:ngày|hôm|sáng|trưa|chiều|tối|đêm))?",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"(?:năm|giai đoạn|nhiệm kỳ|năm học|thời kỳ|từ)(?: năm)? (?P<a>(?:19|20)\d\d) ?(?:-|đến|tới)"
    r"(?: năm)? ?(?P<b>(?:19|20)\d\d)(?![\d/])",
    re.IGNORECASE,
)
_TO = re.compile(r" ?(?:đến|tới|-)(?: hết)?(?: ngày)? ?", re.IGNORECASE)
_FIRST_DAY = re.compile(r"(?:từ )?ngày (?P<d>\d{1,2}) ?(?:đến|tới|-)(?: hết)?(?: ngày)? ?$", re.I)
_EVENING, _MORNING = 18 * 60, 9 * 60


def no_such_time(text: Text) -> Iterator[Remark]:
    """Remark on hours over 24 and minutes over 59: 25h, 7h75."""
    page = text.page.text
    for found in _ANY.finditer(page):
        hour, minute = int(found["h"] or found["h2"]), int(found["m"] or found["m2"] or 0)
        before = page[max(0, found.start() - 24) : found.start()].rpartition("\n")[2].lower()
        at = bool(_AT.search(before))
        if _NOT_HOURS.search(before) or (found["h2"] and not at):
            continue
        if (found["u"] or "").lower() == "g" and not at:
            continue
        if minute > 59:
            yield text.remark(Kind.NO_SUCH_TIME, *found.span(), reason="minute")
        elif hour > _LATEST_SLIP and not found["m"] and not _on_clock(page, found, before):
            continue
        elif hour > 24 and (at or found["m"] or (found["u"] or "").lower() == "h"):
            severity = Severity.MUST if at or found["m"] else Severity.MAY
            yield text.remark(Kind.NO_SUCH_TIME, *found.span(), reason="hour", severity=severity)


def _on_clock(page: str, found: re.Match[str], before: str) -> bool:
    """Say whether "48h" must be an hour of a day: "lúc 48h", "đến 48h ngày 5/12"."""
    if found["m2"] or _OF_DAY.match(page, found.end()):
        return True
    return bool(_AT.search(before)) and not _MAY_LAST.search(before)


def backwards(text: Text) -> Iterator[Remark]:
    """Remark on ranges whose end lies before their beginning."""
    yield from _times(text)
    yield from _days(text)
    for found in _YEARS.finditer(text.page.text):
        if int(found["b"]) < int(found["a"]):
            span = found.start("a"), found.end("b")
            meant = (f"{found['b']}-{found['a']}",)
            yield text.remark(Kind.BACKWARDS, *span, reason="year", suggestions=meant)


def _times(text: Text) -> Iterator[Remark]:
    for found in _TIMES.finditer(text.page.text):
        first, last = _minutes(found["a"]), _minutes(found["b"])
        if found["half"] and found["half"].strip().lower() in ("chiều", "tối", "đêm"):
            first += 12 * 60 if first < 12 * 60 else 0
            last += 12 * 60 if first <= last + 12 * 60 < 24 * 60 else 0
        overnight = first >= _EVENING and last <= _MORNING
        if last < first and not overnight and not found["after"] and not _nightly(text, found):
            yield text.remark(
                Kind.BACKWARDS, found.start("a"), found.end("b"), reason="time",
                severity=Severity.MAY,
            )  # fmt: skip


def _nightly(text: Text, found: re.Match[str]) -> bool:
    before = text.page.text[max(0, found.start() - 16) : found.start()].lower()
    return "đêm" in before or "tối" in before


def _minutes(written: str) -> int:
    hour, minute, *_ = [*map(int, re.findall(r"\d+", written)), 0]
    return hour * 60 + minute


def _days(text: Text) -> Iterator[Remark]:
    page = text.page.text
    days = tuple(days_in(text))
    for first, last in pairwise(days):
        between = page[first.end : last.start]
        if last.start > first.end and _TO.fullmatch(between) and _reversed(first, last):
            span = first.start, last.end
            meant = (f"{last.written} - {first.written}",)
            yield text.remark(Kind.BACKWARDS, *span, reason="date", suggestions=meant)
    for last in days:
        found = _FIRST_DAY.search(page, max(0, last.start - 40), last.start)
        begins_with_word = page[last.start].isalpha()
        if found and not begins_with_word and int(found["d"]) > last.day:
            yield text.remark(
                Kind.BACKWARDS, found.start(), last.end, reason="date", severity=Severity.MAY
            )


def _reversed(first: Day, last: Day) -> bool:
    if first.lunar or last.lunar:
        return False
    year = first.year or last.year or 2024
    begin = first.in_year(first.year or year)
    end = last.in_year(last.year or year)
    if begin is None or end is None or end >= begin:
        return False
    over_new_year = first.month >= 9 and last.month <= 4
    return bool(first.year and last.year) or not over_new_year
