"""Clauses of a spoken text and the silence after each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound.engines.clauses import PAUSES_MS, clauses, harmless


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("bà con, anh em; hết?!", [("bà con,", 220), ("anh em;", 380), ("hết?", 600)]),
        ("nhà (cũ) ở đây", [("nhà,", 220), ("cũ,", 220), ("ở đây", 0)]),
        ("một 3,5 hai a.b.", [("một 3 5 hai a b.", 600)]),
        ("mười ba - mười bốn", [("mười ba,", 220), ("mười bốn", 0)]),
        ("In-tơ-nét", [("In-tơ-nét", 0)]),
        ("xong. bắt đầu", [("xong.", 600), ("bắt đầu", 0)]),
        ("“Tốt.” Rồi", [("Tốt.", 600), ("Rồi", 0)]),
        ("a ... , b", [("a.", 600), ("b", 0)]),
        ("...", []),
        ("", []),
    ],
)
def test_marks_part_clauses(text: str, row: list[tuple[str, int]]) -> None:
    assert list(clauses(text)) == row


@given(st.text('ab 1,;:.…?!()-–“”"', max_size=60))
def test_no_word_is_lost_and_every_pause_is_one_of_the_table(text: str) -> None:
    row = list(clauses(text))
    letters = [c for c in text if c.isalnum()]
    assert [c for clause, _ in row for c in clause if c.isalnum()] == letters
    assert all(pause in {0, *PAUSES_MS.values()} for _, pause in row)
    assert all(pause for _, pause in row[:-1])


@given(st.text(max_size=60))
def test_any_text_can_be_parted(text: str) -> None:
    letters = [c for c in text if c.isalnum()]
    assert [c for clause, _ in clauses(text) for c in clause if c.isalnum()] == letters


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (",-a", "a"),
        ("-a-b--c-", "a-b c"),
        ("cô-vít’s a ' b", "cô-vít’s a b"),
        ("a<b>[[c]]&lt;", "a b c lt"),
        ("vui😀quá", "vui 😀 quá"),
        ("a\u0301", "a\u0301"),
    ],
)
def test_only_words_and_pictures_are_left(text: str, kept: str) -> None:
    assert harmless(text) == kept
