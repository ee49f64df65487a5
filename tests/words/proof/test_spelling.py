"""Misspelled syllables: what is found, what is proposed, and how seldom right words are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.words.proof import Kind, Remark, Severity, proof
from broadcaster.words.proof.slips import typed
from broadcaster.words.proof.syllables import Syllable, composed, exists, known_pair, parted
from broadcaster.words.reading import read

ROOT = Path(__file__).parents[3]
CLEAN = (Path(__file__).parent / "clean.txt").read_text(encoding="utf-8")


def spelling(text: str) -> list[Remark]:
    return [one for one in proof(read(text)) if one.kind is Kind.SPELLING]


@pytest.mark.parametrize(
    ("text", "written", "meant"),
    [
        ("chú trọng các giái pháp", "giái", "giải"),
        ("tổ chức thưc hiện nghiêm", "thưc", "thực"),
        ("các nghành liên quan", "nghành", "ngành"),
        ("theo qui định", "qui", "quy"),
        ("tổ chức thực hiên tốt", "hiên", "hiện"),
        ("chỉ đạo hiều hành công việc", "hiều", "điều"),
        ("tổ chức thuwcj hiện", "thuwcj", "thực"),
        ("mọi nguwowif dân", "nguwowif", "người"),
        ("mọi nguoi72 dân", "nguoi72", "người"),
        ("ủy ban nhân dna xã", "dna", "dân"),
        ("phát triển kinh tếxã hội", "tếxã", "tế xã"),
        ("bà con tòan thôn", "tòan", "toàn"),
        ("Thưc hiện nghị quyết", "Thưc", "Thực"),
        ("THƯC HIỆN NGHỊ QUYẾT", "THƯC", "THỰC"),
    ],
)
def test_a_misspelled_syllable_is_found_and_mended(text: str, written: str, meant: str) -> None:
    (remark,) = spelling(text)
    assert remark.written == written
    assert meant in remark.suggestions


def test_what_can_be_no_syllable_must_be_looked_at() -> None:
    (remark,) = spelling("Tổ chức thưc hiện.")
    assert (remark.severity, remark.suggestions[0]) == (Severity.MUST, "thực")


@pytest.mark.parametrize("written", ["quí", "Quí", "qui"])
def test_an_older_spelling_is_told_as_such_and_may_stand(written: str) -> None:
    (remark,) = spelling(f"Kính thưa {written} vị.")
    assert (remark.severity, remark.reason) == (Severity.MAY, "older")
    assert written.replace("i", "y").replace("í", "ý") in remark.suggestions


@pytest.mark.parametrize(
    "text",
    [
        CLEAN,
        "Gửi email, xem video trên website, họp online, cài app, quét mã QR, nhắn tin SMS.",
        "Xăng dầu, khí gas, karaoke, internet, container, vitamin, vắc-xin, ni-lông, ki-lô-gam.",
        "mười m2 đất, 5 km2 rừng, khí co2, giấy a4.",
        "Sáu mươi lăm phẩy năm, bốn mươi lăm xuyệt mười hai, héc tô pát can, phây búc.",
        "Chữ nguệch ngoạc, mặt quạu quọ, bình ôxy.",
        "Vào krông, ra đắk lắk; tiền đt, vụ đx, giá bđs.",
        "Địa chỉ thongtin@xa.gov.vn, trang baophuyen.vn/thuwcj.",
        "Ông Nguyễn Văn Xơn, bà Trần Thị Xoanh, anh Lò Văn Phướng, chị Giàng Thị Mỷ.",
    ],
)
def test_right_words_names_and_foreign_words_are_let_be(text: str) -> None:
    assert [one.written for one in spelling(text)] == []


def test_hardly_a_word_of_the_stations_own_scripts_is_doubted() -> None:
    scripts = sorted((ROOT / "scripts").glob("[a-z]*.md"))
    syllables, found = 0, []
    for script in scripts:
        reading = read(script.read_text(encoding="utf-8"))
        syllables += len(reading.text.split())
        found += [one.written for one in proof(reading) if one.kind is Kind.SPELLING]
    assert syllables > 3000
    assert found == []


@given(st.sampled_from(["b", "ngh", "", "gi", "qu", "tr"]), st.sampled_from(["a", "iêng", "oan"]))
def test_parts_and_whole_of_a_syllable_agree(onset: str, rime: str) -> None:
    for tone in ("ngang", "huyền", "sắc", "hỏi", "ngã", "nặng"):
        written = composed(Syllable(onset, rime, tone))
        assert composed(parted(written)) == written


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        ("dduwowngf", "đường"), ("ddieeuf", "điều"), ("nguoiwf", "người"), ("tieengs", "tiếng"),
        ("vieejt", "việt"), ("d9uo7ng2", "đường"), ("tie61ng", "tiếng"), ("hoaf", "hòa"),
        ("quyeets", "quyết"), ("xax", "xã"),
    ],
)  # fmt: skip
def test_keys_left_in_a_word_are_understood(keys: str, meant: str) -> None:
    assert typed(keys)[0] == meant


def test_the_inventory_knows_both_placements_and_both_i() -> None:
    for word in ("hòa", "thủy", "kỹ", "kĩ", "sỹ", "gì", "gìn", "giữ", "quý", "khuỷu", "nguyễn"):
        assert exists(word), word
    for word in ("thưc", "nghành", "giái", "hoàa", "xsã", ""):
        assert not exists(word), word
    assert known_pair("kỹ", "thuật")
    assert known_pair("kĩ", "thuật")
