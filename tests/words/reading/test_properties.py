"""Whatever is written: nothing fails, nothing is lost, everything said can be traced and spoken."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadcaster.words.reading import Reading, read
from broadcaster.words.reading.letters import VIETNAMESE

_BITS = [
    "15/7/2021", "07-09/4/2018", "381/QĐ-UBND", "61/2018/NĐ-\n\nCP", "7h30’", "17g00",
    "24/24h", "1.250.000", "đồng/hộ/tháng", "km²", "35oC", "½", "IV", "XXVIII", "a)",
    "đ,", "2.1.", "(1)", "- ", "./.", "...", "&", "VH&TT", "UBND", "TP.", "đ/c", "V/v",
    "0912.345.678", "(0257) 3841519", "+84", "ubnd@haiphong.gov.vn",
    "https://a.b.vn/c?d=1", "Covid-19", "QL1A", "29A-123.45", "x", "×", "%", "$", "é",
    "Ł", "中文", "ا", "٣", "Ⅷ", "①", "ﬁ", "\u200b", "\ufeff", "\n", "\n\n", " ", " - ",
    "-", "–", "“", "”", "hoà", "uỷ", "nghĩa", "năm", "từ", "đến", "ngày", "số", "H'leo",
    "²", "₫", "‰", "^", "_", "|", "№", "㎡", "Ầ", "e\u0302\u0323",
]  # fmt: skip
_texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_BITS), max_size=14).map("".join))


def _lost(reading: Reading) -> str:
    """Return the letters and digits of the source that are in no word and in nothing left out."""
    covered = bytearray(len(reading.source))
    for word in reading.words:
        covered[word.start : word.end] = b"\1" * (word.end - word.start)
    omitted = "".join(omission.text for omission in reading.left_out)
    rest = [char for i, char in enumerate(reading.source) if not covered[i] and char.isalnum()]
    left = iter(omitted)
    return "".join(char for char in rest if char not in left)


@settings(max_examples=400)
@given(_texts)
@example("㎡" * 3)
@example("½¾")
@example("e\u0302\u0323" * 4)
@example("Ø" + "\u0301" * 20)
def test_every_letter_and_digit_is_said_or_left_out(text: str) -> None:
    reading = read(text)
    assert reading.source == text
    assert _lost(reading) == ""


@settings(max_examples=400)
@given(_texts)
@example("(0257) 3841519½12")
def test_words_stand_in_the_order_of_the_text(text: str) -> None:
    at = 0
    for word in read(text).words:
        assert at <= word.start < word.end <= len(text)
        at = word.end


@settings(max_examples=400)
@given(_texts)
def test_what_is_said_is_only_words_and_pauses(text: str) -> None:
    reading = read(text)
    spoken = reading.text
    assert VIETNAMESE.issuperset(re.sub("[ ,.;:?!]", "", spoken).lower()), spoken
    assert unicodedata.is_normalized("NFC", spoken)
    assert all(word.text.strip() == word.text and word.text for word in reading.words)
    assert all(sentence.clauses for sentence in reading.sentences)
    assert all(clause.words for sentence in reading.sentences for clause in sentence.clauses)
    assert all(
        clause.mark and clause.pause_ms > 0
        for sentence in reading.sentences
        for clause in sentence.clauses
    )


@settings(max_examples=200)
@given(_texts)
def test_composed_and_decomposed_writing_are_read_alike(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert read(unicodedata.normalize("NFD", composed)).text == read(composed).text


@settings(max_examples=200)
@given(_texts)
def test_what_was_read_can_be_read_again(text: str) -> None:
    """The spoken text has nothing left to expand but words that are also abbreviations."""
    spoken = read(text).text
    assert not any(char.isdigit() for char in read(spoken).text)


_HOSTILE = (
    "1.",
    "a.",
    "1/",
    "0 ",
    "12-",
    "I",
    "A&",
    "(",
    "a@",
    "\n",
    "-",
    "e\u0301",
    "U",
    "A1",
    "1:",
)


@pytest.mark.parametrize("bits", [_HOSTILE, ("A1",), ("a.", "1-")])
def test_a_long_hostile_text_is_read_to_its_end(bits: tuple[str, ...]) -> None:
    """200 kB that would take hours if any rule looked over the whole text at every place."""
    text = "".join(bit * (200_000 // len(bits) // len(bit)) for bit in bits)
    assert _lost(read(text)) == ""
