"""How a lunar date is written for the announcer.

Knows names of days, months and years; knows neither sky nor calendar, and not how a text is read
aloud.
"""

from __future__ import annotations

from broadcaster.words.lunar.calendar import LunarDate

_STEMS = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
_BRANCHES = (
    *("Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ"),
    *("Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"),
)
_MONTHS = (
    *("Giêng", "Hai", "Ba", "Tư", "Năm", "Sáu"),
    *("Bảy", "Tám", "Chín", "Mười", "Mười một", "Chạp"),
)
_FIRST_OF_SIXTY = 1984
_FULL_MOON = 15


def year_name(year: int) -> str:
    """Return a lunar year's name in the cycle of sixty: 2026 is "Bính Ngọ"."""
    place = year - _FIRST_OF_SIXTY
    return f"{_STEMS[place % len(_STEMS)]} {_BRANCHES[place % len(_BRANCHES)]}"


def said(lunar: LunarDate) -> str:
    """Return a lunar date as an announcer's script has it: "mùng 5 tháng Giêng năm Bính Ngọ".

    Days to the tenth are "mùng", the fifteenth is "ngày rằm", the others "ngày". The first month
    is Giêng and the last Chạp; the eleventh goes by its number, for "tháng Một", its old name,
    means January to many listeners.
    """
    if lunar.day <= 10:
        day = f"mùng {lunar.day}"
    else:
        day = "ngày rằm" if lunar.day == _FULL_MOON else f"ngày {lunar.day}"
    leap = " nhuận" if lunar.leap else ""
    return f"{day} tháng {_MONTHS[lunar.month - 1]}{leap} năm {year_name(lunar.year)}"
