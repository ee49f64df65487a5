"""Production: wanted programmes are made, once, whatever dies or changes on the way."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster.model import (
    EventLevel,
    Job,
    JobKind,
    JobState,
    Priority,
    Programme,
    ProgrammeState,
    Role,
    ScriptState,
    Verdict,
)
from broadcaster.permission import NotAllowedError
from broadcaster.production import (
    EmptyProgrammeError,
    LeaseLostError,
    Production,
    ProgrammeGoneError,
    ScriptWithdrawnError,
)
from broadcaster.production.heart import LEASE
from broadcaster.production.work import Task
from broadcaster.queue import Queue
from broadcaster.sound.formats import decode, tags_in
from broadcaster.sound.loudness import measure
from broadcaster.store import Store
from broadcaster.words.parse import UnknownDirectionError
from tests.broadcaster.engines import Accident, Offline
from tests.broadcaster.house import BODY, WHOLE, Clock, House

ROOT = Path(__file__).parents[2]
PAST_LEASE = LEASE + timedelta(seconds=1)


def job_of(house: House, programme: Programme) -> Job:
    job = house.production.job_of(programme.id)
    assert job is not None
    return job


def accident_house(tmp_path: Path, before: Callable[[str], None]) -> House:
    return House(tmp_path, engines=(Accident(before),))


def test_a_programme_is_made_and_measured_as_it_will_be_heard(house: House) -> None:
    programme = house.submitted()
    house.build_all()
    made = house.production.get(programme.id)
    assert made.state is ProgrammeState.READY and made.master is not None
    path = house.vault.checked(made.master.sha, ".mp3")
    heard = decode(path)
    assert heard.length_ms == made.master.length_ms
    assert measure(heard).lufs == pytest.approx(made.master.loudness_lufs, abs=0.1)
    assert -17 < made.master.loudness_lufs < -15
    assert made.master.true_peak_dbtp <= -1
    tags = tags_in(path.read_bytes())
    assert tags is not None
    assert (tags.title, tags.station) == ("Lịch tiêm chủng", "Đài truyền thanh xã Tân Phú")
    assert tags.voice_mark == "tone" and made.master.voices == ("tone",)
    assert [chapter.title for chapter in tags.chapters] == [
        "Lời chào",
        "Lịch tiêm chủng",
        "Lời kết",
    ]
    assert [part.kind for part in made.master.segments] == [
        "ident",
        "greeting",
        "item",
        "closing",
        "closing-music",
    ]
    assert made.master.segments[-1].end_ms == pytest.approx(heard.length_ms, abs=60)
    assert job_of(house, programme).state is JobState.DONE


def test_equal_orders_give_equal_bytes_on_two_machines(tmp_path: Path) -> None:
    shas = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        house = House(tmp_path / name, clock=Clock(datetime(2026, 1, len(name), tzinfo=UTC)))
        first, second = house.script("Một"), house.script("Hai")
        programme = house.production.compose(
            "Bản tin", [first.id, second.id], date(2026, 11, 24), house.operator
        )
        house.build_all()
        master = house.production.get(programme.id).master
        assert master is not None
        shas.add((master.sha, master.build_key))
        house.close()
    assert len(shas) == 1


def test_turning_often_makes_one_job_put_once(house: House) -> None:
    programme = house.submitted()
    for _ in range(5):
        assert house.production.turn(house.clock.at) - house.clock.at <= timedelta(seconds=2)
        house.clock.tick(seconds=2)
    with house.store.read() as books:
        (job,) = books.jobs.live()
    assert (job.kind, job.subject, job.attempts) == (JobKind.PROGRAMME, programme.id, 0)
    assert "1 ordinary and 0 urgent" in house.queue.health()
    house.production.build(job.id)
    house.production.build(job.id)
    assert job_of(house, programme).attempts == 1
    house.production.turn(house.clock.tick(seconds=2))
    with house.store.read() as books:
        assert books.jobs.live() == ()


def test_what_airs_urgently_is_made_first(house: House) -> None:
    calm, pressing = house.submitted("Thường"), house.submitted("Khẩn")
    house.traffic.book(
        pressing.id,
        house.clock.at + timedelta(minutes=10),
        WHOLE,
        house.operator,
        priority=Priority.URGENT,
        reason="Lũ",
    )
    house.production.turn(house.clock.at)
    with house.store.read() as books:
        assert [job.subject for job in books.jobs.waiting(house.clock.at)] == [
            pressing.id,
            calm.id,
        ]
    assert "1 ordinary and 1 urgent" in house.queue.health()


def test_an_edit_and_its_undoing_leave_the_approval_standing(house: House) -> None:
    programme = house.submitted()
    house.build_all()
    house.approve(house.production.get(programme.id))
    script = programme.scripts[0]
    house.clock.tick(minutes=1)
    house.newsroom.revise(script, 1, "Lịch tiêm chủng", "Bà con không phải đi nữa.", house.writer)
    house.build_all()
    other = house.production.get(programme.id)
    assert other.state is ProgrammeState.READY
    assert house.traffic.standing(other) is None, "another sound, nobody has heard it"
    house.clock.tick(minutes=1)
    house.newsroom.revise(script, 2, "Lịch tiêm chủng", BODY, house.writer)
    assert house.traffic.standing(house.production.get(programme.id)) is None, "not made yet"
    house.build_all()
    assert house.traffic.standing(house.production.get(programme.id)) is Verdict.APPROVED


def test_a_change_while_it_is_made_is_made_afterwards(tmp_path: Path) -> None:
    seen: list[str] = []

    def revise_once(text: str) -> None:
        if not seen:
            seen.append(text)
            house.clock.tick(seconds=1)
            house.newsroom.revise(programme.scripts[0], 1, "Mới", BODY, house.writer)

    house = accident_house(tmp_path, revise_once)
    programme = house.submitted("Cũ")
    house.build_all()
    first = house.production.get(programme.id)
    assert first.state is ProgrammeState.WANTED and first.master is None
    house.build_all()
    assert house.production.get(programme.id).state is ProgrammeState.READY
    assert job_of(house, programme).attempts == 1
    house.close()


def test_a_programme_withdrawn_while_it_is_made_stays_withdrawn(tmp_path: Path) -> None:
    def withdraw(text: str) -> None:
        if house.production.get(programme.id).state is ProgrammeState.WANTED:
            house.production.withdraw(programme.id, house.writer)

    house = accident_house(tmp_path, withdraw)
    programme = house.submitted()
    house.build_all()
    assert house.production.get(programme.id).state is ProgrammeState.WITHDRAWN
    with pytest.raises(ProgrammeGoneError):
        house.production.rebuild(programme.id, house.operator)
    house.close()


def test_failure_says_why_alerts_and_can_be_tried_again(tmp_path: Path) -> None:
    engine = Offline()
    house = House(tmp_path, engines=(engine,))
    programme = house.submitted()
    house.build_all()
    failed = house.production.get(programme.id)
    assert failed.state is ProgrammeState.FAILED and failed.master is None
    assert failed.error and job_of(house, programme).error == failed.error
    (alert,) = house.logbook.alerts()
    assert (alert.level, alert.what) == (EventLevel.ALERT, "production-failed")
    assert "Lịch tiêm chủng" in alert.detail
    for _ in range(3):
        house.build_all()
        house.clock.tick(seconds=2)
    assert len(house.logbook.alerts()) == 1, "it is not tried again by itself"
    engine.plugged_in = True
    house.clock.tick(minutes=1)
    house.production.rebuild(programme.id, house.writer)
    house.build_all()
    mended = house.production.get(programme.id)
    assert (mended.state, mended.error) == (ProgrammeState.READY, None)
    house.close()


def test_a_worker_killed_in_the_middle_leaves_work_that_is_done_once(tmp_path: Path) -> None:
    house = House(tmp_path, clock=Clock(datetime.now(UTC)))
    programme = house.submitted()
    house.production.turn(house.clock.at)
    job = job_of(house, programme)
    command = [sys.executable, "-m", "tests.broadcaster.doomed_worker", str(tmp_path), str(job.id)]
    with subprocess.Popen(command, cwd=ROOT) as worker:
        deadline = time.monotonic() + 60
        while not (tmp_path / "hanging").exists():
            assert worker.poll() is None and time.monotonic() < deadline
            time.sleep(0.05)
        worker.kill()
    held = job_of(house, programme)
    assert (held.state, held.attempts) == (JobState.RUNNING, 1)
    assert held.stage.startswith("speech ")
    house.build_all()
    assert house.production.get(programme.id).state is ProgrammeState.WANTED, "the lease holds"
    house.clock.at = datetime.now(UTC) + PAST_LEASE
    house.build_all()
    assert house.production.get(programme.id).state is ProgrammeState.READY
    done = job_of(house, programme)
    assert (done.id, done.state, done.attempts) == (job.id, JobState.DONE, 2)
    house.close()


def test_work_that_dies_three_times_is_given_up_and_a_person_is_told(house: House) -> None:
    programme = house.submitted()
    for attempt in range(1, 4):
        house.production.turn(house.clock.at)
        with house.store.write() as books:
            (waiting,) = books.jobs.waiting(house.clock.at)
            claimed = books.jobs.claim(waiting.id, house.clock.at + LEASE, house.clock.at)
        assert claimed is not None and claimed.attempts == attempt
        house.clock.at += PAST_LEASE
    house.production.turn(house.clock.at)
    failed = house.production.get(programme.id)
    assert failed.state is ProgrammeState.FAILED and failed.error and "3 lần" in failed.error
    assert [alert.what for alert in house.logbook.alerts()] == ["production-failed"]
    with house.store.read() as books:
        assert books.jobs.waiting(house.clock.at) == ()


def test_a_worker_that_slept_past_its_lease_changes_nothing(tmp_path: Path) -> None:
    stolen: list[Job] = []

    def oversleep(text: str) -> None:
        if stolen:
            return
        house.clock.at += PAST_LEASE
        with house.store.write() as books:
            job = books.jobs.claim(
                job_of(house, programme).id, house.clock.at + LEASE, house.clock.at
            )
        assert job is not None
        stolen.append(job)

    house = accident_house(tmp_path, oversleep)
    programme = house.submitted()
    house.build_all()
    assert house.production.get(programme.id).state is ProgrammeState.WANTED
    held = job_of(house, programme)
    assert (held.state, held.attempts) == (JobState.RUNNING, 2)
    assert house.logbook.alerts() == ()
    house.close()


def test_a_lease_lost_at_the_very_end_keeps_the_programme_from_being_finished_twice(
    house: House,
) -> None:
    programme = house.submitted()
    house.production.turn(house.clock.at)

    def claim() -> Job:
        with house.store.write() as books:
            job = books.jobs.claim(
                job_of(house, programme).id, house.clock.at + LEASE, house.clock.at
            )
        assert job is not None
        return job

    def progress(stage: str, permille: int) -> None:
        if stage == "write":
            house.clock.at += PAST_LEASE
            claim()

    mine = claim()
    with pytest.raises(LeaseLostError):
        Task(house.store, house.studio, house.clock.now, progress).make(mine)
    assert house.production.get(programme.id).state is ProgrammeState.WANTED
    held = job_of(house, programme)
    assert (held.state, held.attempts, held.result) == (JobState.RUNNING, 2, None)


def test_a_job_the_queue_lost_is_put_again(house: House) -> None:
    house.submitted()
    house.production.turn(house.clock.at)
    empty = Queue.open(f"sqlite:///{house.folder / 'another-queue.db'}", None)
    started_anew = Production(
        store=house.store, queue=empty, studio=house.studio, now=house.clock.now
    )
    started_anew.turn(house.clock.tick(seconds=2))
    assert "1 ordinary" in empty.health()
    empty.close()


def test_progress_reaches_the_books_in_order(tmp_path: Path) -> None:
    seen: list[tuple[str, int]] = []

    def look(text: str) -> None:
        job = job_of(house, programme)
        seen.append((job.stage, job.progress))

    house = accident_house(tmp_path, look)
    programme = house.submitted()
    house.build_all()
    stage, permille = seen[0]
    assert stage.startswith("speech 0/") and permille == 0
    assert seen == sorted(seen, key=lambda step: step[1])
    assert job_of(house, programme).progress == 1000
    house.close()


def test_a_preview_speaks_one_script_and_is_made_once(house: House) -> None:
    record = house.script()
    job = house.production.preview(record.id, house.writer)
    assert house.production.preview(record.id, house.writer).id == job.id
    house.production.build(job.id)
    done = house.production.preview(record.id, house.writer)
    assert (done.id, done.state) == (job.id, JobState.DONE)
    assert done.result is not None
    path = house.vault.path(done.result, ".mp3")
    tags = tags_in(path.read_bytes())
    assert tags is not None
    assert [chapter.title for chapter in tags.chapters] == ["Lịch tiêm chủng"]
    assert house.newsroom.get(record.id).state is ScriptState.DRAFT
    path.unlink()
    again = house.production.preview(record.id, house.writer)
    assert again.id != job.id, "a sound that got lost is made anew"
    house.newsroom.revise(record.id, 1, "Khác", BODY, house.writer)
    assert house.production.preview(record.id, house.writer).id not in (job.id, again.id)
    with pytest.raises(NotAllowedError):
        house.production.preview(record.id, house.approver)


def test_only_an_operator_composes(house: House) -> None:
    record = house.script()
    for other in (house.writer, house.approver, house.admin):
        with pytest.raises(NotAllowedError) as refused:
            house.production.compose("Bản tin", [record.id], None, other)
        assert refused.value.need is Role.OPERATOR
    composed = house.production.compose("  Bản   tin ", [record.id], None, house.operator)
    assert (composed.title, composed.scripts) == ("Bản tin", (record.id,))
    assert house.newsroom.get(record.id).state is ScriptState.SUBMITTED


def test_what_cannot_be_made_is_not_composed(house: House) -> None:
    record = house.script()
    broken = house.script("Hỏng", "[múa lân]")
    with pytest.raises(EmptyProgrammeError):
        house.production.compose("Bản tin", [], None, house.operator)
    with pytest.raises(EmptyProgrammeError):
        house.production.compose(" ", [record.id], None, house.operator)
    with pytest.raises(UnknownDirectionError):
        house.production.compose("Bản tin", [record.id, broken.id], None, house.operator)
    house.newsroom.withdraw(broken.id, house.writer)
    with pytest.raises(ScriptWithdrawnError):
        house.production.compose("Bản tin", [record.id, broken.id], None, house.operator)
    assert house.production.all() == ()
    assert house.newsroom.get(record.id).state is ScriptState.DRAFT


def test_a_programme_is_rebuilt_or_withdrawn_by_its_maker_or_an_operator(house: House) -> None:
    mine, theirs = (
        house.submitted(),
        house.newsroom.submit(
            house.newsroom.write("Khác", BODY, house.operator).id, house.operator
        ),
    )
    for act in (house.production.rebuild, house.production.withdraw):
        with pytest.raises(NotAllowedError):
            act(theirs.id, house.writer)
        with pytest.raises(NotAllowedError):
            act(mine.id, house.approver)
        act(mine.id, house.writer if act == house.production.rebuild else house.operator)
    with pytest.raises(ProgrammeGoneError):
        house.production.withdraw(mine.id, house.operator)


@pytest.mark.parametrize("released", ["meanwhile", "afterwards"])
def test_books_that_cannot_be_written_for_a_while_fail_no_programme(
    tmp_path: Path, released: str
) -> None:
    blocker = sqlite3.connect(
        tmp_path / "station.db", isolation_level=None, check_same_thread=False
    )
    spoken: list[str] = []

    def block(text: str) -> None:
        spoken.append(text)
        if len(spoken) == 1:
            blocker.execute("BEGIN IMMEDIATE")
        elif len(spoken) == 2 and released == "meanwhile":
            blocker.execute("ROLLBACK")

    house = House(tmp_path, engines=(Accident(block),))
    programme = house.submitted()
    house.production.turn(house.clock.at)
    hasty = Store.open(f"sqlite:///{tmp_path / 'station.db'}", busy_s=0.05)
    production = Production(
        store=hasty, queue=house.queue, studio=house.studio, now=house.clock.now
    )
    production.build(job_of(house, programme).id)
    assert len(spoken) >= 2
    if released == "afterwards":
        blocker.execute("ROLLBACK")
        assert house.production.get(programme.id).state is ProgrammeState.WANTED
        house.clock.at += PAST_LEASE
        house.build_all()
    assert house.production.get(programme.id).state is ProgrammeState.READY
    assert house.logbook.alerts() == ()
    blocker.close()
    hasty.close()
    house.close()
