"""Proportions and rates: 63/63 tỉnh, 2/3 số hộ, 24/24h, đồng/hộ/tháng.

Knows the stroke between two numbers that are no date, and the stroke between two words.
"""

from __future__ import annotations

import re

from broadcaster.words.reading.doubt import Doubt
from broadcaster.words.reading.numerals import NUMBER, amount, cardinal, ordinal
from broadcaster.words.reading.rules.dates import SIMPLE_PART, unclear
from broadcaster.words.reading.rules.quantities import unit_after
from broadcaster.words.reading.spot import Found, Spot
from broadcaster.words.reading.tables import cue, rows

_RATIO = re.compile(rf"({NUMBER}) ?/ ?({NUMBER})(?![\d]| ?/ ?\d)")
_FRACTION = re.compile(r"(?:(\d{1,4}) ?)?(\d{1,3})\u2044(\d{1,4})(?!\d)")
_PARTED_RATIO = re.compile(r"([1-9]\d{0,2}(?: \d{3})+) ?/ ?([1-9]\d{0,2}(?: \d{3})+)(?! ?\d)")
_HOUSE = re.compile(r"\d{1,4}(?:/\d{1,4}){2,5}(?![\d/])")
_YEARS = re.compile(r"((?:19|20)\d\d)/((?:19|20)\d\d)(?!\d)")
_PARTED = re.compile(
    r" (?:số|tổng|diện tích|dân số|thời gian|lượng|quân số|chiều|quãng|thành viên)"
)
_COUNTED_OUT = cue("counted-out-of")
_SCALES = ("lệ", "xích", "cao", "binh", "hạng")
_WHOLE = re.compile(r"(?:^|[^\d.,/-])\d{1,3} $")
_NOUN = re.compile(r" ?([^\W\d_]+)")
_PLACES = cue("addresses")
_RATES = {row[0] for row in rows("rates")}
_PER = re.compile(r" ?/ ?(?=([^\W\d_]+|\d))")
_SHORT_RATES = {"th": "tháng", "ng": "người", "ngđ": "ngày đêm"}
_CODE_AFTER = re.compile(r"\d{0,4}[A-ZĐ]")
_COUNTING = frozenset({"quantity", "number", "ratio", "unit"})


def ratio(spot: Spot) -> Found | None:
    """Read "a/b": "a phần b" for a part of something, otherwise "a trên b"."""
    if found := spot.match(_YEARS):
        return Found(found.end(), f"{amount(found.group(1))} đến {amount(found.group(2))}")
    if spot.word_before in _PLACES and (found := spot.match(_HOUSE)):
        return Found(found.end(), " xuyệt ".join(map(amount, found.group().split("/"))))
    if parted := spot.match(_PARTED_RATIO):
        above, below = (amount(one.replace(" ", "")) for one in parted.groups())
        return Found(parted.end(), f"{above} trên {below}")
    found = spot.match(_RATIO)
    if found is None:
        return None
    above, below = found.groups()
    if _part_of_whole(spot, found):
        and_ = "và " if spot.rules_before(1) == ("number",) and _WHOLE.search(spot.near) else ""
        said = f"{and_}{amount(above)} phần {ordinal(int(below))}"
        return Found(found.end(), said, Doubt.NONE if and_ else unclear(spot))
    first, second = amount(above), amount(below)
    if spot.word_before == "thứ" and above.isdigit():
        first = ordinal(int(above))
    if _placed(spot):
        return Found(found.end(), f"{first} xuyệt {second}")
    part = above.isdigit() and below.isdigit() and int(above) < int(below) <= 10
    if part and _PARTED.match(spot.after(found.end())):
        return Found(found.end(), f"{first} phần {ordinal(int(below))}")
    end, unit = unit_after(spot.text, found.end())
    return Found(end, f"{first} trên {second}{unit}", unclear(spot))


def fraction(spot: Spot) -> Found | None:
    """Read ½, 1⁄2 and "1½": a sign for a part of one is nothing else."""
    found = spot.match(_FRACTION)
    if found is None or not int(found.group(3)):
        return None
    whole, above, below = found.groups()
    if whole is None and " " not in found.group() and len(above) > 1 and spot.near[-1:].isdigit():
        return None
    said = f"{cardinal(int(above))} phần {ordinal(int(below))}"
    return Found(found.end(), f"{cardinal(int(whole))} và {said}" if whole else said)


def _placed(spot: Spot) -> bool:
    """Say whether the figures number a house; in "chặng đường, 3/4 diện tích" they do not."""
    return spot.word_before in _PLACES and spot.near.rstrip()[-1:] not in ",;"


def _part_of_whole(spot: Spot, found: re.Match[str]) -> bool:
    """Say whether "1/2" is a half, rather than one counted out of two: "1/2 chỉ tiêu"."""
    if spot.word_before == "vòng" and found.group(1) == "1":
        return True
    if (
        not SIMPLE_PART.fullmatch(found.group())
        or spot.word_before in (*_SCALES, "thứ")
        or _placed(spot)
    ):
        return False
    following = _NOUN.match(spot.after(found.end()))
    return not (following and following.group(1) in _COUNTED_OUT)


def per(spot: Spot) -> Found | None:
    """Read the stroke of a rate: "đồng/hộ" is so much for one household; others are a pause."""
    found = spot.match(_PER)
    if found is None or not (spot.near[-1:].isalnum() or spot.near[-1:] in " %°"):
        return None
    following = found.group(1)
    if following.isdigit() and not _CODE_AFTER.match(spot.text, found.end()):
        return Found(found.end(), "trên")
    if spot.rules_before(1) == ("code",) and _CODE_AFTER.match(spot.text, found.end()):
        return Found(found.end(), stop=",")
    if short := _SHORT_RATES.get(following):
        return Found(found.end() + len(following), f"một {short}")
    counted = any(rule in _COUNTING or rule == "per" for rule in spot.rules_before(4))
    if counted or following.lower() in _RATES:
        return Found(found.end(), "một")
    return Found(found.end(), stop=",")
