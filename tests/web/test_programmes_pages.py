"""Programmes as editors and approvers meet them: composed, heard, approved by the sound heard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from broadcaster.model import Programme, ProgrammeState, Verdict
from broadcaster.production.studio import SUFFIX
from broadcaster.station import open_station
from tests.web.conftest import Browser, Desk
from web import create_app

SignedIn = Callable[[str], Browser]


def test_a_programme_goes_from_waiting_to_ready(desk: Desk, signed_in: SignedIn) -> None:
    programme = desk.submitted()
    browser = signed_in("lanhdao")
    path = f"/programmes/{programme.id}"
    waiting = browser.page(path)
    assert "Chờ dựng" in waiting
    assert "<audio" not in waiting
    desk.work()
    ready = browser.page(path)
    assert "Chờ duyệt" in ready
    for fact in ("LUFS", "dBTP", "Nhạc hiệu", "Các phần", "hai mươi lăm tháng mười một"):
        assert fact in ready
    assert 'http-equiv="refresh"' not in ready


def test_the_list_can_be_narrowed_to_each_kind(desk: Desk, signed_in: SignedIn) -> None:
    desk.approved("Tin đã duyệt")
    desk.submitted("Tin đang dựng")
    browser = signed_in("trucdai")
    approved, making = (
        browser.page("/programmes/?state=approved"),
        browser.page("/programmes/?state=making"),
    )
    assert "Tin đã duyệt" in approved
    assert "Tin đang dựng" not in approved
    assert "Tin đang dựng" in making
    assert "Tin đã duyệt" not in making
    assert "Không có chương trình nào" in browser.page("/programmes/?state=failed")


def test_scripts_are_put_together_in_the_order_of_their_numbers(
    desk: Desk, signed_in: SignedIn
) -> None:
    scripts = [desk.submitted(f"Tin {n}", f"Nội dung {n}.").scripts[0] for n in "ABC"]
    answer = signed_in("trucdai").post(
        "/programmes/new",
        title="Bản tin chiều",
        for_date="24/11/2026",
        **{f"order-{scripts[0]}": "2", f"order-{scripts[2]}": "1", f"order-{scripts[1]}": ""},
    )
    assert answer.status_code == 303
    newest = desk.station.production.all()[0]
    assert newest.scripts == (scripts[2], scripts[0])
    assert str(newest.for_date) == "2026-11-24"


def bulletin(desk: Desk, browser: Browser, **fields: str) -> Programme:
    """Compose three items of about 4, 75 and 40 s, and have them made."""
    scripts = [
        desk.submitted(f"Tin {n}", "Mời bà con đến họp. " * times).scripts[0]
        for n, times in (("ngắn", 2), ("dài", 45), ("vừa", 25))
    ]
    order = {f"order-{script}": str(n) for n, script in enumerate(scripts, start=1)}
    answer = browser.post("/programmes/new", title="Bản tin chiều", **order, **fields)
    assert answer.status_code == 303, answer.text
    desk.work()
    return desk.station.production.all()[0]


def test_a_programme_too_long_for_its_room_says_what_to_leave_out(
    desk: Desk, signed_in: SignedIn
) -> None:
    browser = signed_in("trucdai")
    programme = bulletin(desk, browser, room="2", for_date="24/11/2026")
    assert programme.master is not None
    length_ms = programme.master.length_ms
    assert 120_000 < length_ms < 190_000, length_ms
    page = browser.page(f"/programmes/{programme.id}")
    assert "Dài hơn khung 2 phút là" in page
    assert re.search(r"Bỏ “Tin vừa” \(\d:\d\d\) là vừa", page)
    form = page[page.index("Dài hơn khung") : page.index("không có các tin ấy")]
    fields = dict(re.findall(r'name="([\w-]+)" value="([^"]*)"', form))
    kept = [int(name.removeprefix("order-")) for name in fields if name.startswith("order-")]
    assert len(kept) == 2 and set(kept) < set(programme.scripts)
    browser.post("/programmes/new", **{k: v for k, v in fields.items() if k != "csrf_token"})
    desk.work()
    shorter = desk.station.production.all()[0]
    assert shorter.id != programme.id and list(shorter.scripts) == kept
    assert (shorter.room_ms, shorter.for_date) == (120_000, programme.for_date)
    assert shorter.master is not None and shorter.master.length_ms <= 120_000
    assert "Dài hơn" not in browser.page(f"/programmes/{shorter.id}")
    assert "không có các tin ấy" not in signed_in("canbo").page(f"/programmes/{programme.id}")


def test_a_programme_shorter_than_its_room_says_by_how_much(
    desk: Desk, signed_in: SignedIn
) -> None:
    browser = signed_in("trucdai")
    programme = bulletin(desk, browser, room="15")
    assert "Ngắn hơn khung 15 phút là 1" in browser.page(f"/programmes/{programme.id}")
    free = bulletin(desk, browser)
    assert "Ngắn hơn" not in browser.page(f"/programmes/{free.id}")


def test_items_can_be_had_alone(desk: Desk, signed_in: SignedIn) -> None:
    browser = signed_in("trucdai")
    programme = bulletin(desk, browser, bare="1")
    assert not programme.dressed and programme.master is not None
    kinds = {segment.kind for segment in programme.master.segments}
    assert kinds == {"item", "stinger"}
    assert "chỉ các tin" in browser.page(f"/programmes/{programme.id}")


@pytest.mark.parametrize("room", ["0", "601", "mười"])
def test_a_room_is_a_number_of_minutes(desk: Desk, signed_in: SignedIn, room: str) -> None:
    script = desk.submitted().scripts[0]
    browser = signed_in("trucdai")
    answer = browser.post("/programmes/new", title="Bản tin", room=room, **{f"order-{script}": "1"})
    assert answer.status_code == 422
    assert "Hãy gõ một số từ 1 đến 600." in answer.text


def test_composing_nothing_is_told_and_the_title_is_kept(desk: Desk, signed_in: SignedIn) -> None:
    desk.submitted()
    browser = signed_in("trucdai")
    nothing = browser.post("/programmes/new", title="Bản tin trưa")
    assert nothing.status_code == 422
    assert 'value="Bản tin trưa"' in nothing.text
    wrong_day = browser.post("/programmes/new", title="Bản tin", for_date="31/02/2026")
    assert "Hãy gõ ngày theo kiểu" in wrong_day.text


def test_the_sound_is_served_whole_and_in_ranges_under_its_name(
    desk: Desk, signed_in: SignedIn
) -> None:
    master = desk.made().master
    assert master is not None
    content = desk.station.vault.path(master.sha, SUFFIX).read_bytes()
    browser, path = signed_in("canbo"), f"/sounds/{master.sha}"
    whole = browser.get(path)
    assert (whole.status_code, whole.mimetype, whole.data) == (200, "audio/mpeg", content)
    part = browser.get(path, headers={"Range": "bytes=100-199"})
    assert part.status_code == 206
    assert part.data == content[100:200]
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(content)}"
    same = browser.get(path, headers={"If-None-Match": whole.headers["ETag"]})
    assert same.status_code == 304
    beyond = browser.get(path, headers={"Range": f"bytes={len(content)}-"})
    assert beyond.status_code == 416
    for missing in ("0" * 64, "../station.toml", "x" * 64):
        assert browser.get(f"/sounds/{missing}").status_code == 404


def test_the_approver_approves_the_sound_heard(desk: Desk, signed_in: SignedIn) -> None:
    programme = desk.made()
    assert programme.master is not None
    browser = signed_in("lanhdao")
    page = browser.page(f"/programmes/{programme.id}")
    assert f'name="heard" value="{programme.master.sha}"' in page
    assert f"Duyệt bản {programme.master.sha[:8]}" in page
    answer = browser.post(
        f"/programmes/{programme.id}/approve",
        follow=True,
        heard=programme.master.sha,
        remark="Rõ ràng.",
    )
    assert "Đã duyệt" in answer.text
    assert "Rõ ràng." in answer.text
    (approval,) = desk.station.traffic.verdicts(programme.id)
    assert (approval.verdict, approval.sha) == (Verdict.APPROVED, programme.master.sha)


def test_a_sound_that_changed_while_listening_is_not_approved(
    desk: Desk, signed_in: SignedIn
) -> None:
    programme = desk.made()
    assert programme.master is not None
    browser, heard = signed_in("lanhdao"), programme.master.sha
    desk.station.newsroom.revise(
        programme.scripts[0], 1, "Tin", "Nội dung đã khác.", desk.users["canbo"].id
    )
    desk.hand.move(minutes=1)
    desk.work()
    now = desk.station.production.get(programme.id).master
    assert now is not None and now.sha != heard
    answer = browser.post(f"/programmes/{programme.id}/approve", heard=heard, remark="Tốt")
    assert answer.status_code == 422
    assert "Âm thanh đã đổi, hãy nghe lại" in answer.text
    assert f'name="heard" value="{now.sha}"' in answer.text
    assert "Tốt</textarea>" in answer.text
    assert desk.station.traffic.verdicts(programme.id) == ()


def test_returning_needs_a_remark_and_comes_back_to_the_writer(
    desk: Desk, signed_in: SignedIn
) -> None:
    programme = desk.made()
    assert programme.master is not None
    approver, path = signed_in("lanhdao"), f"/programmes/{programme.id}/return"
    silent = approver.post(path, heard=programme.master.sha, remark=" ")
    assert silent.status_code == 422
    assert "Hãy ghi rõ cần sửa gì" in silent.text
    told = approver.post(path, follow=True, heard=programme.master.sha, remark="Sai ngày tiêm.")
    assert "Trả lại" in told.text
    writer = signed_in("canbo").page("/")
    assert "Cần sửa" in writer
    assert "Tin tiêm chủng" in writer


def test_a_failed_programme_says_why_and_can_be_made_again(desk: Desk, signed_in: SignedIn) -> None:
    programme = desk.submitted()
    with desk.station.store.write() as books:
        books.programmes.set_failed(programme.id, "Máy đọc không trả lời.", desk.hand.now())
    browser = signed_in("canbo")
    page = browser.page(f"/programmes/{programme.id}")
    assert "Máy đọc không trả lời." in page
    assert "Dựng lại" in page
    browser.post(f"/programmes/{programme.id}/rebuild")
    assert desk.station.production.get(programme.id).state is ProgrammeState.WANTED


def test_a_programme_is_withdrawn_after_a_question(desk: Desk, signed_in: SignedIn) -> None:
    programme = desk.submitted()
    browser = signed_in("trucdai")
    assert "?" in browser.page(f"/programmes/{programme.id}/withdraw")
    browser.post(f"/programmes/{programme.id}/withdraw")
    assert desk.station.production.get(programme.id).state is ProgrammeState.WITHDRAWN
    again = browser.post(f"/programmes/{programme.id}/withdraw", follow=True)
    assert "đã được rút lại" in again.text


def test_the_sound_is_found_when_the_station_was_opened_by_a_relative_path(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    master = desk.made().master
    assert master is not None
    monkeypatch.chdir(desk.station.folder.parent)
    with open_station(Path(desk.station.folder.name), desk.hand.now) as station:
        browser = Browser(create_app(station, secret_key="k").test_client())
        browser.sign_in("canbo")
        assert browser.get(f"/sounds/{master.sha}").status_code == 200
