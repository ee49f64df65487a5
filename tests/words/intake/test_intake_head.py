"""The block that opens a document: motto, issuer, number, date and title."""

from __future__ import annotations

from datetime import date

import pytest

from broadcaster.words.intake import Document, take_in
from tests.words.intake.intake_files import NOTICE, NOTICE_BODY, letters_of


def text(*lines: str) -> Document:
    return take_in("\n".join(lines).encode(), "tin.txt")


def test_a_notice_gives_its_facts_and_keeps_only_its_body() -> None:
    notice = text(*NOTICE)
    assert notice.title == "Thông báo về việc thu gom rác thải sinh hoạt"
    assert notice.issued_by == "Ủy ban nhân dân xã Dương Quan"
    assert notice.issued_on == date(2024, 1, 15)
    assert notice.number == "12/TB-UBND"
    assert notice.paragraphs == NOTICE_BODY
    assert [one.reason for one in notice.left_out] == (
        ["issuer", "issuer", "rule", "motto", "motto", "rule", "number", "place-date"]
        + ["recipients"] * 3
        + ["signature"] * 5
    )
    taken = [*notice.paragraphs, notice.title or "", *(one.text for one in notice.left_out)]
    assert letters_of(*NOTICE) == letters_of(*taken)


def test_two_columns_read_as_one_line_are_put_apart() -> None:
    notice = text(
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ DƯƠNG QUAN Độc lập - Tự do - Hạnh phúc",
        "Số: 12/TB-UBND Dương Quan, ngày 5 tháng 2 năm 2025",
        *NOTICE[8:],
    )
    assert notice.issued_by == "Ủy ban nhân dân xã Dương Quan"
    assert notice.number == "12/TB-UBND"
    assert notice.issued_on == date(2025, 2, 5)
    assert notice.title == "Thông báo về việc thu gom rác thải sinh hoạt"
    assert notice.paragraphs == NOTICE_BODY


def test_the_superior_body_is_not_the_issuer() -> None:
    notice = text("UBND HUYỆN THỦY NGUYÊN", "PHÒNG VĂN HÓA VÀ THÔNG TIN", *NOTICE[2:])
    assert notice.issued_by == "Phòng văn hóa và thông tin"


def test_a_number_and_a_date_left_blank_stay_unknown() -> None:
    notice = text(
        *NOTICE[:6],
        "Số:       /TB-UBND",
        "Dương Quan, ngày      tháng 01 năm 2024",
        *NOTICE[8:],
    )
    assert notice.number is None
    assert notice.issued_on is None
    assert notice.paragraphs == NOTICE_BODY


def test_an_impossible_date_stays_unknown() -> None:
    notice = text(*NOTICE[:7], "Dương Quan, ngày 31 tháng 02 năm 2024", *NOTICE[8:])
    assert notice.issued_on is None
    assert "ngày 31 tháng 02" in notice.left_out[7].text


