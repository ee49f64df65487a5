"""Amounts, with or without a unit: 1.250.000 đồng, 736 người/km², 37oC, 110 triệu đồng.

Knows numbers and the table `units`; a unit without a number is read too ("Số km đường nhựa").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from broadcaster.words.reading.numerals import (
    GROUPS,
    NUMBER,
    amount,
    cardinal,
    digit_by_digit,
    month,
    numbered,
    ordinal,
)
from broadcaster.words.reading.spot import Found, Spot
from broadcaster.words.reading.tables import cue, rows


def _longest_first(units: Iterable[str]) -> str:
    return "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))


_UNITS = {row[0]: row[1] for row in rows("units")}
_ALONE = {row[0]: row[1] for row in rows("units") if row[2] == "alone"}
UNITS_ALONE = frozenset(_ALONE)
"""Units that are read without a number too."""
_SCALE = r"(?: ?(?:trăm|nghìn|ngàn|triệu|tỷ|tỉ|vạn|chục)(?![^\W\d_])){1,3}"
_AMOUNT = re.compile(NUMBER)
_SCALED = re.compile(_SCALE)
_UNIT = re.compile(rf" ?(?![đĐ]\. ?\d)({_longest_first(_UNITS)})(?![^\W_])")
_STREET = re.compile(r"\d{1,4} [đĐ]\. ?(?=[^\W\d_])")
_TIMES = re.compile(rf" ?[x×*] ?(?={NUMBER})")
_CURRENCY = re.compile(rf"(?:US)?([$€£¥]) ?({NUMBER})({_SCALE})?")
_CURRENCIES = {"$": "đô la", "€": "ơ rô", "£": "bảng Anh", "¥": "yên"}
_UNIT_ALONE = re.compile(rf"({_longest_first(_ALONE)})(?![^\W_])")
_ORDINAL = re.compile(r"\bthứ (?:\d{1,2}(?: ?, ?| và | đến | ?- ?)){0,6}$")
_STATURE = re.compile(r"([12])m(\d{2})(?![^\W_])")
_RUNNING = re.compile(r"(\d{1,3}) ?(tr|triệu|tỷ|tỉ)(\d(?:\d\d)?)(?![^\W_]|[.,]\d)")
_LOOSE = re.compile(r"(\d{1,4}(?:[.,]\d)?)([KMT])(?![^\W_])")
""""50K", "2M follow", ">10T": a thousand, a million or a tonne, by what stands around it."""
_MONTHS = re.compile(r"(1[0-2]|[1-9])T(?:/(?=(?:19|20)\d\d(?!\d))| (?=đầu|cuối))")
""""6T/2025", "9T đầu năm": so many months."""
_FOLLOWED = re.compile(r" ?(?:follow|sub|view|like|lượt|fan|người)")
_HEAVY = re.compile(r"(?:tải|xe|trọng|cẩu|cân|hàng|[<>≥≤])[^\d\n]{0,12}$")
_PARTED = re.compile(
    r"[1-9]\d{0,2}(?: \d{3})+(?=/[1-9]\d{0,2} \d{3}| [^\W\d_]{2})(?! ?[-/] ?\d{1,2}\b)"
)
_NAMERS = cue("namers")
_EDITION = re.compile(r"\d\.0")
""""cách mạng 4.0"."""
_COUNTS = (("dân", "số"), ("tổng", "số"))
_VERSION = re.compile(r"\d{1,3}(?:\.\d{1,3}){2,5}(?!\.?\d|,\d)")
_ADDRESS = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$")
_MONEY = r"(?= ?(?:đ|đồng|VNĐ|VND|vnđ|Đ)(?![^\W_]))"
_SPACED = re.compile(rf"[1-9]\d{{0,2}}(?: \d{{3}}){{1,4}}{_MONEY}")
_COMMAED = re.compile(rf"[1-9]\d{{0,2}},\d{{3}}{_MONEY}")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,4}(?![.,]?\d)")
_CODE = re.compile(r"0\d+(?:\.\d{3,6})+")
"""01.003: no amount begins with a nought before thousands."""
_SECTIONED = cue("sections")
_LISTED = re.compile(
    r"\b(?P<of>ngày|tháng|khoản|điều|điểm|thôn|tổ|xóm|đội|khối|lớp|quý|thửa|"
    r"phường|quận|xã|ấp|khu|khu phố|bản)(?: số)? "
    r"(?:\d{1,3},)*$"
)
_LIST = re.compile(r"\d{1,3}(?:,\d{1,3}){1,20}")
_OF_TIME = ("ngày", "tháng")
_LIST_OF_TIMES = re.compile(r"/|,| ?(?:và|tháng|năm)\b")
_NAMED = cue("named-by-letter")
_GENERATION = cue("versions")


def quantity(spot: Spot) -> Found | None:
    """Read an amount with its magnitude and unit."""
    if stature := spot.match(_STATURE):
        metres, rest = (cardinal(int(figures)) for figures in stature.groups())
        return Found(stature.end(), f"{metres} mét {rest}")
    if spot.word_before in ("số", "nhà") and (street := spot.match(_STREET)):
        return Found(street.end(), f"{amount(street.group().split()[0])} đường")
    if running := spot.match(_RUNNING):
        whole, scale_, tenths = running.groups()
        scale_ = "triệu" if scale_ == "tr" else scale_
        rest = cardinal(int(tenths))
        if len(tenths) == 3:
            rest += " nghìn" if scale_ == "triệu" else " triệu"
        return Found(running.end(), f"{amount(whole)} {scale_} {rest}")
    if months := spot.match(_MONTHS):
        named = " năm" if months.group().endswith("/") else ""
        return Found(months.end(), f"{amount(months.group(1))} tháng{named}")
    if (loose := spot.match(_LOOSE)) and (scale_ := _loose(spot, loose)):
        return Found(loose.end(), f"{amount(loose.group(1))} {scale_}")
    found = spot.match(_SPACED) or spot.match(_COMMAED) or _parted(spot)
    thousands = found is not None
    found = found or spot.match(_AMOUNT)
    if found is None:
        return None
    written = found.group()
    spoken = amount(re.sub("[ ,]", "", written) if thousands else written)
    end = found.end()
    if scale := _SCALED.match(spot.text, end):
        spoken += " " + " ".join(scale.group().split())
        end = scale.end()
    end, unit = unit_after(spot.text, end)
    if len(unit) and _named(spot, found.end(), end):
        return None
    spoken += unit
    if times := _TIMES.match(spot.text, end):
        spoken += " nhân"
        end = times.end()
    return Found(end, spoken) if thousands or end > found.end() else None


def _loose(spot: Spot, found: re.Match[str]) -> str:
    written, letter = found.groups()
    if letter == "K":
        # 4K and 8K are kinds of screens, 5K a slogan; prices go by fives.
        priced = written.isdigit() and int(written) >= 10 and int(written) % 5 == 0
        return "nghìn" if priced and spot.word_before not in _NAMED else ""
    if letter == "M":
        return "triệu" if _FOLLOWED.match(spot.after(found.end())) else ""
    return "tấn" if _HEAVY.search(spot.near) else ""


def _parted(spot: Spot) -> re.Match[str] | None:
    """Match "16 250 người", where no word before it says that 16 names something."""
    before = spot.word_before
    named = before in _NAMERS and spot.words_before(2) not in _COUNTS
    if named or before.isdigit() or spot.near[-1:].isalnum():
        return None
    return spot.match(_PARTED)


def _named(spot: Spot, start: int, end: int) -> bool:
    """Say whether "5A" names something (lớp 5A) rather than measures it."""
    return end == start + 1 and spot.text[start].isalpha() and spot.word_before in _NAMED


def unit_after(text: str, at: int) -> tuple[int, str]:
    """Return where a unit that stands at `at` ends and how it is said, with a blank before it."""
    found = _UNIT.match(text, at)
    return (found.end(), f" {_UNITS[found.group(1)]}") if found else (at, "")


def money_first(spot: Spot) -> Found | None:
    """Read "$100" as "một trăm đô la"."""
    found = spot.match(_CURRENCY)
    if found is None:
        return None
    sign, written, scale = found.groups()
    words = [amount(written), *(scale or "").split(), _CURRENCIES[sign]]
    return Found(found.end(), " ".join(words))


def number(spot: Spot) -> Found | None:
    """Read a number alone."""
    found = spot.match(_AMOUNT)
    if found is None:
        return None
    written = found.group()
    before = spot.word_before
    if (version := spot.match(_VERSION)) and not GROUPS.fullmatch(version.group()):
        parts = version.group().split(".")
        say = digit_by_digit if _ADDRESS.match(version.group()) else numbered
        return Found(version.end(), " chấm ".join(map(say, parts)))
    if before in _SECTIONED and (section := spot.match(_SECTION)):
        return Found(section.end(), " chấm ".join(map(amount, section.group().split("."))))
    if before == "tháng" and written.isdigit():
        return Found(found.end(), month(int(written)))
    if written.isdigit() and len(written) < 3 and _ORDINAL.search(spot.near):
        return Found(found.end(), ordinal(int(written)))
    if _CODE.fullmatch(written):
        return Found(found.end(), " chấm ".join(map(digit_by_digit, written.split("."))))
    if "." in written and (before in _GENERATION or _EDITION.fullmatch(written)):
        return Found(found.end(), amount(written, point="chấm"))
    if len(written) > 2 and written.startswith("0") and written.isdigit():
        return Found(found.end(), numbered(written))
    if written.isdigit() and len(written) < 10:
        return Found(found.end(), cardinal(int(written)))
    return Found(found.end(), amount(written))


def listed(spot: Spot) -> Found | None:
    """Read the first of "5,6,7" after a word that is counted through: "ngày", "thôn", "khoản"."""
    counted = _LISTED.search(spot.near)
    found = spot.match(_LIST)
    if counted is None or found is None or unit_after(spot.text, found.end())[1]:
        return None
    members = [int(one) for one in found.group().split(",")]
    if members != sorted(set(members)) or _SCALED.match(spot.text, found.end()):
        return None
    of = counted["of"]
    decimal = len(members) == 2 and "," not in counted.group()
    if of in _OF_TIME and decimal and not _LIST_OF_TIMES.match(spot.text, found.end()):
        return None
    end = spot.at + found.group().index(",")
    return Found(end, month(members[0]) if of == "tháng" else cardinal(members[0]))


def unit_alone(spot: Spot) -> Found | None:
    """Read a unit that follows a word or a stroke: "số km", "người/km2"."""
    found = spot.match(_UNIT_ALONE)
    return Found(found.end(), _ALONE[found.group(1)]) if found else None
