"""What may be an entry of the lexicon, and what the screen is told when it may not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sentences import vietnamese
from broadcaster.words.entry import (
    LONGEST_WRITTEN,
    Entry,
    EntryError,
    LongEntryError,
    MendableError,
    UnsayableError,
    UnspokenError,
    UnwrittenError,
    checked,
    lexicon_of,
)
from broadcaster.words.reading import Manner, read


def test_an_entry_is_tidied() -> None:
    assert checked("  Hoà \t Bình ", " hòa\nbình ", " thôn  2 ") == Entry(
        "Hoà Bình", "hòa bình", "thôn 2"
    )
    assert checked(unicodedata.normalize("NFD", "Đồng"), "đồng").written == "Đồng"


@pytest.mark.parametrize("written", ["", "   ", "–", "=A1", "@xã", "+84", "“HTX”"])
def test_it_begins_with_a_letter_or_digit(written: str) -> None:
    with pytest.raises(UnwrittenError):
        checked(written, "một")


@pytest.mark.parametrize(
    ("spoken", "mend"),
    [
        ("quốc lộ 5", "quốc lộ năm"),
        ("ca-li-phoóc-ni-a", "ca li phoóc ni a"),
        ("ủy ban, xã", "ủy ban xã"),
    ],
)
def test_what_can_be_written_otherwise_says_how(spoken: str, mend: str) -> None:
    with pytest.raises(MendableError) as caught:
        checked("X", spoken)
    assert caught.value.mend == mend
    assert mend in vietnamese(caught.value)
    assert checked("X", mend).spoken == mend


@pytest.mark.parametrize("spoken", ["facebook", "wifi", "nbsp", "bàná", "a b c"])
def test_what_is_no_word_is_refused(spoken: str) -> None:
    with pytest.raises(UnsayableError) as caught:
        checked("X", spoken)
    assert caught.value.bad in vietnamese(caught.value)


def test_nothing_to_say_and_too_much_are_refused() -> None:
    with pytest.raises(UnspokenError):
        checked("HTX", " ")
    with pytest.raises(LongEntryError, match="written"):
        checked("a" * (LONGEST_WRITTEN + 1), "a")


def test_names_of_the_highlands_are_taken_and_marked() -> None:
    entry = checked("Krông Pắk", "krông pắc")
    assert entry.odd_words == ("krông",)


@pytest.mark.parametrize(
    ("written", "common"),
    [("xã", True), ("12", True), ("HTX", False), ("An", False), ("bản mế", False), ("wifi", False)],
)
def test_a_small_word_is_known_as_common(written: str, common: bool) -> None:
    assert Entry(written, "một").is_common == common


def test_one_identity_for_dashes_quotes_tones_and_forms() -> None:
    written = ("Hoà–B", "Hòa-B", "Hòa—B", unicodedata.normalize("NFD", "Hoà-B"), " Hòa-B ")
    assert {Entry(one, "").identity for one in written} == {"Hòa-B"}
    assert Entry("hòa-b", "").identity != Entry("Hòa-B", "").identity


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_what_is_taken_is_said_as_it_stands(written: str, spoken: str, note: str) -> None:
    try:
        entry = checked(written, spoken, note)
    except EntryError as error:
        assert vietnamese(error)
        return
    assert checked(entry.written, entry.spoken, entry.note) == entry
    assert entry.identity[0].isalnum()


_PIECES = ("Đồng", "Hòa", "thủy", "Quý", "mế", "uỷ", "xã", "3", "P.203", "K3+200", "HTX", "T.T.")
_syllables = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4).map(" ".join)


@given(_syllables)
def test_an_entry_is_found_where_it_is_written_alone(written: str) -> None:
    manner = Manner(lexicon_of({written: "đúng như thế"}))
    assert read(f"Hôm nay, {written}.", manner).text.endswith("đúng như thế.")
