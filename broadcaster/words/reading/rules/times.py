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
    rf"{_HOUR} ?(?:[hHgG]|giờ) ?{_MINUTE}(?!\d|[.,/]\d)(?: ?(?:(?:phút|ph|p)(?![^\W_])|'))?"
    rf"(?: ?{_MINUTE}(?:''|\"| ?giây|s)(?![^\W_]))?"
)
_SINGLE_MINUTE = re.compile(rf"{_HOUR}(?: ?h ?| giờ )([1-9])(?: ?phút| ?p|'){_END}")
_HOURS = re.compile(rf"(\d{{1,3}}(?:,\d)?) ?[hH]{_END}(?!/)")
_G_HOURS = re.compile(rf"{_HOUR} ?[gG]{_END}")
_COLON = re.compile(rf"{_HOUR}:{_MINUTE}(?::{_MINUTE})?(?![\d:])")
_ODD = cue("odds")
_AROUND_G = cue("hour-g")
_PART_OF_DAY = re.compile(r" (?:sáng|trưa|chiều|tối|đêm)\b")
_CLOCKED = re.compile(r"\d{1,2} ?[gh]\d\d")


def time_of_day(spot: Spot) -> Found | None:
    """Read a time of day or a number of hours or minutes."""
    if found := spot.match(_CLOCK):
        return Found(found.end(), _said(*found.groups()))
    if found := spot.match(_SINGLE_MINUTE):
        return Found(found.end(), _said(found.group(1), found.group(2), None))
    if found := spot.match(_COLON):
        if not _ODD.isdisjoint(spot.words_before(2)):
            return None
        return Found(found.end(), _said(*found.groups()))
    if found := spot.match(_HOURS):
        whole, _, part = found.group(1).partition(",")
        tail = f" phẩy {cardinal(int(part))}" if part else ""
        return Found(found.end(), f"{cardinal(int(whole))}{tail} giờ")
    return _g_hours(spot)


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
