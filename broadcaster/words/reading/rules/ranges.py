"""Dashes that are said: "từ … đến …" between two amounts, "âm" before one.

Knows which readings have an order (numbers, dates, times); a dash between words is silent.
"""

from __future__ import annotations

import re

from broadcaster.words.reading.spot import Found, Spot

_DASH = re.compile(r" ?(?:-{1,2}>?|~) ?(?=\(?[+~]?\d|[IVX]{1,5}(?![^\W\d_]))")
_DASH_WORD = re.compile(r" ?- ?(?=([^\W\d_]+) (?:\d|[IVX]+\b))")
_BETWEEN_COUNTS = re.compile(r" - (?=\d+ [^\W\d_])")
_NEXT_NUMBER = re.compile(r" ?[-/] ?(?=[(+]?\d)")
_ORDERED = frozenset({"date", "time", "number", "quantity", "ratio", "roman", "document", "code"})
_SAME_KIND = re.compile(r"(?:^|[^\w])([^\W\d_]+) [\d.,/]+$|([^\W\d_]+) [ivx]+$")
_LOSS = re.compile(r"-(?=\d+(?:,\d+)? ?%)")
_MINUS = re.compile(r"-(?=\d+(?:,\d+)?(?: ?(?:đến|-) ?-?\d+(?:,\d+)?)? ?(?:°|độ|o[CF]))")


def dash(spot: Spot) -> Found | None:
    """Read the dash between two amounts as "đến"."""
    before = spot.rules_before(1)
    if before == ("phone",) and (found := spot.match(_NEXT_NUMBER)):
        return Found(found.end(), stop=",")
    if not before or before[0] not in _ORDERED:
        counted = spot.rules_before(2)[1:] in (("number",), ("quantity",))
        opened = counted and "từ" in spot.words_before(4)
        found = spot.match(_BETWEEN_COUNTS) if opened else None
        return Found(found.end(), "đến") if found else None
    if found := spot.match(_DASH):
        if before[0] == "document" and not found.group().startswith(" "):
            return None
        return Found(found.end(), "đến")
    found = spot.match(_DASH_WORD)
    if found:
        kind = _SAME_KIND.search(spot.near)
        if kind and found.group(1).lower() in kind.groups():
            return Found(found.end(), "đến")
    return None


def minus(spot: Spot) -> Found | None:
    """Read the sign of a temperature, or of a growth, below nought."""
    found = spot.match(_MINUS)
    if found is None and not spot.line_start and spot.near[-1:] in " (":
        found = spot.match(_LOSS)
    return Found(found.end(), "âm") if found else None
