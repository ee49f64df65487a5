"""A station's choices: what becomes of the letters in a document's number."""

from __future__ import annotations

import pytest

from broadcaster.words.lexicon import Lexicon
from broadcaster.words.reading import DocumentSuffix, Manner, read, speakable

DROPPED, WORDS, LETTERS = DocumentSuffix


@pytest.mark.parametrize(
    ("written", "how", "said"),
    [
        ("số 76/NQ-CP", DROPPED, "số bảy mươi sáu."),
        ("số 76/NQ-CP", WORDS, "số bảy mươi sáu trên nghị quyết chính phủ."),
        ("số 76/NQ-CP", LETTERS, "số bảy mươi sáu trên en nờ quy gạch ngang xê pê."),
        ("18-NQ/TW", DROPPED, "nghị quyết số mười tám."),
        ("18-NQ/TW", WORDS, "nghị quyết số mười tám nghị quyết trên trung ương."),
        (
            "số 01/2018/TT-VPCP",
            WORDS,
            "số không một năm hai nghìn không trăm mười tám trên thông tư văn phòng chính phủ.",
        ),
        ("số 215/UBND-XR", WORDS, "số hai trăm mười lăm trên ủy ban nhân dân ích xì e rờ."),
        ("số 12/TB-P3", LETTERS, "số mười hai trên tê bê gạch ngang pê ba."),
    ],
)
def test_the_letters_of_a_document_number_are_the_stations_choice(
    written: str, how: DocumentSuffix, said: str
) -> None:
    assert read(written, Manner(document_suffix=how)).text == said


def test_the_choice_changes_nothing_else() -> None:
    text = "Ngày 15/7/2021, UBND xã họp về VH&TT."
    for how in DocumentSuffix:
        assert read(text, Manner(document_suffix=how)).text == speakable(text)


def test_a_manner_is_known_by_its_key() -> None:
    manners = [Manner(document_suffix=how) for how in DocumentSuffix]
    manners.append(Manner(Lexicon({"HTX": "hợp tác xã"})))
    assert len({manner.key for manner in manners}) == 4
