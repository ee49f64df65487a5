"""Lengths of time in Vietnamese, as people say and read them.

Knows milliseconds; knows nothing of what lasts so long.
"""

from __future__ import annotations

TABLE: dict[type[BaseException], str] = {}
"""No errors here."""


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
