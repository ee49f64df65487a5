"""Cutting spoken text for a service that takes little at a time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound.engines.pieces import LONGEST, in_pieces

words = st.lists(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxy,.", min_size=1, max_size=12), max_size=80)


@given(words)
def test_no_word_is_lost_and_no_piece_too_long(row: list[str]) -> None:
    pieces = list(in_pieces(" ".join(row), LONGEST))
    assert " ".join(pieces).split() == row
    assert all(0 < len(piece) <= LONGEST for piece in pieces)


@given(st.text("ab", min_size=1, max_size=350))
def test_a_word_longer_than_a_piece_is_cut_itself(word: str) -> None:
    assert "".join(in_pieces(word, LONGEST)) == word


def test_a_sentence_end_in_reach_is_preferred_to_everything() -> None:
    text = "Một câu ngắn. " + "một vế câu, " * 4 + "rồi đến những chữ nối nhau không có dấu nào cả"
    assert next(in_pieces(text, LONGEST)) == "Một câu ngắn."


def test_a_clause_end_is_preferred_to_a_space() -> None:
    text = "chữ " * 15 + "hết vế, " + "chữ " * 30
    assert next(in_pieces(text, LONGEST)).endswith("hết vế,")


def test_a_number_stays_together_where_it_can() -> None:
    number = "hai nghìn không trăm hai mươi bốn"
    text = "chữ " * 20 + number + " đồng " + "chữ " * 20
    assert any(number in piece for piece in in_pieces(text, LONGEST))
