"""Instants, days and lengths as Vietnamese readers write them; knows no page and no station.

Days are dd/mm/yyyy, times are 24 h of the station's zone, decimals carry a comma.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo

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


def length_text(length_ms: int) -> str:
    """Return a length in words, to the nearest second: "1 giờ 02 phút", "5 phút 09 giây"."""
    seconds = round(length_ms / 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} giờ {minutes:02} phút" if minutes else f"{hours} giờ"
    if minutes:
        return f"{minutes} phút {seconds:02} giây" if seconds else f"{minutes} phút"
    return f"{seconds} giây"


def position_text(position_ms: int) -> str:
    """Return a position inside a sound, m:ss."""
    minutes, seconds = divmod(position_ms // 1000, 60)
    return f"{minutes}:{seconds:02}"


def decimal_text(value: float, digits: int = 1) -> str:
    """Return a number with a decimal comma and a true minus sign."""
    return f"{value:.{digits}f}".replace(".", ",").replace("-", "−")
