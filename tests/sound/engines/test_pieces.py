"""Cutting spoken text for a service that takes little at a time."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.sound import engines
from broadcaster.sound.engines.pieces import LONGEST, in_pieces, pause_ms_after
from broadcaster.sound.engines.runs import breath_runs

words = st.lists(
    st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyAB,.-…", min_size=1, max_size=12), max_size=80
)
limits = st.integers(8, 120)

plain = st.sampled_from(
    [
        "chính",
        "quyền",
        "vận",
        "động",
        "nhân",
        "dân",
        "giữ",
        "gìn",
        "vệ",
        "sinh",
        "môi",
        "trường",
        "sạch",
        "đẹp",
    ]
)
digit = st.sampled_from(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])
number = st.one_of(
    st.builds("{} mươi {}".format, digit, digit),
    st.builds("{} trăm linh {}".format, digit, digit),
    st.builds("{} nghìn {} trăm {} mươi {}".format, digit, digit, digit, digit),
    st.builds("{} mươi {} phẩy {}".format, digit, digit, digit),
)
unit = st.sampled_from(
    ["đồng", "phần trăm", "ki lô mét", "mét vuông", "héc ta", "tuổi", "hộ", "ki lô mét trên giờ"]
)
place = st.sampled_from(["xã", "huyện", "tỉnh", "thành phố", "thị trấn", "tổ dân phố", "đường"])
title = st.sampled_from(["ông", "bà", "đồng chí", "liệt sĩ", "chủ tịch"])
syllable = st.sampled_from(
    ["Nguyễn", "Trần", "Thị", "Minh", "Khai", "Thủy", "Nguyên", "Hải", "Phòng", "Đặng", "Quế", "Ô"]
)
name = st.lists(syllable, min_size=1, max_size=5).map(" ".join)
inseparable = st.one_of(
    number,
    st.builds("{} {}".format, number, unit),
    st.builds("ngày {} tháng {} năm {}".format, number, number, number),
    name,
    st.builds("{} {}".format, place, name),
    st.builds("{} {}".format, title, name),
    st.builds("{} số {}".format, place, number),
).filter(lambda run: len(run) <= LONGEST - 20)
texts = st.lists(
    st.tuples(st.lists(plain, min_size=1, max_size=14), inseparable), min_size=1, max_size=8
)


@given(words, limits)
def test_no_word_is_lost_and_no_piece_too_long(row: list[str], limit: int) -> None:
    text = " ".join(row)
    pieces = list(in_pieces(text, limit))
    assert all(0 < len(piece) <= limit for piece in pieces)
    assert "".join(" ".join(pieces).split()) == "".join(text.split())
    if all(len(word) <= limit for word in row):
        assert " ".join(pieces).split() == row


@given(words, limits)
def test_no_cut_falls_within_a_run_that_fits(row: list[str], limit: int) -> None:
    text = " ".join(row)
    cuts, at = set(), 0
    for piece in in_pieces(text, limit):
        at += len("".join(piece.split()))
        cuts.add(at)
    at = 0
    for run in breath_runs(text):
        length = len("".join(run))
        if len(" ".join(run)) <= limit:
            assert not cuts & set(range(at + 1, at + length))
        at += length


@given(texts)
def test_numbers_with_their_units_and_names_with_their_heads_stay_whole(
    parts: list[tuple[list[str], str]],
) -> None:
    text = " ".join(f"{' '.join(before)} {run}," for before, run in parts)
    pieces = list(in_pieces(text, LONGEST))
    for _, run in parts:
        assert any(f" {run}," in f" {piece}" for piece in pieces), (run, pieces)


@given(words)
def test_the_same_text_is_always_cut_alike_and_its_pieces_not_again(row: list[str]) -> None:
    pieces = list(in_pieces(" ".join(row), LONGEST))
    assert pieces == list(in_pieces(" ".join(row), LONGEST))
    for piece in pieces:
        assert list(in_pieces(piece, LONGEST)) == [piece]


@given(st.text("ab", min_size=1, max_size=350))
def test_a_word_longer_than_a_piece_is_cut_itself(word: str) -> None:
    assert "".join(in_pieces(word, LONGEST)) == word


@pytest.mark.parametrize(
    "held",
    [
        "hai nghìn không trăm hai mươi tư",
        "ngày hai mươi tư tháng mười hai năm hai nghìn không trăm hai mươi tư",
        "chín mươi tám phẩy năm phần trăm",
        "một trăm linh năm ki lô mét trên giờ",
        "ba mươi sáu độ xê",
        "Nguyễn Thị Minh Khai",
        "đồng chí Nguyễn Thị Minh Khai",
        "huyện Thủy Nguyên",
        "xã Dương Quan",
        "thành phố Hải Phòng",
        "tổ dân phố số bốn",
        "thôn hai",
        "Bà Rịa - Vũng Tàu",
        "tỉnh Bà Rịa – Vũng Tàu",
        "số không chín một hai",
    ],
)
@pytest.mark.parametrize("before", range(60, 100, 3))
def test_what_is_said_in_one_breath_is_never_cut(held: str, before: int) -> None:
    text = f"{('chữ ' * 30)[:before].strip()} {held} {'chữ ' * 30}".strip()
    assert any(held in piece for piece in in_pieces(text, LONGEST))


def test_a_run_too_long_for_any_piece_is_cut_between_its_words() -> None:
    number = " ".join(["chín trăm chín mươi chín triệu"] * 5)
    pieces = list(in_pieces(number, LONGEST))
    assert " ".join(pieces) == number
    assert len(pieces) == 2


def test_a_headline_in_capitals_is_no_name_as_long_as_itself() -> None:
    text = (
        "THÔNG BÁO VỀ VIỆC THU GOM RÁC THẢI TẠI XÃ DƯƠNG QUAN VÀ CÁC THÔN LÂN CẬN "
        "TỪ NGÀY HAI MƯƠI TƯ THÁNG MƯỜI HAI NĂM HAI NGHÌN KHÔNG TRĂM HAI MƯƠI TƯ"
    )
    pieces = list(in_pieces(text, LONGEST))
    assert " ".join(pieces) == text
    date = "NGÀY HAI MƯƠI TƯ THÁNG MƯỜI HAI NĂM HAI NGHÌN KHÔNG TRĂM HAI MƯƠI TƯ"
    assert any(date in piece for piece in pieces)


def test_the_table_holds_each_phrase_once_and_single_words_where_they_must_be() -> None:
    text = files(engines).joinpath("runs.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    assert rows[0] == ["kind", "phrase"]
    assert len({tuple(row) for row in rows}) == len(rows)
    for kind, phrase in rows[1:]:
        assert phrase == " ".join(phrase.lower().split())
        assert len(phrase.split()) == 1 or kind in ("unit", "before-name")
        assert len(phrase.split()) > 1 or kind != "unit"


def test_every_sentence_is_a_piece_of_its_own() -> None:
    text = "Kính chào bà con! Sau đây là “bản tin”. Mời quý vị nghe… (Tin thứ nhất.) Hết"
    assert list(in_pieces(text, LONGEST)) == [
        "Kính chào bà con!",
        "Sau đây là “bản tin”.",
        "Mời quý vị nghe…",
        "(Tin thứ nhất.)",
        "Hết",
    ]


def test_a_changed_sentence_changes_no_piece_of_another() -> None:
    long = "Bà con chú ý, " + "giữ vệ sinh chung, " * 8 + "cảm ơn bà con."
    before = list(in_pieces(f"Một câu. {long}", LONGEST))
    after = list(in_pieces(f"Một câu khác hẳn, dài hơn. {long}", LONGEST))
    assert before[1:] == after[1:]


def test_marks_standing_alone_stay_with_the_word_before_them() -> None:
    assert list(in_pieces("Chào bà con ! . . . Hết", LONGEST)) == ["Chào bà con ! . . .", "Hết"]


def test_a_clause_end_is_preferred_to_a_space() -> None:
    text = "chữ " * 15 + "hết vế, " + "chữ " * 20
    assert next(in_pieces(text, LONGEST)).endswith("hết vế,")


def test_a_linking_word_begins_a_piece_rather_than_ends_one() -> None:
    text = "chữ " * 18 + "và " + "chữ " * 20
    assert next(in_pieces(text, LONGEST)) == ("chữ " * 18).strip()


def test_no_crumb_is_left_at_the_end() -> None:
    pieces = list(in_pieces("chữ " * 26, LONGEST))
    assert [len(piece.split()) for piece in pieces] == [13, 13]


@pytest.mark.parametrize(
    ("piece", "pause_ms"),
    [("Hết.", 300), ("“Hết.”", 300), ("Hết!", 300), ("vế,", 120), ("(vế),", 120), ("giữa câu", 0)],
)
def test_pauses_follow_the_punctuation(piece: str, pause_ms: int) -> None:
    assert pause_ms_after(piece) == pause_ms
