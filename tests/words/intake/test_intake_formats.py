"""Word, PDF and Markdown files give their text; what they cannot give is listed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest

from broadcaster.words.intake import take_in
from tests.words.intake.intake_files import (
    NOTICE,
    NOTICE_BODY,
    SEED,
    bytes_of,
    hidden_run,
    in_font,
    letters_of,
    numbered,
    pdf,
    word,
)


def test_word_paragraphs_are_read_in_order() -> None:
    notice = take_in(word(NOTICE), "thong-bao.docx")
    assert notice.paragraphs == NOTICE_BODY
    assert notice.issued_on == date(2024, 1, 15)
    assert notice.title == "Thông báo về việc thu gom rác thải sinh hoạt"


def test_a_word_table_that_lays_out_the_header_is_read_cell_by_cell() -> None:
    document = docx.Document()
    header = document.add_table(rows=1, cols=2)
    header.cell(0, 0).text = "\n".join((*NOTICE[:3], NOTICE[6]))
    header.cell(0, 1).text = "\n".join((*NOTICE[3:6], NOTICE[7]))
    for text in NOTICE[8:14]:
        document.add_paragraph(text)
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "\n".join(NOTICE[14:17])
    foot.cell(0, 1).text = "\n".join(NOTICE[17:])
    notice = take_in(bytes_of(document), "thong-bao.docx")
    assert notice.paragraphs == NOTICE_BODY
    assert notice.number == "12/TB-UBND"
    assert notice.issued_by == "Ủy ban nhân dân xã Dương Quan"
    assert notice.left_out[-1].text == "Nguyễn Văn An"


def test_a_word_table_of_facts_is_read_row_by_row_in_its_place() -> None:
    document = docx.Document()
    document.add_paragraph("Lịch tiêm chủng của trạm y tế xã như sau.")
    table = document.add_table(rows=2, cols=3)
    for row, cells in enumerate((("Thôn", "Ngày", "Giờ"), ("Bắc Vang", "5/3", "7 giờ"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_paragraph("Đề nghị bà con đưa trẻ đến đúng giờ.")
    assert take_in(bytes_of(document), "lich.docx").paragraphs == (
        "Lịch tiêm chủng của trạm y tế xã như sau.",
        "Thôn; Ngày; Giờ",
        "Bắc Vang; 5/3; 7 giờ",
        "Đề nghị bà con đưa trẻ đến đúng giờ.",
    )


def test_the_numbers_word_draws_by_itself_are_written() -> None:
    document = docx.Document()
    document.add_paragraph("Bà con cần chuẩn bị những việc sau đây trước mùa mưa bão.")
    numbered(document, ("Chằng chống nhà cửa.", "Dự trữ nước sạch."), "List Number")
    numbered(document, ("Đèn pin.",), "List Bullet")
    assert take_in(bytes_of(document), "viec.docx").paragraphs[1:] == (
        "1. Chằng chống nhà cửa.",
        "2. Dự trữ nước sạch.",
        "- Đèn pin.",
    )


def test_what_word_keeps_beside_the_text_is_listed() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Tài liệu nội bộ"
    document.add_paragraph("Mời bà con đến dự họp thôn vào tối thứ Bảy.")
    hidden_run(document, "chữ này ẩn")
    taken = take_in(bytes_of(document), "hop.docx")
    assert taken.paragraphs == ("Mời bà con đến dự họp thôn vào tối thứ Bảy.",)
    assert {(one.reason, one.text) for one in taken.left_out} == {
        ("page-furniture", "Tài liệu nội bộ"),
        ("hidden-text", "chữ này ẩn"),
    }


@pytest.mark.parametrize(
    ("font", "legacy"), [(".VnTime", "tcvn3"), ("VNI-Times", "vni"), ("Arial", "tcvn3")]
)
def test_old_fonts_in_word_become_unicode(font: str, legacy: str) -> None:
    kind = "vni" if legacy == "vni" else "tcvn3"
    texts = ("Mời bà con đến dự họp thôn vào tối thứ Bảy.", "Nội dung: bàn việc sửa đường.")
    taken = take_in(word([in_font(text, kind) for text in texts], font), "hop.docx")
    assert taken.paragraphs == texts
    assert taken.notes == (f"encoding:{legacy}",)


def test_the_capitals_font_of_abc_gives_capitals() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run(in_font("lịch họp thôn", "tcvn3"))
    run.font.name = ".VnTimeH"
    document.add_paragraph("Mời bà con đến dự họp thôn vào tối thứ Bảy.")
    taken = take_in(bytes_of(document), "hop.docx")
    assert taken.title == "LỊCH HỌP THÔN"


def test_unicode_text_that_kept_an_old_font_is_left_alone() -> None:
    text = "Mời bà con đến dự họp thôn vào tối thứ Bảy; có nước uống."
    taken = take_in(word([text], ".VnTime"), "hop.docx")
    assert taken.paragraphs == (text,)
    assert taken.notes == ()


def test_the_plan_as_a_pdf_is_the_plan(tmp_path: Path) -> None:
    lines = [one.strip() for one in SEED.read_text(encoding="utf-8").splitlines() if one.strip()]
    pages = [lines[at : at + 50] for at in range(0, len(lines), 50)]
    numbered_pages = [[*page, str(n)] for n, page in enumerate(pages, start=1)]
    plan = take_in(pdf(numbered_pages, tmp_path), "ke-hoach.pdf")
    expected = take_in(SEED.read_bytes(), SEED.name)
    assert plan.title == expected.title
    assert plan.paragraphs == expected.paragraphs
    assert [one.text for one in plan.left_out if one.reason == "page-number"] == [
        str(n) for n in range(1, len(pages) + 1)
    ]


def test_running_headers_of_a_pdf_are_listed(tmp_path: Path) -> None:
    pages = [
        ["Bản tin xã Dương Quan", f"Tin thứ {n} nói về một việc riêng của thôn.", f"Trang {n}/3"]
        for n in (1, 2, 3)
    ]
    taken = take_in(pdf(pages, tmp_path), "ban-tin.pdf")
    assert [one.reason for one in taken.left_out] == ["page-furniture", "page-number"] * 3
    assert "Bản tin" not in taken.body


def test_markdown_marks_are_dropped_and_its_text_kept() -> None:
    text = (
        "# Lịch họp **thôn**\n\nMời bà con đến *nhà văn hóa*\nthôn Bắc Vang, xem "
        "[trang tin](https://xa.example/tin) và `ghi nhớ`.\n\n"
        "## Nội dung\n\n* sửa đường\n* làm kênh\n1. bầu tổ tự quản\n\n---\n\n"
        "[nghỉ 2 giây]\n\n> Xin cảm ơn.\n\n| Thôn | Ngày |\n|---|---|\n| Bắc Vang | 5/3 |\n"
        "<!-- sửa\nsau -->\n"
    )
    taken = take_in(text.encode(), "hop.md")
    assert taken.title == "Lịch họp thôn"
    assert taken.paragraphs == (
        "Mời bà con đến nhà văn hóa thôn Bắc Vang, xem trang tin và ghi nhớ.",
        "Nội dung",
        "- sửa đường",
        "- làm kênh",
        "1. bầu tổ tự quản",
        "[nghỉ 2 giây]",
        "Xin cảm ơn.",
        "Thôn; Ngày",
        "Bắc Vang; 5/3",
    )
    assert [(one.reason, one.text) for one in taken.left_out] == [
        ("link-target", "https://xa.example/tin"),
        ("rule", "---"),
        ("rule", "|---|---|"),
        ("comment", "sửa sau"),
    ]


def test_every_letter_of_a_word_file_is_accounted_for() -> None:
    notice = take_in(word(NOTICE), "thong-bao.docx")
    taken = [*notice.paragraphs, notice.title or "", *(one.text for one in notice.left_out)]
    assert letters_of(*NOTICE) == letters_of(*taken)
