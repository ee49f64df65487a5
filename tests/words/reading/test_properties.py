"""Whatever is written: nothing fails, nothing is lost, everything said can be traced and spoken."""

from __future__ import annotations

import re
import sys
import unicodedata
from itertools import permutations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from broadcaster.words.reading import AS_WRITTEN, read, speakable
from broadcaster.words.spelling import one_placement
from tests.fuzz.laws import LETTERS, broken

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
_ODD = st.one_of(
    st.characters(categories=["Cc", "Cf"]),
    st.sampled_from("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"),
    st.characters(categories=["Mn", "Mc", "Me"]).map(lambda mark: "a" + mark * 12),
    st.characters(min_codepoint=0x300, max_codepoint=0x36F).map(lambda mark: mark * 40),
    st.characters(min_codepoint=0x10000, exclude_categories=["Cs"]),
    st.characters(categories=["No", "Nl", "Nd"]),
    st.characters(categories=["Lm", "Lo", "So", "Sk"]),
)
_any = st.characters(exclude_categories=["Cs"])
_texts = st.one_of(
    st.text(_any, max_size=60),
    st.lists(st.sampled_from(_BITS), max_size=14).map("".join),
    st.lists(_ODD | st.sampled_from(_BITS), max_size=14).map("".join),
)
_ITEMS = [
    "15/7/2021", "7h30", "381/QĐ-UBND", "61/2018/NĐ-CP", "1.250.000 đồng", "0912.345.678", "37,5%",
    "19/5", "quý IV", "2.500 m2", "Covid-19", "thôn 2", "0225.3.871.234", "10-NQ/TU",
    "ubnd@haiphong.gov.vn",
]  # fmt: skip


@settings(max_examples=600)
@given(_texts)
@example("㎡" * 3)
@example("½¾")
@example("e\u0302\u0323" * 4)
@example("Ø" + "\u0301" * 20)
@example("(0257) 3841519½12")
@example("từ 5\u3000đến\u00a0năm\u202f10")
def test_every_promise_of_a_reading_is_kept(text: str) -> None:
    reading = read(text)
    assert reading.source == text
    assert not broken(reading)


_ASSIGNED = [
    char
    for char in map(chr, range(sys.maxunicode + 1))
    if unicodedata.category(char) not in ("Cn", "Co", "Cs")
]


@pytest.mark.parametrize("shape", ["{}", "{}{}"])
def test_every_character_there_is_keeps_the_promises(shape: str) -> None:
    for at in range(0, len(_ASSIGNED), 256):
        text = " , ".join(shape.format(char, char) for char in _ASSIGNED[at : at + 256])
        assert not broken(read(text)), f"{_ASSIGNED[at]!r} or one of the next 255"


@settings(max_examples=300)
@given(_texts)
def test_what_is_said_as_written_stands_just_so_in_the_text(text: str) -> None:
    for word in read(text).words:
        written = one_placement(unicodedata.normalize("NFC", text[word.start : word.end]))
        assert written, word
        if word.rule == AS_WRITTEN and LETTERS.issuperset(written.lower()):
            assert one_placement(word.text).lower() == written.lower()


@settings(max_examples=200)
@given(_texts)
def test_composed_and_decomposed_writing_are_read_alike(text: str) -> None:
    # Marks of another script, or nine on one letter, may part it from its own mark.
    assume(all(sign < "\u0370" or not unicodedata.combining(sign) for sign in text))
    assume(not re.search("[\u0300-\u036f]{6}", text))
    composed = unicodedata.normalize("NFC", text)
    assert read(unicodedata.normalize("NFD", composed)).text == read(composed).text


@settings(max_examples=300)
@given(_texts)
def test_what_was_read_can_be_read_again(text: str) -> None:
    """The spoken text has nothing left to expand but words that are also abbreviations."""
    again = read(read(text).text)
    assert not broken(again)
    assert not any(char.isdigit() for char in again.text)


@pytest.mark.parametrize("item", _ITEMS)
@pytest.mark.parametrize(
    "around", ["“{}”", "({})", "[{}]", "{},", "{};", "{}.", "{}!", "\n{}\n", "{} ", "\ufeff{}"]
)
def test_marks_around_a_thing_do_not_change_what_it_is(item: str, around: str) -> None:
    said = speakable(around.format(item)).rstrip(".,;!")
    assert said == speakable(item).rstrip("."), said


def test_things_on_lines_of_their_own_are_read_as_if_alone() -> None:
    for first, second in permutations(_ITEMS, 2):
        alone = f"{speakable(f'Có {first}.')} {speakable(f'Có {second}.')}"
        assert speakable(f"Có {first}.\nCó {second}.") == alone


_HOSTILE = (
    "1.", "a.", "1/", "0 ", "12-", "I", "A&", "(", "a@", "\n", "-", "e\u0301", "U", "A1", "1:",
)  # fmt: skip


@pytest.mark.parametrize("bits", [_HOSTILE, ("A1",), ("a.", "1-"), ("\u0301",), ("số 1/2/",)])
def test_a_long_hostile_text_is_read_to_its_end(bits: tuple[str, ...]) -> None:
    """50 kB that would take long minutes if any rule looked over the whole text at every place."""
    text = "".join(bit * (50_000 // len(bits) // len(bit)) for bit in bits)
    assert not broken(read(text))
