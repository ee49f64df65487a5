"""The week as the operator meets it: booking, cancelling, slots, urgent airings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from broadcaster.model import AiringState, Priority
from tests.web.conftest import Browser, Desk

SignedIn = Callable[[str], Browser]

MONDAY = date(2026, 11, 23)


def booking(programme: int, /, **other: str) -> dict[str, str]:
    form = {"programme": str(programme), "date": "24/11/2026", "time": "17:00:05"}
    return form | {"zone": "Thôn Bắc", "late": "10", "priority": "ordinary"} | other


def test_a_booking_is_made_at_the_stations_time(desk: Desk, signed_in: SignedIn) -> None:
    programme = desk.approved()
    answer = signed_in("trucdai").post("/week/book", follow=True, **booking(programme.id))
    assert "17:00:05, Thứ Ba, 24/11/2026" in answer.text
    (view,) = desk.station.traffic.week(MONDAY)
    assert view.airing.starts_at.isoformat() == "2026-11-24T10:00:05+00:00"
    assert (view.airing.latest - view.airing.starts_at).total_seconds() == 600
    assert view.airing.zone == "Thôn Bắc"


def test_the_form_takes_what_a_date_picker_sends(desk: Desk, signed_in: SignedIn) -> None:
    form = booking(desk.approved().id, date="2026-11-25", time="5h30")
    assert signed_in("trucdai").post("/week/book", **form).status_code == 303
    (view,) = desk.station.traffic.week(MONDAY)
    assert view.airing.starts_at.isoformat() == "2026-11-24T22:30:00+00:00"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"time": "25:00"}, "Hãy gõ giờ theo kiểu"),
        ({"time": "5 giờ"}, "Hãy gõ giờ theo kiểu"),
        ({"date": "24/13/2026"}, "Hãy gõ ngày theo kiểu"),
        ({"date": ""}, "Hãy chọn ngày"),
        ({"late": "-1"}, "Hãy gõ một số từ 0"),
        ({"programme": ""}, "Hãy chọn chương trình"),
        ({"zone": "Sao Hỏa"}, "Không có khu vực phát"),
        ({"date": "22/11/2026"}, "Giờ phát đã qua"),
        ({"time": "03:15"}, "khung giờ được phép"),
        ({"priority": "urgent", "reason": ""}, "Cần ghi rõ lý do"),
    ],
)
def test_a_wrong_booking_is_told_and_nothing_typed_is_lost(
    desk: Desk, signed_in: SignedIn, wrong: dict[str, str], words: str
) -> None:
    form = booking(desk.approved().id, **wrong)
    answer = signed_in("trucdai").post("/week/book", **form)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{form["time"]}"' in answer.text
    assert desk.station.traffic.week(MONDAY) == ()


def test_a_clash_names_what_is_in_the_way(desk: Desk, signed_in: SignedIn) -> None:
    browser, form = signed_in("trucdai"), booking(desk.approved("Tin thứ nhất").id)
    assert browser.post("/week/book", **form).status_code == 303
    answer = browser.post("/week/book", **(form | {"zone": "Toàn xã"}))
    assert answer.status_code == 422
    assert "Trùng với “Tin thứ nhất”" in answer.text


def test_the_week_says_what_will_not_be_heard_as_things_stand(
    desk: Desk, signed_in: SignedIn
) -> None:
    browser = signed_in("trucdai")
    browser.post("/week/book", **booking(desk.made("Chưa ai duyệt").id))
    browser.post("/week/book", **booking(desk.approved("Duyệt rồi").id, time="18:00"))
    page = browser.page("/week/")
    assert "Chưa duyệt" in page
    assert "Đã duyệt" in page
    assert "Thứ Ba" in page and "24/11/2026" in page
    assert "Chưa ai duyệt" not in browser.page("/week/?day=2026-12-01")
    assert "Lịch tuần 30/11/2026" in browser.page("/week/?day=2026-12-01")
    assert browser.get("/week/?day=hom-nay").status_code == 200


def test_cancelling_needs_a_reason_and_stays_in_the_book(desk: Desk, signed_in: SignedIn) -> None:
    browser = signed_in("trucdai")
    browser.post("/week/book", **booking(desk.approved().id))
    (view,) = desk.station.traffic.week(MONDAY)
    path = f"/week/airings/{view.airing.id}/cancel"
    silent = browser.post(path, reason=" ")
    assert silent.status_code == 422
    assert "Hãy ghi lý do hủy" in silent.text
    assert "Đã hủy" in browser.post(path, follow=True, reason="Trùng hội nghị").text
    (after,) = desk.station.traffic.week(MONDAY)
    assert after.airing.state is AiringState.CANCELLED
    page = browser.page(f"/week/airings/{view.airing.id}")
    assert "Trần Trực Đài" in page
    assert "Hủy buổi phát này" not in page


def test_a_slot_is_added_filled_and_stopped(desk: Desk, signed_in: SignedIn) -> None:
    browser, programme = signed_in("trucdai"), desk.approved()
    form = {"name": "Bản tin sáng", "weekdays": ["0", "2"], "start": "5h30", "zone": "Toàn xã"}
    added = browser.post("/slots/new", follow=True, **form, longest="15", late="")
    assert "Bản tin sáng" in added.text
    assert "Thứ Hai, Thứ Tư" in added.text
    (slot,) = desk.station.traffic.slots()
    assert (slot.longest_ms, slot.late_ms) == (15 * 60_000, 5 * 60_000)
    desk.station.traffic.turn(desk.hand.now())
    airing = desk.station.traffic.week(MONDAY)[0].airing
    assert "Chưa có chương trình" in browser.page("/week/")
    browser.post(f"/week/airings/{airing.id}/fill", programme=programme.id)
    assert desk.station.traffic.airing(airing.id).airing.programme == programme.id
    browser.post(f"/slots/{slot.id}/programme", programme=programme.id)
    assert desk.station.traffic.slots()[0].programme == programme.id
    assert "Dừng khung giờ này" in browser.page(f"/slots/{slot.id}/stop")
    browser.post(f"/slots/{slot.id}/stop")
    assert desk.station.traffic.slots() == ()
    assert "Chưa có khung giờ nào" in browser.page("/slots/")


def test_a_slot_without_days_is_told_and_keeps_the_rest(signed_in: SignedIn) -> None:
    answer = signed_in("trucdai").post("/slots/new", name="Bản tin", start="06:00", zone="Toàn xã")
    assert answer.status_code == 422
    assert "ít nhất một ngày" in answer.text
    assert 'value="Bản tin"' in answer.text


def test_only_an_approved_sound_is_offered_for_an_urgent_airing(
    desk: Desk, signed_in: SignedIn
) -> None:
    made, approved = desk.made("Chưa duyệt đâu"), desk.approved("Bão số 9")
    browser = signed_in("trucdai")
    page = browser.page("/week/urgent")
    assert "Bão số 9" in page
    assert "Chưa duyệt đâu" not in page
    unsure = browser.post("/week/urgent", programme=approved.id, zone="Toàn xã", reason="Bão")
    assert "chịu trách nhiệm" in unsure.text
    assert unsure.status_code == 422
    forced = browser.post(
        "/week/urgent", programme=made.id, zone="Toàn xã", reason="Bão", sure="on"
    )
    assert forced.status_code == 422
    assert "Chỉ chương trình đã duyệt" in forced.text
    silent = browser.post(
        "/week/urgent", programme=approved.id, zone="Toàn xã", reason="", sure="on"
    )
    assert silent.status_code == 422
    sent = browser.post(
        "/week/urgent", programme=approved.id, zone="Toàn xã", reason="Bão", sure="on"
    )
    assert sent.status_code == 303
    (view,) = desk.station.traffic.week(MONDAY)
    assert (view.airing.priority, view.airing.reason) == (Priority.URGENT, "Bão")
