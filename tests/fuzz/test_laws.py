"""The laws find what is wrong: each reading here breaks one of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadcaster.words.omission import Omission
from broadcaster.words.reading import Clause, Reading, Sentence, Word, read
from tests.fuzz.laws import LETTERS, broken

_GOOD = Reading(
    "Xin 2 中",
    (Sentence((Clause((Word("xin", 0, 3, "x"), Word("hai", 4, 5, "x")), ".", 600),), 600),),
    (Omission("中", "foreign-script", 1, 6, 7),),
)


def _with(*words: Word) -> Reading:
    return replace(_GOOD, sentences=(Sentence((Clause(words, ".", 600),), 600),))


def test_a_reading_that_keeps_its_promises_is_not_broken() -> None:
    assert broken(_GOOD) == ()
    assert broken(read("Sáng 2/9, UBND xã làm lễ chào cờ. 您好")) == ()


@pytest.mark.parametrize(
    ("reading", "fault"),
    [
        (_with(Word("xin", 0, 3, "x")), "neither said nor left out"),
        (replace(_GOOD, left_out=()), "neither said nor left out"),
        (_with(Word("hai", 4, 5, "x"), Word("xin", 0, 3, "x")), "out of order"),
        (_with(Word("xin", 0, 3, "x"), Word("hai", 4, 9, "x")), "outside 0..7"),
        (_with(Word("xin", 0, 3, "x"), Word("2", 4, 5, "x")), "no voice says"),
        (_with(Word("xin", 0, 3, "x"), Word("hа́i", 4, 5, "x")), "no voice says"),
        (_with(Word("xin", 0, 3, "x"), Word("ha\u0302i", 4, 5, "x")), "not composed"),
        (_with(Word("xin  a", 0, 3, "x"), Word("hai", 4, 5, "x")), "blanks too many"),
        (_with(Word("xin", 0, 3, "x"), Word("hai ", 4, 5, "x")), "no word"),
        (replace(_GOOD, left_out=(Omission("中", "foreign-script", 1),)), "tells no place"),
        (replace(_GOOD, left_out=(Omission("文", "foreign-script", 1, 6, 7),)), "not what stands"),
        (replace(_GOOD, left_out=_GOOD.left_out * 2), "out of order"),
    ],
)
def test_a_broken_promise_is_named(reading: Reading, fault: str) -> None:
    assert any(fault in sentence for sentence in broken(reading)), broken(reading)


def test_the_letters_of_vietnamese_are_all_there() -> None:
    assert len(LETTERS) == 12 * 6 + 17 + 4
    assert set("ằẵặỡựỷỵđfjwz") <= LETTERS
