"""Lines a page broke are joined; lines a writer ended are not."""

from __future__ import annotations

import pytest

from broadcaster.words.intake import take_in


def paragraphs(text: str) -> tuple[str, ...]:
    return take_in(text.encode(), "tin.txt").paragraphs


def test_ordinary_paragraphs_are_left_as_they_are() -> None:
    lines = (
        "Sáng nay, Ủy ban nhân dân xã tổ chức lễ phát động trồng cây đầu xuân tại thôn Bắc Vang.",
        "Đông đảo cán bộ và nhân dân đã tham gia, trồng được hơn năm trăm cây xanh các loại.",
        "Chủ tịch xã đề nghị các thôn tiếp tục hưởng ứng.",
        "Lễ phát động kết thúc lúc mười giờ.",
    )
    assert paragraphs("\n".join(lines)) == lines
    assert paragraphs("\n\n".join(lines)) == lines


def test_verses_and_short_lists_are_left_as_they_are() -> None:
    verse = ("Ai về Dương Quan", "nhớ ghé thăm chùa", "hương sen thơm ngát", "gió đưa bốn mùa.")
    assert paragraphs("\n".join(verse)) == verse


def test_wrapped_lines_with_blank_lines_between_paragraphs() -> None:
    text = (
        "Ủy ban nhân dân xã Dương Quan thông báo lịch tiêm\n"
        "chủng mở rộng cho trẻ em dưới năm tuổi trên địa\n"
        "bàn toàn xã.\n"
        "\n"
        "Đề nghị các bậc phụ huynh đưa trẻ đến trạm y tế\n"
        "đúng giờ, mang theo sổ tiêm chủng của cháu.\n"
    )
    assert paragraphs(text) == (
        "Ủy ban nhân dân xã Dương Quan thông báo lịch tiêm chủng mở rộng cho trẻ em dưới năm tuổi "
        "trên địa bàn toàn xã.",
        "Đề nghị các bậc phụ huynh đưa trẻ đến trạm y tế đúng giờ, mang theo sổ tiêm chủng của "
        "cháu.",
    )


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("thực hiện Chỉ thị số 21/CT-", "UBND ngày 26/9/2016 của", "số 21/CT-UBND ngày"),
        ("thực hiện Nghị định số 61/2018/", "NĐ-CP ngày 23/4/2018 của", "61/2018/NĐ-CP ngày"),
        (
            "tiếp tục thực hiện nhiệm vụ phát triển kinh tế",
            "- xã hội, quốc phòng và",
            "kinh tế - xã hội,",
        ),
        (
            "tiếp tục thực hiện Kế hoạch năm học vào ngày",
            "15. các trường trong xã",
            "ngày 15. các trường",
        ),
        (
            "tiếp tục thực hiện theo Nghị quyết của nhóm",
            "A, các hộ dân trong xã",
            "của nhóm A, các hộ",
        ),
    ],
)
def test_what_only_looks_like_a_list_is_joined(above: str, below: str, whole: str) -> None:
    filler = "toàn thể cán bộ, đảng viên và nhân dân xã"
    text = f"{filler}\n{above}\n{below}\n{filler}\n{filler}.\n"
    assert whole in " ".join(paragraphs(text))
    assert any(whole in one for one in paragraphs(text))


def test_a_direction_stays_a_line_of_its_own() -> None:
    text = (
        "Ủy ban nhân dân xã Dương Quan thông báo lịch tiêm\n"
        "chủng mở rộng cho trẻ em dưới năm tuổi trên địa\n"
        "bàn toàn xã.\n[nhạc cắt]\nĐề nghị các bậc phụ huynh đưa trẻ đến trạm y tế\n"
        "đúng giờ, mang theo sổ tiêm chủng của cháu.\n"
    )
    assert paragraphs(text)[1] == "[nhạc cắt]"


def test_page_ends_of_a_text_are_bridged_and_its_page_numbers_listed() -> None:
    line = "các đội xung kích của mười thôn đã sẵn sàng ứng phó"
    text = f"Trước mùa mưa bão năm nay, theo chỉ đạo của huyện,\n{line},\n2\f{line}\n{line}.\n3\n"
    taken = take_in(text.encode(), "tin.txt")
    assert len(taken.paragraphs) == 1
    assert [(one.reason, one.text) for one in taken.left_out] == [
        ("page-number", "2"),
        ("page-number", "3"),
    ]


def test_a_single_broken_line_among_short_items_is_joined() -> None:
    text = (
        "Thực hiện Kế hoạch số 12/KH-UBND về phòng, chống\n"
        "dịch bệnh động vật trên cạn, xã thông báo:\n"
        "1. Thời gian: ngày 15/3.\n"
        "2. Địa điểm: nhà văn hóa thôn.\n"
        "3. Đối tượng: trâu, bò, lợn, gà.\n"
    )
    assert paragraphs(text)[0] == (
        "Thực hiện Kế hoạch số 12/KH-UBND về phòng, chống dịch bệnh động vật trên cạn, "
        "xã thông báo:"
    )
    assert len(paragraphs(text)) == 4
