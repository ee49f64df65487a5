"""What a change of manner makes be said otherwise; and nothing that differs is passed over."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.words.entry import lexicon_of
from broadcaster.words.lexicon import Lexicon
from broadcaster.words.otherwise import Difference, Otherwise
from broadcaster.words.reading import DocumentSuffix, Manner, read

TEXT = "Bà con bản Mế họp. Trẻ em tiêm chủng. Mời bản Mế đến đúng giờ."


def between(before: dict[str, str], after: dict[str, str]) -> Difference:
    return Difference.between(Manner(lexicon_of(before)), Manner(lexicon_of(after)))


def test_each_sentence_that_differs_is_told_before_and_after() -> None:
    assert between({}, {"bản Mế": "bản mệ"}).of(TEXT) == (
        Otherwise("Bà con bản Mế họp.", "Bà con bản mệ họp."),
        Otherwise("Mời bản Mế đến đúng giờ.", "Mời bản mệ đến đúng giờ."),
    )
    assert between({"bản Mế": "bản mệ"}, {}).of(TEXT)[0].before == "Bà con bản mệ họp."


def test_nothing_differs_where_nothing_changed() -> None:
    same = between({"bản Mế": "bản mệ"}, {"bản Mế": "bản mệ"})
    assert same.is_none
    assert same.of(TEXT) == ()
    other = between({}, {"Krông": "krông"})
    assert (other.is_none, other.may_touch(TEXT), other.of(TEXT)) == (False, False, ())


def test_sentences_that_run_together_are_told_as_one() -> None:
    found = between({}, {"họp. Trẻ": "họp trẻ"}).of(TEXT)
    assert found == (
        Otherwise("Bà con bản Mế họp. Trẻ em tiêm chủng.", "Bà con bản Mế họp trẻ em tiêm chủng."),
    )


def test_another_choice_of_manner_touches_every_text() -> None:
    letters = Manner(document_suffix=DocumentSuffix.LETTERS)
    difference = Difference.between(Manner(), letters)
    (one,) = difference.of("Nghị quyết số 76/NQ-CP.")
    assert one.before != one.after
    assert difference.of("Bà con họp.") == ()


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("a b c", "a x c", ("a", "b", "x", "c")),
        ("a b", "a b c", ("a b", "", "c", "")),
        ("a a", "a", ("a", "a", "", "")),
        ("", "a", ("", "", "a", "")),
        ("a", "b", ("", "a", "b", "")),
    ],
)
def test_the_words_that_differ_are_told_apart(
    before: str, after: str, parts: tuple[str, str, str, str]
) -> None:
    assert Otherwise(before, after).parts == parts


_words = st.lists(st.sampled_from(["a", "an", "ba", "bà", "b"]), max_size=6).map(" ".join)


@given(_words, _words)
def test_parts_put_together_again_are_the_whole(before: str, after: str) -> None:
    head, old, new, tail = Otherwise(before, after).parts
    assert " ".join(filter(None, (head, old, tail))) == before
    assert " ".join(filter(None, (head, new, tail))) == after


_written = st.sampled_from(
    [
        "bản Mế",
        "hoà",
        "số",
        "HTX 19/5",
        "K3+200",
        "½",
        "1",
        "fi",
        "P.203",
        "-a",
        "\u201cX\u201d",
        "tia",
    ]
)
_pieces = st.one_of(
    _written,
    st.sampled_from(
        [
            "№ 5",
            "Bản  Mế",
            "bản\nMế",
            "bản\u00adMế",
            "b\u1ea3n M\u1ebf",
            "ho\u00e0",
            "①",
            "ﬁ",
            "HTX–19/5",
        ]
    ),
    st.text(max_size=6),
    st.sampled_from([" ", ", ", ". ", "\n", "-\n", "(", ")", "\u200b"]),
)


@settings(max_examples=300)
@given(
    st.lists(_pieces, max_size=10).map("".join),
    st.dictionaries(_written, st.sampled_from(["một", "hai ba"]), max_size=3),
    st.sampled_from(["NFC", "NFD", "NFKC"]),
)
def test_no_text_that_is_read_otherwise_is_passed_over(
    text: str, entries: dict[str, str], form: str
) -> None:
    text = unicodedata.normalize(form, text)
    difference = Difference.between(Manner(), Manner(lexicon_of(entries)))
    before, after = read(text, difference.before), read(text, difference.after)
    if before.text != after.text:
        assert difference.may_touch(text)
        assert difference.of(text)
    else:
        assert difference.of(text) == ()


def test_an_entry_that_begins_with_a_sign_may_be_anywhere() -> None:
    assert Lexicon({"@xã": "a còng"}).may_be_in(["không"])
    assert not Lexicon({"xã": "a"}).may_be_in(["không"])
