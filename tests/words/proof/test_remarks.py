"""What an editor is told about a text before it goes on air, and what nobody is bothered with."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.sentences.remarks import DOUBTS, KINDS, sentence, suggestion
from broadcaster.words.proof import Kind, Remark, Severity, proof
from broadcaster.words.reading import Doubt, read

TODAY = date(2024, 6, 10)
"""A Monday."""


def about(text: str, today: date | None = TODAY) -> list[tuple[Kind, str]]:
    return [(one.kind, one.written) for one in proof(read(text), today=today)]


def only(text: str, today: date | None = TODAY) -> Remark:
    (remark,) = proof(read(text), today=today)
    return remark


CORRECT = [
    "Ngày 15/7/2021, UBND xã họp.",
    "Họp từ 7h30 đến 11h30 và từ 13h30 đến 17h00.",
    "Cấm ra đường từ 22h đến 5h.",
    "Trong 48h kể từ khi nhận hồ sơ, trả lời trong 36 giờ.",
    "Báo chậm nhất 48h sau khi nhận, trả sau 36 giờ, nộp trước 72 giờ, tập huấn 40h.",
    "Họp từ 2 giờ chiều đến 4 giờ 30.",
    "Từ ngày 25/12 đến ngày 5/1 trạm y tế nghỉ.",
    "Giai đoạn 2021-2025 và năm học 2023-2024.",
    "Giỗ tổ mùng 10 tháng 3 âm lịch, rằm 15/8 âm lịch, ngày 30/2 âm lịch.",
    "Lương tháng 13 và nghỉ thai sản 6 tháng 15 ngày.",
    "Kỷ niệm ngày 27/7, xã sẽ tặng quà.",
    "Theo Kế hoạch số 5/KH-UBND ngày 5/6/2024, xã sẽ tổ chức.",
    "Ghi ngày, tháng, năm sinh; mỗi ngày làm tám giờ.",
    "Quyết định số lượng người dự họp. Điện thoại: 0912 345 678.",
    "Hợp tác xã xã Tân Lập, học sinh sinh viên, giao thông thông suốt, quy định định mức.",
    "Ghi ngày/tháng/năm sinh. Đội bóng u23 và vòng chung kết u15.",
    "Người người thi đua, ngày ngày luôn luôn cố gắng, đi từ từ.",
    "Đi Đắk Lắk, Pleiku, Ea H'leo, Krông Pắc, Mù Cang Chải, Buôn Ma Thuột.",
    "Bà H'Nguyệt Niê, ông Y Ngông, cụ Thào A Sùng.",
    "Hoà bình và hòa giải, uỷ ban và ủy ban, kĩ thuật và kỹ thuật.",
    "Ông nói: “Bà con yên tâm (nhé).”",
    "1) Việc thứ nhất; 2) việc thứ hai; a) việc thứ ba.",
    "TP.Hồ Chí Minh, TS.Nguyễn Văn An, Tp.Hải Phòng.",
    "Lần thứ năm, ngày 15/7/2021.",
    "Nghị định 61/2018/NĐ-CP và Nghị định 107/2021/NĐ-CP.",
    "Ủy ban nhân dân (UBND) xã, Hội đồng nhân dân (HĐND) xã.",
]


@pytest.mark.parametrize("text", CORRECT)
def test_nobody_is_bothered_about_what_is_right(text: str) -> None:
    fine = {Kind.LEFT_OUT, Kind.DOUBTFUL}
    assert [one for one in about(text) if one[0] not in fine] == []


PLACES = [
    ("Họp ngày 31/11.", Kind.NO_SUCH_DATE, "31/11"),
    ("Họp ngày 29/2/2023.", Kind.NO_SUCH_DATE, "29/2/2023"),
    ("Họp ngày 0/5/2024.", Kind.NO_SUCH_DATE, "0/5/2024"),
    ("Họp ngày 32/1.", Kind.NO_SUCH_DATE, "32/1"),
    ("Họp ngày 15/13/2024.", Kind.NO_SUCH_DATE, "15/13/2024"),
    ("Họp ngày 31 tháng 11.", Kind.NO_SUCH_DATE, "ngày 31 tháng 11"),
    ("Họp vào tháng 13 năm 2024.", Kind.NO_SUCH_DATE, "tháng 13"),
    ("Họp thứ Hai, ngày 15/7/2021.", Kind.WRONG_WEEKDAY, "thứ Hai, ngày 15/7/2021"),
    ("Họp ngày 15/7/2021 (thứ Hai).", Kind.WRONG_WEEKDAY, "15/7/2021 (thứ Hai"),
    ("Họp Chủ nhật, 11/6.", Kind.WRONG_WEEKDAY, "Chủ nhật, 11/6"),
    ("Kính mời bà con họp ngày 5/6.", Kind.PAST_DATE, "5/6"),
    ("Xã sẽ tiêm chủng ngày 5/6/2024.", Kind.PAST_DATE, "5/6/2024"),
    ("Họp lúc 25h.", Kind.NO_SUCH_TIME, "25h"),
    ("Họp lúc 37 giờ.", Kind.NO_SUCH_TIME, "37 giờ"),
    ("Nộp trước 37 giờ ngày 30/7/2021.", Kind.NO_SUCH_TIME, "37 giờ"),
    ("Họp từ 4 giờ chiều đến 2 giờ.", Kind.BACKWARDS, "4 giờ chiều đến 2 giờ"),
    ("Họp lúc 7h75.", Kind.NO_SUCH_TIME, "7h75"),
    ("Họp từ 17h đến 8h.", Kind.BACKWARDS, "17h đến 8h"),
    ("Nhận từ ngày 20/7 đến ngày 10/7.", Kind.BACKWARDS, "20/7 đến ngày 10/7"),
    ("Nhận từ ngày 20 đến ngày 10/7.", Kind.BACKWARDS, "từ ngày 20 đến ngày 10/7"),
    ("Giai đoạn 2025-2021.", Kind.BACKWARDS, "2025-2021"),
    ("Ngày mai xã họp.", Kind.RELATIVE_DAY, "Ngày mai"),
    ("Kính gửi UBND xã .", Kind.TO_FILL, "UBND xã"),
    ("Họp ngày …/…/2024.", Kind.TO_FILL, "ngày …/…/2024"),
    ("Họp tại ……", Kind.TO_FILL, "tại ……"),
    ("Ký ngày   tháng   năm 2024.", Kind.TO_FILL, "ngày   tháng"),
    ("Họ tên (ghi rõ họ tên).", Kind.TO_FILL, "(ghi rõ họ tên)"),
    ("Nội dung [...] đã rõ.", Kind.TO_FILL, "[...]"),
    ("Gọi cho xxx nhé.", Kind.TO_FILL, "xxx"),
    ("Bao giờ họp ???", Kind.TO_FILL, "???"),
    ("Theo Nghị quyết số của xã.", Kind.TO_FILL, "Nghị quyết số"),
    ("Hội nghị của của xã.", Kind.DOUBLED_WORD, "của của"),
    ("Đã thực hiện thực hiện xong.", Kind.DOUBLED_WORD, "thực hiện thực hiện"),
    ("Các xã,phường họp.", Kind.SPACING, "xã,phường"),
    ("Bà con đến họp.Sau đó về.", Kind.SPACING, "họp.Sau"),
    ("Bà con,, đến họp.", Kind.DOUBLED_MARK, ",,"),
    ("Bà con (cả thôn đến họp.", Kind.UNPAIRED, "("),
    ("Bà con “cả thôn đến họp.", Kind.UNPAIRED, "“"),
    ("Điện thoại: 091234567.", Kind.PHONE, "091234567"),
    ("ĐT 01234567890.", Kind.PHONE, "01234567890"),
]


@pytest.mark.parametrize(("text", "kind", "written"), PLACES)
def test_a_slip_is_found_where_it_stands(text: str, kind: Kind, written: str) -> None:
    remark = only(text)
    assert (remark.kind, remark.written) == (kind, written)
    assert text[remark.start : remark.end] == written


def test_a_remark_says_what_the_calendar_says() -> None:
    assert sentence(only("Họp ngày 31/11.")) == "“31/11”: tháng 11 có 30 ngày."
    assert suggestion(only("Họp ngày 31/11.")) == "Có lẽ là “30/11”."
    assert "chỉ có 28 ngày" in sentence(only("Họp ngày 29/2/2023."))
    wrong = sentence(only("Họp thứ Hai, ngày 15/7/2021."))
    assert wrong == "“thứ Hai, ngày 15/7/2021”: ngày 15/07/2021 là thứ Năm."
    assert "đã qua 5 ngày" in sentence(only("Kính mời bà con họp ngày 5/6."))


def test_nothing_is_past_while_nobody_knows_the_day() -> None:
    assert about("Kính mời bà con họp ngày 5/6.", today=None) == []


def test_a_weekday_without_a_year_is_held_against_the_days_near_today() -> None:
    assert about("Họp thứ Ba, ngày 11/6.") == []
    assert about("Họp thứ Tư, ngày 11/6.") == [(Kind.WRONG_WEEKDAY, "thứ Tư, ngày 11/6")]
    assert about("Họp thứ Tư, ngày 11/6.", today=None) == []
    assert about("Thứ Tư ngày 11/6, năm nay là ngày 11/6/2025.") == []


def test_a_guess_is_told_with_its_reason_and_how_it_is_said() -> None:
    remark = only("Kính mời ông Tuấn, XKTQ xã.")
    assert (remark.kind, remark.written) == (Kind.DOUBTFUL, "XKTQ")
    assert remark.reason == Doubt.UNKNOWN_ABBREVIATION
    assert remark.said in sentence(remark)


def test_what_is_not_read_is_told_with_its_place() -> None:
    text = "Xem baophuyen.vn/tin-tuc nhé."
    remark = only(text)
    assert (remark.kind, remark.written) == (Kind.LEFT_OUT, "/tin-tuc")
    assert text[remark.start : remark.end] == "/tin-tuc"


def test_a_sentence_without_a_breath_is_told_with_where_to_part_it() -> None:
    text = "Toàn dân tham gia vệ sinh đường làng " * 4 + "và " + "trồng cây xanh ven đường " * 4
    remark = only(text)
    assert remark.kind is Kind.LONG
    assert suggestion(remark).startswith("Có thể ngắt trước “và trồng cây”")


def test_the_same_remark_stands_once_with_all_its_places() -> None:
    first, second = read("XKTQ họp. XKTQ bàn."), read("Mời XKTQ.")
    (remark,) = proof(first, second)
    assert remark.count == 3
    assert [place.part for place in remark.places] == [0, 0, 1]


def test_remarks_come_in_the_order_of_the_text() -> None:
    remarks = proof(read("Họp ngày 31/11. Ký tên (ghi rõ)."), read("Họp lúc 25h."))
    assert [one.places[0] for one in remarks] == sorted(one.places[0] for one in remarks)
    assert [one.kind for one in remarks] == [
        Kind.NO_SUCH_DATE, Kind.TO_FILL, Kind.NO_SUCH_TIME,
    ]  # fmt: skip


def test_one_place_gets_one_remark() -> None:
    """31/11 is a doubt of the reading too, and "xxx" an unknown abbreviation."""
    assert about("Họp ngày 31/11 ở xxx.") == [
        (Kind.NO_SUCH_DATE, "31/11"), (Kind.TO_FILL, "xxx"),
    ]  # fmt: skip


def test_a_document_with_two_years_or_two_days_is_told_once() -> None:
    remark = only("Nghị định 61/2018/NĐ-CP thay Nghị định 61/2019/NĐ-CP.")
    assert (remark.kind, remark.written) == (Kind.TWO_DATES, "Nghị định 61/2019/NĐ-CP")
    assert "2018" in sentence(remark)
    parts = (
        read("Quyết định số 12/QĐ-UBND ngày 5/6/2024."),
        read("Quyết định số 12/QĐ-UBND ngày 6/6/2024."),
    )
    (across,) = proof(*parts)
    assert (across.part, across.facts["other"]) == (1, "5/6/2024")


def test_letters_with_two_meanings_are_told() -> None:
    remark = only("Hợp tác xã (HTX) Tiến Lợi và Hội thanh xuân (HTX) xã.")
    assert remark.kind is Kind.TWO_EXPANSIONS
    assert "hợp tác xã" in sentence(remark)


def test_every_kind_and_every_doubt_has_its_words() -> None:
    assert set(KINDS) == set(Kind)
    assert set(DOUBTS) == set(Doubt)
    for words in DOUBTS.values():
        assert words.format(written="x", said="y").endswith(".")


PIECES = st.sampled_from(
    ["ngày ", "31/11", "29/2/2023", "thứ Hai, ", "từ 17h đến 8h", "xã .", "…", "....", "(", "“",
     "của của", "giái pháp ", "thuwcj ", "d9", "XKTQ ", "\n", "\n\n", " ", ",,", "0912", "(HTX)",
     "Nghị định 61/2018", " đến ", "năm 2025-2021", "[...]", "tháng 13", "e\u0301", "７/８",
     "0/5", "ngày 0 tháng 0 năm 0000", "1/1/0000", "00/13/9999"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=25).map("".join))


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, max_size=3), st.dates())
def test_any_text_is_proofread_and_every_place_lies_in_it(texts: list[str], today: date) -> None:
    readings = [read(text) for text in texts]
    remarks = proof(*readings, today=today)
    for remark in remarks:
        assert remark.places
        assert sentence(remark)
        assert remark.severity in Severity
        for place in remark.places:
            assert 0 <= place.start <= place.end <= len(texts[place.part])
        if remark.kind is not Kind.RELATIVE_DAY and remark.end:
            assert texts[remark.part][remark.start : remark.end] == remark.written
