"""Instants and days as Vietnamese readers write them; knows no page and no station.

Days are dd/mm/yyyy, times are 24 h of the station's zone, decimals carry a comma.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo

from broadcaster.sentences.lengths import length_text, position_text

__all__ = [
    "WEEKDAYS",
    "clock_text",
    "day_text",
    "decimal_text",
    "exact_clock_text",
    "iso_text",
    "length_text",
    "long_day_text",
    "moment_text",
    "position_text",
    "time_text",
    "weekday_text",
]

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def day_text(day: date) -> str:
    """Return `day` as dd/mm/yyyy."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def weekday_text(day: date) -> str:
    """Return the Vietnamese name of the weekday of `day`."""
    return WEEKDAYS[day.weekday()]


def long_day_text(day: date) -> str:
    """Return `day` with its weekday: "Thứ Hai, 23/11/2026"."""
    return f"{weekday_text(day)}, {day_text(day)}"


def clock_text(instant: datetime, zone: tzinfo) -> str:
    """Return the time of day of `instant` in `zone`, hh:mm:ss."""
    return f"{instant.astimezone(zone):%H:%M:%S}"


def exact_clock_text(instant: datetime, zone: tzinfo) -> str:
    """Return the time of day of `instant` in `zone` to the millisecond, hh:mm:ss,mmm."""
    local = instant.astimezone(zone)
    return f"{local:%H:%M:%S},{local.microsecond // 1000:03}"


def moment_text(instant: datetime, zone: tzinfo) -> str:
    """Return time and day of `instant` in `zone`: "05:30:00 23/11/2026"."""
    local = instant.astimezone(zone)
    return f"{local:%H:%M:%S} {day_text(local.date())}"


def time_text(moment: time) -> str:
    """Return a time of day, hh:mm:ss."""
    return f"{moment:%H:%M:%S}"


def iso_text(instant: datetime) -> str:
    """Return `instant` in UTC as the `datetime` attribute of an HTML time element wants it."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def decimal_text(value: float, digits: int = 1) -> str:
    """Return a number with a decimal comma and a true minus sign."""
    return f"{value:.{digits}f}".replace(".", ",").replace("-", "−")
