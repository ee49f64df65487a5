"""A real station with a tone for a voice, its people, and browsers that hold their sessions."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from broadcaster.model import Job, Programme, Role, ScriptRecord, User
from broadcaster.station import Station, make_station, open_station
from web import create_app

SETTINGS = """
[station]
name = "Đài truyền thanh xã Dương Quan"

[speech]
engines = ["tone://"]

[outputs]
loa = "null:"
ghi = "null:"

[zones]
"Toàn xã" = ["loa", "ghi"]
"Thôn Bắc" = ["loa"]
"""

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday 23/11/2026, 08:00 in Việt Nam."""

PASSWORD = "mat-khau-cua-dai"
PEOPLE: dict[str, tuple[str, set[Role]]] = {
    "quantri": ("Phạm Thị Quản Trị", {Role.ADMINISTRATOR}),
    "canbo": ("Nguyễn Văn Cán", {Role.STAFF}),
    "canbo2": ("Lê Thị Bộ", {Role.STAFF}),
    "trucdai": ("Trần Trực Đài", {Role.OPERATOR}),
    "lanhdao": ("Đỗ Lãnh Đạo", {Role.APPROVER}),
}

TEXT = "Từ ngày 25/11/2026, trạm y tế xã tiêm chủng cho trẻ em."


@dataclass(slots=True)
class Hand:
    """A clock that stands until it is moved."""

    at: datetime = MORNING

    def now(self) -> datetime:
        return self.at

    def move(self, **parts: float) -> None:
        self.at += timedelta(**parts)


class Browser:
    """A person at a browser: follows the forgery token as a page would send it."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **extra: object) -> TestResponse:
        return self.client.get(path, **extra)  # type: ignore[arg-type]

    def page(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[-600:])
        return answer.text

    def token(self, page: str = "/") -> str:
        html = self.client.get(page, follow_redirects=True).text
        found = re.search(r'name="csrf_token" value="([^"]+)"', html)
        assert found, page
        return found[1]

    def post(self, path: str, /, *, follow: bool = False, **fields: object) -> TestResponse:
        form = {name: value for name, value in fields.items() if value is not None}
        form["csrf_token"] = self.token()
        return self.client.post(path, data=form, follow_redirects=follow)

    def sign_in(self, login: str, password: str = PASSWORD, **extra: str) -> TestResponse:
        path = "/sign-in" + (f"?next={extra['target']}" if "target" in extra else "")
        form = {"login": login, "password": password, "csrf_token": self.token("/sign-in")}
        return self.client.post(path, data=form)


@dataclass(slots=True)
class Desk:
    """The station, its clock and its people, for arranging what a page then shows."""

    station: Station
    hand: Hand
    users: dict[str, User]

    def script(self, title: str = "Tin tiêm chủng", body: str = TEXT) -> ScriptRecord:
        return self.station.newsroom.write(title, body, self.users["canbo"].id)

    def submitted(self, title: str = "Tin tiêm chủng", body: str = TEXT) -> Programme:
        return self.station.newsroom.submit(self.script(title, body).id, self.users["canbo"].id)

    def work(self) -> None:
        """Let the desk give out work and one worker do it all."""
        station = self.station
        station.production.turn(self.hand.now())
        with station.store.read() as books:
            waiting: tuple[Job, ...] = tuple(books.jobs.waiting(self.hand.now()))
        for job in waiting:
            station.production.build(job.id)

    def made(self, title: str = "Tin tiêm chủng", body: str = TEXT) -> Programme:
        programme = self.submitted(title, body)
        self.work()
        built = self.station.production.get(programme.id)
        assert built.master is not None, built.error
        return built

    def approved(self, title: str = "Tin tiêm chủng") -> Programme:
        programme = self.made(title)
        assert programme.master is not None
        self.station.traffic.approve(programme.id, programme.master.sha, self.users["lanhdao"].id)
        return programme


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station folder with its people, made once: hashing passwords is slow on purpose."""
    folder = tmp_path_factory.mktemp("mau") / "dai"
    make_station(folder, "Đài truyền thanh xã Dương Quan", SETTINGS)
    with open_station(folder, Hand().now) as station:
        first = None
        for login, (name, roles) in PEOPLE.items():
            user = station.people.add(login, name, roles, PASSWORD, first)
            first = first or user.id
    return folder


@pytest.fixture
def desk(furnished: Path, tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "dai"
    shutil.copytree(furnished, folder)
    hand = Hand()
    with open_station(folder, hand.now) as station:
        yield Desk(station, hand, {user.login: user for user in station.people.all()})


@pytest.fixture
def app(desk: Desk) -> Flask:
    return create_app(desk.station, secret_key="a key for tests only")


@pytest.fixture
def stranger(app: Flask) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def signed_in(app: Flask) -> Callable[[str], Browser]:
    def open_browser(login: str) -> Browser:
        browser = Browser(app.test_client())
        answer = browser.sign_in(login)
        assert answer.status_code == 303, answer.text
        return browser

    return open_browser
