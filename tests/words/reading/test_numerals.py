"""Numbers in words, checked by reading the words back."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from broadcaster.words.reading import speakable
from broadcaster.words.reading.numerals import (
    amount,
    cardinal,
    digit_by_digit,
    numbered,
    roman,
)
from tests.words.reading.back import decimals_of, ordinal_of, value_of

_EDGES = sorted(
    {
        number
        for power in range(16)
        for times in (1, 2, 5, 9)
        for number in (times * 10**power - 1, times * 10**power, times * 10**power + 1)
        if 0 <= number <= 10**15
    }
)


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _said_between(before: str, written: str, after: str) -> str:
    said = speakable(f"{before} {written} {after}")
    assert said.startswith(f"{before} ") and said.endswith(f" {after}."), said
    return said.removeprefix(f"{before} ").removesuffix(f" {after}.")


@given(st.integers(0, 10**15))
def test_a_number_in_words_reads_back_as_itself(number: int) -> None:
    assert value_of(cardinal(number)) == number


def test_every_number_below_ten_thousand_reads_back() -> None:
    assert [value_of(cardinal(number)) for number in range(10_001)] == list(range(10_001))


def test_every_number_below_ten_thousand_is_read_in_a_sentence() -> None:
    for number in range(10_001):
        assert value_of(_said_between("có", str(number), "người")) == number
        assert value_of(_said_between("có", _dotted(number), "người")) == number


@pytest.mark.parametrize("number", _EDGES)
def test_numbers_around_every_power_of_ten_are_read_in_a_sentence(number: int) -> None:
    assert value_of(_said_between("có", _dotted(number), "người")) == number
    assert value_of(_said_between("có", str(number), "người")) == number


@given(st.integers(0, 10**15))
def test_a_number_with_dots_for_thousands_is_read_in_a_sentence(number: int) -> None:
    assert value_of(_said_between("tổng là", _dotted(number), "đồng")) == number


@given(st.integers(0, 10**9), st.from_regex(r"[0-9]{1,6}", fullmatch=True), st.booleans())
def test_a_number_with_decimals_is_read_in_a_sentence(
    whole: int, decimals: str, dotted: bool
) -> None:
    # "1,000" is how the English write a thousand, not one and no thousandths.
    assume(not (0 < whole < 1000 and decimals == "000"))
    written = f"{_dotted(whole) if dotted else whole},{decimals}"
    said, _, after = _said_between("đo được", written, "héc ta").partition(" phẩy ")
    assert (value_of(said), decimals_of(after)) == (whole, decimals)


@pytest.mark.parametrize("before", ["thứ", "lần thứ", "người thứ"])
def test_what_comes_after_thu_is_an_ordinal(before: str) -> None:
    for number in range(1, 100):
        assert ordinal_of(_said_between(before, str(number), "trong năm")) == number


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
    assert value_of(words) == number


@pytest.mark.parametrize(
    "words",
    [
        "một nghìn năm",
        "mười năm",
        "hai mươi một",
        "một mươi",
        "một tỷ năm triệu",
        "hai nghìn triệu",
    ],
)
def test_reading_back_takes_no_number_that_is_said_wrongly(words: str) -> None:
    with pytest.raises(AssertionError):
        value_of(words)


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
