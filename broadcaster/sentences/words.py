"""Vietnamese sentences for what can go wrong with a script or a lunar date."""

from __future__ import annotations

from broadcaster.words.lunar import LunarError, LunarRangeError, NoLunarDayError
from broadcaster.words.parse import (
    NothingToRepeatError,
    ScriptError,
    TooMuchError,
    UnknownDirectionError,
)

TABLE: dict[type[BaseException], str] = {
    ScriptError: "Dòng {error.line}: không làm theo được “{error.text}”.",
    UnknownDirectionError: (
        "Dòng {error.line}: không có lệnh “{error.text}”. Các lệnh dùng được: {error.choices}."
    ),
    NothingToRepeatError: (
        "Dòng {error.line}: “{error.text}” đứng trước mọi lời đọc nên không có gì để đọc lại."
    ),
    TooMuchError: (
        "Dòng {error.line}: “{error.text}” ngoài giới hạn. "
        "Khoảng nghỉ tối đa 60 giây, đọc lại tối đa 5 lần."
    ),
    LunarError: "Không tính được ngày âm lịch.",
    LunarRangeError: (
        "Chỉ tính được ngày âm lịch từ năm {error.first} đến năm {error.last}, "
        "không tính được cho năm {error.year}."
    ),
    NoLunarDayError: (
        "Không có ngày âm lịch {error.lunar.day}/{error.lunar.month} như thế "
        "trong năm {error.lunar.year}."
    ),
}
