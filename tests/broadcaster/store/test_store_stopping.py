"""Jobs that are stopped, masters that stand again, and sounds that some row names."""

from __future__ import annotations

from datetime import datetime, timedelta

from broadcaster.model import (
    AiringId,
    AsRun,
    CueId,
    JobKind,
    JobState,
    Master,
    Ms,
    Outcome,
    OutputName,
    Programme,
    ProgrammeState,
    RecordingId,
    TakenSound,
    Use,
    User,
    Verdict,
    ZoneName,
)
from broadcaster.sound.vault import Sha, sha_of
from broadcaster.store import Books, Store

HOUR = timedelta(hours=1)


def sha(name: str) -> Sha:
    return sha_of(name.encode())


def a_programme(books: Books, by: User, at: datetime) -> Programme:
    return books.programmes.add("Bản tin", (), None, "horn", by.id, at)


def a_master(name: str, at: datetime) -> Master:
    return Master(sha(name), Ms(1000), -16.0, -1.5, ("espeak",), (), "key", at)


class TestStopping:
    def test_what_waits_is_stopped_and_never_claimed(self, store: Store, now: datetime) -> None:
        with store.write() as books:
            id = books.jobs.want("k", JobKind.PROGRAMME, 3, 10, now).id
            assert books.jobs.cancel(id, "bà Lan dừng", now)
            stopped = books.jobs.get(id)
            assert (stopped.state, stopped.error) == (JobState.CANCELLED, "bà Lan dừng")
            assert books.jobs.claim(id, now + HOUR, now) is None
            assert books.jobs.waiting(now + 9 * HOUR) == books.jobs.live() == ()
            assert not books.jobs.cancel(id, "lần nữa", now), "it is stopped already"

    def test_what_runs_is_its_workers_no_longer(self, store: Store, now: datetime) -> None:
        with store.write() as books:
            id = books.jobs.want("k", JobKind.PROGRAMME, 3, 10, now).id
            claimed = books.jobs.claim(id, now + HOUR, now)
            assert claimed is not None and claimed.began_at == now
            assert books.jobs.cancel(id, "thôi", now)
            assert not books.jobs.beat(id, "encode", 500, now + HOUR, now, attempt=1)
            assert not books.jobs.finish(id, sha("made"), now, attempt=1)
            assert not books.jobs.fail(id, "lỗi", now, attempt=1)
            assert books.jobs.get(id).result is None

    def test_a_new_wish_takes_it_up_and_the_former_worker_stays_out(
        self, store: Store, now: datetime
    ) -> None:
        with store.write() as books:
            id = books.jobs.want("k", JobKind.PREVIEW, 3, 10, now).id
            books.jobs.claim(id, now + HOUR, now)
            books.jobs.cancel(id, "thôi", now)
            again = books.jobs.want("k", JobKind.PREVIEW, 3, 5, now + HOUR)
            assert (again.id, again.state, again.error) == (id, JobState.QUEUED, None)
            assert again.began_at is None
            second = books.jobs.claim(id, now + 3 * HOUR, now + 2 * HOUR)
            assert second is not None and second.attempts == 2
            assert not books.jobs.finish(id, sha("old"), now, attempt=1)
            assert books.jobs.finish(id, sha("new"), now, attempt=2)

    def test_what_is_done_cannot_be_stopped(self, store: Store, now: datetime) -> None:
        with store.write() as books:
            id = books.jobs.want("k", JobKind.PREVIEW, 3, 10, now).id
            books.jobs.claim(id, now + HOUR, now)
            books.jobs.finish(id, sha("made"), now)
            assert not books.jobs.cancel(id, "muộn rồi", now)
            assert books.jobs.get(id).state is JobState.DONE


def test_only_a_master_that_is_on_record_stands_again(
    store: Store, lan: User, now: datetime
) -> None:
    with store.write() as books:
        bare, made = a_programme(books, lan, now), a_programme(books, lan, now)
        books.programmes.set_master(made.id, a_master("made", now), now)
        books.programmes.set_wanted(made.id, now + HOUR)
        assert not books.programmes.set_standing(bare.id, now + HOUR)
        assert books.programmes.get(bare.id).state is ProgrammeState.WANTED
        assert books.programmes.set_standing(made.id, now + 2 * HOUR)
        stands = books.programmes.get(made.id)
        assert (stands.state, stands.master) == (ProgrammeState.READY, a_master("made", now))
        books.programmes.withdraw(made.id, now)
        assert not books.programmes.set_standing(made.id, now)


def test_every_sound_a_row_names_is_needed_and_a_jobs_is_not(
    store: Store, lan: User, now: datetime
) -> None:
    taken = TakenSound(sha("kept"), sha("source"), Ms(1000), -16.0, -1.0, (), repaired=False)
    with store.write() as books:
        assert books.sounds.needed() == books.sounds.previews() == frozenset()
        programme = a_programme(books, lan, now)
        books.programmes.set_master(programme.id, a_master("former", now), now)
        books.approvals.add(programme.id, sha("former"), Verdict.RETURNED, lan.id, now, "lại")
        books.programmes.set_master(programme.id, a_master("present", now), now)
        books.asruns.add(an_as_run(sha("sent"), now))
        recording = books.recordings.add(
            "Chào", "Lời chào", Use.VOICE, taken, "chào.m4a", "", lan.id, now, None
        )
        books.recordings.retire(RecordingId(recording.id), lan.id, now)
        for number, kind in enumerate((JobKind.PREVIEW, JobKind.PROGRAMME)):
            for name in ("both", f"only {kind}"):
                job = books.jobs.want(f"{number} {name}", kind, 1, 1, now)
                books.jobs.claim(job.id, now + HOUR, now)
                books.jobs.finish(job.id, sha(name), now)
    with store.read() as books:
        named = ("former", "present", "sent", "kept", "source")
        assert books.sounds.needed() == {sha(name) for name in named}
        assert books.sounds.previews() == {sha("only preview")}


def an_as_run(sound: Sha, at: datetime) -> AsRun:
    return AsRun(
        cue=CueId("1@loa"),
        airing=AiringId(1),
        node="may",
        output=OutputName("loa"),
        zone=ZoneName("Toàn xã"),
        title="Bản tin",
        sound=sound,
        planned_at=at,
        started_at=at,
        ended_at=at,
        length_ms=Ms(1000),
        sent_ms=Ms(1000),
        outcome=Outcome.PLAYED,
        reason=None,
        detail="",
    )
