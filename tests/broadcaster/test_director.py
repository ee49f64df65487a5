"""The director on real sounds, a real spool and a clock turned by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from broadcaster.clock import ManualClock
from broadcaster.model import Cue, Outcome, OutputName, Reason
from broadcaster.playout import recall as memory
from broadcaster.sound.formats import decode
from broadcaster.sound.output import Health, Playing
from broadcaster.sound.sound import Sound
from broadcaster.spool import Armed, Started
from tests.broadcaster.air import Air, FailableOutput, tone_mp3
from tests.broadcaster.values import LOA, NOON, cue, gap, sheet

S = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
CONTENT = tone_mp3(60)


@pytest.fixture
def air(tmp_path: Path) -> Air:
    return Air(tmp_path / "spool", ManualClock(NOON - 60 * S), (LOA,))


def booked(air: Air, number: int = 1, start: timedelta = timedelta(0)) -> Cue:
    sha = air.keep(CONTENT)
    return cue(number, NOON + start, length=timedelta(seconds=60), sound=sha)


def test_an_approved_sound_plays_once_whole_and_at_its_instant(air: Air) -> None:
    one = booked(air)
    air.publish(sheet(one))
    air.start()
    air.clock.advance_to(NOON + 5 * 60 * S)
    (row,) = air.rows()
    assert row.outcome is Outcome.PLAYED
    assert row.started_at == NOON
    assert row.sound == one.sound
    assert abs(row.sent_ms - 60_000) < 150
    ((_, heard),) = air.heard()
    assert (heard.began, heard.skip_ms) == (NOON, 0)


def test_the_intent_is_journalled_before_the_sound_and_the_start_after_it(air: Air) -> None:
    air.publish(sheet(booked(air)))
    air.start()
    air.clock.advance_to(NOON - S)
    kinds = [type(line.entry) for line in air.spool.journal.lines_after(0)[0]]
    assert kinds == [Armed]
    assert air.heard() == []
    air.clock.advance_to(NOON + S)
    kinds = [type(line.entry) for line in air.spool.journal.lines_after(0)[0]]
    assert kinds == [Armed, Started]


def test_a_file_that_is_not_the_approved_one_is_refused(air: Air) -> None:
    one = booked(air)
    air.publish(sheet(one))
    air.spool.sound_path(one.sound).write_bytes(tone_mp3(60, 880))
    air.start()
    air.clock.advance_to(NOON + 600 * S)
    (row,) = air.rows()
    assert (row.outcome, row.reason) == (Outcome.REFUSED, Reason.SOUND_CHANGED)
    assert air.heard() == []


def test_a_missing_file_that_comes_back_in_time_is_played_late(air: Air) -> None:
    one = booked(air)
    air.publish(sheet(one))
    air.spool.drop_sound(one.sound)
    air.start()
    air.clock.advance_to(NOON + 100 * S)
    assert air.rows() == []
    air.keep(CONTENT)
    air.clock.advance_to(NOON + 200 * S)
    (row,) = air.rows()
    assert row.outcome is Outcome.PLAYED
    assert row.started_at is not None
    assert NOON + 100 * S <= row.started_at < NOON + 102 * S


def test_a_file_that_is_no_sound_is_refused_even_when_its_hash_is_right(air: Air) -> None:
    sha = air.keep(b"this is text, not sound" * 100)
    air.publish(sheet(cue(1, NOON, sound=sha)))
    air.start()
    air.clock.advance_to(NOON + 600 * S)
    (row,) = air.rows()
    assert (row.outcome, row.reason) == (Outcome.REFUSED, Reason.SOUND_UNREADABLE)


def test_killed_in_mid_programme_it_goes_on_where_it_would_be_and_the_row_says_cut(
    air: Air,
) -> None:
    air.publish(sheet(booked(air)))
    air.start()
    air.clock.advance_to(NOON + 20 * S)
    air.kill()
    air.clock.advance_to(NOON + 30 * S)
    air.start()
    air.clock.advance_to(NOON + 600 * S)
    (row,) = air.rows()
    assert (row.outcome, row.reason) == (Outcome.CUT, Reason.PLAYOUT_STOPPED)
    assert row.started_at == NOON
    first, second = (heard for _, heard in air.heard())
    assert second.skip_ms >= first.skip_ms + first.sent_ms
    assert 30_000 <= second.skip_ms <= 31_000
    assert abs(row.sent_ms - (first.sent_ms + second.sent_ms)) <= 1_000


def test_killed_just_before_the_start_it_plays_late_and_whole(air: Air) -> None:
    air.publish(sheet(booked(air)))
    air.start()
    air.clock.advance_to(NOON - timedelta(milliseconds=250))
    air.kill()
    air.clock.advance_to(NOON + 3 * S)
    air.start()
    air.clock.advance_to(NOON + 600 * S)
    (row,) = air.rows()
    assert row.outcome is Outcome.PLAYED
    assert row.started_at is not None
    assert NOON + 3 * S <= row.started_at < NOON + 4 * S


def test_off_over_the_whole_time_it_says_missed(air: Air) -> None:
    air.publish(sheet(booked(air)))
    air.clock.advance_to(NOON + 3600 * S)
    air.start()
    air.clock.advance_to(NOON + 3700 * S)
    (row,) = air.rows()
    assert (row.outcome, row.reason) == (Outcome.MISSED, Reason.PLAYOUT_STOPPED)
    assert air.heard() == []


def test_restarted_after_the_programme_it_plays_nothing_twice(air: Air) -> None:
    air.publish(sheet(booked(air)))
    air.start()
    air.clock.advance_to(NOON + 90 * S)
    air.kill()
    air.start()
    air.clock.advance_to(NOON + 600 * S)
    assert len(air.rows()) == 1
    assert len(air.heard()) == 1


def test_an_output_that_dies_under_the_sound_is_taken_up_again_when_it_is_back(air: Air) -> None:
    air.publish(sheet(booked(air)))
    air.start()
    air.clock.advance_to(NOON + 20 * S)
    air.outputs[LOA].broken = True
    air.clock.advance_to(NOON + 35 * S)
    air.outputs[LOA].broken = False
    air.clock.advance_to(NOON + 600 * S)
    (row,) = air.rows()
    assert (row.outcome, row.reason) == (Outcome.CUT, Reason.OUTPUT_FAILED)
    assert "unplugged" in row.detail
    assert 44_000 < row.sent_ms < 46_500


def test_an_output_that_stays_dead_gives_one_missed_row(air: Air) -> None:
    air.publish(sheet(booked(air)))
    air.start()
    air.outputs[LOA].broken = True
    air.clock.advance_to(NOON + 600 * S)
    (row,) = air.rows()
    assert (row.outcome, row.reason) == (Outcome.MISSED, Reason.OUTPUT_FAILED)


def test_a_clock_set_back_repeats_nothing(air: Air) -> None:
    air.publish(sheet(booked(air)))
    air.start()
    air.clock.advance_to(NOON + 90 * S)
    air.clock.step(timedelta(minutes=-10))
    air.clock.advance_to(NOON + 600 * S)
    assert len(air.rows()) == 1
    assert len(air.heard()) == 1


def test_a_clock_set_forward_over_a_cue_says_so(air: Air) -> None:
    air.publish(sheet(booked(air)))
    air.start()
    air.clock.advance_to(NOON - 50 * S)
    air.clock.step(timedelta(hours=2))
    air.clock.advance_to(NOON + timedelta(hours=3))
    (row,) = air.rows()
    assert (row.outcome, row.reason) == (Outcome.MISSED, Reason.CLOCK_JUMPED)


def test_an_empty_slot_gets_its_row(air: Air) -> None:
    air.publish(sheet(gaps=(gap(3, NOON, Reason.NO_PROGRAMME),)))
    air.start()
    air.clock.advance_to(NOON + 600 * S)
    (row,) = air.rows()
    assert (row.outcome, row.reason) == (Outcome.REFUSED, Reason.NO_PROGRAMME)


def test_cancelled_while_on_air_it_stops_at_once(air: Air) -> None:
    one = booked(air)
    air.publish(sheet(one))
    air.start()
    air.clock.advance_to(NOON + 20 * S)
    air.publish(sheet(one, cancelled=frozenset({one.id})))
    air.clock.advance_to(NOON + 25 * S)
    (row,) = air.rows()
    assert (row.outcome, row.reason) == (Outcome.CUT, Reason.CANCELLED)
    assert row.sent_ms < 22_000


def test_a_sheet_that_cannot_be_read_leaves_the_one_before_in_force(air: Air) -> None:
    air.publish(sheet(booked(air)))
    air.start()
    air.clock.advance_to(NOON - 30 * S)
    (air.folder / "sheet.json").write_text("{ torn", encoding="utf-8")
    air.clock.advance_to(NOON + 600 * S)
    (row,) = air.rows()
    assert row.outcome is Outcome.PLAYED


def test_a_full_disk_silences_nothing_and_the_rows_follow(air: Air) -> None:
    air.publish(sheet(booked(air)))
    air.start()
    journal = air.folder / "journal.jsonl"
    journal.mkdir()  # nothing can be appended to a folder, by root either
    air.clock.advance_to(NOON + 90 * S)
    assert len(air.heard()) == 1
    journal.rmdir()
    air.clock.advance_to(NOON + 200 * S)
    (row,) = air.rows()
    assert row.outcome is Outcome.PLAYED


def test_a_torn_last_line_costs_only_itself(air: Air) -> None:
    one = booked(air)
    air.publish(sheet(one))
    air.start()
    air.clock.advance_to(NOON + 90 * S)
    air.kill()
    with (air.folder / "journal.jsonl").open("ab") as file:
        file.write(b'{"started":{"cue":"9@lo')
    two = booked(air, 2, timedelta(minutes=10))
    air.publish(sheet(one, two))
    air.start()
    air.clock.advance_to(NOON + 1200 * S)
    assert [row.cue for row in air.rows()] == [one.id, two.id]
    assert len(air.heard()) == 2


def test_back_to_back_programmes_follow_without_overlap(air: Air) -> None:
    first = booked(air, 1)
    second = booked(air, 2, timedelta(seconds=60))
    air.publish(sheet(first, second))
    air.start()
    air.clock.advance_to(NOON + 600 * S)
    one, two = (heard for _, heard in air.heard())
    ended = one.began + timedelta(milliseconds=one.sent_ms)
    assert ended <= two.began <= ended + timedelta(milliseconds=200)


def test_two_outputs_keep_their_own_rows(tmp_path: Path) -> None:
    other = OutputName("ghi")
    air = Air(tmp_path / "spool", ManualClock(NOON - 60 * S), (LOA, other))
    sha = air.keep(CONTENT)
    length = timedelta(seconds=60)
    cues = [cue(1, NOON, output=name, length=length, sound=sha) for name in (LOA, other)]
    air.publish(sheet(*cues))
    air.start()
    air.outputs[LOA].broken = True
    air.clock.advance_to(NOON + 600 * S)
    outcomes = {row.output: row.outcome for row in air.rows()}
    assert outcomes == {LOA: Outcome.MISSED, other: Outcome.PLAYED}


def test_a_sound_replaced_after_it_was_decoded_is_not_the_one_heard(air: Air) -> None:
    one = booked(air)
    air.publish(sheet(one))
    air.start()
    air.clock.advance_to(NOON - 10 * S)
    other = air.keep(tone_mp3(30, 880))
    air.publish(sheet(cue(1, NOON, length=30 * S, sound=other)))
    air.clock.advance_to(NOON + 600 * S)
    (row,) = air.rows()
    assert (row.outcome, row.sound) == (Outcome.PLAYED, other)
    ((_, heard),) = air.heard()
    assert heard.label.endswith(other[:8])
    assert abs(heard.sent_ms - 30_000) < 150


def test_cancelled_while_playout_was_down_the_broken_sound_still_gets_its_row(air: Air) -> None:
    one = booked(air)
    air.publish(sheet(one))
    air.start()
    air.clock.advance_to(NOON + 20 * S)
    air.kill()
    over = gap(1, NOON, Reason.CANCELLED)
    air.publish(sheet(gaps=(over,), cancelled=frozenset({one.id})))
    air.start()
    air.clock.advance_to(NOON + 30 * S)
    (row,) = air.rows()
    assert (row.outcome, row.reason, row.started_at) == (Outcome.CUT, Reason.CANCELLED, NOON)
    assert row.sent_ms > 0
    assert len(air.heard()) == 1


def test_told_to_end_just_after_the_first_sample_it_does_not_begin_again(air: Air) -> None:
    one = booked(air)
    air.publish(sheet(one))
    air.start()
    air.clock.advance_to(NOON - S)
    air.clock.remove("playout")
    air.clock.advance_to(NOON + S)
    assert air.director is not None
    air.director.close(air.clock.now())
    assert [start.started_at for start in air.starts(one)] == [NOON]
    status = air.spool.status()
    assert status is not None and status.outputs[0].sent_ms == 1_000


class Bewitched(FailableOutput):
    """An output whose driver raises what no output should."""

    def pump(self, now: datetime) -> None:
        raise RuntimeError("driver gone mad")

    def start(self, sound: Sound, at: datetime, *, skip_ms: int = 0, label: str = "") -> Playing:
        raise RuntimeError("driver gone mad")

    def health(self, now: datetime) -> Health:
        raise RuntimeError("driver gone mad")


def test_an_output_gone_mad_takes_no_other_with_it(tmp_path: Path) -> None:
    other = OutputName("ghi")
    air = Air(tmp_path / "spool", ManualClock(NOON - 60 * S), (LOA, other))
    sha = air.keep(CONTENT)
    cues = [cue(1, NOON, output=name, length=60 * S, sound=sha) for name in (LOA, other)]
    air.publish(sheet(*cues))
    air.start()
    air.outputs[LOA].__class__ = Bewitched
    air.clock.advance_to(NOON + 600 * S)
    outcomes = {row.output: (row.outcome, row.reason) for row in air.rows()}
    assert outcomes == {
        LOA: (Outcome.MISSED, Reason.OUTPUT_FAILED),
        other: (Outcome.PLAYED, None),
    }
    status = air.spool.status()
    assert status is not None
    assert [output.ok for output in status.outputs] == [False, True]


def test_a_sound_too_big_for_the_memory_takes_no_other_with_it(tmp_path: Path) -> None:
    other = OutputName("ghi")
    big, small = tone_mp3(60, 880), CONTENT

    def tight(path: Path) -> Sound:
        if path.read_bytes() == big:
            raise MemoryError
        return decode(path)

    air = Air(tmp_path / "spool", ManualClock(NOON - 60 * S), (LOA, other), decode=tight)
    length = 60 * S
    cues = [
        cue(1, NOON, output=LOA, length=length, sound=air.keep(big)),
        cue(2, NOON, output=other, length=length, sound=air.keep(small)),
    ]
    air.publish(sheet(*cues))
    air.start()
    air.clock.advance_to(NOON + 600 * S)
    outcomes = {row.output: (row.outcome, row.reason) for row in air.rows()}
    assert outcomes == {
        LOA: (Outcome.REFUSED, Reason.SOUND_UNREADABLE),
        other: (Outcome.PLAYED, None),
    }


@pytest.mark.parametrize("name", ["status.json", "sheet.json"])
def test_rotten_files_in_the_spool_stop_no_playout(air: Air, name: str) -> None:
    air.publish(sheet(booked(air)))
    rotten = b'{"station":"\xff\xfe\x80'
    (air.folder / name).write_bytes(rotten)
    air.start()
    air.clock.advance_to(NOON - 30 * S)
    air.publish(sheet(booked(air)))
    air.clock.advance_to(NOON + 600 * S)
    (row,) = air.rows()
    assert row.outcome is Outcome.PLAYED


def test_a_text_no_file_can_hold_stops_no_playout(air: Air) -> None:
    air.publish(sheet(replace(booked(air), title="tên lạ \udc80")))
    air.start()
    air.clock.advance_to(NOON + 600 * S)
    (row,) = air.rows()
    assert row.outcome is Outcome.PLAYED


def test_a_rotten_sound_makes_room_for_a_good_copy(air: Air) -> None:
    one = booked(air)
    air.publish(sheet(one))
    air.spool.sound_path(one.sound).write_bytes(b"rotten")
    air.start()
    air.clock.advance_to(NOON - 15 * S)
    assert not air.spool.has_sound(one.sound), "so that traffic brings it again"
    air.keep(CONTENT)
    air.clock.advance_to(NOON + 600 * S)
    (row,) = air.rows()
    assert (row.outcome, row.started_at) == (Outcome.PLAYED, NOON)


def test_a_clock_set_ahead_by_mistake_and_put_right_costs_nothing(air: Air) -> None:
    air.publish(sheet(booked(air), gaps=(gap(3, NOON, Reason.NO_PROGRAMME),)))
    air.start()
    air.clock.advance_to(NOON - 50 * S)
    air.clock.step(timedelta(days=1))
    air.clock.advance_to(NOON + timedelta(days=1) + 60 * S)
    assert air.rows() == []
    air.clock.step(timedelta(days=-1))
    air.clock.advance_to(NOON + 1200 * S)
    assert {(row.airing, row.outcome) for row in air.rows()} == {
        (1, Outcome.PLAYED),
        (3, Outcome.REFUSED),
    }


def test_only_the_end_of_a_long_journal_is_recalled(
    air: Air, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "RECALLED", 3_000)
    cues = [booked(air, number, number * 2 * MINUTE) for number in range(20)]
    air.publish(sheet(*cues))
    air.start()
    air.clock.advance_to(NOON + timedelta(hours=1))
    known = memory.recall(air.spool)
    assert 1 <= len(known) < 20
    assert known[cues[-1].id].ended
