"""The tables hold what the rules count on, so that a new row cannot be silently dead."""

from __future__ import annotations

import re

import pytest

from broadcaster.words.reading import speakable
from broadcaster.words.reading.letters import VIETNAMESE
from broadcaster.words.reading.rules.senses import KINDS
from broadcaster.words.reading.tables import rows

_SPOKEN = ("abbreviations", "codes", "documents", "issuers", "letters", "parts", "symbols",
           "units", "web", "words")  # fmt: skip


@pytest.mark.parametrize("name", _SPOKEN)
def test_what_a_row_says_can_be_spoken_and_has_a_source(name: str) -> None:
    for row in rows(name):
        assert row[0] and row[1] and row[-1], row
        assert VIETNAMESE.issuperset(re.sub("[ ,:]", "", row[1]).lower()), row


def test_every_abbreviation_can_be_reached() -> None:
    closed: set[str] = set()
    for written, spoken, when, _ in rows("abbreviations"):
        assert written not in closed, f"{written} = {spoken} stands after a row without condition"
        if not when:
            closed.add(written)


def test_every_abbreviation_without_condition_is_said_as_its_row_says() -> None:
    for written, spoken, when, _ in rows("abbreviations"):
        if not when and not written.endswith(":"):
            assert speakable(f"xem {written} này") == f"xem {spoken} này.", written


def test_conditions_are_of_a_known_kind() -> None:
    for row in rows("abbreviations"):
        for condition in filter(None, row[2].replace(" or ", ";").split(";")):
            kind, colon, options = condition.strip().removeprefix("!").partition(":")
            assert kind in KINDS, row
            assert bool(options) == bool(colon) == (kind in ("after", "before", "near")), row


def test_no_condition_asks_for_capitals_or_for_nothing() -> None:
    for row in rows("abbreviations"):
        for condition in row[2].replace(" or ", ";").split(";"):
            options = condition.partition(":")[2]
            assert options == options.lower(), row
            assert not options or all(option.strip() for option in options.split("|")), row


def test_a_guess_is_the_last_sense_of_its_abbreviation() -> None:
    guessed: set[str] = set()
    for written, _, when, _ in rows("abbreviations"):
        assert written not in guessed, written
        if "unclear" in when.split(";"):
            guessed.add(written)


def test_capitals_that_can_be_a_word_are_that_word_in_a_heading() -> None:
    assert speakable("AI CHƯA ĐĂNG KÝ TẠM TRÚ") == "ai chưa đăng ký tạm trú."
    assert speakable("ỨNG DỤNG công nghệ AI").endswith("ây ai.")
