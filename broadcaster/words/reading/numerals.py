"""Numbers in Vietnamese words.

Knows numbers only: not what is counted, nor whether digits are a date or a telephone number.
"""

from __future__ import annotations

import re

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ((1_000_000, "triệu"), (1000, "nghìn"))
_MOST_DIGITS = 16
"""Longer runs of digits are codes, not amounts: no listener follows a number beyond 10^16."""

GROUPED = r"\d{1,3}(?:\.\d{3}){1,6}(?![\d])(?:,\d{1,6}(?!\d))?"
PLAIN = r"\d{1,40}(?:,\d{1,6}(?!\d))?"
NUMBER = (
    rf"(?:{GROUPED}|\d{{1,3}}(?:,\d{{3}}){{2,6}}(?![\d,])|\d{{1,15}}\.\d{{1,2}}(?!\.?\d)|{PLAIN})"
)
"""1.250.000 · 1.250,5 · 1,250,000 · 21.3 · 1,95 · 2021: how amounts are written."""
_DECIMAL_DOT = re.compile(r"\d+\.\d{1,2}")
_ENGLISH = re.compile(r"[1-9]\d{0,2},000")
""""1,000": no one writes three noughts after a decimal comma."""
GROUPS = re.compile(GROUPED)
"""A number whose dots part thousands."""


def cardinal(number: int) -> str:
    """Return `number` (zero or more) in words: 1205 → "một nghìn hai trăm linh năm"."""
    if number < 10:
        return DIGITS[number]
    return " ".join(_billions(number))


def _billions(number: int) -> list[str]:
    above, rest = divmod(number, 1_000_000_000)
    if not above:
        return _below_billion(rest, leading=True)
    words = [*_billions(above), "tỷ"]
    return words + _below_billion(rest, leading=False) if rest else words


def _below_billion(number: int, *, leading: bool) -> list[str]:
    words: list[str] = []
    for size, name in _GROUPS:
        group, number = divmod(number, size)
        if group:
            words += [*_hundreds(group, full=not leading), name]
            leading = False
    if number or leading:
        words += _hundreds(number, full=not leading)
    return words


def _hundreds(number: int, *, full: bool) -> list[str]:
    """Return 0..999; `full` says the hundreds even when there are none (hai nghìn không trăm…)."""
    hundreds, rest = divmod(number, 100)
    if not hundreds and not full:
        return _tens(rest)
    words = [DIGITS[hundreds], "trăm"]
    if 0 < rest < 10:
        return [*words, "linh", "tư" if rest == 4 else DIGITS[rest]]
    return words + _tens(rest) if rest else words


def _tens(number: int) -> list[str]:
    tens, unit = divmod(number, 10)
    if tens == 0:
        return [DIGITS[unit]]
    words = ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if unit == 0:
        return words
    if unit == 5:
        return [*words, "lăm"]
    if tens > 1 and unit in (1, 4):
        return [*words, "mốt" if unit == 1 else "tư"]
    return [*words, DIGITS[unit]]


def digit_by_digit(written: str) -> str:
    """Return the digits of `written` one by one; anything else in it is silent."""
    return " ".join(DIGITS[int(char)] for char in written if char in "0123456789")


def amount(written: str, point: str = "phẩy") -> str:
    """Return a written amount in words: "1.250,5" → "một nghìn hai trăm năm mươi phẩy năm".

    Vietnamese writing: dots part thousands and a comma opens decimals; a single dot before one or
    two digits is a decimal point, and repeated commas before three digits part thousands.
    """
    if written.count(",") > 1 or _ENGLISH.fullmatch(written):
        written = written.replace(",", "")
    elif _DECIMAL_DOT.fullmatch(written):
        written = written.replace(".", ",")
    whole, _, decimals = written.partition(",")
    whole = whole.replace(".", "")
    spoken = digit_by_digit(whole) if len(whole) > _MOST_DIGITS else cardinal(int(whole))
    return f"{spoken} {point} {_decimals(decimals)}" if decimals else spoken


def _decimals(digits: str) -> str:
    if digits.startswith("0") or len(digits) > 3:
        return digit_by_digit(digits)
    return cardinal(int(digits))


def numbered(written: str) -> str:
    """Return a number that names something (số 08): leading noughts are said, one by one."""
    if len(written) > 1 and written.startswith("0"):
        return digit_by_digit(written)
    return cardinal(int(written)) if len(written) <= _MOST_DIGITS else digit_by_digit(written)


def year(written: str) -> str:
    """Return a year in words: "2005" → "hai nghìn không trăm linh năm"."""
    return cardinal(int(written))


def month(number: int) -> str:
    """Return a month's number in words; the fourth is "tư"."""
    return "tư" if number == 4 else cardinal(number)


def ordinal(number: int) -> str:
    """Return what is said after "thứ": the first is "nhất", the fourth "tư"."""
    return {1: "nhất", 4: "tư"}.get(number) or cardinal(number)


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN_FORM = re.compile(r"C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def roman(written: str) -> int | None:
    """Return the value of a well-formed Roman numeral below 400, or None."""
    letters = written.upper()
    if not letters or not _ROMAN_FORM.fullmatch(letters):
        return None
    total = 0
    for char, following in zip(letters, letters[1:] + " ", strict=True):
        value = _ROMAN[char]
        total += -value if _ROMAN.get(following, 0) > value else value
    return total
