"""The whole journey by hand in a real browser: from sign-in to the as-run log."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journey.running import PASSWORDS, Running, new_station, serving

CHROMIUM = os.environ.get("BROADCASTER_TEST_CHROMIUM")
SCRIPT = Path(__file__).parents[2] / "scripts" / "ban-tin-cai-cach-hanh-chinh.md"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(
        CHROMIUM is None,
        reason="left out: no Chromium (BROADCASTER_TEST_CHROMIUM names its program)",
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("station")
    port = new_station(folder)
    with serving(folder, port) as running:
        yield running


def sign_in(browser: Browser, station: Running, login: str, **context: object) -> Page:
    page = browser.new_context(locale="vi-VN", **context).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(30_000)
    page.goto(station.url)
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(PASSWORDS[login])
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("link", name="Hôm nay")).to_be_visible()
    return page


PHONE = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}
DESK = {"viewport": {"width": 1366, "height": 768}}


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """A script of one sentence, so that the second walk takes less of everybody's time."""
    path = tmp_path / "tin-ngan.txt"
    path.write_text("Tin ngắn của xã\n\nUBND xã kính báo.", encoding="utf-8")
    return path


def test_from_sign_in_to_the_as_run_log_on_a_desk(browser: Browser, station: Running) -> None:
    walk(browser, station, SCRIPT, "Bản tin cải cách hành chính", DESK)


def test_from_sign_in_to_the_as_run_log_on_a_phone_without_javascript(
    browser: Browser, station: Running, short: Path
) -> None:
    walk(browser, station, short, "Tin ngắn của xã", PHONE)


def walk(
    browser: Browser, station: Running, script: Path, title: str, screen: dict[str, object]
) -> None:
    """Upload, listen, submit, approve, book, watch and read the log, as three people do."""
    staff = sign_in(browser, station, "canbo", **screen)
    staff.goto(f"{station.url}/scripts/new")
    staff.get_by_label("Tệp văn bản").set_input_files(script)
    staff.get_by_role("button", name="Tải lên và đọc").click()
    expect(staff.get_by_role("heading", name=title, level=1)).to_be_visible()
    expect(staff.get_by_text("ủy ban nhân dân").first).to_be_visible()

    staff.get_by_role("button", name="Tạo bản nghe thử").click()
    player = staff.locator("audio")
    wait_for(staff, player)
    assert staff.request.get(f"{station.url}{source_of(staff)}").headers["content-type"] == (
        "audio/mpeg"
    )
    staff.get_by_role("button", name="Nộp tin").click()
    staff.wait_for_url("**/programmes/*")
    wait_for(staff, staff.locator("audio"))
    programme = staff.url
    assert "/programmes/" in programme
    expect(staff.get_by_role("button", name="Duyệt bản")).to_have_count(0)

    approver = sign_in(browser, station, "lanhdao", **screen)
    approver.goto(programme)
    expect(approver.locator("audio")).to_be_visible()
    approver.get_by_role("button", name="Duyệt bản").click()
    expect(approver.get_by_text("Đã duyệt").first).to_be_visible()

    operator = sign_in(browser, station, "trucdai", **screen)
    operator.goto(programme)
    operator.get_by_role("link", name="Xếp lịch phát").click()
    start = (datetime.now(HANOI) + timedelta(seconds=10)).replace(microsecond=0)
    operator.get_by_label("Ngày").fill(f"{start:%d/%m/%Y}")
    operator.get_by_label("Giờ (24 giờ)").fill(f"{start:%H:%M:%S}")
    operator.get_by_role("button", name="Xếp lịch", exact=True).click()
    expect(operator.get_by_text(f"{start:%H:%M}").first).to_be_visible()

    operator.goto(f"{station.url}/air/")
    wait_for(operator, operator.get_by_text("Đang phát").first)
    expect(operator.get_by_text(title).first).to_be_visible()
    operator.goto(f"{station.url}/air/log")
    row = operator.get_by_role("row").filter(has_text=f"{start:%H:%M:%S}")
    wait_for(operator, row, 120)
    expect(row).to_contain_text("Đã phát")
    expect(row).to_contain_text(title)


def source_of(page: Page) -> str:
    """Return where the player's sound lies."""
    source = page.locator("audio").first.get_attribute("src")
    source = source or page.locator("audio source").first.get_attribute("src")
    assert source is not None
    return source


def wait_for(page: Page, place, seconds: int = 60) -> None:  # type: ignore[no-untyped-def]
    """Look again every second, as a person without JavaScript would press reload."""
    for _ in range(seconds):
        if place.count() and place.first.is_visible():
            return
        page.wait_for_timeout(1_000)
        if not (place.count() and place.first.is_visible()):
            page.reload()
    raise AssertionError(f"waited {seconds} s for {place} on {page.url}\n{page.inner_text('main')}")


def test_a_word_taught_on_a_phone_is_said_otherwise_when_a_person_wants_it(
    browser: Browser, station: Running
) -> None:
    staff = sign_in(browser, station, "canbo", **PHONE)
    staff.goto(f"{station.url}/scripts/new")
    staff.get_by_label("Tiêu đề").fill("Họp dân")
    staff.get_by_label("Nội dung").fill("Bà con bản Mế Sơn họp lúc 19 giờ ngày mai.")
    staff.get_by_role("button", name="Lưu bản nháp").click()
    staff.get_by_role("button", name="Nộp tin").click()
    staff.wait_for_url("**/programmes/*")
    wait_for(staff, staff.locator("audio"))
    programme, first = staff.url, source_of(staff)

    staff.goto(f"{station.url}/lexicon/?written=Mế Sơn")
    staff.get_by_label("Cách đọc").fill("mê sơn 2")
    staff.get_by_role("button", name="Xem trước").click()
    expect(staff.get_by_text("“mê sơn hai”").first).to_be_visible()
    staff.get_by_label("Cách đọc").fill("mê sơn hai")
    staff.get_by_role("button", name="Xem trước").click()
    expect(staff.get_by_text("Âm thanh đã dựng giữ nguyên.")).to_be_visible()
    staff.get_by_role("button", name="Lưu vào từ điển").click()
    staff.wait_for_url("**/lexicon/acts/*")
    taught = staff.url
    staff.goto(programme)
    assert source_of(staff) == first

    staff.goto(taught)
    staff.get_by_role("button", name="Dựng lại").first.click()
    staff.wait_for_url("**/programmes/*")
    wait_for(staff, staff.locator("audio"))
    assert source_of(staff) != first
    staff.goto(taught)
    expect(staff.get_by_text("Âm thanh hiện tại đã đúng cách đọc này.").first).to_be_visible()
    staff.get_by_role("button", name="Hoàn tác").click()
    expect(staff.get_by_text("Đã hoàn tác.")).to_be_visible()
