"""Long work as people wait for it: how far, how long yet, stopped, taken up again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from broadcaster.model import (
    EventLevel,
    Job,
    JobId,
    JobKind,
    JobState,
    Programme,
    ProgrammeState,
    Stage,
)
from broadcaster.production.heart import LEASE
from broadcaster.production.studio import SUFFIX
from broadcaster.sentences import STAGES, stage_words
from tests.web.conftest import Browser, Desk
from web import pace

SignedIn = Callable[[str], Browser]
BEGAN = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def running(desk: Desk, programme: Programme, stage: str, permille: int) -> Job:
    """Let a worker take the programme's job and come so far with it."""
    station, at = desk.station, desk.hand.now()
    station.production.turn(at)
    with station.store.write() as books:
        job = books.jobs.latest(JobKind.PROGRAMME, programme.id)
        assert job is not None
        claimed = books.jobs.claim(job.id, at + LEASE, at)
        assert claimed is not None
        books.jobs.beat(job.id, stage, permille, at + LEASE, at)
    return claimed


def test_who_waits_sees_the_stage_the_bar_and_the_time_it_takes(
    desk: Desk, signed_in: SignedIn
) -> None:
    programme = desk.submitted()
    running(desk, programme, "speech 12/60", 250)
    desk.hand.move(seconds=20)
    page = signed_in("canbo").page(f"/programmes/{programme.id}")
    assert "Đọc thành tiếng, 12/60 câu" in page
    assert re.search(r'<progress max="1000" value="250"[^>]*aria-label="Tiến độ dựng"', page)
    assert "Đã 20 giây, còn khoảng 1 phút." in page
    assert page.count('role="status"') == 1, "one place that stays is read out from"
    told = re.search(r'data-told="([^"]*)"', page)
    assert told and told[1] == "Tiến độ dựng: Đọc thành tiếng, 25 %"


def test_its_maker_stops_a_build_and_takes_it_up_again(desk: Desk, signed_in: SignedIn) -> None:
    programme = desk.submitted()
    running(desk, programme, "encode", 600)
    browser = signed_in("canbo")
    path = f"/programmes/{programme.id}"
    assert "Dừng dựng" in browser.page(path)
    assert "Dừng dựng" not in signed_in("lanhdao").page(path)
    after = browser.post(f"{path}/cancel", follow=True)
    assert "Đã dừng dựng" in after.text
    assert "đã dừng việc dựng" in after.text, "and who"
    assert "Dựng lỗi" not in after.text
    assert "data-refresh" not in after.text
    again = browser.post(f"{path}/rebuild", follow=True)
    assert "Dừng dựng" in again.text
    desk.work()
    assert desk.station.production.get(programme.id).state is ProgrammeState.READY
    refused = browser.post(f"{path}/cancel", follow=True)
    assert "Không có việc dựng nào" in refused.text


def test_stopping_a_rebuild_keeps_the_sound(desk: Desk, signed_in: SignedIn) -> None:
    programme = desk.approved()
    desk.hand.move(minutes=1)
    browser = signed_in("canbo")
    path = f"/programmes/{programme.id}"
    browser.post(f"{path}/rebuild")
    after = browser.post(f"{path}/cancel", follow=True)
    assert "Bản âm thanh cũ được giữ nguyên" in after.text
    assert "Đã duyệt" in after.text and "<audio" in after.text


def test_only_who_may_stops_it(desk: Desk, signed_in: SignedIn) -> None:
    programme = desk.submitted()
    answer = signed_in("lanhdao").post(f"/programmes/{programme.id}/cancel")
    assert answer.status_code == 403
    assert desk.station.production.get(programme.id).state is ProgrammeState.WANTED


def test_a_preview_is_stopped_and_asked_for_again(desk: Desk, signed_in: SignedIn) -> None:
    record = desk.script()
    browser = signed_in("canbo")
    path = f"/scripts/{record.id}"
    waiting = browser.post(f"{path}/preview", follow=True).text
    assert "Dừng đọc thử" in waiting
    job = re.search(r'name="job" value="(\d+)"', waiting)
    assert job
    stopped = browser.post(f"{path}/preview/cancel", job=job[1], follow=True).text
    assert "Đã dừng đọc thử" in stopped
    assert "Tạo bản nghe thử" in stopped
    assert browser.post(f"{path}/preview/cancel", job="x").status_code == 404
    browser.post(f"{path}/preview")
    desk.work()
    assert "<audio" in browser.page(path)


def test_a_preview_that_is_no_longer_kept_is_offered_anew(desk: Desk, signed_in: SignedIn) -> None:
    record = desk.script()
    browser = signed_in("canbo")
    path = f"/scripts/{record.id}"
    browser.post(f"{path}/preview")
    desk.work()
    with desk.station.store.read() as books:
        job = books.jobs.latest(JobKind.PREVIEW, record.id)
    assert job is not None and job.result is not None
    desk.station.vault.path(job.result, SUFFIX).unlink()
    page = browser.page(f"{path}?preview={job.id}")
    assert "<audio" not in page
    assert "Tạo bản nghe thử" in page


@pytest.mark.parametrize(
    ("seconds", "permille", "left_s"),
    [(1, 500, None), (10, 20, None), (10, 500, 10), (7, 300, 20), (30, 100, 300), (9, 1000, 5)],
)
def test_what_is_left_is_reckoned_from_the_pace_so_far(
    seconds: int, permille: int, left_s: int | None
) -> None:
    found = pace.of(job(permille), BEGAN + timedelta(seconds=seconds))
    assert found is not None and found.gone_ms == seconds * 1000
    assert found.left_ms == (None if left_s is None else left_s * 1000)


def test_nothing_is_reckoned_when_the_clock_went_back_or_nobody_works() -> None:
    assert pace.of(job(500), BEGAN - timedelta(seconds=1)) is None
    assert pace.of(job(500, JobState.QUEUED), BEGAN + timedelta(minutes=1)) is None
    assert pace.of(job(500, began=None), BEGAN + timedelta(minutes=1)) is None


def job(permille: int, state: JobState = JobState.RUNNING, began: datetime | None = BEGAN) -> Job:
    return Job(
        id=JobId(1),
        key="k",
        kind=JobKind.PROGRAMME,
        subject=1,
        state=state,
        stage="speech",
        progress=permille,
        attempts=1,
        lease_until=None,
        priority=0,
        error=None,
        result=None,
        created_at=BEGAN,
        changed_at=BEGAN,
        began_at=began,
    )


def test_what_was_tidied_is_told_in_words(desk: Desk, signed_in: SignedIn) -> None:
    at = desk.hand.now()
    with desk.station.store.write() as books:
        books.events.add(EventLevel.NOTE, "vault-pruned", None, "vault", "12 345678901", at)
        books.events.add(EventLevel.ALERT, "disk-low", None, "disk", "912345678", at)
    browser = signed_in("trucdai")
    trail = signed_in("quantri").page("/air/trail")
    assert "12 bản, 345 MB" in trail
    assert "Ổ đĩa sắp đầy" in browser.page("/")
    assert "còn trống 0,9 GB" in browser.page("/")


def test_every_stage_has_its_words_and_an_unknown_one_none() -> None:
    assert set(STAGES) == set(Stage)
    assert stage_words("treat 3/9") == f"{STAGES[Stage.TREAT]}, 3/9 phần"
    assert stage_words("write") == STAGES[Stage.WRITE]
    assert stage_words("") == stage_words("dreaming 1/2") == ""
