"""The commune's own plan, copied out of a PDF, comes back whole."""

from __future__ import annotations

import re
import unicodedata

import pytest

from broadcaster.words.intake import Document, take_in
from tests.words.intake.intake_files import SEED, in_font, in_windows_1258, letters_of


@pytest.fixture(scope="module")
def plan() -> Document:
    return take_in(SEED.read_bytes(), SEED.name)


def test_its_facts_are_recognised_and_absent_ones_are_not_guessed(plan: Document) -> None:
    assert plan.title == "Kế hoạch tuyên truyền cải cách hành chính nhà nước năm 2024"
    assert plan.issued_by == "UBND xã Dương Quan"
    assert plan.issued_on is None
    assert plan.number is None
    assert plan.notes == ("lines-joined",)


def test_it_has_the_paragraphs_a_reader_sees(plan: Document) -> None:
    assert len(plan.paragraphs) == 47
    starts = [text.split(" ", 1)[0] for text in plan.paragraphs]
    assert [mark for mark in starts if mark in ("I.", "II.", "V.")] == ["I.", "II.", "V."]
    assert [mark for mark in starts if re.fullmatch("[a-eđ],", mark)] == [
        "a,", "b,", "c,", "d,", "đ,", "e,",
    ]  # fmt: skip
    assert starts.count("-") == 28
    assert plan.paragraphs[0].startswith("Thực hiện Quyết định số 381/QĐ-UBND")
    assert plan.paragraphs[0].endswith("năm 2024 như sau:")
    assert plan.paragraphs[-1].endswith("nghiêm túc thực hiện./.")


@pytest.mark.parametrize(
    "whole",
    [
        "phát triển kinh tế - xã hội của xã",
        "Chỉ thị số 23/CT-TTg ngày 02/9/2021",
        "Chỉ thị số 21/CT-UBND ngày 26/9/2016",
        "Nghị định 61/2018/NĐ-CP; gắn với",
        "Nghị định số 45/2020/NĐ-CP ngày",
        "mức độ 3, 4; chứng thực bản sao",
        "chủ đề năm 2024 của huyện",
        "(PAR INDEX); sự hài lòng",
        "2. Công chức Tư pháp - Hộ tịch, Công chức Văn hóa - Xã hội:",
        "cải cách thủ tục hành chính và hực hiện",
    ],
)
def test_what_the_page_broke_is_whole_again(plan: Document, whole: str) -> None:
    assert whole in plan.body


def test_what_is_left_out_is_listed_with_its_line(plan: Document) -> None:
    listed = [(one.reason, one.text, one.line) for one in plan.left_out]
    assert listed[0] == ("recipients", "Nơi nhận:", 352)
    assert listed[-1] == ("signature", "Bùi Văn Tiến", 378)
    assert [reason for reason, _, _ in listed] == ["recipients"] * 7 + ["signature"] * 3


def test_every_letter_is_in_the_body_the_title_or_the_list(plan: Document) -> None:
    source = unicodedata.normalize("NFC", SEED.read_text(encoding="utf-8"))
    taken = [*plan.paragraphs, plan.title or "", *(one.text for one in plan.left_out)]
    assert letters_of(source) == letters_of(*taken)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16-le", "utf-16-be", "utf-16"])
def test_it_is_the_same_in_every_unicode_encoding(plan: Document, encoding: str) -> None:
    text = SEED.read_text(encoding="utf-8")
    assert take_in(text.encode(encoding), SEED.name).body == plan.body


def test_it_is_the_same_in_windows_1258_and_vni(plan: Document) -> None:
    text = unicodedata.normalize("NFC", SEED.read_text(encoding="utf-8"))
    vni = take_in(in_font(text, "vni").encode("cp1252"), SEED.name)
    windows = take_in(in_windows_1258(text), SEED.name)
    assert (vni.body, vni.title, vni.left_out) == (plan.body, plan.title, plan.left_out)
    assert (windows.body, windows.left_out) == (plan.body, plan.left_out)
    assert vni.notes[0] == "encoding:vni"
    assert windows.notes[0] == "encoding:windows-1258"


def test_in_tcvn3_only_the_case_of_a_toned_capital_is_lost(plan: Document) -> None:
    text = unicodedata.normalize("NFC", SEED.read_text(encoding="utf-8"))
    document = take_in(in_font(text, "tcvn3").encode("cp1252"), SEED.name)
    assert document.notes[0] == "encoding:tcvn3"
    assert document.title == plan.title
    assert document.body.lower() == plan.body.lower()
    assert "I. MỤC ĐÍCH, YÊU CẦU:" in document.paragraphs


def test_decomposed_letters_and_invisible_characters_change_nothing(plan: Document) -> None:
    text = unicodedata.normalize("NFD", SEED.read_text(encoding="utf-8"))
    spoilt = text.replace(" tuyên", " \u200b\u00adtuyên").replace("chính", "\ufeffchính\u2060")
    assert take_in(spoilt.encode(), SEED.name).body == plan.body
