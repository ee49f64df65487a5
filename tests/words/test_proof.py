"""What an editor is asked about before a text goes on air."""

from __future__ import annotations

from broadcaster.words.proof import expected_ms, proof
from broadcaster.words.reading import read


def test_a_plain_text_raises_no_query() -> None:
    assert proof(read("Ngày 15/7/2021, UBND xã họp.")) == ()


def test_a_guess_is_queried_where_it_stands() -> None:
    reading = read("Kính mời ông Tuấn, XKTQ xã.")
    (query,) = proof(reading)
    assert (query.kind, query.written) == ("doubtful", "XKTQ")
    assert reading.source[query.start : query.end] == "XKTQ"
    assert query.said


def test_what_is_not_read_is_queried() -> None:
    (query,) = proof(read("Xem baophuyen.vn/tin-tuc nhé."))
    assert (query.kind, query.written, query.said) == ("left-out", "/tin-tuc", "")


def test_a_sentence_without_a_breath_is_queried() -> None:
    (query,) = proof(read("thôn " * 60))
    assert query.kind == "long"


def test_length_grows_with_words_and_pauses() -> None:
    one, two = read("Hôm nay trời đẹp."), read("Hôm nay trời đẹp. Hôm nay trời đẹp.")
    assert expected_ms(one) == 4 * 300 + 800
    assert expected_ms(two) == 8 * 300 + 600 + 800
