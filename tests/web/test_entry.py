"""Signing in and out: who gets in, what guards the door, what the browser is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from broadcaster.model import Role
from tests.web.conftest import PASSWORD, Browser, Desk
from web import create_app
from web.identity import WORKING_DAY

SignedIn = Callable[[str], Browser]


def test_a_person_signs_in_and_sees_their_name(stranger: Browser) -> None:
    answer = stranger.sign_in("canbo")
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Nguyễn Văn Cán" in stranger.page("/")


def test_a_wrong_password_is_told_and_the_login_is_kept(stranger: Browser) -> None:
    answer = stranger.sign_in("canbo", "sai-mat-khau-roi")
    assert answer.status_code == 401
    assert "không đúng" in answer.text
    assert 'value="canbo"' in answer.text
    assert "sai-mat-khau-roi" not in answer.text


def test_an_unknown_login_reads_like_a_wrong_password(stranger: Browser) -> None:
    unknown, wrong = stranger.sign_in("khongco", "x" * 12), stranger.sign_in("canbo", "x" * 12)
    assert unknown.text.replace("khongco", "") != ""
    assert ("không đúng" in unknown.text) and ("không đúng" in wrong.text)
    assert unknown.status_code == wrong.status_code


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "week", "/a%0d%0ab"]
)
def test_next_never_leads_to_another_site(stranger: Browser, target: str) -> None:
    answer = stranger.sign_in("canbo", target=target)
    assert answer.location == "/"


def test_next_leads_back_to_the_page_that_was_asked_for(stranger: Browser) -> None:
    asked = stranger.get("/scripts/?state=draft")
    assert asked.location == "/sign-in?next=/scripts/?state%3Ddraft"
    assert stranger.sign_in("canbo", target="/scripts/?state%3Ddraft").location == (
        "/scripts/?state=draft"
    )


def test_guessing_one_login_is_throttled_even_from_several_addresses(
    desk: Desk, signed_in: SignedIn
) -> None:
    app = create_app(desk.station, secret_key="k")
    for number in range(6):
        browser = Browser(app.test_client())
        browser.client.environ_base["REMOTE_ADDR"] = f"10.0.0.{number}"
        assert browser.sign_in("canbo", "x" * 12).status_code == 401
    late = Browser(app.test_client())
    late.client.environ_base["REMOTE_ADDR"] = "10.0.0.99"
    refused = late.sign_in("canbo")
    assert refused.status_code == 429
    assert "Thử quá nhiều lần" in refused.text
    assert late.sign_in("trucdai").status_code == 303


def test_guessing_many_logins_from_one_address_is_throttled(stranger: Browser) -> None:
    statuses = [stranger.sign_in(f"nguoi{n}", "x" * 12).status_code for n in range(31)]
    assert statuses[:30] == [401] * 30
    assert statuses[30] == 429


def test_signing_in_rightly_often_is_never_throttled(stranger: Browser) -> None:
    for _ in range(9):
        assert stranger.sign_in("canbo").status_code == 303
        assert stranger.post("/sign-out").status_code == 303


def test_a_session_from_before_is_not_carried_over(stranger: Browser) -> None:
    with stranger.client.session_transaction() as session:
        session["planted"] = "by somebody else"
    stranger.sign_in("canbo")
    with stranger.client.session_transaction() as session:
        assert "planted" not in session


def test_after_signing_out_the_pages_are_closed(signed_in: SignedIn) -> None:
    browser = signed_in("canbo")
    assert browser.post("/sign-out").location == "/sign-in"
    assert browser.get("/scripts/").location.startswith("/sign-in")


def test_a_session_ends_after_a_working_day(desk: Desk, signed_in: SignedIn) -> None:
    browser = signed_in("canbo")
    desk.hand.at += WORKING_DAY
    assert browser.get("/").status_code == 200
    desk.hand.move(seconds=1)
    assert browser.get("/").status_code == 302


def test_whoever_is_shut_out_is_out_at_once(desk: Desk, signed_in: SignedIn) -> None:
    browser = signed_in("canbo")
    desk.station.people.set_active(desk.users["canbo"].id, False, desk.users["quantri"].id)
    assert browser.get("/").status_code == 302


def test_a_new_password_ends_the_other_sessions_but_not_this_one(signed_in: SignedIn) -> None:
    here, elsewhere = signed_in("canbo"), signed_in("canbo")
    new = "mot-cau-dai-hon"
    answer = here.post("/password", present=PASSWORD, new=new, again=new)
    assert answer.status_code == 303
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert elsewhere.sign_in("canbo", new).status_code == 303


def test_a_new_password_is_refused_in_plain_words(signed_in: SignedIn) -> None:
    browser = signed_in("canbo")
    unlike = browser.post("/password", present=PASSWORD, new="a" * 12, again="b" * 12)
    assert unlike.status_code == 422
    assert "không giống nhau" in unlike.text
    short = browser.post("/password", present=PASSWORD, new="ngan", again="ngan")
    assert "ít nhất 10 ký tự" in short.text
    wrong = browser.post("/password", present="sai", new="a" * 12, again="a" * 12)
    assert "Mật khẩu hiện tại không đúng" in wrong.text


def test_the_cookie_is_kept_from_scripts_and_other_sites(stranger: Browser) -> None:
    cookie = stranger.sign_in("canbo").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_behind_https_the_cookie_travels_encrypted_and_the_browser_is_told(desk: Desk) -> None:
    app = create_app(desk.station, secret_key="k", behind_https=True)
    browser = Browser(app.test_client())
    proxied = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.1.2.3"}
    page = browser.get("/sign-in", headers=proxied)
    assert "Secure" in page.headers["Set-Cookie"]
    assert "max-age=" in page.headers["Strict-Transport-Security"]


def test_every_answer_carries_the_headers(stranger: Browser, signed_in: SignedIn) -> None:
    inside = signed_in("canbo")
    for answer in (stranger.get("/sign-in"), inside.get("/"), inside.get("/khong-co")):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_role_given_while_signed_in_counts_at_once(desk: Desk, signed_in: SignedIn) -> None:
    browser = signed_in("canbo")
    assert browser.get("/week/book").status_code == 403
    roles = {Role.STAFF, Role.OPERATOR}
    desk.station.people.set_roles(desk.users["canbo"].id, roles, desk.users["quantri"].id)
    assert browser.get("/week/book").status_code == 200
