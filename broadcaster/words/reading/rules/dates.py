"""Dates: 15/7/2021, 20-2-2019, 07-09/4/2018, 7/9, 5/2021, 10.3.

Knows when two numbers parted by a stroke are a day and a month, and when they are a proportion
(then `ratios` reads them).
"""

from __future__ import annotations

import re

from broadcaster.words.reading.doubt import Doubt
from broadcaster.words.reading.numerals import amount, cardinal, month, year
from broadcaster.words.reading.spot import Found, Spot
from broadcaster.words.reading.tables import cue

_D = r"(0?[1-9]|[12]\d|3[01])"
_M = r"(0?[1-9]|1[0-2])"
_Y = r"([12]\d{3})"
_FULL = re.compile(rf"{_D} ?([/.-]) ?{_M} ?\2 ?{_Y}(?!\d|/\d|-\d+(?![\d/.]))")
_DATE_LIKE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_SHORT_YEAR = re.compile(rf"{_D}/{_M}/(\d\d)(?![\d/])")
_DAYS = re.compile(rf"{_D} ?- ?{_D} ?([/.]) ?{_M}(?: ?\3 ?{_Y})?(?![\d/%])")
_DAY_MONTH = re.compile(rf"{_D} ?([/.-]) ?{_M}(?!\d|[/.,]\d|%)")
_MONTH_YEAR = re.compile(rf"{_M} ?([/.-]) ?((?:19|20)\d\d)(?!\d|[/-]\d|/[A-ZĐ])")
_MONTH_MARKS = {"-": ("tháng", "từ", "đến"), ".": ("tháng",)}
"""The words before "4-2024" and "4.2024" without which they are no month; a stroke needs none."""
_LAST_DAY = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_SURE = cue("day-sure")
_LIKELY = cue("day-likely")
_UNLIKELY = cue("day-unlikely")
_DURATION = re.compile(r" (?:ngày|tuần|tháng)(?![^\W\d_])")
SIMPLE_PART = re.compile(r"1/[2345]|2/[35]|3/[45]")
"""Parts of a whole with a name of their own; with nothing around them no days."""
_SUBJECT = re.compile(r", [A-ZĐÀ-Ỹ]")
_HOUR_BEFORE = re.compile(r"(?:giờ|phút|\dh(?:\d\d)?),? ngày $")
_LUNAR = re.compile(r" ?\(?(?:âm lịch|ÂL|AL)(?![^\W_])")
_COUNTED = re.compile(r" ?(?:[^\W\d_]|\()")
_TIMELY = re.compile(
    r" ?(?:\(|và \d{1,2}[/-]|(?:năm (?:\d{4}|nay)|đến|tới|hàng|hằng|tại|âm lịch|dương lịch|này|"
    r"vừa qua|sắp|"
    r"trên địa bàn|ở|do|của|để|thì|với|trở|về|nghỉ|diễn ra|bắt đầu)(?![^\W\d_]))"
)
_AMOUNT = re.compile(
    r"(?: ?- ?[\d.,]+)? ?(?:triệu|tỷ|tỉ|nghìn|ngàn|đồng|độ|lần|kg|km|ha|m|m2|m3|"
    r"tấn|tạ|điểm)(?![^\W_])|(?: ?- ?[\d.,]+)? ?[%‰]"
)
_DATES_TO = re.compile(rf" ?(?:-|đến|tới) ?(?:hết )?(?:ngày )?{_D}[/.]{_M}")
_DASHES_TO = re.compile(rf" (?:đến|tới) (?:hết )?(?:ngày )?{_D}-{_M}(?![\d/%])")
_ISO = re.compile(r"((?:19|20)\d\d)([-/])(0\d|1[0-2])\2([0-2]\d|3[01])(?![\d/-])")
_TORN = re.compile(r"([0-3]) (\d)(?= tháng \d)")
_TORN_MONTH = re.compile(r"(?:0 ([1-9])|1 ([0-2]))(?= năm \d)")
_WEEKDAY = re.compile(r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|\bcn),? ?\(?$")
_STREETS = cue("named-by-day")
_HOLIDAYS = cue("holidays")
_FESTIVE = cue("festive")

_DAY_LIST = re.compile(r"ngày \d{1,2}(?: ?, ?\d{1,2}){0,6}(?: ?,| và) ?$")
_ROUND_THE_CLOCK = "24/7"
_FEW = 12
"""Above it the first of "a/b" is no month, and hardly a part of b."""


def full_date(spot: Spot) -> Found | None:
    """Read day, month and year."""
    found = spot.match(_FULL)
    if found and _valid(found.group(1), found.group(3)):
        day, _, month_, year_ = found.groups()
        return Found(found.end(), f"{_day(spot, day)} tháng {_month(month_)} năm {year(year_)}")
    if (found := spot.match(_ISO)) and _valid(found.group(4), found.group(3)):
        year_, _, month_, day = found.groups()
        return Found(found.end(), f"{_day(spot, day)} tháng {_month(month_)} năm {year(year_)}")
    if torn := _torn(spot):
        return torn
    found = spot.match(_SHORT_YEAR)
    if found and _valid(found.group(1), found.group(2)):
        day, month_, short = found.groups()
        century = "20" if int(short) < 50 else "19"
        said = f"{_day(spot, day)} tháng {_month(month_)} năm {year(century + short)}"
        return Found(found.end(), said, Doubt.SHORT_YEAR)
    return _impossible(spot)


def _torn(spot: Spot) -> Found | None:
    """Read "ngày 1 5 tháng 1 0 năm": a form filled in figure by figure."""
    if spot.word_before == "ngày" and (day := spot.match(_TORN)):
        number = int(day.group(1) + day.group(2))
        return Found(day.end(), cardinal(number)) if 0 < number < 32 else None
    if spot.word_before == "tháng" and (month_ := spot.match(_TORN_MONTH)):
        return Found(month_.end(), month(int(month_.group().replace(" ", ""))))
    return None


def _impossible(spot: Spot) -> Found | None:
    """Read 31/2/2024 as it stands, for an editor to look at."""
    found = spot.match(_DATE_LIKE)
    if found is None:
        return None
    return Found(found.end(), " trên ".join(map(amount, found.groups())), Doubt.NO_SUCH_DAY)


def day_range(spot: Spot) -> Found | None:
    """Read "07-09/4/2018": two days of one month."""
    found = spot.match(_DAYS)
    if found is None:
        return None
    first, last, mark, month_, year_ = found.groups()
    if int(first) >= int(last) or not _valid(last, month_):
        return None
    doubt = Doubt.NONE
    if not year_:
        if mark == "." and not _sure(spot):
            return None
        if mark != "." and not _alone(spot, found):
            likely, doubt = _weighed(spot, found, last, month_)
            if not likely:
                return None
    said = f"{_day(spot, first)} đến {cardinal(int(last))} tháng {_month(month_)}"
    return Found(found.end(), f"{said} năm {year(year_)}" if year_ else said, doubt)


def day_and_month(spot: Spot) -> Found | None:
    """Read "7/9" (or "10.3" after "ngày") as a day where the words around it say so."""
    found = spot.match(_DAY_MONTH)
    if found is None:
        return None
    # A lunar month has thirty days at most, the second one too.
    lunar = _LUNAR.match(spot.after(found.end())) and int(found.group(1)) <= 30
    if not lunar and not _valid(found.group(1), found.group(3)):
        return None
    day, mark, month_ = found.groups()
    doubt = Doubt.NONE
    if spot.word_before in _STREETS and f"{int(day)}/{int(month_)}" in _HOLIDAYS:
        return Found(found.end(), f"{cardinal(int(day))} tháng {_month(month_)}")
    if mark == "/":
        likely, doubt = _weighed(spot, found, day, month_)
    else:
        likely = _dotted(spot, found) if mark == "." else _dashed(spot, found, day, month_)
    if not likely:
        return None
    return Found(found.end(), f"{_day(spot, day)} tháng {_month(month_)}", doubt)


def unclear(spot: Spot) -> Doubt:
    """Tell whether the proportion that stands here could be a day and a month as well."""
    found = spot.match(_DAY_MONTH)
    if found is None or found.group(2) != "/" or not _valid(found.group(1), found.group(3)):
        return Doubt.NONE
    return _weighed(spot, found, found.group(1), found.group(3))[1]


def month_and_year(spot: Spot) -> Found | None:
    """Read "5/2021"."""
    found = spot.match(_MONTH_YEAR)
    if found is None or spot.word_before not in _MONTH_MARKS.get(found[2], (spot.word_before,)):
        return None
    named = "" if spot.word_before == "tháng" else "tháng "
    if spot.word_before == "quý":
        return Found(found.end(), f"{cardinal(int(found.group(1)))} năm {year(found.group(3))}")
    return Found(found.end(), f"{named}{_month(found.group(1))} năm {year(found.group(3))}")


def _alone(spot: Spot, found: re.Match[str]) -> bool:
    """Say whether nothing but the days stands between brackets: "đợt 2 (20-22/6)"."""
    return spot.near.endswith("(") and spot.text[found.end() : found.end() + 1] == ")"


def _valid(day: str, month_: str) -> bool:
    return int(day) <= _LAST_DAY[int(month_)]


def _day(spot: Spot, day: str) -> str:
    said = cardinal(int(day))
    if spot.word_before in ("ngày", "mùng", "mồng", "hôm") or _DAY_LIST.search(spot.near):
        return said
    return f"ngày {said}"


def _month(written: str) -> str:
    return month(int(written))


def _sure(spot: Spot) -> bool:
    named = spot.word_before in _SURE and spot.near.rstrip()[-1:] not in ";.)"
    if named or _DAY_LIST.search(spot.near) or _WEEKDAY.search(spot.near):
        return True
    return spot.rules_before(3)[1:2] == ("date",)


def _weighed(spot: Spot, found: re.Match[str], day: str, month_: str) -> tuple[bool, Doubt]:
    """Weigh the words around "a/b": is it a day and a month, and is that a guess?"""
    known = _is_date(spot, found, day, month_)
    if known is not None:
        return known, Doubt.NONE
    part = SIMPLE_PART.fullmatch(found.group())
    return day != month_ and not part and not spot.word_before.isdigit(), Doubt.DATE_OR_RATIO


def _is_date(spot: Spot, found: re.Match[str], day: str, month_: str) -> bool | None:
    """Say whether "a/b" is a day and a month or so many out of so many; None: nothing tells."""
    before = spot.word_before
    following = spot.after(found.end())
    if _sure(spot) or re.match(r" ?năm \d{4}", following):
        return True
    if found.group() == _ROUND_THE_CLOCK or re.match(r" ?h(?![^\W\d_])| ?giờ", following):
        return False
    holiday = f"{int(day)}/{int(month_)}" in _HOLIDAYS
    if _LUNAR.match(following):
        return True
    if _DURATION.match(following):
        return False
    if before == "khoảng" and SIMPLE_PART.fullmatch(found.group()) and not _TIMELY.match(following):
        return False
    backwards = int(day) > int(month_) and (holiday or int(day) > _FEW)
    if backwards and before not in _UNLIKELY and not _AMOUNT.match(following):
        return True
    counted = bool(_COUNTED.match(following)) and not _TIMELY.match(following)
    if holiday and before in _LIKELY:
        return True
    if before in _LIKELY or "date" in spot.rules_before(3):
        return not counted or before in ("sáng", "nay", "giờ", "phút")
    if _DATES_TO.match(following):
        return True
    if before in _UNLIKELY or counted:
        return False
    if holiday:
        return True
    return None


def _dashed(spot: Spot, found: re.Match[str], day: str, month_: str) -> bool:
    """Weigh "a-b": "ngày 8-3" runs backwards, so it is a day; "ngày 5-7" is two days."""
    holiday = f"{int(day)}/{int(month_)}" in _HOLIDAYS
    if _sure(spot):
        return holiday or int(day) >= int(month_) or _headline(spot, found)
    following = spot.after(found.end())
    if spot.word_before not in _LIKELY or " " in found.group() or _AMOUNT.match(following):
        return False
    backwards = int(day) > int(month_) and int(day) > _FEW
    return holiday or backwards or bool(_DASHES_TO.match(following))


def _headline(spot: Spot, found: re.Match[str]) -> bool:
    """Say whether "Ngày 9-10, ông …" opens a report: newspapers write the day so."""
    opens = spot.near.strip() in ("ngày", "sáng", "chiều", "tối") and " " not in found.group()
    opens = opens or bool(_HOUR_BEFORE.search(spot.near))
    return opens and bool(_SUBJECT.match(spot.after(found.end())))


def _dotted(spot: Spot, found: re.Match[str]) -> bool:
    """Weigh "a.b": a date only next to a word of time, and never before a unit."""
    if _AMOUNT.match(spot.after(found.end())):
        return False
    if _sure(spot):
        return True
    day, _, month_ = found.groups()
    if spot.word_before in _FESTIVE and f"{int(day)}/{int(month_)}" in _HOLIDAYS:
        return True
    if spot.word_before in ("sale", "nay", "mai") or (
        spot.word_before in _LIKELY and day == month_
    ):
        return True
    paired = bool(_DATES_TO.match(spot.after(found.end())))
    return paired and spot.word_before in _LIKELY | {""}
