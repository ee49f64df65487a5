"""The station's own words win over every rule."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.words.lexicon import EMPTY, BadRowError, Lexicon
from broadcaster.words.reading import Manner, read


def _said(text: str, **entries: str) -> str:
    return read(text, Manner(Lexicon(entries))).text


def test_an_entry_wins_over_the_tables() -> None:
    assert _said("TT xã", TT="trung tâm") == "trung tâm xã."


def test_the_longest_entry_wins() -> None:
    lexicon = Lexicon({"HTX": "hợp tác xã", "HTX 19/5": "hợp tác xã mười chín tháng năm"})
    assert read("HTX 19/5 và HTX", Manner(lexicon)).text == (
        "hợp tác xã mười chín tháng năm và hợp tác xã."
    )


def test_an_abbreviation_keeps_its_case_and_a_small_word_matches_any() -> None:
    assert _said("CAT cat", CAT="cát") == "cát cat."
    assert _said("Wifi WIFI", wifi="oai phai") == "oai phai oai phai."


def test_an_entry_never_ends_inside_a_word() -> None:
    assert _said("Anh An", An="ân") == "Anh ân."


def test_tone_placement_and_composition_make_no_difference() -> None:
    for written in ("Hoà Bình", "Hòa Bình", unicodedata.normalize("NFD", "Hoà Bình")):
        for key in ("Hoà Bình", "Hòa Bình", unicodedata.normalize("NFD", "Hòa Bình")):
            word = read(written, Manner(Lexicon({key: "hòa bình xanh"}))).words[0]
            assert (word.text, word.start, word.end) == ("hòa bình xanh", 0, len(written))


def test_the_word_names_the_lexicon_as_its_rule() -> None:
    assert [word.rule for word in read("xã OK", Manner(Lexicon({"OK": "ô kê"}))).words][
        -1
    ] == "lexicon"


def test_csv_may_have_a_heading_blank_lines_and_remarks() -> None:
    lexicon = Lexicon.from_csv('\ufeffwritten,spoken\n# riêng\n\nDQ,Dương Quan\n"a,b",a bê\n')
    assert dict(lexicon.entries) == {"DQ": "Dương Quan", "a,b": "a bê"}


@pytest.mark.parametrize("row", ["một cột", "a,b,c", "a,", ",b"])
def test_a_row_that_is_no_pair_is_shown_with_its_line(row: str) -> None:
    with pytest.raises(BadRowError) as caught:
        Lexicon.from_csv(f"written,spoken\n{row}\n")
    assert caught.value.line == 2


_words = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=9
)


@given(st.dictionaries(_words.filter(lambda word: word[0] != "#"), _words, max_size=6))
def test_csv_round_trip_keeps_the_entries_and_the_key(entries: dict[str, str]) -> None:
    lexicon = Lexicon(entries)
    again = Lexicon.from_csv(lexicon.to_csv())
    assert again.entries == lexicon.entries
    assert again.key == lexicon.key


def test_the_key_changes_with_the_content_only() -> None:
    one = Lexicon({"A": "a", "B": "bê"})
    assert one.key == Lexicon({"B": "bê", "A": "a"}).key
    assert one.key != Lexicon({"A": "á", "B": "bê"}).key
    assert EMPTY.key == Lexicon({}).key
