"""The station's own words win over every rule."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from broadcaster.words.entry import lexicon_of
from broadcaster.words.lexicon import EMPTY, Lexicon
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


def test_a_sentence_may_begin_with_an_entry() -> None:
    entries = {"bản Mế": "bản mệ", "HTX": "hát tê ích", "bản Mế Lớn": "bản mệ lớn"}
    assert _said("Bản Mế có điện. Tại bản Mế", **entries) == "bản mệ có điện. Tại bản mệ."
    assert _said("Ở BẢN MẾ, Bản mế", **entries) == read("Ở BẢN MẾ, Bản mế").text
    assert _said("Bản Mế Lớn", **entries) == "bản mệ lớn."
    assert _said("hTX", HTX="khác") == read("hTX").text
    assert _said("Bản Mế", **{"bản Mế": "sai", "Bản Mế": "đúng"}) == "đúng."


def test_the_entry_in_the_very_case_wins_over_the_small_one() -> None:
    both = {"an": "ân", "An": "ăn"}
    assert _said("An an AN", **both) == "ăn ân ân."


def test_an_entry_is_never_a_piece_of_a_word() -> None:
    assert _said("Anh An", An="ân") == "Anh ân."
    assert _said("Bình An", An="ân") == "Bình ân."
    assert _said("Xuân", ân="ấn") == "Xuân."


@pytest.mark.parametrize(
    ("written", "text"),
    [("1", "1.500 đồng"), ("19/5", "19/5/2026"), ("2", "2,5 tấn"), ("P.20", "P.203"), ("5", "15")],
)
def test_an_entry_is_never_a_piece_of_a_number(written: str, text: str) -> None:
    assert read(text, Manner(Lexicon({written: "khác hẳn"}))).text == read(text).text


@pytest.mark.parametrize(
    ("written", "spoken", "text", "said"),
    [
        ("K3+200", "ca ba cộng hai trăm", "tại K3+200.", "tại ca ba cộng hai trăm."),
        ("T.T. Tân Lập", "thị trấn Tân Lập", "ở T.T. Tân Lập nhé", "ở thị trấn Tân Lập nhé."),
        ("P.203", "phòng hai linh ba", "họp ở P.203, lúc", "họp ở phòng hai linh ba, lúc."),
        ("P.203", "phòng hai linh ba", "(P.203)", "phòng hai linh ba."),
        ("HTX 19/5", "hợp tác xã", "HTX 19/5; HTX 19/5.", "hợp tác xã; hợp tác xã."),
        ("A-B", "a bê", "đường A–B", "đường a bê."),
    ],
)
def test_entries_with_dots_digits_and_slashes_are_found(
    written: str, spoken: str, text: str, said: str
) -> None:
    assert read(text, Manner(lexicon_of({written: spoken}))).text.casefold() == said.casefold()


def test_tone_placement_and_composition_make_no_difference() -> None:
    for written in ("Hoà Bình", "Hòa Bình", unicodedata.normalize("NFD", "Hoà Bình")):
        for key in ("Hoà Bình", "Hòa Bình", unicodedata.normalize("NFD", "Hòa Bình")):
            word = read(written, Manner(Lexicon({key: "hòa bình xanh"}))).words[0]
            assert (word.text, word.start, word.end) == ("hòa bình xanh", 0, len(written))


def test_the_word_names_the_lexicon_as_its_rule() -> None:
    assert [word.rule for word in read("xã OK", Manner(Lexicon({"OK": "ô kê"}))).words][
        -1
    ] == "lexicon"


_words = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=9
)
_names = st.text("aăđêớHTXKQuyóò12./+-", min_size=1, max_size=8)


def slowly(entries: dict[str, str], text: str, at: int) -> tuple[int, str] | None:
    """What `longest` means, without any index: look at every entry."""
    best: tuple[int, int, int, str] | None = None
    for written, spoken in entries.items():
        end = at + len(written)
        there = text[at:end]
        exact = there == written
        begins = there[:1].lower() + there[1:] == written
        if not (exact or begins or (written.islower() and there.lower() == written)):
            continue
        after = text[end : end + 2]
        if written[-1].isalnum() and after[:1].isalnum():
            continue
        if written[-1].isdigit() and after[:1] in tuple(".,/:") and after[1:].isdigit():
            continue
        found = (len(written), 2 * exact + begins * (not written.islower()), end, spoken)
        best = max(best, found, key=lambda one: one[:2]) if best else found
    return best and (best[2], best[3])


@given(st.dictionaries(_names, st.just("a"), max_size=6), st.text("HTXhtx12./+-ớ ", max_size=14))
def test_the_index_finds_what_looking_at_every_entry_finds(
    entries: dict[str, str], text: str
) -> None:
    numbered = {written: f"số {place}" for place, written in enumerate(entries)}
    lexicon = Lexicon(numbered)
    assume(len(lexicon.entries) == len(entries))
    plain = {w: s for w, s in lexicon.entries.items() if "oà" not in w and "uý" not in w}
    assume(len(plain) == len(lexicon.entries))
    for at in range(len(text)):
        if text[at - 1 : at].isalnum() and text[at].isalnum():
            continue
        assert lexicon.longest(text, at) == slowly(dict(lexicon.entries), text, at)


@given(_names, st.text("abc ,;!?HTX", max_size=12), st.text("abc ,;!?HTX", max_size=12))
def test_places_are_the_very_entries_and_whole_words(written: str, left: str, right: str) -> None:
    assume(written[0].isalnum())
    lexicon = lexicon_of({written: "một"})
    key = next(iter(lexicon.entries), "")
    assume(key)
    text = f"{left} {key} {right}"
    found = list(lexicon.places(text))
    assert (len(left) + 1, len(left) + 1 + len(key)) in found
    for start, end in found:
        assert text[start:end].lower() == key.lower()
        assert not (text[start - 1 : start].isalnum() and text[start].isalnum())
        assert not (text[end - 1].isalnum() and text[end : end + 1].isalnum())


@given(st.dictionaries(_words, _words, max_size=6))
def test_the_key_changes_with_the_content_only(entries: dict[str, str]) -> None:
    one = Lexicon(entries)
    assert one.key == Lexicon(dict(reversed(list(entries.items())))).key
    assert one.key != Lexicon({**entries, "thêm một từ": "a"}).key
    assert EMPTY.key == Lexicon({}).key
