"""Rough hands on the pages: numbers no book holds, far days, unseen signs, two presses.

Nothing of it may end in a fault of the program, and no press may act twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from broadcaster.model import ScriptId
from tests.web.conftest import PASSWORD, Browser, Desk

SignedIn = Callable[[str], Browser]

HUGE = "9" * 30
BEYOND = "9" * 5000
"""More digits than Python reads as a number."""
ZONE = "Toàn xã"


@pytest.mark.parametrize("number", [HUGE, BEYOND])
def test_a_number_no_book_holds_is_a_page_that_is_not_there(
    signed_in: SignedIn, number: str
) -> None:
    browser, keeper = signed_in("trucdai"), signed_in("quantri")
    for path in ("scripts", "programmes", "week/airings"):
        assert browser.get(f"/{path}/{number}").status_code == 404
    assert browser.post(f"/slots/{number}/stop").status_code == 404
    assert browser.post(f"/air/alerts/{number}/seen").status_code == 404
    assert keeper.get(f"/people/{number}").status_code == 404


@pytest.mark.parametrize("number", [HUGE, BEYOND, "x", "-1"])
def test_a_strange_number_in_the_address_bar_is_passed_over(
    desk: Desk, signed_in: SignedIn, number: str
) -> None:
    script = desk.script()
    browser = signed_in("trucdai")
    asked = ("/scripts/?page=", "/scripts/new?copy=", f"/scripts/{script.id}?preview=")
    for path in (*asked, f"/scripts/{script.id}/edit?from=", "/week/book?programme="):
        assert browser.get(path + number).status_code == 200, path


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01", "9999-12-31"])
def test_a_day_off_the_calendar_shows_today(signed_in: SignedIn, day: str) -> None:
    browser = signed_in("quantri")
    for path in ("/week/?day=", "/air/log?day=", "/air/log.csv?day=", "/air/log.csv?week="):
        assert browser.get(path + day).status_code == 200, path
    assert browser.get(f"/air/book?week={day}").status_code == 200


@pytest.mark.parametrize("number", [HUGE, BEYOND, "²", "1.5"])
def test_a_strange_number_in_a_form_is_told(desk: Desk, signed_in: SignedIn, number: str) -> None:
    programme = desk.submitted()
    browser = signed_in("trucdai")
    when = {"date": "30/11/2026", "time": "06:00", "zone": ZONE}
    assert browser.post("/week/book", programme=number, **when).status_code == 422
    late = browser.post("/week/book", programme=programme.id, late=number, **when)
    assert late.status_code == 422
    fields = {"title": "Bản tin", f"order-{number}": "1"}
    assert browser.post("/programmes/new", **fields).status_code == 422
    placed = {"title": "Bản tin", f"order-{programme.scripts[0]}": number}
    assert browser.post("/programmes/new", **placed).status_code == 422


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("31/02/2027", "phải có thật"),
        ("29/02/2027", "phải có thật"),
        ("01/01/0001", "từ năm 2000"),
        ("31/12/9999", "đến năm 2199"),
    ],
)
def test_a_day_nobody_means_is_told(desk: Desk, signed_in: SignedIn, day: str, told: str) -> None:
    programme = desk.submitted()
    browser = signed_in("trucdai")
    booked = browser.post("/week/book", programme=programme.id, date=day, time="06:00", zone=ZONE)
    assert (booked.status_code, told in booked.text) == (422, True)
    slot = {"name": "Sáng", "weekdays": "1", "start": "05:00", "zone": ZONE}
    assert told in browser.post("/slots/new", valid_from=day, **slot).text


def test_the_29th_of_february_is_taken_when_there_is_one(desk: Desk, signed_in: SignedIn) -> None:
    programme = desk.submitted()
    browser = signed_in("trucdai")
    when = {"date": "29/02/2028", "time": "06:00", "zone": ZONE}
    answer = browser.post("/week/book", programme=programme.id, **when)
    assert answer.location == "/week/?day=2028-02-28"


def test_unseen_signs_make_no_script(desk: Desk, signed_in: SignedIn) -> None:
    browser = signed_in("canbo")
    assert browser.post("/scripts/new", title="\u200b\u202e", body="Một tin.").status_code == 422
    assert browser.post("/scripts/new", title="Tin", body="\ufeff\u200b\x00").status_code == 422
    browser.post("/scripts/new", title="Tin\u202e mới\x07", body="Một\u00ad tin.\r\nHai tin.")
    written = desk.station.newsroom.all()[0]
    assert (written.title, written.body) == ("Tin mới", "Một tin.\nHai tin.")


def test_what_is_too_long_is_told_and_not_kept(desk: Desk, signed_in: SignedIn) -> None:
    browser = signed_in("canbo")
    answer = browser.post("/scripts/new", title="a" * 301, body="Một tin.")
    assert (answer.status_code, "tối đa 300 ký tự" in answer.text) == (422, True)
    assert not desk.station.newsroom.all()


def test_a_document_with_a_long_name_can_still_be_edited(desk: Desk, signed_in: SignedIn) -> None:
    text = "Từ ngày mai trạm y tế xã tiêm chủng cho trẻ em tại nhà văn hóa các thôn. " * 9
    author = desk.users["canbo"].id
    record = desk.station.newsroom.take_in("tin " * 100 + ".txt", text.encode(), author)
    form = {"title": record.title, "body": record.body, "revision": record.revision}
    answer = signed_in("canbo").post(f"/scripts/{record.id}/edit", **form)
    assert answer.status_code == 303


def test_the_urgent_page_is_only_for_those_who_may_use_it(desk: Desk, signed_in: SignedIn) -> None:
    desk.approved()
    approver = signed_in("lanhdao")
    assert approver.get("/week/urgent").status_code == 403
    assert "Phát khẩn cấp" not in approver.page("/week/")
    assert "Phát khẩn cấp" in signed_in("trucdai").page("/week/")


def mark_on(page: str, action: str) -> str:
    form = page[page.index(f'action="{action}"') :]
    found = re.search(r'name="once" value="([0-9a-f]{32})"', form)
    assert found, action
    return found[1]


def test_a_form_sent_twice_at_once_acts_once(app: Flask, desk: Desk, signed_in: SignedIn) -> None:
    browser = signed_in("canbo")
    mark = mark_on(browser.page("/scripts/new"), "/scripts/new")
    form = {"title": "Tin", "body": "Một tin.", "once": mark, "csrf_token": browser.token()}
    cookie = browser.client.get_cookie("session")
    assert cookie is not None

    def press(_time: int) -> str:
        client = app.test_client()
        client.set_cookie("session", cookie.value)
        return client.post("/scripts/new", data=form).location

    with ThreadPoolExecutor(4) as hands:
        assert set(hands.map(press, range(4))) == {"/scripts/1"}
    assert [one.id for one in desk.station.newsroom.all()] == [ScriptId(1)]


def test_the_page_before_with_other_words_is_another_act(desk: Desk, signed_in: SignedIn) -> None:
    browser = signed_in("canbo")
    mark = mark_on(browser.page("/scripts/new"), "/scripts/new")
    for title in ("Tin một", "Tin hai", "Tin hai"):
        browser.post("/scripts/new", title=title, body="Một tin.", once=mark)
    assert sorted(one.title for one in desk.station.newsroom.all()) == ["Tin hai", "Tin một"]


def test_a_refused_form_may_be_sent_again(desk: Desk, signed_in: SignedIn) -> None:
    desk.submitted()
    browser = signed_in("trucdai")
    mark = "0" * 32
    when = {"programme": "1", "date": "23/11/2026", "time": "21:58", "zone": ZONE, "once": mark}
    assert browser.post("/week/book", **when).status_code == 422
    assert browser.post("/week/book", **when).status_code == 422


def test_a_mark_of_one_person_does_not_hold_another_back(desk: Desk, signed_in: SignedIn) -> None:
    form = {"title": "Tin", "body": "Một tin.", "once": "a" * 32}
    assert signed_in("canbo").post("/scripts/new", **form).location == "/scripts/1"
    assert signed_in("canbo2").post("/scripts/new", **form).location == "/scripts/2"


def test_a_password_counts_however_the_keyboard_composed_it(desk: Desk, stranger: Browser) -> None:
    composed = "mật khẩu của đài"
    taken_apart = unicodedata.normalize("NFD", composed)
    assert composed != taken_apart
    people, canbo = desk.station.people, desk.users["canbo"]
    people.change_password(canbo.id, PASSWORD, taken_apart)
    assert stranger.sign_in("canbo", composed).status_code == 303
