"""Telephone numbers and numbers that identify (accounts, identity cards): digit by digit.

Knows their shapes and the words that announce them.
"""

from __future__ import annotations

import re

from broadcaster.words.reading.numerals import digit_by_digit
from broadcaster.words.reading.spot import Found, Spot

_ANNOUNCED = re.compile(
    r"(?:điện thoại|\bđt(?:dđ)?\b|\bs[đd]t\b|\bđtdđ\b|hotline|đường dây nóng|\bfax\b|tổng đài|"
    r"số máy|zalo|viber|\btel\b|\bphone\b|di động|cố định|\bđầu số\b)[^\d\n;]{0,28}$"
)
_CALLED = re.compile(
    r"\b(?:gọi|số|bấm|máy|đến|cứu|nóng|s?đt|thoại)(?: [^\W\d_]+){0,2}[ :(]*"
    r"(?:\d{3,4}(?: ?[,/-] ?| và | hoặc )){0,6}$"
)
_ANY = re.compile(r"\(?\+?\d(?:[ .)(-]{0,2}\d){2,13}(?!\d|[/%]|,\d)")
_SHAPES = re.compile(
    r"\(?\+ ?84[ .)-]{0,2}\(?\d{1,3}\)?(?:[ .-]?\d{2,4}){2,3}(?!\d)"
    r"|\(0\d{2,3}\)[ .-]?\d{1,4}(?:[ .-]?\d{2,4}){1,2}(?!\d)"
    r"|0\d{9,10}(?!\d)"
    r"|0\d{1,4}(?:[ .-]\d{1,4}){2,5}(?!\d|\.\d|/[1-9]|/0\d?(?!\d))"
    r"|0\d{2,3}(?:/\d{3}){2}(?!\d)"
    r"|0\d{2,4}[ .-]\d{6,8}(?!\d)"
    r"|1[89]00[ .-]?\d{2}(?:[ .-]?\d{2}){0,2}(?!\d)"
)
_ENDS_IN_DATE = re.compile(r"(?<!\d)\d{1,2}[.-]\d{1,2}[.-](?:19|20)\d\d$")
_SHORT = re.compile(r"(?:11[1-9]|1022|1080|1900|1800)(?!\d|[.,]\d|/(?!11\d(?!\d)))")
_LETTER_FOR_NOUGHT = re.compile(r"[Oo](\d{2,3}(?:[ .-]?\d{2,4}){2,3})(?!\d)")

_IDENTITY = re.compile(
    r"(?:tài khoản|\bstk\b|mã số(?: thuế)?|\bmst\b|c(?:ccd|mnd|mt)|căn cước(?: công dân)?|"
    r"chứng minh nhân dân|hộ chiếu|số thẻ|mã hồ sơ|mã khách hàng|otp|"
    r"mã xác (?:nhận|thực)|mã pin|mật khẩu)[^\d\n;]{0,20}$"
)
_DIGITS = re.compile(r"\d(?:[ .-]?\d){3,24}(?!\d)")
_LONG = re.compile(r"0\d{5,30}(?!\d|[.,]\d)|\d{17,60}(?!\d|[.,]\d)")


def number(spot: Spot) -> Found | None:
    """Read a telephone number, known by its shape or by the word before it."""
    if spot.text[spot.at] not in "(+0123456789":
        return None
    found = spot.match(_SHAPES)
    if found and (_ENDS_IN_DATE.search(found.group()) or not _enough(found.group())):
        found = None
    if found is None and _ANNOUNCED.search(spot.near):
        found = spot.match(_ANY)
    if found is None and _CALLED.search(spot.near):
        found = spot.match(_SHORT)
    if found is None:
        return None
    plus = "cộng " if "+" in found.group() else ""
    end = found.end()
    if found.group().count("(") > found.group().count(")") and spot.text[end : end + 1] == ")":
        end += 1
    return Found(end, plus + digit_by_digit(found.group()))


def misprinted(spot: Spot) -> Found | None:
    """Read "O912 345 678", its nought typed as a letter."""
    found = spot.match(_LETTER_FOR_NOUGHT)
    if found is None or not 9 <= sum(char.isdigit() for char in found.group()) <= 10:
        return None
    return Found(found.end(), f"không {digit_by_digit(found.group(1))}")


def _enough(written: str) -> bool:
    figures = sum(char.isdigit() for char in written)
    return 9 <= figures <= 13 or (written.startswith("1") and figures >= 6)


def identity(spot: Spot) -> Found | None:
    """Read an account's or a card's number, or any number too long to be an amount."""
    found = spot.match(_LONG)
    if found is None and _IDENTITY.search(spot.near):
        found = spot.match(_DIGITS)
    return Found(found.end(), digit_by_digit(found.group())) if found else None
