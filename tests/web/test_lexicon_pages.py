"""The lexicon's pages: taught, seen beforehand, taken back; tables in and out."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest

from broadcaster.model import LexiconActId, ProgrammeState
from broadcaster.words.entry import Entry
from tests.web.conftest import Browser, Desk
from tests.web.test_pages_well_made import faults_of

SignedIn = Callable[[str], Browser]

HTX = {"written": "HTX", "spoken": "hợp tác xã", "note": ""}


def said(desk: Desk) -> dict[str, str]:
    known = desk.station.lexicography.known().entries
    return {one.entry.written: one.entry.spoken for one in known}


def teach(desk: Desk, written: str = "HTX", spoken: str = "hợp tác xã") -> LexiconActId:
    return desk.station.lexicography.add(Entry(written, spoken), desk.users["canbo"].id).id


def upload(browser: Browser, text: str, mode: str = "merge") -> str:
    form = {"file": (io.BytesIO(text.encode()), "bang.csv"), "mode": mode}
    form["csrf_token"] = browser.token()  # type: ignore[assignment]
    answer = browser.client.post("/lexicon/import", data=form)
    assert answer.status_code == 200, answer.text
    assert faults_of(answer.text) == []
    return answer.text


def carried(page: str) -> dict[str, str]:
    """Return what the page's form would send."""
    table = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    fields = dict(re.findall(r'name="(mode|latest)" value="([^"]*)"', page))
    assert table
    return {**fields, "table": table[1].replace("&#39;", "'").replace("&amp;", "&")}


def test_an_entry_is_seen_first_then_kept_and_used(desk: Desk, signed_in: SignedIn) -> None:
    draft = desk.script("Tin bản Mế", "Bà con bản Mế họp.")
    browser = signed_in("canbo")
    assert "Từ điển chưa có mục nào" in browser.page("/lexicon/")
    assert 'value="Đ.Quan"' in browser.page("/lexicon/?written=%C4%90.Quan")
    form = {"written": "bản Mế", "spoken": "bản mệ", "note": ""}
    look = browser.post("/lexicon/look", **form)
    assert (look.status_code, said(desk)) == (200, {})
    assert "<ins>mệ</ins>" in look.text
    assert "Tin bản Mế" in look.text
    saved = browser.post("/lexicon/save", **form)
    assert (saved.status_code, said(desk)) == (303, {"bản Mế": "bản mệ"})
    page = browser.page(saved.location)
    assert "Hoàn tác" in page
    assert "Nguyễn Văn Cán" in page
    assert "bản mệ" in browser.page(f"/scripts/{draft.id}")
    assert "bản Mế" in browser.page("/lexicon/?q=B%E1%BA%A2N")
    assert "Không mục nào có" in browser.page("/lexicon/?q=ubnd")


def test_what_is_read_so_anyway_needs_no_entry(signed_in: SignedIn) -> None:
    assert "không cần mục này" in signed_in("canbo").post("/lexicon/look", **HTX).text


def test_everything_can_be_taken_back(desk: Desk, signed_in: SignedIn) -> None:
    browser = signed_in("canbo")
    added = browser.post("/lexicon/save", **HTX).location
    (kept,) = desk.station.lexicography.known().entries
    form = {**HTX, "spoken": "hợp tác", "entry": kept.id, "act": kept.act}
    changed = browser.post("/lexicon/save", **form).location
    assert said(desk) == {"HTX": "hợp tác"}
    browser.post(f"{changed}/undo")
    assert said(desk) == {"HTX": "hợp tác xã"}
    (kept,) = desk.station.lexicography.known().entries
    removed = browser.post(f"/lexicon/entries/{kept.id}/remove", act=kept.act).location
    assert said(desk) == {}
    undone = browser.post(f"{removed}/undo").location
    assert said(desk) == {"HTX": "hợp tác xã"}
    assert browser.post(f"{undone}/undo").status_code == 303
    assert said(desk) == {}
    refused = browser.post(f"{changed}/undo", follow=True)
    assert "Không hoàn tác được" in refused.text
    assert "đã được sửa tiếp sau đó" in browser.page(added)
    assert ">Hoàn tác</button>" not in browser.page(added)
    signed_in("quantri").page("/air/trail")


def test_what_somebody_changed_meanwhile_is_not_removed(desk: Desk, signed_in: SignedIn) -> None:
    teach(desk)
    browser = signed_in("canbo")
    (seen,) = desk.station.lexicography.known().entries
    page = browser.page(f"/lexicon/entries/{seen.id}")
    assert f'name="act" value="{seen.act}"' in page.partition("/remove")[2]
    other = Entry("HTX", "hợp tác xã mới")
    desk.station.lexicography.change(seen.entry, other, desk.users["trucdai"].id)
    refused = browser.post(f"/lexicon/entries/{seen.id}/remove", follow=True, act=seen.act)
    assert "Có người khác vừa sửa" in refused.text
    assert "hợp tác xã mới" in refused.text
    assert said(desk) == {"HTX": "hợp tác xã mới"}


