"""Positions on the map: 20°51'B, 106°41'30"Đ, 19,5 độ N.

Knows degrees, minutes and seconds of arc; a degree with none of them is a temperature or an angle.
"""

from __future__ import annotations

import re

from broadcaster.words.reading.numerals import amount
from broadcaster.words.reading.spot import Found, Spot

_PART = r"(\d{1,2}(?:[.,]\d{1,3})?)"
_POSITION = re.compile(
    rf"(\d{{1,3}}(?:[.,]\d{{1,3}})?) ?(?:°|độ) ?(?:{_PART} ?' ?(?!'))?(?:{_PART} ?(?:\"|'') ?)?"
    r"(?:([NSEWBĐT])(?![^\W_]))?"
)
_SHORT = re.compile(r"(\d{1,3}[.,]\d{1,2})([NSE])(?![^\W_])")
"""17.2N-110.5E, as storm bulletins write."""
_SIDES = {
    "N": "vĩ độ bắc",
    "B": "vĩ độ bắc",
    "S": "vĩ độ nam",
    "E": "kinh độ đông",
    "Đ": "kinh độ đông",
    "W": "kinh độ tây",
    "T": "kinh độ tây",
}
"""The side of the globe; N is north here, as no place of the country lies south."""


def position(spot: Spot) -> Found | None:
    """Read a latitude or longitude; degrees without minutes need the letter of their side."""
    if short := spot.match(_SHORT):
        return Found(short.end(), f"{amount(short.group(1))} độ {_SIDES[short.group(2)]}")
    found = spot.match(_POSITION)
    if found is None or not (found.group(2) or found.group(4)):
        return None
    degrees, minutes, seconds, side = found.groups()
    said = f"{amount(degrees)} độ"
    said += f" {amount(minutes)} phút" if minutes else ""
    said += f" {amount(seconds)} giây" if seconds else ""
    said += f" {_SIDES[side]}" if side else ""
    return Found(found.end(), said)
