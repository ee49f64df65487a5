"""Roman numerals, one to thirty-nine, after each of the words that announce them."""

from __future__ import annotations

import pytest

from broadcaster.words.reading import speakable
from broadcaster.words.reading.tables import rows
from tests.words.reading.back import ordinal_of, value_of

_SIGNS = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
_WORDS = [row[0] for row in rows("roman")]
_EXPANDED = {"tw": "trung ương", "hđnd": "hội đồng nhân dân"}


def roman(number: int) -> str:
    """Write `number`, one to thirty-nine."""
    written = ""
    for sign, value in _SIGNS:
        while number >= value:
            written, number = written + sign, number - value
    return written


@pytest.mark.parametrize("word", _WORDS)
def test_a_roman_numeral_counts_after_the_words_that_announce_it(word: str) -> None:
    for number in range(1, 40):
        for before in (word, word.capitalize()):
            said = speakable(f"{before} {roman(number)} trong năm")
            opening = f"{_EXPANDED.get(word, before)} "
            assert said.startswith(opening) and said.endswith(" trong năm."), said
            inner = said.removeprefix(opening).removesuffix(" trong năm.")
            assert (ordinal_of if word == "thứ" else value_of)(inner) == number, said


def test_two_quarters_of_a_year_are_from_one_to_the_other() -> None:
    for first in range(1, 4):
        said = speakable(f"từ quý {roman(first)} đến quý {roman(first + 1)} năm 2024")
        quarters = said.partition(" năm ")[0].removeprefix("từ quý ").split(" đến quý ")
        assert list(map(value_of, quarters)) == [first, first + 1]


@pytest.mark.parametrize("text", ["vitamin C", "hệ thống I C", "tổ V"])
def test_a_letter_alone_is_no_number_without_such_a_word(text: str) -> None:
    said = speakable(text)
    assert not {"một", "năm", "trăm"} & set(said.removesuffix(".").split()), said