@pytest.mark.parametrize("table", ["", "written,spoken\r\n", "A,a\r\n" * 400_000])
def test_a_table_that_arrives_empty_or_too_long_replaces_nothing(
    desk: Desk, signed_in: SignedIn, table: str
) -> None:
    act = teach(desk)
    browser = signed_in("trucdai")
    refused = browser.post("/lexicon/import/take", mode="replace", latest=act, table=table)
    assert refused.status_code in (413, 422)
    assert said(desk) == {"HTX": "hợp tác xã"}


def test_what_is_ready_keeps_its_sound_until_somebody_rebuilds_it(
    desk: Desk, signed_in: SignedIn
) -> None:
    programme = desk.approved()
    browser = signed_in("trucdai")
    form = {"written": "trạm y tế", "spoken": "trạm xá", "note": ""}
    look = browser.post("/lexicon/look", **form).text
    assert "Âm thanh đã dựng giữ nguyên" in look
    assert "đã duyệt, dựng lúc" in look
    assert ">Dựng lại</button>" not in look
    desk.hand.move(minutes=1)
    after = browser.page(browser.post("/lexicon/save", **form).location)
    assert ">Dựng lại</button>" in after
    standing = desk.station.production.get(programme.id)
    assert (standing.state, standing.master) == (ProgrammeState.READY, programme.master)
    assert desk.station.traffic.standing(standing) == "approved"

    desk.hand.move(minutes=1)
    browser.post(f"/programmes/{programme.id}/rebuild")
    desk.work()
    rebuilt = desk.station.production.get(programme.id)
    assert rebuilt.master is not None
    assert programme.master is not None
    assert rebuilt.master.sha != programme.master.sha
    assert desk.station.traffic.standing(rebuilt) is None
    again = browser.page("/lexicon/acts/1")
    assert "Âm thanh hiện tại đã đúng cách đọc này" in again
    assert ">Dựng lại</button>" not in again


def test_what_was_undone_needs_no_rebuilding(desk: Desk, signed_in: SignedIn) -> None:
    desk.approved()
    desk.hand.move(minutes=1)
    browser = signed_in("trucdai")
    teach(desk, "Krông", "krông")
    act = teach(desk, "trạm y tế", "trạm xá")
    undone = browser.post(f"/lexicon/acts/{act}/undo").location
    page = browser.page(undone)
    assert "Âm thanh hiện tại đã đúng cách đọc này" in page
    assert ">Dựng lại</button>" not in page


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"written": ""}, "phải bắt đầu bằng chữ cái"),
        ({"spoken": ""}, "Hãy ghi cách đọc"),
        ({"spoken": "hợp tác 5"}, "hợp tác năm"),
        ({"spoken": "facebook"}, "không đọc thẳng được “facebook”"),
        ({"written": "a" * 101}, "tối đa 100 ký tự"),
    ],
)
def test_what_is_no_entry_comes_back_with_what_was_typed(
    desk: Desk, signed_in: SignedIn, fields: dict[str, str], told: str
) -> None:
    browser = signed_in("canbo")
    for path in ("/lexicon/look", "/lexicon/save"):
        answer = browser.post(path, **(HTX | {"note": "ghi chú của tôi"} | fields))
        assert (answer.status_code, told in answer.text) == (422, True)
        assert "ghi chú của tôi" in answer.text
        assert 'aria-invalid="true"' in answer.text
        assert faults_of(answer.text) == []
    assert said(desk) == {}


def test_a_word_stands_once(desk: Desk, signed_in: SignedIn) -> None:
    teach(desk)
    answer = signed_in("canbo").post("/lexicon/look", **(HTX | {"written": "Htx"}))
    assert (answer.status_code, "đã có “HTX”" in answer.text) == (422, True)


def test_two_people_do_not_overwrite_each_other(desk: Desk, signed_in: SignedIn) -> None:
    teach(desk)
    (kept,) = desk.station.lexicography.known().entries
    form = HTX | {"entry": kept.id, "act": kept.act}
    first, second = signed_in("canbo"), signed_in("trucdai")
    assert first.post("/lexicon/save", **(form | {"spoken": "hợp tác"})).status_code == 303
    late = second.post("/lexicon/save", **(form | {"spoken": "hợp xã"}))
    assert (late.status_code, "người khác vừa sửa" in late.text) == (422, True)
    assert said(desk) == {"HTX": "hợp tác"}


def test_a_common_word_and_an_odd_one_are_pointed_out(desk: Desk, signed_in: SignedIn) -> None:
    browser = signed_in("canbo")
    common = browser.post("/lexicon/look", **(HTX | {"written": "xã"})).text
    assert "là một tiếng thường gặp" in common
    odd = browser.post("/lexicon/look", **(HTX | {"spoken": "krông pắc"})).text
    assert "Máy có thể đọc lạ: krông" in odd
    assert faults_of(common) == faults_of(odd) == []


