"""Numbers in words, checked by reading the words back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.words.reading.numerals import (
    amount,
    cardinal,
    digit_by_digit,
    numbered,
    roman,
)

_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 1000, "triệu": 1_000_000}


def value_of(words: str) -> int:
    """Read number words back, strictly: a word in a wrong place is a mistake."""
    parts = words.split(" tỷ")
    total = 0
    for index, part in enumerate(parts):
        if part.strip():
            total += _below_billion(part.split()) * 1_000_000_000 ** (len(parts) - 1 - index)
    return total


def _below_billion(words: list[str]) -> int:
    total, group = 0, []
    last = 1_000_000_000
    for word in words:
        if word in _SCALES:
            assert last > _SCALES[word], words
            last = _SCALES[word]
            total += _below_thousand(group) * last
            group = []
        else:
            group.append(word)
    return total + (_below_thousand(group) if group else 0)


def _below_thousand(words: list[str]) -> int:
    total = 0
    if "trăm" in words:
        assert words[1] == "trăm", words
        total, words = _UNITS[words[0]] * 100, words[2:]
    if words[:1] == ["linh"]:
        assert len(words) == 2 and words[1] not in ("mốt", "lăm", "bốn", "không"), words
        return total + _UNITS[words[1]]
    if words[:1] == ["mười"]:
        assert words[1:] not in (["mốt"], ["tư"], ["năm"]), words
        return total + 10 + sum(_UNITS[word] for word in words[1:])
    if words[1:2] == ["mươi"]:
        assert words[2:] not in (["một"], ["bốn"], ["năm"], ["không"]), words
        return total + _UNITS[words[0]] * 10 + sum(_UNITS[word] for word in words[2:])
    assert len(words) <= 1, words
    return total + sum(_UNITS[word] for word in words)


@given(st.integers(0, 10**15))
def test_a_number_in_words_reads_back_as_itself(number: int) -> None:
    assert value_of(cardinal(number)) == number


def test_every_number_below_ten_thousand_reads_back() -> None:
    assert [value_of(cardinal(number)) for number in range(10_000)] == list(range(10_000))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (105, "một trăm linh năm"),
        (1001, "một nghìn không trăm linh một"),
        (2021, "hai nghìn không trăm hai mươi mốt"),
        (10_000, "mười nghìn"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_005_000_000, "một tỷ không trăm linh năm triệu"),
        (39_632_000_000_000, "ba mươi chín nghìn sáu trăm ba mươi hai tỷ"),
        (10**15, "một triệu tỷ"),
    ],
)
def test_numbers_are_said_as_announcers_say_them(number: int, words: str) -> None:
    assert cardinal(number) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1.250.000", "một triệu hai trăm năm mươi nghìn"),
        ("1,250,000", "một triệu hai trăm năm mươi nghìn"),
        ("1.250,5", "một nghìn hai trăm năm mươi phẩy năm"),
        ("0,05", "không phẩy không năm"),
        ("1,95", "một phẩy chín mươi lăm"),
        ("21.3", "hai mươi mốt phẩy ba"),
        ("1,2345", "một phẩy hai ba bốn năm"),
        ("007", "bảy"),
        ("9" * 20, " ".join(["chín"] * 20)),
    ],
)
def test_amounts_follow_the_vietnamese_writing_of_numbers(written: str, words: str) -> None:
    assert amount(written) == words


def test_numbers_that_name_something_keep_their_noughts() -> None:
    assert numbered("08") == "không tám"
    assert numbered("381") == "ba trăm tám mươi mốt"
    assert digit_by_digit("0912.345") == "không chín một hai ba bốn năm"


def _roman(number: int) -> str:
    signs = ("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5)
    written = ""
    for sign, value in (*signs, ("IV", 4), ("I", 1)):
        while number >= value:
            written, number = written + sign, number - value
    return written


@given(st.integers(1, 399))
def test_roman_numerals_have_one_value(number: int) -> None:
    assert roman(_roman(number)) == number
    assert roman(_roman(number).lower()) == number


@pytest.mark.parametrize("written", ["", "IIII", "VX", "IC", "ABC", "IIV", "VV"])
def test_letters_that_are_no_roman_numeral_have_no_value(written: str) -> None:
    assert roman(written) is None
