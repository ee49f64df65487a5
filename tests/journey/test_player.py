"""The player in a real browser: the wave, the parts and the transcript, by mouse and by keys."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from waitress.server import create_server

from broadcaster.model import Ms, Role, SegmentTime
from broadcaster.sound.formats import Line, Tags, mp3
from broadcaster.sound.sound import Sound
from broadcaster.station import Station, make_station, open_station
from tests.journey.test_pages import SWITCHES
from tests.sound.making import noise
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

SECONDS = 40
LINES = tuple(Line(f"Câu thứ {n}.", n * 1_000, n * 1_000 + 900) for n in range(SECONDS))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page of a programme of forty seconds, four parts and forty lines."""
    folder = tmp_path_factory.mktemp("nghe") / "dai"
    make_station(folder, "Đài thử", SETTINGS)
    with open_station(folder) as station:
        number = _programme(station)
        app = create_app(station, secret_key="a" * 40)
        server = create_server(app, host="127.0.0.1", port=0, threads=6)
        threading.Thread(target=server.run, daemon=True).start()
        yield f"http://127.0.0.1:{server.effective_port}/programmes/{number}"
        server.close()


def _programme(station: Station) -> int:
    roles = {Role.ADMINISTRATOR, Role.STAFF}
    person = station.people.add("canbo", "Nguyễn Văn Cán", roles, PASSWORD, None)
    title = f"Tin nhiều phần {'dài' * 40}"  # no phone breaks it by itself
    record = station.newsroom.write(title, "Một tin ngắn.", person.id)
    programme = station.newsroom.submit(record.id, person.id)
    station.production.turn(station.now())
    with station.store.read() as books:
        (job,) = books.jobs.waiting(station.now())
    station.production.build(job.id)
    master = station.production.get(programme.id).master
    assert master is not None
    sound = Sound.joined([noise(SECONDS * 500, 0.05), noise(SECONDS * 500, 0.2)])
    sha = station.vault.keep(mp3(sound, Tags("Tin nhiều phần", "Đài thử", lines=LINES)), ".mp3")
    names = ("Lời chào", "Tin một", "Tin hai", "Lời kết")
    parts = tuple(
        SegmentTime(name, Ms(n * 10_000), Ms(n * 10_000 + 10_000), "item")
        for n, name in enumerate(names)
    )
    made = replace(master, sha=sha, segments=parts, length_ms=Ms(SECONDS * 1_000))
    with station.store.write() as books:
        books.programmes.set_master(programme.id, made, station.now())
    return int(programme.id)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


def opened(browser: Browser, address: str, *, scripts: bool = True, width: int = 1366) -> Page:
    context = browser.new_context(
        locale="vi-VN",
        java_script_enabled=scripts,
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Tên đăng nhập").fill("canbo")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Tin nhiều phần", level=1)).to_be_visible()
    return page


def in_sight(page: Page) -> bool:
    """Tell whether the line being said lies inside the box of the transcript."""
    return bool(
        page.evaluate(
            """() => {
              const box = document.querySelector(".said").getBoundingClientRect();
              const row = document.querySelector(".said .now").getBoundingClientRect();
              return row.top >= box.top && row.bottom <= box.bottom;
            }"""
        )
    )


def heard_at(page: Page) -> float:
    return float(page.evaluate("document.querySelector('audio').currentTime"))


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = opened(browser, address)
    page.wait_for_function("document.querySelector('audio').readyState >= 1")
    # What a test asks for stays where it was put.
    page.evaluate("document.querySelector('audio').play = () => Promise.resolve()")
    yield page
    page.context.close()


def test_a_press_on_a_part_jumps_there_and_marks_it(page: Page) -> None:
    page.get_by_role("button", name="Tin hai").click()
    assert heard_at(page) == pytest.approx(20, abs=0.05)
    expect(page.locator("[aria-current=true]")).to_have_text("0:20 Tin hai")
    page.get_by_role("button", name="Lời chào").click()
    assert heard_at(page) == pytest.approx(0, abs=0.05)


def test_a_press_on_the_wave_jumps_to_its_place(page: Page) -> None:
    box = page.locator(".wave").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.75, box["y"] + box["height"] / 2)
    assert heard_at(page) == pytest.approx(30, abs=0.5)
    expect(page.locator("[aria-current=true]")).to_contain_text("Lời kết")


def test_keys_move_and_say_where(page: Page) -> None:
    seek = page.get_by_role("slider", name="Vị trí trong âm thanh")
    seek.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert heard_at(page) == pytest.approx(15, abs=0.1)
    expect(seek).to_have_attribute("aria-valuetext", "0:15 trên 0:40, Tin một")
    page.keyboard.press("ArrowLeft")
    assert heard_at(page) == pytest.approx(10, abs=0.1)
    page.keyboard.press("End")
    assert heard_at(page) == pytest.approx(SECONDS, abs=0.2)
    page.keyboard.press("PageDown")
    assert heard_at(page) == pytest.approx(10, abs=0.3)


def test_the_line_being_said_is_marked_and_followed_only_on_request(page: Page) -> None:
    page.locator("summary", has_text="Lời đọc kèm mốc giờ").click()
    said = page.locator(".player .said")
    page.get_by_role("button", name="Lời kết").click()
    expect(page.locator(".said .now")).to_contain_text("Câu thứ 30.")
    assert said.evaluate("box => box.scrollTop") == 0
    assert not in_sight(page)
    page.get_by_label("Cuộn theo lời đang đọc").check()
    assert in_sight(page)
    page.get_by_role("button", name="Tin một").click()
    expect(page.locator(".said .now")).to_contain_text("Câu thứ 10.")
    assert in_sight(page)
    assert said.evaluate("box => box.scrollTop") > 0
    page.get_by_role("button", name="0:11", exact=True).click()
    expect(page.locator(".said .now")).to_contain_text("Câu thứ 11.")


def test_the_wave_is_drawn_and_nothing_sticks_out(browser: Browser, address: str) -> None:
    for width in (390, 1366):
        page = opened(browser, address, width=width)
        page.wait_for_function("document.querySelector('.wave img').naturalWidth > 0")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.context.close()


def test_without_javascript_it_plays_and_parts_are_links(browser: Browser, address: str) -> None:
    page = opened(browser, address, scripts=False)
    expect(page.locator("audio")).to_be_visible()
    link = page.get_by_role("link", name="Tin hai")
    expect(link).to_be_visible()
    assert (link.get_attribute("href") or "").endswith("#t=20.000")
    page.locator("summary", has_text="Lời đọc kèm mốc giờ").click()
    expect(page.get_by_text("Câu thứ 3.")).to_be_visible()
    # What needs JavaScript is not offered.
    expect(page.get_by_text("Cuộn theo lời đang đọc")).to_be_hidden()
    page.locator("summary", has_text="Tải xuống").click()
    with page.expect_download() as loading:
        page.get_by_role("link", name="FLAC").click()
    assert Path(loading.value.path()).read_bytes()[:4] == b"fLaC"
    assert loading.value.suggested_filename == "Tin nhiều phần.flac"
    page.context.close()
