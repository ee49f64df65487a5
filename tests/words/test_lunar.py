"""The lunar date of a day, and the words for it.

Where dates come from: Tết and leap months as in the printed Vietnamese calendars and in Hồ Ngọc
Đức's tables (www.informatik.uni-leipzig.de/~duc/amlich); the days of history are remembered by
their lunar dates in Vietnam.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sentences import vietnamese
from broadcaster.words.lunar import (
    FIRST,
    LAST,
    LunarDate,
    LunarRangeError,
    NoLunarDayError,
    lunar,
    said,
    solar,
    year_name,
)
from broadcaster.words.reading import read

ORDINARY_TET = (
    *("2000-02-05", "2001-01-24", "2002-02-12", "2003-02-01", "2004-01-22", "2005-02-09"),
    *("2006-01-29", "2008-02-07", "2009-01-26", "2010-02-14", "2011-02-03", "2012-01-23"),
    *("2013-02-10", "2014-01-31", "2015-02-19", "2016-02-08", "2017-01-28", "2018-02-16"),
    *("2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10"),
    *("2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2031-01-23"),
    *("2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08"),
)
# In Beijing these came a day later; in 1985 a month later.
TET_OF_HANOI = ("1968-01-29", "1969-02-16", "1985-01-21", "2007-02-17", "2030-02-02", "2053-02-18")
# China had the tenth month twice in 1984 instead of the second in 1985, and in 1987 the sixth.
LEAP_MONTHS = {
    **{1968: 7, 1971: 5, 1974: 4, 1976: 8, 1979: 6, 1982: 4, 1985: 2, 1987: 7, 1990: 5, 1993: 3},
    **{1995: 8, 1998: 5, 2001: 4, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4},
    **{2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11},
}
DAYS = st.dates(FIRST, LAST)
YEARS = st.integers(1900, 2198)


def has_leap(year: int, month: int) -> bool:
    try:
        solar(LunarDate(1, month, True, year))
    except NoLunarDayError:
        return False
    return True


@pytest.mark.parametrize("day", [*ORDINARY_TET, *TET_OF_HANOI])
def test_tet_is_the_first_of_the_first_month(day: str) -> None:
    tet = date.fromisoformat(day)
    assert lunar(tet) == LunarDate(1, 1, False, tet.year)
    assert lunar(tet - timedelta(days=1)).month == 12


@pytest.mark.parametrize("year", range(1968, 2034))
def test_a_month_is_repeated_in_the_years_that_have_thirteen(year: int) -> None:
    found = [month for month in range(1, 13) if has_leap(year, month)]
    assert found == ([LEAP_MONTHS[year]] if year in LEAP_MONTHS else [])


@pytest.mark.parametrize(
    ("day", "date_"),
    [
        ("1930-02-03", LunarDate(5, 1, False, 1930)),
        ("1945-09-02", LunarDate(26, 7, False, 1945)),
        ("1954-05-07", LunarDate(5, 4, False, 1954)),
        ("1969-09-02", LunarDate(21, 7, False, 1969)),
        ("2024-04-18", LunarDate(10, 3, False, 2024)),
        ("2025-01-22", LunarDate(23, 12, False, 2024)),
        ("2025-04-07", LunarDate(10, 3, False, 2025)),
        ("2025-07-25", LunarDate(1, 6, True, 2025)),
        ("2025-10-06", LunarDate(15, 8, False, 2025)),
    ],
)
def test_days_people_remember_by_their_lunar_date(day: str, date_: LunarDate) -> None:
    assert lunar(date.fromisoformat(day)) == date_
    assert solar(date_) == date.fromisoformat(day)


def test_the_calendar_changes_to_hanoi_time_without_a_seam() -> None:
    # A new moon of 1 December 1967, 16:10 UTC: the 1st in Hanoi, but calendars were for UTC+8.
    assert lunar(date(1967, 12, 2)) == LunarDate(1, 11, False, 1967)
    assert lunar(date(1967, 12, 31)) == LunarDate(1, 12, False, 1967)


def test_every_day_follows_the_one_before() -> None:
    day, present = FIRST, lunar(FIRST)
    lengths = set()
    while day < LAST:
        day += timedelta(days=1)
        before, present = present, lunar(day)
        if present.day > 1:
            assert (present.month, present.leap, present.year) == (
                before.month,
                before.leap,
                before.year,
            )
            assert present.day == before.day + 1
            continue
        lengths.add(before.day)
        if present.leap:
            assert not before.leap and present.month == before.month
        else:
            assert present.month == before.month % 12 + 1
        assert present.year - before.year == (present.month == 1 and not present.leap)
    assert lengths == {29, 30}


@given(DAYS)
def test_the_way_back_leads_to_the_same_day(day: date) -> None:
    assert solar(lunar(day)) == day


@given(st.builds(LunarDate, st.integers(1, 30), st.integers(1, 12), st.booleans(), YEARS))
def test_a_lunar_date_is_one_day_or_none(asked: LunarDate) -> None:
    try:
        day = solar(asked)
    except NoLunarDayError as error:
        assert error.lunar == asked
        assert asked.leap or asked.day == 30
    else:
        assert lunar(day) == asked


@given(YEARS)
def test_tet_lies_between_the_great_cold_and_the_rain_water(year: int) -> None:
    assert date(year, 1, 20) < solar(LunarDate(1, 1, False, year)) < date(year, 2, 22)


@given(YEARS)
def test_the_winter_solstice_lies_in_the_eleventh_month(year: int) -> None:
    # The solstice keeps to the 21st to 23rd of December, in UTC+7 and UTC+8.
    assert {lunar(date(year, 12, day)).month for day in (20, 22, 24)} & {11}


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), LAST + timedelta(days=1)])
def test_a_day_outside_the_years_vouched_for_is_refused(day: date) -> None:
    with pytest.raises(LunarRangeError, match="1900-01-01 to 2199-12-31") as caught:
        lunar(day)
    assert isinstance(caught.value, ValueError)
    assert f"{day.year}" in vietnamese(caught.value)
    for asked in (LunarDate(1, 1, False, 1898), LunarDate(1, 1, False, 2200)):
        with pytest.raises(LunarRangeError):
            solar(asked)
    for asked in (LunarDate(1, 11, False, 1899), LunarDate(29, 12, False, 2199)):
        with pytest.raises(LunarRangeError):
            solar(asked)


@pytest.mark.parametrize(("day", "month"), [(0, 1), (31, 1), (1, 0), (1, 13)])
def test_no_month_has_such_a_day(day: int, month: int) -> None:
    with pytest.raises(NoLunarDayError) as caught:
        LunarDate(day, month, False, 2026)
    assert f"{day}/{month}" in vietnamese(caught.value)


def test_a_leap_month_of_another_year_is_refused_in_words() -> None:
    with pytest.raises(NoLunarDayError) as caught:
        solar(LunarDate(1, 6, True, 2026))
    assert "1/6" in vietnamese(caught.value)


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (1945, "Ất Dậu"),
        (1968, "Mậu Thân"),
        (1984, "Giáp Tý"),
        (2024, "Giáp Thìn"),
        (2025, "Ất Tỵ"),
        (2026, "Bính Ngọ"),
        (2043, "Quý Hợi"),
    ],
)
def test_a_year_has_its_name(year: int, name: str) -> None:
    assert year_name(year) == name
    assert year_name(year + 60) == name


@pytest.mark.parametrize(
    ("date_", "written", "spoken"),
    [
        (
            LunarDate(5, 1, False, 2026),
            "mùng 5 tháng Giêng năm Bính Ngọ",
            "mùng năm tháng giêng năm bính ngọ",
        ),
        (
            LunarDate(10, 3, False, 2026),
            "mùng 10 tháng Ba năm Bính Ngọ",
            "mùng mười tháng ba năm bính ngọ",
        ),
        (
            LunarDate(15, 7, False, 2025),
            "ngày rằm tháng Bảy năm Ất Tỵ",
            "ngày rằm tháng bảy năm ất tỵ",
        ),
        (
            LunarDate(21, 6, True, 2025),
            "ngày 21 tháng Sáu nhuận năm Ất Tỵ",
            "ngày hai mươi mốt tháng sáu nhuận năm ất tỵ",
        ),
        (
            LunarDate(11, 11, False, 2023),
            "ngày 11 tháng Mười một năm Quý Mão",
            "ngày mười một tháng mười một năm quý mão",
        ),
        (
            LunarDate(24, 12, False, 2024),
            "ngày 24 tháng Chạp năm Giáp Thìn",
            "ngày hai mươi tư tháng chạp năm giáp thìn",
        ),
        (
            LunarDate(4, 5, False, 2024),
            "mùng 4 tháng Năm năm Giáp Thìn",
            "mùng bốn tháng năm năm giáp thìn",
        ),
    ],
)
def test_a_lunar_date_is_written_for_the_reader(
    date_: LunarDate, written: str, spoken: str
) -> None:
    assert said(date_) == written
    assert read(written).text.lower().rstrip(".") == spoken


@given(DAYS)
def test_the_reading_doubts_no_lunar_date(day: date) -> None:
    reading = read(f"Hôm nay là {said(lunar(day))} âm lịch.")
    assert reading.doubts == ()
    assert not any(sign.isdigit() for sign in reading.text)
