"""Scripts as a clerk meets them: typed, uploaded, read aloud, changed by two at once, handed in."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from docx import Document
from fpdf import FPDF

from broadcaster.model import ScriptState
from tests.web.conftest import TEXT, Browser, Desk
from web.app import LARGEST_UPLOAD

SignedIn = Callable[[str], Browser]

NOTICE = (
    "ỦY BAN NHÂN DÂN\nXÃ DƯƠNG QUAN\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\n\nSố: 12/TB-UBND\n\nTHÔNG BÁO\nVề việc tổng vệ sinh\n\n"
    "Ủy ban nhân dân xã tổ chức tổng vệ sinh vào sáng ngày 29/11/2026.\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n"
)


def docx_of(text: str) -> bytes:
    document = Document()
    for paragraph in text.split("\n"):
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_of(text: str) -> bytes:
    page = FPDF()
    page.add_page()
    page.set_font("helvetica", size=14)
    page.multi_cell(0, 8, text)
    return bytes(page.output())


FILES = {
    "thong-bao.txt": NOTICE.encode(),
    "thong-bao.md": b"# Ve sinh\n\n" + NOTICE.encode(),
    "thong-bao.docx": docx_of(NOTICE),
    "thong-bao.pdf": pdf_of("Thong bao tong ve sinh vao sang chu nhat.\n\nMoi nha cung lam."),
}


def test_an_empty_list_says_what_to_do(signed_in: SignedIn) -> None:
    page = signed_in("canbo").page("/scripts/")
    assert "Chưa có tin bài nào" in page
    assert "Soạn tin đầu tiên" in page


def test_a_typed_script_becomes_a_draft_with_its_spoken_form(
    desk: Desk, signed_in: SignedIn
) -> None:
    browser = signed_in("canbo")
    answer = browser.post("/scripts/new", follow=True, title="Tiêm chủng", body=TEXT, column="Y tế")
    assert "Đã lưu bản nháp" in answer.text
    assert "hai mươi lăm tháng mười một" in answer.text
    (record,) = desk.station.newsroom.all()
    assert (record.title, record.column, record.state) == ("Tiêm chủng", "Y tế", ScriptState.DRAFT)
    assert "Tiêm chủng" in browser.page("/scripts/?state=draft")
    assert "Không có tin bài nào" in browser.page("/scripts/?state=withdrawn")


def test_a_script_without_a_title_keeps_what_was_typed(signed_in: SignedIn) -> None:
    answer = signed_in("canbo").post("/scripts/new", title="  ", body="Nội dung dài <b>gõ</b> rồi.")
    assert answer.status_code == 422
    assert "Hãy gõ tiêu đề" in answer.text
    assert "Nội dung dài &lt;b&gt;gõ&lt;/b&gt; rồi." in answer.text


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_each_kind_becomes_a_draft(desk: Desk, signed_in: SignedIn, name: str) -> None:
    browser = signed_in("canbo")
    answer = browser.post("/scripts/upload", follow=True, file=(io.BytesIO(FILES[name]), name))
    assert answer.status_code == 200
    assert name in answer.text
    (record,) = desk.station.newsroom.all()
    assert record.source_name == name
    assert record.body.strip()


def test_what_was_left_out_of_a_document_is_shown_with_the_reason(signed_in: SignedIn) -> None:
    file = io.BytesIO(NOTICE.encode())
    page = signed_in("canbo").post("/scripts/upload", follow=True, file=(file, "tb.txt")).text
    assert "Đã bỏ ra, không đọc" in page
    assert "Quốc hiệu, tiêu ngữ" in page
    assert "Nơi nhận" in page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("anh.docx", b"\x89PNG\r\n\x1a\n" + b"0" * 64, "anh.docx"),
        ("trong.txt", b"   ", "trong.txt"),
        ("nhac.mp3", b"ID3" + b"0" * 64, "nhac.mp3"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    desk: Desk, signed_in: SignedIn, name: str, content: bytes, words: str
) -> None:
    answer = signed_in("canbo").post("/scripts/upload", file=(io.BytesIO(content), name))
    assert answer.status_code == 422
    assert words in answer.text
    assert "không lường trước" not in answer.text
    assert desk.station.newsroom.all() == ()


def test_no_file_chosen_is_told(signed_in: SignedIn) -> None:
    answer = signed_in("canbo").post("/scripts/upload", file=(io.BytesIO(), ""))
    assert answer.status_code == 422
    assert "Hãy chọn một tệp" in answer.text


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(signed_in: SignedIn) -> None:
    answer = signed_in("canbo").post(
        "/scripts/upload", file=(io.BytesIO(b"a" * (LARGEST_UPLOAD + 1)), "to.txt")
    )
    assert answer.status_code == 413
    assert "16 MB" in answer.text


def test_a_preview_is_made_heard_and_bound_to_the_text(desk: Desk, signed_in: SignedIn) -> None:
    record = desk.script()
    browser = signed_in("canbo")
    asked = browser.post(f"/scripts/{record.id}/preview")
    # Chromium takes a refresh of an address with a fragment for a jump, and never asks again.
    assert "#" not in asked.location
    waiting = browser.page(asked.location)
    assert "Đang chờ đến lượt" in waiting
    assert '<meta http-equiv="refresh"' in waiting
    desk.work()
    ready = browser.page(asked.location)
    assert "<audio" in ready
    assert 'http-equiv="refresh"' not in ready
    desk.hand.move(minutes=1)
    browser.post(f"/scripts/{record.id}/edit", revision=1, title="Khác", body="Chữ khác hẳn.")
    assert "<audio" not in browser.page(f"/scripts/{record.id}")


def test_two_people_editing_lose_nothing(desk: Desk, signed_in: SignedIn) -> None:
    record = desk.script(body="Bản đầu.")
    path = f"/scripts/{record.id}/edit"
    author, operator = signed_in("canbo"), signed_in("trucdai")
    first = operator.post(path, revision=1, title="Của trực đài", body="Bản của trực đài.")
    assert first.status_code == 303
    late = author.post(path, revision=1, title="Của cán bộ", body="Bản của cán bộ.")
    assert late.status_code == 409
    for text in ("Bản của trực đài.", "Bản của cán bộ.", "Của trực đài", "Của cán bộ"):
        assert text in late.text
    assert desk.station.newsroom.get(record.id).body == "Bản của trực đài."
    again = author.post(path, revision=2, title="Gộp", body="Bản gộp.")
    assert again.status_code == 303
    assert desk.station.newsroom.get(record.id).body == "Bản gộp."


def test_somebody_elses_script_cannot_be_changed(desk: Desk, signed_in: SignedIn) -> None:
    record = desk.script()
    other = signed_in("canbo2")
    assert "người khác soạn" in other.page(f"/scripts/{record.id}")
    answer = other.post(f"/scripts/{record.id}/edit", revision=1, title="X", body="Y")
    assert answer.status_code == 422
    assert "của người khác" in answer.text
    assert 'value="X"' in answer.text


def test_a_wrong_direction_is_told_with_its_line(desk: Desk, signed_in: SignedIn) -> None:
    record = desk.script(body="Lời đọc.\n\n[lệnh lạ]\n")
    browser = signed_in("canbo")
    assert "Dòng 3" in browser.page(f"/scripts/{record.id}")
    answer = browser.post(f"/scripts/{record.id}/submit", follow=True)
    assert "Dòng 3" in answer.text
    assert desk.station.newsroom.get(record.id).state is ScriptState.DRAFT


def test_who_writes_sees_every_direction_and_the_names_the_station_has(
    desk: Desk, signed_in: SignedIn
) -> None:
    browser = signed_in("canbo")
    edit = f"/scripts/{desk.script().id}/edit"
    for page in (browser.page("/scripts/new"), browser.page(edit)):
        for name in ("[nhạc cắt]", "[tin quan trọng]", "PTV1:", "ident", "stinger", "miền Bắc"):
            assert f"<code>{name}</code>" in page


@pytest.mark.parametrize(
    ("direction", "told"),
    [
        ("[nhạc Lên đàng]", "Không có bản nhạc “Lên đàng”"),
        ("[băng Lời chúc]", "Không có băng “Lời chúc”"),
        ("[giọng Lan Anh]", "Đài không có giọng “lan anh”"),
    ],
)
def test_what_the_station_does_not_have_is_told_before_anything_is_made(
    desk: Desk, signed_in: SignedIn, direction: str, told: str
) -> None:
    record = desk.script(body=f"Mời bà con nghe.\n\n{direction}\n\nLời đọc.")
    browser = signed_in("canbo")
    page = browser.page(f"/scripts/{record.id}")
    assert told in page and "Mời bà con nghe." in page
    assert told in browser.post(f"/scripts/{record.id}/submit", follow=True).text
    assert desk.station.newsroom.get(record.id).state is ScriptState.DRAFT
    handed_in = desk.submitted().scripts[0]
    revised = browser.post(
        f"/scripts/{handed_in}/edit", revision=1, title="Tin", body=f"{direction}\n\nLời."
    )
    assert revised.status_code == 422 and told in revised.text


def test_handing_in_leads_to_the_programme(desk: Desk, signed_in: SignedIn) -> None:
    record = desk.script()
    answer = signed_in("canbo").post(f"/scripts/{record.id}/submit", follow=True)
    assert "Đã nộp" in answer.text
    assert "Chờ dựng" in answer.text
    assert desk.station.newsroom.get(record.id).state is ScriptState.SUBMITTED


def test_withdrawing_asks_first_names_what_falls_and_keeps_the_text(
    desk: Desk, signed_in: SignedIn
) -> None:
    programme = desk.submitted()
    (script,) = programme.scripts
    browser = signed_in("canbo")
    asked = browser.page(f"/scripts/{script}/withdraw")
    assert "Tin tiêm chủng" in asked
    after = browser.post(f"/scripts/{script}/withdraw", follow=True)
    assert "Đã rút tin" in after.text
    assert f"/scripts/new?copy={script}" in after.text
    assert TEXT in browser.page(f"/scripts/new?copy={script}")


def test_a_text_is_never_taken_for_markup(desk: Desk, signed_in: SignedIn) -> None:
    record = desk.script("<script>alert(1)</script>", "Chữ <img src=x onerror=alert(1)> lạ.")
    browser = signed_in("canbo")
    for path in ("/", "/scripts/", f"/scripts/{record.id}", f"/scripts/{record.id}/edit"):
        page = browser.page(path)
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_an_earlier_text_can_be_seen_and_taken_up_again(desk: Desk, signed_in: SignedIn) -> None:
    record = desk.script(body="Bản đầu tiên.")
    browser, path = signed_in("canbo"), f"/scripts/{record.id}"
    assert "Chưa có bản nào trước" in browser.page(f"{path}/history")
    browser.post(f"{path}/edit", revision=1, title="Tin", body="Bản thứ hai.")
    assert "Bản đầu tiên." in browser.page(f"{path}/history")
    form = browser.page(f"{path}/edit?from=1")
    assert "Bản đầu tiên.</textarea>" in form
    assert 'name="revision" value="2"' in form
    browser.post(f"{path}/edit", revision=2, title="Tin", body="Bản đầu tiên.")
    assert desk.station.newsroom.get(record.id).revision == 3


def test_what_an_editor_should_look_at_is_listed_before_handing_in(
    desk: Desk, signed_in: SignedIn
) -> None:
    breathless = "Xã tổ chức họp dân " + "và bàn việc làm đường " * 30 + "vào sáng mai."
    record = desk.script(body=breathless)
    page = signed_in("canbo").page(f"/scripts/{record.id}")
    assert "2 chỗ nên xem qua" in page
    assert "Câu dài 158 tiếng, người nghe khó theo kịp" in page
    assert "“sáng mai” chỉ đúng trong một ngày" in page
    assert "Dài khoảng" in page
