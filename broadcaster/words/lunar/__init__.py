"""The lunar date of a day in Vietnam. Pure: sun and moon are computed, nothing is looked up."""

from broadcaster.words.lunar.calendar import (
    FIRST,
    LAST,
    LunarDate,
    LunarError,
    LunarRangeError,
    NoLunarDayError,
    lunar,
    solar,
)
from broadcaster.words.lunar.wording import said, year_name

__all__ = [
    "FIRST",
    "LAST",
    "LunarDate",
    "LunarError",
    "LunarRangeError",
    "NoLunarDayError",
    "lunar",
    "said",
    "solar",
    "year_name",
]
