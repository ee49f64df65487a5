"""Times of day: 7h30, 17g00, 7 giờ 30, 14:05.

Knows the marks for hours; "g" is an hour only where the words or minutes say so.
"""

from __future__ import annotations

import re

from broadcaster.words.reading.doubt import Doubt
from broadcaster.words.reading.numerals import cardinal
from broadcaster.words.reading.spot import Found, Spot
from broadcaster.words.reading.tables import cue

_END = r"(?![^\W_])"
_HOUR = r"([01]?\d|2[0-4])"
_MINUTE = r"([0-5]\d)"
_CLOCK = re.compile(
    rf"{_HOUR} ?(?:[hHgG]|giờ) ?{_MINUTE}(?!\d|\.\d|/\d(?!\d?/\d))"
    rf"(?: ?(?:(?:phút|ph|p)(?![^\W_])|'))?"
    rf"(?: ?{_MINUTE}(?:''|\"| ?giây|s)(?![^\W_]))?"
)
_SINGLE_MINUTE = re.compile(rf"{_HOUR}(?: ?h ?| giờ )([1-9])(?: ?phút| ?p|'){_END}")
_BARE_MINUTE = re.compile(rf"{_HOUR}h([0-9])(?![^\W_]|[.,/]\d)")
_HOURS = re.compile(rf"(\d{{1,3}}(?:,\d)?) ?[hH]{_END}(?!/(?!\d{{1,2}}/\d))")
_OF_DAY = re.compile(r"/(?=\d{1,2}/\d{1,2}(?!\d))")
""""7h/10/9": the hour, then the day."""
_DOTTED = re.compile(rf"{_HOUR}\.{_MINUTE}(?![\d.,]|[^\W_]|%)")
_DAY_FOLLOWS = re.compile(
    r"(?: ?(?:-|đến|tới) ?\d{1,2}\.\d\d)? ?"
    r"(?:giờ|sáng|trưa|chiều|tối|đêm|ngày \d|hằng ngày|hàng ngày)"
)
_AT = frozenset({"lúc", "hồi"})
_MINUTES = re.compile(r"(\d{1,2})'(\d{1,2})(?:''|\")(?!\d)")
_G_HOURS = re.compile(rf"{_HOUR} ?[gG]{_END}")
_COLON = re.compile(rf"{_HOUR}:{_MINUTE}(?::{_MINUTE})?(?![\d:])")
_ODD = cue("odds")
_AMOUNTS = frozenset({"trong", "khoảng", "gần", "hơn", "mất", "kéo", "đạt"})
_AROUND_G = cue("hour-g")
_PART_OF_DAY = re.compile(r" (?:sáng|trưa|chiều|tối|đêm)\b")
_CLOCKED = re.compile(r"\d{1,2} ?[gh]\d\d")


def time_of_day(spot: Spot) -> Found | None:
    """Read a time of day or a number of hours or minutes."""
    if found := spot.match(_CLOCK):
        return Found(_past_stroke(spot, found.end()), _said(*found.groups()))
    if found := spot.match(_BARE_MINUTE):
        return Found(found.end(), _said(found.group(1), found.group(2), None))
    if found := spot.match(_MINUTES):
        minutes, seconds = (cardinal(int(one)) for one in found.groups())
        return Found(found.end(), f"{minutes} phút {seconds} giây")
    if (found := spot.match(_DOTTED)) and _at_dot(spot, found.end()):
        return Found(found.end(), _said(found.group(1), found.group(2), None))
    if found := spot.match(_SINGLE_MINUTE):
        return Found(found.end(), _said(found.group(1), found.group(2), None))
    if found := spot.match(_COLON):
        if not _ODD.isdisjoint(spot.words_before(2)):
            return None
        return Found(found.end(), _said(*found.groups()))
    if found := spot.match(_HOURS):
        whole, _, part = found.group(1).partition(",")
        tail = f" phẩy {cardinal(int(part))}" if part else ""
        return Found(_past_stroke(spot, found.end()), f"{cardinal(int(whole))}{tail} giờ")
    return _g_hours(spot)


def _at_dot(spot: Spot, end: int) -> bool:
    """Say whether "22.30" is a time: after "lúc", or before a part of the day or its date."""
    if spot.word_before in _AT:
        return True
    return spot.word_before not in _AMOUNTS and bool(_DAY_FOLLOWS.match(spot.after(end)))


def _past_stroke(spot: Spot, end: int) -> int:
    stroke = _OF_DAY.match(spot.text, end)
    return stroke.end() if stroke else end


def _g_hours(spot: Spot) -> Found | None:
    found = spot.match(_G_HOURS)
    if found is None:
        return None
    around = spot.near + spot.after(found.end())
    if _CLOCKED.search(around) or _PART_OF_DAY.match(spot.after(found.end())):
        return Found(found.end(), _said(found.group(1), None, None))
    if _AROUND_G.isdisjoint(spot.words_before(1)):
        return None
    return Found(found.end(), _said(found.group(1), None, None), Doubt.HOUR_OR_GRAM)


def _said(hour: str, minute: str | None, second: str | None) -> str:
    words = [cardinal(int(hour)), "giờ"]
    if minute and (int(minute) or (second and int(second))):
        words += [cardinal(int(minute)), "phút"]
    if second and int(second):
        words += [cardinal(int(second)), "giây"]
    return " ".join(words)
