"""Waiting for a build in a real browser: it goes on by itself, is read out, stops at a press."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from waitress.server import create_server

from broadcaster.model import JobKind, JobState, Programme, Role
from broadcaster.production.heart import LEASE
from broadcaster.station import Station, make_station, open_station
from tests.journey.test_pages import SWITCHES
from tests.web.conftest import PASSWORD, SETTINGS
from web import create_app

CHROMIUM = os.environ.get("BROADCASTER_TEST_CHROMIUM")

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(
        CHROMIUM is None,
        reason="left out: no Chromium (BROADCASTER_TEST_CHROMIUM names its program)",
    ),
]


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    folder = tmp_path / "dai"
    make_station(folder, "Đài thử", SETTINGS)
    with open_station(folder) as opened:
        roles = {Role.ADMINISTRATOR, Role.STAFF}
        opened.people.add("canbo", "Nguyễn Văn Cán", roles, PASSWORD, None)
        yield opened


@pytest.fixture
def address(station: Station) -> Iterator[str]:
    app = create_app(station, secret_key="a" * 40)
    server = create_server(app, host="127.0.0.1", port=0, threads=6)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


def submitted(station: Station) -> Programme:
    (person,) = station.people.all()
    record = station.newsroom.write("Tin bão", "Bão sắp vào bờ.", person.id)
    programme = station.newsroom.submit(record.id, person.id)
    station.production.turn(station.now())
    return programme


def beat(station: Station, programme: Programme, stage: str, permille: int) -> None:
    """Come so far with the programme's job, as a worker would."""
    at = station.now()
    with station.store.write() as books:
        job = books.jobs.latest(JobKind.PROGRAMME, programme.id)
        assert job is not None
        if job.state is JobState.QUEUED:
            books.jobs.claim(job.id, at + LEASE, at)
        assert books.jobs.beat(job.id, stage, permille, at + LEASE, at)


def opened(browser: Browser, address: str, programme: Programme, *, scripts: bool = True) -> Page:
    page = browser.new_context(locale="vi-VN", java_script_enabled=scripts).new_page()
    page.goto(f"{address}/programmes/{programme.id}")
    page.get_by_label("Tên đăng nhập").fill("canbo")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Tin bão", level=1)).to_be_visible()
    return page


def test_it_goes_on_without_a_reload_and_is_read_out(
    station: Station, address: str, browser: Browser
) -> None:
    programme = submitted(station)
    beat(station, programme, "speech 3/12", 100)
    page = opened(browser, address, programme)
    making = page.locator("#making")
    expect(making.get_by_text("Đọc thành tiếng, 3/12 câu")).to_be_visible()
    page.evaluate("window.stillHere = true")
    button = page.get_by_role("button", name="Dừng dựng")
    button.focus()
    beat(station, programme, "encode", 520)
    expect(making.get_by_text("Ghép nhạc, lời và nén")).to_be_visible(timeout=10_000)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "520")
    told = page.locator("#told")
    expect(told).to_have_text("Tiến độ dựng: Ghép nhạc, lời và nén, 50 %")
    expect(button).to_be_focused()
    assert page.evaluate("window.stillHere")
    with station.store.write() as books:
        job = books.jobs.latest(JobKind.PROGRAMME, programme.id)
        assert job is not None
        books.jobs.fail(job.id, "thử", station.now())
        books.programmes.set_failed(programme.id, "Máy đọc mất mạng.", station.now())
    expect(page.get_by_text("Máy đọc mất mạng.")).to_be_visible(timeout=10_000)
    expect(page.get_by_role("button", name="Dựng lại")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_press_stops_it_and_another_takes_it_up_again(
    station: Station, address: str, browser: Browser, scripts: bool
) -> None:
    programme = submitted(station)
    beat(station, programme, "encode", 520)
    page = opened(browser, address, programme, scripts=scripts)
    page.get_by_role("button", name="Dừng dựng").click()
    expect(page.get_by_role("heading", name="Đã dừng dựng")).to_be_visible()
    expect(page.get_by_text("Nguyễn Văn Cán đã dừng việc dựng")).to_be_visible()
    page.get_by_role("button", name="Dựng lại").click()
    expect(page.get_by_role("button", name="Dừng dựng")).to_be_visible()