def test_the_subject_of_a_letter_is_its_title() -> None:
    letter = text(
        *NOTICE[:7],
        "V/v tăng cường phòng, chống dịch sốt xuất huyết",
        "Dương Quan, ngày 15 tháng 01 năm 2024",
        "Kính gửi: Các ông, bà trưởng thôn.",
        "Thực hiện chỉ đạo của cấp trên, Ủy ban nhân dân xã đề nghị các thôn tổng vệ sinh.",
    )
    assert letter.title == "V/v tăng cường phòng, chống dịch sốt xuất huyết"
    assert letter.issued_on == date(2024, 1, 15)
    assert letter.paragraphs[0] == "Kính gửi: Các ông, bà trưởng thôn."


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("KẾ HOẠCH", "Phòng chống lụt bão", "năm 2024", "Căn cứ Luật Đê điều;"),
         "Kế hoạch phòng chống lụt bão năm 2024"),
        (("THÔNG BÁO", "Dương Quan phát động trồng cây", "Sáng nay, xã phát động trồng cây."),
         "Thông báo Dương Quan phát động trồng cây"),
        (("CÔNG ĐIỆN KHẨN", "VỀ VIỆC ỨNG PHÓ BÃO SỐ 3", "Bão đang vào."),
         "CÔNG ĐIỆN KHẨN VỀ VIỆC ỨNG PHÓ BÃO SỐ 3"),
        (("THƯ NGỎ", "Kính gửi bà con trong xã!", "Mùa mưa bão đã đến."), "THƯ NGỎ"),
        (("Tết trồng cây ở Dương Quan", "", "Sáng mùng 6 Tết, nhân dân xã ra quân trồng cây."),
         "Tết trồng cây ở Dương Quan"),
        (("Sáng mùng 6 Tết, nhân dân ra quân.", "Mọi người đều vui và hăng hái trồng cây."), None),
        (("Kính thưa bà con", "Mùa mưa bão đã đến, xin bà con lưu ý những việc sau đây."), None),
        (("Chỉ có một dòng",), None),
        (("- Gạch đầu dòng", "Mùa mưa bão đã đến, xin bà con lưu ý những việc sau."), None),
        (("[nhạc hiệu]", "Mùa mưa bão đã đến, xin bà con lưu ý những việc sau."), None),
    ],
)  # fmt: skip
def test_a_title_is_taken_only_when_it_is_one(lines: tuple[str, ...], title: str | None) -> None:
    document = text(*lines)
    assert document.title == title
    assert letters_of(*lines) == letters_of(*document.paragraphs, document.title or "")


def test_a_body_only_mentioned_is_not_the_issuer() -> None:
    document = text(
        "Tin thời tiết hôm nay",
        "Theo Quyết định của Ủy ban nhân dân xã Dương Quan, các đội xung kích đã sẵn sàng.",
    )
    assert document.issued_by is None


def test_a_text_that_opens_like_a_signature_is_kept() -> None:
    document = text("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert document.paragraphs == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert document.left_out == ()


def test_an_appendix_below_the_signature_is_kept() -> None:
    notice = text(*NOTICE, "PHỤ LỤC", "Lịch thu gom chi tiết được niêm yết tại nhà văn hóa.")
    assert notice.paragraphs[-2:] == (
        "PHỤ LỤC",
        "Lịch thu gom chi tiết được niêm yết tại nhà văn hóa.",
    )
    assert notice.left_out[-1].text == "Nguyễn Văn An"


def test_the_date_above_a_signature_counts() -> None:
    letter = text(
        "Kính gửi bà con nhân dân trong xã!",
        "Mùa mưa bão đã đến, xin bà con chằng chống nhà cửa.",
        "Dương Quan, ngày 10 tháng 6 năm 2024",
        "TRƯỞNG THÔN",
        "Trần Văn Bình",
    )
    assert letter.issued_on == date(2024, 6, 10)
    assert [one.reason for one in letter.left_out] == ["place-date", "signature", "signature"]
    assert len(letter.paragraphs) == 2


def test_a_line_in_capitals_below_the_header_is_not_the_issuer() -> None:
    notice = text(*NOTICE[:8], "HỘI NÔNG DÂN XÃ VÀO VỤ", *NOTICE[10:])
    assert notice.issued_by == "Ủy ban nhân dân xã Dương Quan"
    assert notice.title == "HỘI NÔNG DÂN XÃ VÀO VỤ"


def test_recipients_and_signature_side_by_side_are_left_out_together() -> None:
    text = (
        "Yêu cầu các hộ chăn nuôi nghiêm túc thực hiện./.\n\n"
        "Nơi nhận:                          TM. ỦY BAN NHÂN DÂN\n"
        "- Đảng ủy, HĐND xã (b/c);             KT. CHỦ TỊCH\n"
        "- Các thôn;                           PHÓ CHỦ TỊCH\n"
        "- Lưu: VP.\n\n"
        "                                        (đã ký)\n\n"
        "                                    Nguyễn Văn Bình\n"
    )
    document = take_in(text.encode(), "thong-bao.txt")
    assert document.paragraphs == ("Yêu cầu các hộ chăn nuôi nghiêm túc thực hiện./.",)
    assert [one.reason for one in document.left_out] == ["recipients"] * 4 + ["signature"] * 2
