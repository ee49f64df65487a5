"""Every door of the face: who may open it, and that nothing is changed but by a guarded form.

The table names every endpoint; a new one fails here until somebody has said who may use it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.web.conftest import Browser, Desk

SignedIn = Callable[[str], Browser]

ALL = frozenset({"quantri", "canbo", "trucdai", "lanhdao"})
WRITERS = frozenset({"canbo", "trucdai"})
OPERATOR = frozenset({"trucdai"})
APPROVER = frozenset({"lanhdao"})
ADMINISTRATOR = frozenset({"quantri"})

DOORS: dict[str, frozenset[str]] = {
    "entry.sign_out": ALL,
    "entry.password": ALL,
    "home.today": ALL,
    "scripts.listing": ALL,
    "scripts.new": WRITERS,
    "scripts.write": WRITERS,
    "scripts.upload": WRITERS,
    "scripts.page": ALL,
    "scripts.preview": WRITERS,
    "scripts.cancel_preview": WRITERS,
    "scripts.history": ALL,
    "scripts.edit": WRITERS,
    "scripts.revise": WRITERS,
    "scripts.submit": WRITERS,
    "scripts.ask_withdraw": WRITERS,
    "scripts.withdraw": WRITERS,
    "lexicon.page": ALL,
    "lexicon.entry": WRITERS,
    "lexicon.look": WRITERS,
    "lexicon.save": WRITERS,
    "lexicon.remove": WRITERS,
    "lexicon.act": ALL,
    "lexicon.undo": WRITERS,
    "lexicon.export": ALL,
    "lexicon.ask_import": OPERATOR,
    "lexicon.look_at_table": OPERATOR,
    "lexicon.import_": OPERATOR,
    "programmes.listing": ALL,
    "programmes.new": OPERATOR,
    "programmes.compose": OPERATOR,
    "programmes.page": ALL,
    "programmes.approve": APPROVER,
    "programmes.return_": APPROVER,
    "programmes.rebuild": WRITERS,
    "programmes.cancel": WRITERS,
    "programmes.ask_withdraw": WRITERS,
    "programmes.withdraw": WRITERS,
    "library.page": ALL,
    "library.new": WRITERS,
    "library.upload": WRITERS,
    "library.arrival": ALL,
    "library.put_away": WRITERS,
    "library.one": ALL,
    "library.sound": ALL,
    "library.describe": WRITERS,
    "library.replace": WRITERS,
    "library.ask_retire": OPERATOR,
    "library.retire": OPERATOR,
    "library.restore": OPERATOR,
    "library.programme": OPERATOR,
    "week.grid": ALL,
    "week.ask_book": OPERATOR,
    "week.book": OPERATOR,
    "week.ask_urgent": OPERATOR,
    "week.interrupt": OPERATOR,
    "week.page": ALL,
    "week.cancel": OPERATOR,
    "week.fill": OPERATOR,
    "slots.listing": ALL,
    "slots.new": OPERATOR,
    "slots.add": OPERATOR,
    "slots.set_programme": OPERATOR,
    "slots.ask_stop": OPERATOR,
    "slots.stop": OPERATOR,
    "air.now": ALL,
    "air.log": ALL,
    "air.log_csv": ALL,
    "air.book": ALL,
    "air.trail": ADMINISTRATOR,
    "air.seen": ALL,
    "people.listing": ADMINISTRATOR,
    "people.new": ADMINISTRATOR,
    "people.add": ADMINISTRATOR,
    "people.page": ADMINISTRATOR,
    "people.set_roles": ADMINISTRATOR,
    "people.set_active": ADMINISTRATOR,
    "people.reset_password": ADMINISTRATOR,
    "sounds.sound": ALL,
    "sounds.made": ALL,
}
OPEN = {"entry.sign_in", "static"}
MUTE = {"entry.sign_out"}
"""Doors that end the session, so they are tried last or alone."""


def path_of(rule: Rule) -> str:
    path = rule.rule.replace("<sha>", "0" * 64)
    for name in rule.arguments:
        path = path.replace(f"<int:{name}>", "1")
    return path


def methods_of(rule: Rule) -> set[str]:
    return (rule.methods or set()) - {"HEAD", "OPTIONS"}


def test_every_door_is_in_the_table(app: Flask) -> None:
    found = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert found - OPEN == set(DOORS)


def test_a_stranger_is_sent_to_sign_in_at_every_door(app: Flask, stranger: Browser) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN:
            continue
        for method in methods_of(rule):
            answer = stranger.client.open(path_of(rule), method=method)
            assert answer.status_code in (302, 400), (rule.endpoint, method)
            if answer.status_code == 302:
                assert answer.location.startswith("/sign-in"), (rule.endpoint, method)
            else:
                assert method == "POST"


@pytest.mark.parametrize("login", sorted(ALL))
def test_each_person_opens_only_their_doors(
    app: Flask, desk: Desk, signed_in: SignedIn, login: str
) -> None:
    desk.submitted()
    browser = signed_in(login)
    token = browser.token()
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN | MUTE:
            continue
        for method in methods_of(rule):
            form = {"csrf_token": token} if method == "POST" else None
            answer = browser.client.open(path_of(rule), method=method, data=form)
            refused = answer.status_code == 403
            assert refused == (login not in DOORS[rule.endpoint]), (rule.endpoint, method)
            assert answer.status_code < 500, (rule.endpoint, method, answer.text[-400:])


def test_what_changes_something_is_a_form_with_a_token(app: Flask, signed_in: SignedIn) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    browser = signed_in("trucdai")
    for rule in app.url_map.iter_rules():
        assert methods_of(rule) <= {"GET", "POST"}, rule.endpoint
        if "POST" in methods_of(rule):
            answer = browser.client.post(path_of(rule), data={})
            assert answer.status_code == 400, rule.endpoint
            assert "Trang đã để quá lâu" in answer.text, rule.endpoint


def test_a_token_of_somebody_else_is_refused(signed_in: SignedIn) -> None:
    one, other = signed_in("canbo"), signed_in("trucdai")
    form = {"title": "Tin", "body": "Một tin.", "csrf_token": other.token()}
    assert one.client.post("/scripts/new", data=form).status_code == 400


def test_reading_pages_changes_nothing(app: Flask, desk: Desk, signed_in: SignedIn) -> None:
    desk.submitted()
    browser = signed_in("trucdai")
    with desk.station.store.read() as books:
        before = books.events.latest(1000), books.scripts.all(), books.programmes.all()
    for rule in app.url_map.iter_rules():
        if "GET" in methods_of(rule) and rule.endpoint != "static":
            browser.get(path_of(rule))
    with desk.station.store.read() as books:
        after = books.events.latest(1000), books.scripts.all(), books.programmes.all()
    assert after == before


def test_a_missing_thing_is_told_in_plain_words(signed_in: SignedIn) -> None:
    browser = signed_in("trucdai")
    for path in ("/khong-co", "/scripts/999", "/programmes/999", "/week/airings/999"):
        answer = browser.get(path)
        assert answer.status_code == 404
        assert "Không tìm thấy trang" in answer.text


def test_a_fault_of_the_program_is_told_without_its_insides(
    app: Flask, desk: Desk, signed_in: SignedIn
) -> None:
    browser = signed_in("canbo")

    def broken() -> str:
        raise RuntimeError("the secret insides")

    app.view_functions["scripts.listing"] = broken
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = browser.get("/scripts/")
    assert answer.status_code == 500
    assert "Lỗi của chương trình" in answer.text
    assert "secret insides" not in answer.text
