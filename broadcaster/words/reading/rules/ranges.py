"""Dashes that are said: "từ … đến …" between two amounts, "âm" before one.

Knows which readings have an order (numbers, dates, times); a dash between words is silent.
"""

from __future__ import annotations

import re

from broadcaster.words.reading.numerals import year
from broadcaster.words.reading.spot import Found, Spot

_DASH = re.compile(r"(?: ?(?:-{1,2}>?|~|→) ?|÷)(?=\(?[+~]?\d|[IVX]{1,5}(?![^\W\d_])|[Kk][Mm] ?\d)")
_SAME_CODE = re.compile(r" ?- ?(?=([^\W\d_]{1,4})\.?\d)")
_LAST_CODE = re.compile(r"([^\W\d_]{1,4})\.?\d+$")
_FALLING = re.compile(r"(?:^|[ (])(\d{1,4})$")
_FALLEN = re.compile(r"-(\d{1,3})(?![\d/%:]|[.,]\d| ?(?:%|°|độ|triệu|tỷ|nghìn|giờ|h\b))")
_YEAR_BEFORE = re.compile(r"(?:giai đoạn|nhiệm kỳ|năm học|niên khóa|năm|mùa) ?((?:19|20))(\d\d)$")
_SHORT_YEAR = re.compile(r" ?- ?(\d\d)(?![\d/%]|[.,]\d)")
""""giai đoạn 2021-25"."""
_STANDARD = re.compile(r"(?:tcvn|qcvn|iso|tcxd|tcxdvn|tcn|din) ?(?:/[a-zđ]+)? ?[\d:.]+$")
_UNIT_BEFORE = re.compile(r"\d ?(V|kV|Hz|W|kW|A|kVA)$")
_UNIT_AFTER = re.compile(r" ?- ?\d+(?:[.,]\d+)? ?(V|kV|Hz|W|kW|A|kVA)(?![^\W_])")
_HOUR_AFTER = re.compile(r" ?- ?(?=\d{1,2}[:hg]\d\d(?!\d))")
""""14/04/2017 - 05:16": the stamp of a web page."""
_UP_OR_DOWN = frozenset({"tháng", "thứ", "quý", "từ", "mùa", "lớp"})
_TAKEN_AWAY = re.compile(r" ?- ?(?=\d+(?:[.,]\d+)? ?=)")
_DIVIDED = re.compile(r" ?[:÷] ?(?=\d+(?:[.,]\d+)? ?=)")
_DASH_WORD = re.compile(r" ?- ?(?=([^\W\d_]+) (?:\d|[IVX]+\b))")
_BETWEEN_COUNTS = re.compile(r" ?- ?(?=\d+(?:[hg]| [^\W\d_]))")
_NEXT_NUMBER = re.compile(r" ?[-/] ?(?=[(+]?\d)")
_ORDERED = frozenset({"date", "time", "number", "quantity", "ratio", "roman", "document", "code"})
_SAME_KIND = re.compile(r"(?:^|[^\w])([^\W\d_]+) [\d.,/]+$|([^\W\d_]+) [ivx]+$")
_SINKS = frozenset({"xuống", "còn", "bằng", "mức", "dưới", "số"})
_ALONE = re.compile(r"-\d{1,3}(?:,\d+)?(?![\d/-]|\.\d)")
_LOSS = re.compile(r"-(?=\d+(?:,\d+)? ?%)")
_MINUS = re.compile(r"-(?=\d+(?:,\d+)?(?: ?(?:đến|-) ?-?\d+(?:,\d+)?)? ?(?:°|độ|o[CF]))")


def dash(spot: Spot) -> Found | None:
    """Read the dash between two amounts as "đến"."""
    before = spot.rules_before(1)
    if before == ("phone",) and (found := spot.match(_NEXT_NUMBER)):
        return Found(found.end(), stop=",")
    if not before or before[0] not in _ORDERED:
        counted = not _ORDERED.isdisjoint(spot.rules_before(4))
        opened = counted and "từ" in spot.words_before(6)
        found = spot.match(_BETWEEN_COUNTS) if opened else None
        return Found(found.end(), "đến") if found else None
    if hour := _stamped(spot):
        return hour
    if short := spot.match(_SHORT_YEAR):
        first = _YEAR_BEFORE.search(spot.near)
        if first and int(short.group(1)) > int(first.group(2)):
            return Found(short.end(), f"đến {year(first.group(1) + short.group(1))}")
    for sign, said in ((_TAKEN_AWAY, "trừ"), (_DIVIDED, "chia")):
        if found := spot.match(sign):
            return Found(found.end(), said)
    if found := spot.match(_DASH):
        if before[0] == "document" and not found.group().startswith(" "):
            return None
        if before[0] == "roman" and spot.text[found.end() : found.end() + 4].isdigit():
            return Found(found.end())
        if fallen := _fallen(spot):
            return fallen
        if _STANDARD.search(spot.near) or _other_unit(spot):
            return Found(found.end(), stop=",")
        return Found(found.end(), "đến")
    last, found = _LAST_CODE.search(spot.near), spot.match(_SAME_CODE)
    if found and last and found.group(1).lower() == last.group(1):
        return Found(found.end(), "đến")
    found = spot.match(_DASH_WORD)
    if found:
        kind = _SAME_KIND.search(spot.near)
        if kind and found.group(1).lower() in kind.groups():
            return Found(found.end(), "đến")
    return None


def _stamped(spot: Spot) -> Found | None:
    """Pause between the day and the hour of a stamp, which are no range."""
    hour = spot.match(_HOUR_AFTER)
    opened = "time" in spot.rules_before(5) or "từ" in spot.words_before(6)
    if hour is None or opened or spot.rules_before(1) != ("date",):
        return None
    return Found(hour.end(), stop=",")


def _other_unit(spot: Spot) -> bool:
    """Say whether "380V-50Hz" sets two measures side by side."""
    written = spot.text[max(0, spot.at - 12) : spot.at]
    before, after = _UNIT_BEFORE.search(written), spot.match(_UNIT_AFTER)
    return bool(before and after and before.group(1) != after.group(1))


def _fallen(spot: Spot) -> Found | None:
    """Read "thửa 215-1": what falls is no range but a number with its part."""
    first, second = _FALLING.search(spot.near), spot.match(_FALLEN)
    if first is None or second is None or int(first.group(1)) <= int(second.group(1)):
        return None
    if not _UP_OR_DOWN.isdisjoint(spot.words_before(3)):
        return None
    return Found(spot.at + 1, "gạch")


def minus(spot: Spot) -> Found | None:
    """Read the sign of a temperature, or of a growth, below nought; or of a number alone."""
    found = spot.match(_MINUS)
    if found is None and (spot.word_before in _SINKS or not spot.near):
        found = spot.match(_ALONE)
        end = found.end() if found else 0
        if found and not spot.near and spot.text[end : end + 1] not in ("", "\n"):
            return None
        if found:
            return Found(spot.at + 1, "âm")
    if found is None and not spot.line_start and spot.near[-1:] in " (":
        found = spot.match(_LOSS)
    return Found(found.end(), "âm") if found else None
