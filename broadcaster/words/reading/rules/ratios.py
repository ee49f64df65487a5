"""Proportions and rates: 63/63 tỉnh, 2/3 số hộ, 24/24h, đồng/hộ/tháng, tỷ lệ 1:10.

Knows the stroke between two numbers that are no date, and the stroke between two words.
"""

from __future__ import annotations

import re

from broadcaster.words.reading.numerals import NUMBER, amount, ordinal
from broadcaster.words.reading.rules.dates import unclear
from broadcaster.words.reading.rules.quantities import unit_after
from broadcaster.words.reading.spot import Found, Spot
from broadcaster.words.reading.tables import cue, rows

_RATIO = re.compile(rf"({NUMBER}) ?/ ?({NUMBER})(?![\d]| ?/ ?\d)")
_HOUSE = re.compile(r"\d{1,4}(?:/\d{1,4}){2,5}(?![\d/])")
_YEARS = re.compile(r"((?:19|20)\d\d)/((?:19|20)\d\d)(?!\d)")
_SCORE = re.compile(r"(\d{1,4}) ?[:-] ?(\d{1,4})(?![\d:/-])")
_GOALS = re.compile(
    r"(\d{1,2}) ?- ?(\d{1,2})"
    r"(?= ?(?:[,.;)\n](?!\d)|$)| (?:trước|sau|nghiêng|cho|trong|và|ở|tại|chung)\b)"
)
_WON = (("thắng",), ("thua",), ("hòa",), ("quả",), ("séc",), ("trước",))
_PARTED = re.compile(
    r" (?:số|tổng|diện tích|dân số|thời gian|lượng|quân số|chiều|quãng|thành viên)"
)
_PLACES = cue("addresses")
_RATES = {row[0] for row in rows("rates")}
_PER = re.compile(r" ?/ ?(?=([^\W\d_]+|\d))")
_COUNTING = frozenset({"quantity", "number", "ratio", "unit"})


def ratio(spot: Spot) -> Found | None:
    """Read "a/b": "a phần b" for a part of something, otherwise "a trên b"."""
    if found := spot.match(_YEARS):
        return Found(found.end(), f"{amount(found.group(1))} đến {amount(found.group(2))}")
    if spot.word_before in _PLACES and (found := spot.match(_HOUSE)):
        return Found(found.end(), " xuyệt ".join(map(amount, found.group().split("/"))))
    found = spot.match(_RATIO)
    if found is None:
        return None
    above, below = found.groups()
    first, second = amount(above), amount(below)
    if spot.word_before == "thứ" and above.isdigit():
        first = ordinal(int(above))
    if spot.word_before in _PLACES:
        return Found(found.end(), f"{first} xuyệt {second}")
    part = above.isdigit() and below.isdigit() and int(above) < int(below) <= 10
    if part and _PARTED.match(spot.after(found.end())):
        return Found(found.end(), f"{first} phần {ordinal(int(below))}")
    end, unit = unit_after(spot.text, found.end())
    return Found(end, f"{first} trên {second}{unit}", unclear(spot))


def score(spot: Spot) -> Found | None:
    """Read "tỷ số 2-1" and "tỷ lệ 1:10"."""
    before = spot.words_before(3)
    found = spot.match(_SCORE)
    if found is None:
        return None
    for kind, link in (("số", " "), ("lệ", " trên ")):
        if kind in before and {"tỷ", "tỉ"} & set(before):
            return Found(found.end(), amount(found.group(1)) + link + amount(found.group(2)))
    if before[-1:] in _WON and (goals := spot.match(_GOALS)):
        return Found(goals.end(), " ".join(map(amount, goals.groups())))
    return None


def per(spot: Spot) -> Found | None:
    """Read the stroke of a rate: "đồng/hộ" is so much for one household; others are a pause."""
    found = spot.match(_PER)
    if found is None or not (spot.near[-1:].isalnum() or spot.near[-1:] in " %°"):
        return None
    following = found.group(1)
    if following.isdigit():
        return Found(found.end(), "trên")
    counted = any(rule in _COUNTING or rule == "per" for rule in spot.rules_before(4))
    if counted or following.lower() in _RATES:
        return Found(found.end(), "một")
    return Found(found.end(), stop=",")