def test_a_table_is_seen_first_then_taken(desk: Desk, signed_in: SignedIn) -> None:
    teach(desk)
    teach(desk, "Đ.Quan", "Dương Quan")
    browser = signed_in("trucdai")
    exported = browser.get("/lexicon/export.csv")
    assert exported.data.startswith(b"\xef\xbb\xbfwritten,spoken,note\r\n")
    assert "tu-dien-phat-am.csv" in exported.headers["Content-Disposition"]

    page = upload(browser, "written,spoken\nHTX,hợp tác\nP.203,phòng hai\nX,ích 5\n")
    assert "Dòng 4:" in page
    assert "ích năm" in page
    assert "Nhập 2 thay đổi, bỏ qua 1 dòng sai" in page
    assert said(desk)["HTX"] == "hợp tác xã"
    done = browser.post("/lexicon/import/take", **carried(page))
    assert done.status_code == 303, done.text
    assert said(desk) == {"HTX": "hợp tác", "Đ.Quan": "Dương Quan", "P.203": "phòng hai"}
    assert "2 mục" in browser.page(done.location)
    browser.post(f"{done.location}/undo")
    assert said(desk) == {"HTX": "hợp tác xã", "Đ.Quan": "Dương Quan"}


def test_replacing_shows_what_goes_and_wants_a_whole_table(desk: Desk, signed_in: SignedIn) -> None:
    teach(desk)
    browser = signed_in("trucdai")
    bad = upload(browser, "P.203,phòng hai\nX,5\n", "replace")
    assert "<textarea" not in bad
    good = upload(browser, "P.203,phòng hai\n", "replace")
    assert "Mục bỏ (1)" in good
    teach(desk, "Đ.Quan", "Dương Quan")
    outdated = browser.post("/lexicon/import/take", **carried(good))
    assert (outdated.status_code, "Mục bỏ (2)" in outdated.text) == (409, True)
    assert browser.post("/lexicon/import/take", **carried(outdated.text)).status_code == 303
    assert said(desk) == {"P.203": "phòng hai"}


def test_notes_stay_when_a_table_has_none(desk: Desk, signed_in: SignedIn) -> None:
    desk.station.lexicography.add(Entry("HTX", "hợp tác xã", "thôn"), desk.users["canbo"].id)
    browser = signed_in("trucdai")
    browser.post("/lexicon/import/take", **carried(upload(browser, "HTX,hợp tác\n")))
    (kept,) = desk.station.lexicography.known().entries
    assert kept.entry == Entry("HTX", "hợp tác", "thôn")


def test_a_file_that_is_no_table_is_told(signed_in: SignedIn) -> None:
    browser = signed_in("trucdai")
    for content in (b"\x89PNG\r\n\0\0\0\0", b"a,a\n" * 20_001, b"a" * (3 << 20)):
        form = {"file": (io.BytesIO(content), "x.csv"), "csrf_token": browser.token()}
        answer = browser.client.post("/lexicon/import", data=form)
        assert answer.status_code == 422
        assert faults_of(answer.text) == []
    assert browser.post("/lexicon/import").status_code == 422


def test_a_long_list_has_pages(desk: Desk, signed_in: SignedIn) -> None:
    browser = signed_in("trucdai")
    table = "".join(f"Thôn {number},thôn bản\n" for number in range(120))
    page = browser.post("/lexicon/import/take", **carried(upload(browser, table)))
    assert page.status_code == 303
    assert "Trang 1" in browser.page("/lexicon/")
    last = browser.page("/lexicon/?page=3")
    assert "Sau →" not in last
    assert "Thôn 119" in last
    assert browser.page("/lexicon/?page=99")


def test_an_approver_looks_and_changes_nothing(desk: Desk, signed_in: SignedIn) -> None:
    act = teach(desk)
    browser = signed_in("lanhdao")
    assert "Thêm mục" not in browser.page("/lexicon/")
    assert "Hoàn tác" not in browser.page(f"/lexicon/acts/{act}")
    staff = signed_in("canbo")
    assert "Nhập bảng" not in staff.page("/lexicon/")
    desk.station.lexicography.add(Entry("A", "a"), desk.users["canbo"].id)


def test_scripts_cannot_hide_in_an_entry(desk: Desk, signed_in: SignedIn) -> None:
    browser = signed_in("canbo")
    evil = {"written": "X<script>alert(1)</script>", "spoken": "ích", "note": '"><img src=x>'}
    for path in ("/lexicon/look", browser.post("/lexicon/save", **evil).location, "/lexicon/"):
        page = browser.post(path, **evil) if path.endswith("look") else browser.get(path)
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
