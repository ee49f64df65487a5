"""Stopping work: it ends soon, leaves nothing half-made, and a sound that stood stands again."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from broadcaster.model import Job, JobKind, JobState, Programme, ProgrammeState, Verdict
from broadcaster.permission import NotAllowedError
from broadcaster.production import NotBeingMadeError, ProgrammeGoneError
from broadcaster.sound.vault import sha_of_file
from tests.broadcaster.engines import Accident
from tests.broadcaster.house import BODY, House

LONG = "\n\n".join(f"Bà con thôn {n} chú ý nghe tin báo này." for n in range(1, 9))


def job_of(house: House, programme: Programme) -> Job:
    with house.store.read() as books:
        job = books.jobs.latest(JobKind.PROGRAMME, programme.id)
    assert job is not None
    return job


def rebuilt(house: House) -> Programme:
    """Return an approved programme whose rebuild is wanted, and waits."""
    programme = house.submitted()
    house.build_all()
    house.approve(house.production.get(programme.id))
    house.clock.tick(minutes=1)
    house.production.rebuild(programme.id, house.writer)
    house.production.turn(house.clock.at)
    return house.production.get(programme.id)


def test_what_waits_is_stopped_and_taken_up_again_when_wanted(house: House) -> None:
    programme = house.submitted()
    house.production.turn(house.clock.at)
    stopped = house.production.cancel(programme.id, house.writer)
    assert (stopped.state, stopped.master) == (ProgrammeState.FAILED, None)
    assert stopped.error and "Bà staff" in stopped.error
    assert job_of(house, programme).state is JobState.CANCELLED
    house.clock.tick(minutes=1)
    house.build_all()
    assert house.production.get(programme.id).state is ProgrammeState.FAILED, "it stays stopped"
    assert house.logbook.alerts() == (), "a person's wish is no alarm"
    house.production.rebuild(programme.id, house.writer)
    house.build_all()
    assert house.production.get(programme.id).state is ProgrammeState.READY


def test_what_runs_ends_within_two_seconds_and_leaves_nothing_half_made(tmp_path: Path) -> None:
    running, spoken = threading.Event(), []

    def slowly(text: str) -> None:
        spoken.append(text)
        running.set()
        time.sleep(0.4)

    house = House(tmp_path, engines=(Accident(slowly),))
    programme = house.submitted(body=LONG)
    house.production.turn(house.clock.at)
    worker = threading.Thread(target=house.production.build, args=(job_of(house, programme).id,))
    worker.start()
    assert running.wait(30)
    before = time.monotonic()
    house.production.cancel(programme.id, house.operator)
    worker.join(30)
    assert time.monotonic() - before < 2.5
    assert len(spoken) < 8, "not to the end"
    assert job_of(house, programme).state is JobState.CANCELLED
    assert house.production.get(programme.id).master is None
    assert not list(tmp_path.rglob("*.part"))
    kept = [path for path in (tmp_path / "vault").rglob("*") if path.is_file()]
    assert all(path.stem == sha_of_file(path) for path in kept)
    house.clock.tick(seconds=1)
    house.production.rebuild(programme.id, house.operator)
    house.build_all()
    assert house.production.get(programme.id).state is ProgrammeState.READY
    house.close()


def test_stopping_a_rebuild_lets_the_approved_sound_stand_again(house: House) -> None:
    programme = rebuilt(house)
    assert house.traffic.standing(programme) is None, "while it is made anew"
    stopped = house.production.cancel(programme.id, house.writer)
    assert (stopped.state, stopped.master) == (ProgrammeState.READY, programme.master)
    assert house.traffic.standing(stopped) is Verdict.APPROVED
    house.clock.tick(minutes=1)
    house.build_all()
    assert house.production.get(programme.id) == stopped


def test_stopping_a_rebuild_asked_for_twice_lets_it_stand_too(house: House) -> None:
    programme = rebuilt(house)
    house.clock.tick(minutes=1)
    house.production.rebuild(programme.id, house.writer)
    stopped = house.production.cancel(programme.id, house.writer)
    assert house.traffic.standing(stopped) is Verdict.APPROVED
    with house.store.read() as books:
        assert books.jobs.live() == ()


def test_a_sound_of_former_texts_never_stands_again(house: House) -> None:
    programme = rebuilt(house)
    house.newsroom.revise(programme.scripts[0], 1, "Khác", "Bà con không đi nữa.", house.writer)
    for turned in (False, True):
        if turned:
            house.clock.tick(minutes=1)
            house.production.rebuild(programme.id, house.writer)
            house.production.turn(house.clock.at)
        stopped = house.production.cancel(programme.id, house.writer)
        assert stopped.state is ProgrammeState.FAILED
        assert house.traffic.standing(stopped) is None
        with house.store.read() as books:
            assert books.jobs.live() == ()


def test_work_on_former_texts_ends_when_the_new_ones_get_their_job(house: House) -> None:
    programme = house.submitted()
    house.production.turn(house.clock.at)
    former = job_of(house, programme)
    house.clock.tick(minutes=1)
    house.newsroom.revise(programme.scripts[0], 1, "Khác", BODY, house.writer)
    house.production.turn(house.clock.at)
    with house.store.read() as books:
        assert books.jobs.get(former.id).state is JobState.CANCELLED
        assert [job.subject for job in books.jobs.live()] == [programme.id]
    house.build_all()
    assert house.production.get(programme.id).state is ProgrammeState.READY


def test_a_job_stopped_in_its_last_moment_changes_nothing(tmp_path: Path) -> None:
    def stop(text: str) -> None:
        if house.production.get(programme.id).state is ProgrammeState.WANTED:
            house.production.cancel(programme.id, house.writer)

    house = House(tmp_path, engines=(Accident(stop),))
    programme = house.submitted()
    house.build_all()
    assert house.production.get(programme.id).state is ProgrammeState.FAILED
    assert job_of(house, programme).state is JobState.CANCELLED
    assert house.logbook.alerts() == ()
    house.close()


def test_a_withdrawn_programme_is_worked_on_no_longer(house: House) -> None:
    programme = house.submitted()
    house.production.turn(house.clock.at)
    house.production.withdraw(programme.id, house.writer)
    assert job_of(house, programme).state is JobState.CANCELLED
    with pytest.raises(ProgrammeGoneError):
        house.production.cancel(programme.id, house.writer)


def test_a_preview_is_stopped_and_made_when_asked_for_again(house: House) -> None:
    record = house.script()
    job = house.production.preview(record.id, house.writer)
    stopped = house.production.cancel_preview(job.id, house.writer)
    assert stopped.state is JobState.CANCELLED and stopped.error
    house.production.build(job.id)
    assert house.production.job(job.id).state is JobState.CANCELLED
    again = house.production.preview(record.id, house.writer)
    assert (again.id, again.state) == (job.id, JobState.QUEUED)
    house.production.build(again.id)
    assert house.production.job(again.id).state is JobState.DONE
    with pytest.raises(NotBeingMadeError):
        house.production.cancel_preview(again.id, house.writer)


def test_only_its_maker_or_an_operator_stops_and_only_what_is_being_made(house: House) -> None:
    theirs = house.newsroom.submit(
        house.newsroom.write("Khác", BODY, house.operator).id, house.operator
    )
    for other in (house.writer, house.approver, house.admin):
        with pytest.raises(NotAllowedError):
            house.production.cancel(theirs.id, other)
    house.production.turn(house.clock.at)
    with pytest.raises(NotBeingMadeError):
        house.production.cancel_preview(job_of(house, theirs).id, house.operator)
    ready = house.ready()
    with pytest.raises(NotBeingMadeError):
        house.production.cancel(ready.id, house.operator)
    house.production.cancel(theirs.id, house.operator)


def test_a_job_knows_when_its_worker_began(house: House) -> None:
    programme = house.submitted()
    house.production.turn(house.clock.at)
    assert job_of(house, programme).began_at is None
    began = house.clock.tick(minutes=3)
    house.build_all()
    assert job_of(house, programme).began_at == began
