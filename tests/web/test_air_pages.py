"""The air as everybody meets it: now, the log, the CSV, the book to print, alerts."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

from broadcaster.model import (
    AiringId,
    AsRun,
    CueId,
    Ms,
    Outcome,
    OutputName,
    Programme,
    Reason,
    ZoneName,
)
from broadcaster.spool import Ended, OutputStatus, Status
from tests.web.conftest import Browser, Desk

SignedIn = Callable[[str], Browser]


def as_run(
    desk: Desk, number: int, outcome: Outcome, reason: Reason | None, title: str = "Bản tin sáng"
) -> AsRun:
    planned = desk.hand.now() - timedelta(hours=2)
    heard = outcome in (Outcome.PLAYED, Outcome.CUT)
    return AsRun(
        cue=CueId(f"{number}@loa"),
        airing=AiringId(number),
        node="main",
        output=OutputName("loa"),
        zone=ZoneName("Toàn xã"),
        title=title,
        sound=None,
        planned_at=planned,
        started_at=planned + timedelta(milliseconds=7) if heard else None,
        ended_at=planned + timedelta(minutes=1),
        length_ms=Ms(60_000),
        sent_ms=Ms(60_000 if outcome is Outcome.PLAYED else 0),
        outcome=outcome,
        reason=reason,
        detail="",
    )


def heard(desk: Desk, *runs: AsRun) -> None:
    for run in runs:
        desk.station.spool.journal.append(Ended(run))
    desk.station.logbook.turn(desk.hand.now())


def on_the_air(desk: Desk, programme: Programme, airing: int) -> None:
    assert programme.master is not None
    playing = OutputStatus(
        name=OutputName("loa"),
        ok=True,
        text="sẵn sàng",
        cue=CueId(f"{airing}@loa"),
        title=programme.title,
        started_at=desk.hand.now() - timedelta(seconds=5),
        sent_ms=Ms(5000),
        length_ms=programme.master.length_ms,
    )
    broken = OutputStatus(name=OutputName("ghi"), ok=False, text="đĩa đầy")
    now = desk.hand.now()
    desk.station.spool.write_status(Status(now, "main", (playing, broken), None, now))


def test_a_silent_playout_is_told_on_the_first_page(signed_in: SignedIn) -> None:
    assert "Máy phát chưa báo tin" in signed_in("canbo").page("/")


def test_what_is_on_the_air_is_shown_with_its_outputs(desk: Desk, signed_in: SignedIn) -> None:
    on_the_air(desk, desk.approved("Tin đang lên sóng"), 7)
    page = signed_in("canbo").page("/air/")
    for words in ("Tin đang lên sóng", "0:05 /", "đĩa đầy", "Hỏng", 'http-equiv="refresh"'):
        assert words in page


def test_the_log_tells_the_instant_to_the_millisecond_and_why_not(
    desk: Desk, signed_in: SignedIn
) -> None:
    heard(
        desk,
        as_run(desk, 1, Outcome.PLAYED, None),
        as_run(desk, 2, Outcome.MISSED, Reason.OUTPUT_FAILED),
    )
    page = signed_in("canbo").page("/air/log?day=2026-11-23")
    for words in ("06:00:00,007", "Đã phát", "Không phát", "Thiết bị phát không hoạt động"):
        assert words in page
    assert "Không có ghi nhận nào" in signed_in("canbo").page("/air/log?day=2026-11-22")


def test_the_csv_holds_the_same_rows_for_a_day_and_a_week(desk: Desk, signed_in: SignedIn) -> None:
    heard(desk, as_run(desk, 1, Outcome.PLAYED, None), as_run(desk, 2, Outcome.CUT, None))
    browser = signed_in("canbo")
    for path in ("/air/log.csv?day=2026-11-23", "/air/log.csv?week=2026-11-26"):
        answer = browser.get(path)
        assert answer.mimetype == "text/csv"
        assert "attachment" in answer.headers["Content-Disposition"]
        assert answer.data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
        assert len(rows) == 3
        assert any("Bản tin sáng" in cell for cell in rows[1])
        assert [row[rows[0].index("Kết quả")] for row in rows[1:]] == ["Đã phát", "Phát thiếu"]


def test_the_weekly_book_can_be_printed_and_signed(desk: Desk, signed_in: SignedIn) -> None:
    heard(desk, as_run(desk, 1, Outcome.PLAYED, None))
    page = signed_in("lanhdao").page("/air/book?week=2026-11-25")
    for words in ("Sổ nhật ký phát thanh", "23/11/2026 đến 29/11/2026", "ký, đóng dấu"):
        assert words in page


def test_an_alert_stays_until_somebody_has_seen_it(desk: Desk, signed_in: SignedIn) -> None:
    heard(desk, as_run(desk, 2, Outcome.MISSED, Reason.OUTPUT_FAILED))
    browser = signed_in("trucdai")
    first = browser.page("/")
    assert "Buổi phát đã lỡ" in first
    assert "thiết bị phát không hoạt động" in first
    assert "output-failed" not in first
    (alert,) = desk.station.logbook.alerts()
    answer = browser.post(f"/air/alerts/{alert.id}/seen", back="/")
    assert answer.location == "/"
    assert "Buổi phát đã lỡ" not in browser.page("/")
    elsewhere = browser.post(f"/air/alerts/{alert.id}/seen", back="https://evil.example/")
    assert elsewhere.location == "/"


def test_the_trail_names_who_did_what(desk: Desk, signed_in: SignedIn) -> None:
    desk.approved("Tin lưu vết")
    page = signed_in("quantri").page("/air/trail")
    assert "Duyệt chương trình" in page
    assert "Đỗ Lãnh Đạo" in page


def test_the_first_page_brings_each_person_their_work(desk: Desk, signed_in: SignedIn) -> None:
    desk.script("Nháp của tôi")
    desk.made("Chờ nghe")
    desk.approved("Chưa có giờ")
    desk.submitted("Đang trong xưởng")
    writer, approver, operator = (
        signed_in(login).page("/") for login in ("canbo", "lanhdao", "trucdai")
    )
    assert "Nháp của tôi" in writer and "Chờ tôi nghe và duyệt" not in writer
    assert "Chờ tôi nghe và duyệt (1)" in approver and "Chờ nghe" in approver
    assert "Đã duyệt, chưa xếp lịch (1)" in operator and "Chưa có giờ" in operator
    for page in (writer, approver, operator):
        assert "Đang trong xưởng" in page
