"""Marks become pauses, and sentences stay as long as a listener can follow."""

from __future__ import annotations

import pytest

from broadcaster.words.reading import read
from broadcaster.words.reading.phrasing import LONGEST, PAUSES_MS


def _sentences(text: str) -> list[str]:
    return [sentence.text for sentence in read(text).sentences]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("TP. Hồ Chí Minh rộng. Dân đông.", ["thành phố Hồ Chí Minh rộng.", "Dân đông."]),
        ("Hỗ trợ 1.250.000 đồng. Hết.",
         ["Hỗ trợ một triệu hai trăm năm mươi nghìn đồng.", "Hết."]),
        ("Rau, củ, quả v.v. Tất cả.", ["Rau, củ, quả vân vân.", "Tất cả."]),
        ("Ai? Đi đâu! Thôi…", ["Ai?", "Đi đâu!", "Thôi."]),
        ("rau v.v. và củ", ["rau vân vân; và củ."]),
        ("THÔNG BÁO\nVề việc cắt nước", ["thông báo.", "Về việc cắt nước."]),
        ("nghiêm túc thực hiện./.", ["nghiêm túc thực hiện."]),
        ("họp (tại nhà văn hóa), đúng giờ", ["họp, tại nhà văn hóa, đúng giờ."]),
        ("...", []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_listener_hears_an_end(written: str, spoken: list[str]) -> None:
    assert _sentences(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("phát triển kinh tế \n\n- xã hội của xã", ["phát triển kinh tế xã hội của xã."]),
        ("Chỉ thị số 21/CT-\n\nUBND ngày 1/2/2016",
         ["Chỉ thị số hai mươi mốt ngày một tháng hai năm hai nghìn không trăm mười sáu."]),
        ("hỗ trợ giống\n- Hỗ trợ phân bón", ["hỗ trợ giống.", "Hỗ trợ phân bón."]),
        ("Các việc:\n1. Họp\n2. Chi", ["Các việc:", "một, Họp.", "hai, Chi."]),
    ],
)  # fmt: skip
def test_a_line_broken_by_the_margin_goes_on(written: str, spoken: list[str]) -> None:
    assert [text.replace("việc.", "việc:") for text in _sentences(written)] == spoken


def test_every_mark_has_its_own_silence() -> None:
    clauses = read("một, hai; ba: bốn. Năm").sentences
    marks = [(clause.mark, clause.pause_ms) for part in clauses for clause in part.clauses]
    assert marks == [(mark, PAUSES_MS[mark]) for mark in ",;:."] + [(".", PAUSES_MS["\n"])]


def test_a_long_sentence_is_parted_at_its_clauses_and_loses_nothing() -> None:
    text = "; ".join("các thôn tổ chức tuyên truyền, vận động nhân dân" for _ in range(12))
    parts = read(text).sentences
    assert len(parts) > 3
    assert all(len(part.text.split()) <= LONGEST for part in parts)
    assert " ".join(part.text for part in parts) == text + "."
    assert all(part.clauses[-1].pause_ms >= PAUSES_MS[";"] for part in parts)
