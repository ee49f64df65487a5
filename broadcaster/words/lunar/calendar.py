"""The Vietnamese lunar calendar: which lunar date a day has, and which day a lunar date.

Knows the rules of months and years; knows nothing of words.

The rules are those Hồ Ngọc Đức published ("Computing the Vietnamese lunar calendar", University
of Leipzig, www.informatik.uni-leipzig.de/~duc/amlich/calrules_en.html): a month begins on the day
of the new moon, the winter solstice lies in month 11, and of thirteen months between two of them
the first in which the sun enters no sign (30 degrees each) repeats the number before it.

Days are those of Hanoi, UTC+7, from 1 January 1968, when Decision 121/CP of 8 August 1967 came
into force. Before that the calendar in use was computed for UTC+8, and so it is here; no month
begins in the hour between. The South kept UTC+8 until 1975 and so had Tết Mậu Thân on 30 January
1968, a day after the North: that is left out.

Where the first day of a month may be a day off: before 1929 almanacs were made for Beijing's own
noon, a quarter of an hour earlier, and five months of Hồ Ngọc Đức's tables differ (in 1906, 1914,
1916, 1920, 1925). From 2054 on fourteen new moons fall within three minutes of midnight, and of
the turning of the earth, which decides, there is but a forecast; his tables begin that of May 2054
a day earlier.

    LunarError (a ValueError)
    ├── LunarRangeError     a day before 1900 or after 2199
    └── NoLunarDayError     a lunar date that its year does not have
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import floor

from broadcaster.words.lunar.sky import new_moon, new_moon_near, sun_longitude

FIRST = date(1900, 1, 1)
LAST = date(2199, 12, 31)
"""Further off, the forecast of the earth's turning is too poor."""

_HANOI_TIME = date(1968, 1, 1).toordinal()
_DAY_ONE = 1721424.5
"""The Julian day at which the day with ordinal 0 begins."""
_SOLSTICE = 9
"""The sign the sun enters at the winter solstice, counted from the spring equinox."""


class LunarError(ValueError):
    """Root of what can be wrong with a lunar date."""


class LunarRangeError(LunarError):
    """A day outside the years the calendar is vouched for."""

    def __init__(self, year: int) -> None:
        """`year` is the year asked for."""
        self.year = year
        self.first = FIRST.year
        self.last = LAST.year
        super().__init__(f"lunar dates are known for {FIRST} to {LAST}, not for {year}")


class NoLunarDayError(LunarError):
    """A lunar date that its year does not have, such as a leap month in another year."""

    def __init__(self, lunar: LunarDate) -> None:
        """`lunar` is what was asked for."""
        self.lunar = lunar
        super().__init__(f"no such lunar date: {lunar}")


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A day of the lunar calendar; `year` is the solar year in which its Tết fell."""

    day: int
    month: int
    leap: bool
    year: int

    def __post_init__(self) -> None:
        if not (1 <= self.day <= 30 and 1 <= self.month <= 12):
            raise NoLunarDayError(self)


@dataclass(frozen=True, slots=True)
class _Month:
    """A lunar month: the ordinals of its first day and of the next month's."""

    first: int
    after: int
    number: int
    leap: bool
    year: int


def lunar(day: date) -> LunarDate:
    """Return the lunar date of `day`. Raises LunarRangeError."""
    if not FIRST <= day <= LAST:
        raise LunarRangeError(day.year)
    ordinal = day.toordinal()
    months = _months(day.year) + _months(day.year + 1)
    month = months[bisect_right(months, ordinal, key=lambda one: one.first) - 1]
    return LunarDate(ordinal - month.first + 1, month.number, month.leap, month.year)


def solar(lunar: LunarDate) -> date:
    """Return the day of a lunar date. Raises LunarRangeError, NoLunarDayError."""
    if not FIRST.year - 1 <= lunar.year <= LAST.year:
        raise LunarRangeError(lunar.year)
    for month in _months(lunar.year) + _months(lunar.year + 1):
        if (month.number, month.leap, month.year) == (lunar.month, lunar.leap, lunar.year):
            ordinal = month.first + lunar.day - 1
            if not month.first <= ordinal < month.after:
                break
            day = date.fromordinal(ordinal)
            if not FIRST <= day <= LAST:
                raise LunarRangeError(day.year)
            return day
    raise NoLunarDayError(lunar)


@cache
def _months(year: int) -> tuple[_Month, ...]:
    """Return the months from the eleventh of the year before to the tenth of `year`."""
    begin, end = _eleventh(year - 1), _eleventh(year)
    firsts = [_first(k) for k in range(begin, end + 1)]
    signs = [_sign(first) for first in firsts]
    spare = end - begin == 13
    number, found = 10, []
    for i in range(len(firsts) - 1):
        leap = spare and signs[i] == signs[i + 1]
        spare = spare and not leap
        number += not leap
        count = (number - 1) % 12 + 1
        found.append(_Month(firsts[i], firsts[i + 1], count, leap, year - (number < 13)))
    return tuple(found)


def _eleventh(year: int) -> int:
    """Return the number of the new moon that begins the month of `year`'s winter solstice."""
    k = new_moon_near(date(year, 12, 31).toordinal() + _DAY_ONE) + 1
    while _sign(_first(k)) not in (_SOLSTICE - 2, _SOLSTICE - 1):
        k -= 1
    return k


def _first(k: int) -> int:
    """Return the ordinal of the day on which the new moon numbered `k` falls."""
    instant = new_moon(k) - _DAY_ONE
    return floor(instant + _zone(floor(instant)))


def _sign(ordinal: int) -> int:
    """Return which 30 degrees of its way the sun is in as the day begins."""
    return int(sun_longitude(ordinal + _DAY_ONE - _zone(ordinal)) // 30)


def _zone(ordinal: int) -> float:
    """Return how far the calendar's clock was ahead of universal time, in days."""
    return (7 if ordinal >= _HANOI_TIME else 8) / 24
