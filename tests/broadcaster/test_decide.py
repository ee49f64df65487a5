"""The policy of the air: what is done with a cue at every instant around its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from broadcaster.model import (
    Cue,
    CueId,
    CueSheet,
    Ms,
    Outcome,
    OutputName,
    Priority,
    Reason,
    Rules,
)
from broadcaster.playout.decide import Action, Arm, Close, Cut, Start, Trace, decide
from broadcaster.sound.vault import Sha
from tests.broadcaster.values import LOA, NOON, cue, gap, sheet

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
S = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
READY = Trace(armed=True)


def at(
    now: datetime,
    plan: CueSheet,
    traces: Mapping[CueId, Trace] | None = None,
    on_air: Mapping[OutputName, Cue] | None = None,
    since: datetime | None = None,
    patient: bool = False,
) -> tuple[Action, ...]:
    return decide(plan, traces or {}, on_air or {}, now, HANOI, since, patient).actions


ONE = cue(1, NOON)


def test_a_cue_far_ahead_wants_nothing_until_it_must_be_armed() -> None:
    decision = decide(sheet(ONE), {}, {}, NOON - 10 * MINUTE, HANOI)
    assert decision.actions == ()
    assert decision.next == NOON - 20 * S


def test_a_cue_is_armed_twenty_seconds_ahead_and_started_two_seconds_ahead() -> None:
    assert at(NOON - 20 * S, sheet(ONE)) == (Arm(ONE),)
    assert at(NOON - 10 * S, sheet(ONE), {ONE.id: READY}) == ()
    assert at(NOON - 2 * S, sheet(ONE), {ONE.id: READY}) == (Start(ONE, NOON, Ms(0)),)


def test_a_late_cue_starts_at_once_from_its_beginning_until_its_latest() -> None:
    late = NOON + 4 * MINUTE
    assert at(late, sheet(ONE), {ONE.id: READY}) == (Start(ONE, late, Ms(0)),)
    (missed,) = at(NOON + 5 * MINUTE + S, sheet(ONE), {ONE.id: READY})
    assert isinstance(missed, Close)
    assert missed.outcome is Outcome.MISSED


def test_what_a_power_cut_swallowed_is_missed_because_playout_was_stopped() -> None:
    (missed,) = at(NOON + 60 * MINUTE, sheet(ONE))
    assert missed == Close(ONE, Outcome.MISSED, Reason.PLAYOUT_STOPPED, "")


def test_what_a_jump_of_the_clock_swallowed_names_the_jump() -> None:
    (missed,) = at(NOON + 60 * MINUTE, sheet(ONE), since=NOON - 30 * MINUTE)
    assert isinstance(missed, Close)
    assert missed.reason is Reason.CLOCK_JUMPED
    assert "→" in missed.detail


def test_a_cue_that_ended_is_never_touched_again_even_when_the_clock_goes_back() -> None:
    ended = {ONE.id: Trace(ended=True)}
    assert at(NOON, sheet(ONE), ended) == ()
    assert at(NOON - 15 * S, sheet(ONE), ended) == ()


def test_a_broken_sound_is_taken_up_where_it_would_be_by_now() -> None:
    broken = Trace(armed=True, started_at=NOON, sent_ms=Ms(30_000))
    now = NOON + 45 * S
    assert at(now, sheet(ONE), {ONE.id: broken}) == (Start(ONE, now, Ms(45_000)),)


def test_a_broken_sound_with_hardly_anything_left_is_closed_as_cut() -> None:
    broken = Trace(armed=True, started_at=NOON, sent_ms=Ms(30_000))
    (closed,) = at(NOON + 5 * MINUTE - 4 * S, sheet(ONE), {ONE.id: broken})
    assert closed == Close(ONE, Outcome.CUT, Reason.PLAYOUT_STOPPED, "")


def test_another_sound_approved_meanwhile_does_not_continue_a_broken_one() -> None:
    broken = Trace(started_at=NOON, sound=Sha("b" * 64), sent_ms=Ms(30_000))
    (closed,) = at(NOON + 45 * S, sheet(ONE), {ONE.id: broken})
    assert closed == Close(ONE, Outcome.CUT, Reason.SOUND_CHANGED, "")


def test_the_last_guard_refuses_an_hour_outside_the_rules_whatever_the_sheet_says() -> None:
    early = cue(1, datetime(2026, 11, 23, 3, 15, tzinfo=HANOI))
    plan = sheet(early, rules=Rules(hours=((time(5), time(22)),)))
    (refused,) = at(early.starts_at, plan)
    assert refused == Close(early, Outcome.REFUSED, Reason.OUTSIDE_HOURS, "")


def test_only_an_urgent_cue_passes_the_hours() -> None:
    night = datetime(2026, 11, 23, 3, 15, tzinfo=HANOI)
    urgent = cue(1, night, priority=Priority.URGENT)
    plan = sheet(urgent, rules=Rules(hours=((time(5), time(22)),)))
    assert at(night, plan, {urgent.id: READY}) == (Start(urgent, night, Ms(0)),)


def test_an_urgent_cue_cuts_in_and_an_ordinary_one_waits() -> None:
    playing = {LOA: ONE}
    second = cue(2, NOON + MINUTE)
    urgent = cue(3, NOON + MINUTE, priority=Priority.URGENT)
    now = NOON + MINUTE
    assert at(now, sheet(ONE, second), {second.id: READY}, playing) == ()
    actions = at(now, sheet(ONE, urgent), {urgent.id: READY}, playing)
    assert actions == (Cut(ONE.id, Reason.INTERRUPTED), Start(urgent, now, Ms(0)))


def test_two_cues_at_once_on_one_output_never_start_together() -> None:
    twin = cue(2, NOON)
    ready = {ONE.id: READY, twin.id: READY}
    starts = [a for a in at(NOON, sheet(ONE, twin), ready) if isinstance(a, Start)]
    assert [start.cue for start in starts] == [ONE]


def test_a_cancelled_airing_is_cut_when_on_air_and_ignored_before() -> None:
    plan = sheet(ONE, cancelled=frozenset({ONE.id}))
    assert at(NOON, plan) == ()
    assert at(NOON + S, plan, {ONE.id: READY}, {LOA: ONE}) == (Cut(ONE.id, Reason.CANCELLED),)


def test_a_gap_may_still_be_filled_until_its_latest_and_then_gets_its_row() -> None:
    hole = gap(7, NOON, Reason.NOT_APPROVED)
    plan = sheet(gaps=(hole,))
    assert at(NOON + MINUTE, plan) == ()
    after = NOON + 5 * MINUTE + S
    assert at(after, plan) == (Close(hole, Outcome.REFUSED, Reason.NOT_APPROVED, ""),)
    assert at(after, plan, {hole.id: Trace(ended=True)}) == ()


def test_trouble_is_what_the_row_says_when_time_runs_out() -> None:
    trouble = Trace(trouble=Reason.SOUND_CHANGED, detail="x.mp3")
    (closed,) = at(NOON + 6 * MINUTE, sheet(ONE), {ONE.id: trouble})
    assert closed == Close(ONE, Outcome.REFUSED, Reason.SOUND_CHANGED, "x.mp3")
    dead = Trace(armed=True, trouble=Reason.OUTPUT_FAILED, detail="no card")
    (closed,) = at(NOON + 6 * MINUTE, sheet(ONE), {ONE.id: dead})
    assert closed == Close(ONE, Outcome.MISSED, Reason.OUTPUT_FAILED, "no card")


instants = st.integers(-900, 900).map(lambda s: NOON + timedelta(seconds=s))
traces = st.builds(
    Trace,
    armed=st.booleans(),
    started_at=st.none() | instants,
    sent_ms=st.integers(0, 300_000).map(Ms),
    trouble=st.none() | st.sampled_from(Reason),
    ended=st.booleans(),
)


@given(now=instants, starts=st.lists(instants, max_size=5), known=st.data())
def test_whatever_the_state_no_output_gets_two_sounds_and_nothing_ended_is_touched(
    now: datetime, starts: list[datetime], known: st.DataObject
) -> None:
    cues = [cue(number, start) for number, start in enumerate(starts)]
    state = {one.id: known.draw(traces) for one in cues}
    decision = decide(sheet(*cues), state, {}, now, HANOI, None)
    begun = [action.cue.output for action in decision.actions if isinstance(action, Start)]
    assert len(begun) == len(set(begun))
    for action in decision.actions:
        if isinstance(action, Arm | Start | Close):
            assert not state[action.cue.id].ended
        if isinstance(action, Start):
            assert action.at >= now or action.at == action.cue.starts_at
            assert 0 <= action.skip_ms < action.cue.length_ms
    assert decision.next > now


@given(now=instants, start=instants)
def test_a_cue_is_never_started_before_its_instant(now: datetime, start: datetime) -> None:
    one = cue(1, start)
    for action in at(now, sheet(one), {one.id: READY}):
        if isinstance(action, Start):
            assert action.at >= start


def test_a_cue_that_waited_for_its_output_until_too_late_says_that_it_was_busy() -> None:
    second = cue(2, NOON + MINUTE)
    playing = {LOA: replace(ONE, title="Bản tin dài")}
    now = NOON + 7 * MINUTE
    (closed,) = at(now, sheet(ONE, second), {second.id: READY}, playing, since=now - S)
    assert closed == Close(second, Outcome.MISSED, Reason.OUTPUT_BUSY, "Bản tin dài")


def test_a_clock_set_ahead_closes_nothing_until_it_has_stood_so_for_a_while() -> None:
    hole = gap(7, NOON, Reason.NOT_APPROVED)
    tomorrow = NOON + timedelta(days=1)
    plan = sheet(ONE, gaps=(hole,))
    before = NOON - MINUTE
    assert at(tomorrow, plan, since=before, patient=True) == ()
    closed = at(tomorrow, plan, since=before)
    assert {one.reason for one in closed} == {Reason.NOT_APPROVED, Reason.CLOCK_JUMPED}
