"""What the books of slots, airings, as-runs, jobs, events and marks promise, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from broadcaster.model import (
    Airing,
    AiringId,
    AiringState,
    AsRun,
    CueId,
    EventId,
    EventLevel,
    JobId,
    JobKind,
    JobState,
    Ms,
    Outcome,
    OutputName,
    Priority,
    ProgrammeId,
    Reason,
    Slot,
    SlotId,
    User,
    ZoneName,
)
from broadcaster.sound.vault import Sha
from broadcaster.store import Books, NotFoundError, Store, StoreRefusedError

HOUR = timedelta(hours=1)
ZONE = ZoneName("toàn xã")
SHA = Sha("c" * 64)


def a_slot(books: Books, start: time = time(5, 30)) -> Slot:
    return books.slots.add(
        "Sáng",
        {0, 2, 6},
        start,
        ZONE,
        None,
        Ms(900_000),
        Ms(60_000),
        date(2026, 1, 1),
        None,
    )


def an_airing(books: Books, at: datetime, slot: SlotId | None = None) -> Airing | None:
    return books.airings.add(
        None, slot, ZONE, "Bản tin sáng", at, at + HOUR, Priority.ORDINARY, "", None
    )


def an_as_run(cue: str, at: datetime) -> AsRun:
    return AsRun(
        CueId(cue),
        AiringId(7),
        "hub",
        OutputName("loa"),
        ZONE,
        "Bản tin sáng",
        SHA,
        at,
        at,
        at + HOUR,
        Ms(61_000),
        Ms(61_000),
        Outcome.PLAYED,
        None,
        "",
    )


class TestSlots:
    def test_slots_come_in_the_order_of_the_day(self, store: Store) -> None:
        with store.write() as books:
            evening, morning = a_slot(books, time(17, 15)), a_slot(books, time(5, 30))
            books.slots.set_active(evening.id, False)
        with store.read() as books:
            assert books.slots.all(active_only=True) == (morning,)
            assert books.slots.all(active_only=False) == (morning, replace(evening, active=False))
            assert books.slots.get(morning.id) == morning

    def test_a_programme_is_put_in_and_taken_out(
        self, store: Store, lan: User, now: datetime
    ) -> None:
        with store.write() as books:
            slot = a_slot(books)
            programme = books.programmes.add("Một", (), None, "standard", lan.id, now).id
            books.slots.set_programme(slot.id, programme)
            assert books.slots.get(slot.id).programme == programme
            books.slots.set_programme(slot.id, None)
            assert books.slots.get(slot.id) == slot
            with pytest.raises(NotFoundError, match="no slot 404"):
                books.slots.set_programme(SlotId(404), None)


class TestAirings:
    def test_a_slot_has_one_airing_at_an_instant_in_a_zone(
        self, store: Store, now: datetime
    ) -> None:
        with store.write() as books:
            slot = a_slot(books).id
            first = an_airing(books, now, slot)
            assert first is not None
            assert an_airing(books, now, slot) is None
            assert books.airings.cancel(first.id, None, now)
            assert an_airing(books, now, slot) is None
            assert an_airing(books, now + HOUR, slot) is not None

    def test_bookings_without_a_slot_are_each_their_own(self, store: Store, now: datetime) -> None:
        with store.write() as books:
            first, second = an_airing(books, now), an_airing(books, now)
        assert first is not None
        assert second is not None
        with store.read() as books:
            assert books.airings.between(now, now + HOUR) == (first, second)

    def test_between_takes_the_first_instant_and_leaves_the_last(
        self, store: Store, lan: User, now: datetime
    ) -> None:
        with store.write() as books:
            later, early = an_airing(books, now + HOUR), an_airing(books, now)
            assert later is not None
            assert early is not None
            books.airings.cancel(later.id, lan.id, now)
            cancelled = replace(later, state=AiringState.CANCELLED, cancelled_by=lan.id)
        with store.read() as books:
            assert books.airings.between(now, now + HOUR) == (early,)
            assert books.airings.between(now, now + 2 * HOUR) == (early,)
            everything = books.airings.between(now, now + 2 * HOUR, include_cancelled=True)
            assert everything == (early, cancelled)
            assert books.airings.between(now + timedelta(microseconds=1), now + HOUR) == ()

    def test_an_airing_is_cancelled_once_and_then_stays_as_it_is(
        self, store: Store, lan: User, now: datetime
    ) -> None:
        with store.write() as books:
            added = an_airing(books, now)
            assert added is not None
            programme = books.programmes.add("Một", (), None, "standard", lan.id, now).id
            assert books.airings.set_programme(added.id, programme, "Một")
            filled = books.airings.get(added.id)
            assert (filled.programme, filled.title) == (programme, "Một")
            assert books.airings.cancel(added.id, lan.id, now)
            assert not books.airings.cancel(added.id, lan.id, now)
            assert not books.airings.set_programme(added.id, None, "Khác")
            assert books.airings.get(added.id).title == "Một"
            with pytest.raises(NotFoundError, match="no airing 404"):
                books.airings.cancel(AiringId(404), lan.id, now)


class TestAsRuns:
    def test_a_cue_has_one_record_for_ever(self, store: Store, now: datetime) -> None:
        with store.write() as books:
            assert books.asruns.add(an_as_run("7@loa", now))
            assert not books.asruns.add(replace(an_as_run("7@loa", now), outcome=Outcome.CUT))
            assert books.asruns.of_airing(AiringId(7)) == (an_as_run("7@loa", now),)
            assert books.asruns.of_airing(AiringId(8)) == ()

    def test_it_needs_no_airing_in_the_books_and_keeps_every_fact(
        self, store: Store, now: datetime
    ) -> None:
        missed = replace(
            an_as_run("9@loa", now),
            sound=None,
            started_at=None,
            sent_ms=Ms(0),
            outcome=Outcome.MISSED,
            reason=Reason.TOO_LATE,
            detail="mất điện",
        )
        with store.write() as books:
            books.asruns.add(missed)
        with store.read() as books:
            assert books.asruns.between(now, now + HOUR) == (missed,)

    def test_between_goes_by_plan_and_latest_by_end(self, store: Store, now: datetime) -> None:
        long = replace(an_as_run("1@loa", now), ended_at=now + 5 * HOUR)
        short = an_as_run("2@loa", now + HOUR)
        with store.write() as books:
            books.asruns.add(short)
            books.asruns.add(long)
        with store.read() as books:
            assert books.asruns.between(now, now + 2 * HOUR) == (long, short)
            assert books.asruns.between(now, now + HOUR) == (long,)
            assert books.asruns.latest(5) == (long, short)
            assert books.asruns.latest(1) == (long,)


class TestJobs:
    def test_the_same_wish_is_the_same_job(self, store: Store, now: datetime) -> None:
        with store.write() as books:
            first = books.jobs.want("k", JobKind.PROGRAMME, 3, 10, now)
            again = books.jobs.want("k", JobKind.PROGRAMME, 3, 5, now + HOUR)
            other = books.jobs.want("l", JobKind.PROGRAMME, 3, 20, now)
        assert (first.state, first.attempts, first.progress) == (JobState.QUEUED, 0, 0)
        assert again == first
        with store.read() as books:
            assert books.jobs.by_key("k") == first
            assert books.jobs.by_key("x") is None
            assert books.jobs.live() == (other, first)
            assert books.jobs.waiting(now) == (other, first)

    def test_a_waiting_job_is_hurried_and_never_delayed(self, store: Store, now: datetime) -> None:
        with store.write() as books:
            books.jobs.want("k", JobKind.PROGRAMME, 3, 10, now)
            assert books.jobs.want("k", JobKind.PROGRAMME, 3, 100, now).priority == 100
            assert books.jobs.want("k", JobKind.PROGRAMME, 3, 1, now).priority == 100

    def test_a_job_goes_from_claim_to_result(self, store: Store, now: datetime) -> None:
        until = now + HOUR
        with store.write() as books:
            id = books.jobs.want("k", JobKind.PREVIEW, 3, 10, now).id
            claimed = books.jobs.claim(id, until, now)
            assert claimed is not None
            assert (claimed.state, claimed.attempts, claimed.lease_until) == (
                JobState.RUNNING,
                1,
                until,
            )
            assert books.jobs.claim(id, until, now) is None
            assert books.jobs.beat(id, "mix", 400, until + HOUR, now)
            running = books.jobs.get(id)
            assert (running.stage, running.progress, running.lease_until) == (
                "mix",
                400,
                until + HOUR,
            )
            assert books.jobs.live() == (running,)
            assert books.jobs.finish(id, SHA, now)
            done = books.jobs.get(id)
            assert (done.state, done.result, done.progress) == (JobState.DONE, SHA, 1000)
            assert done.lease_until is None
            assert not books.jobs.beat(id, "mix", 500, until, now)
            assert not books.jobs.fail(id, "trễ rồi", now)
            assert books.jobs.claim(id, until, now + 9 * HOUR) is None
            assert books.jobs.want("k", JobKind.PREVIEW, 3, 10, now) == done
            assert books.jobs.live() == ()
            assert books.jobs.latest(JobKind.PREVIEW, 3) == done
            assert books.jobs.latest(JobKind.PROGRAMME, 3) is None

    def test_a_failed_job_is_queued_again_by_the_next_wish(
        self, store: Store, now: datetime
    ) -> None:
        with store.write() as books:
            id = books.jobs.want("k", JobKind.PROGRAMME, 3, 10, now).id
            books.jobs.claim(id, now + HOUR, now)
            assert books.jobs.fail(id, "mất mạng", now)
            assert books.jobs.get(id).error == "mất mạng"
            assert books.jobs.waiting(now + 9 * HOUR) == ()
            again = books.jobs.want("k", JobKind.PROGRAMME, 3, 5, now + HOUR)
            assert (again.id, again.state, again.error, again.priority) == (
                id,
                JobState.QUEUED,
                None,
                5,
            )

    def test_a_lease_that_has_run_out_frees_the_job_and_shuts_the_late_worker_out(
        self, store: Store, now: datetime
    ) -> None:
        with store.write() as books:
            id = books.jobs.want("k", JobKind.PROGRAMME, 3, 10, now).id
            first = books.jobs.claim(id, now + HOUR, now)
            before = now + HOUR - timedelta(microseconds=1)
            assert books.jobs.claim(id, now + 2 * HOUR, before) is None
            assert books.jobs.waiting(before) == ()
            assert [job.id for job in books.jobs.waiting(now + HOUR)] == [id]
            second = books.jobs.claim(id, now + 3 * HOUR, now + HOUR)
            assert first is not None
            assert second is not None
            assert (first.attempts, second.attempts) == (1, 2)
            late = first.attempts
            assert not books.jobs.beat(id, "mix", 1, now + 9 * HOUR, now, attempt=late)
            assert not books.jobs.finish(id, SHA, now, attempt=late)
            assert not books.jobs.fail(id, "x", now, attempt=late)
            assert books.jobs.get(id) == second
            assert books.jobs.finish(id, SHA, now, attempt=second.attempts)

    def test_what_is_not_there_is_named(self, store: Store, now: datetime) -> None:
        with store.write() as books:
            assert books.jobs.claim(JobId(404), now, now) is None
            with pytest.raises(NotFoundError, match="no job 404"):
                books.jobs.get(JobId(404))


class TestEventsAndMarks:
    def test_an_alert_is_unseen_until_a_person_has_seen_it(
        self, store: Store, lan: User, now: datetime
    ) -> None:
        with store.write() as books:
            note = books.events.add(EventLevel.NOTE, "signed-in", lan.id, "user 1", "", now)
            alert = books.events.add(EventLevel.ALERT, "missed", None, "7@loa", "trễ", now)
        with store.write() as books:
            assert books.events.latest(10) == (alert, note)
            assert books.events.latest(1) == (alert,)
            assert books.events.unseen_alerts() == (alert,)
            assert books.events.mark_seen(alert.id, now + HOUR)
            assert not books.events.mark_seen(alert.id, now + 2 * HOUR)
            assert books.events.unseen_alerts() == ()
            assert books.events.latest(1) == (replace(alert, seen_at=now + HOUR),)
            with pytest.raises(NotFoundError, match="no event 404"):
                books.events.mark_seen(EventId(404), now)

    def test_a_mark_holds_what_was_set_last(self, store: Store) -> None:
        with store.write() as books:
            assert books.marks.get("journal") is None
            books.marks.set("journal", "120")
            books.marks.set("journal", "240")
            books.marks.set("other", "1")
        with store.read() as books:
            assert books.marks.get("journal") == "240"


def test_an_airing_can_only_name_a_programme_that_exists(store: Store, now: datetime) -> None:
    with store.write() as books, pytest.raises(StoreRefusedError):
        books.airings.add(ProgrammeId(404), None, ZONE, "x", now, now, Priority.URGENT, "lũ", None)
