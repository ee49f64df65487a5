"""The two clocks: one that beats, one that is turned by hand."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise

import pytest

from broadcaster.clock import ManualClock, WallClock, wall_now

NOON = datetime(2026, 2, 28, 12, 0, tzinfo=UTC)
S = timedelta(seconds=1)


def test_turns_are_taken_in_order_at_the_instants_they_asked_for() -> None:
    clock = ManualClock(NOON)
    seen: list[tuple[str, datetime]] = []

    def turn(name: str, period: timedelta) -> None:
        def take(now: datetime) -> datetime:
            seen.append((name, now))
            return now + period

        clock.add(name, take)

    turn("slow", 3 * S)
    turn("fast", 2 * S)
    clock.advance_to(NOON + 4 * S)
    assert seen == [
        ("slow", NOON),
        ("fast", NOON),
        ("fast", NOON + 2 * S),
        ("slow", NOON + 3 * S),
        ("fast", NOON + 4 * S),
    ]


def test_a_step_is_seen_at_once_by_every_turn() -> None:
    clock = ManualClock(NOON)
    seen: list[datetime] = []

    def take(now: datetime) -> datetime:
        seen.append(now)
        return now + timedelta(hours=1)

    clock.add("turn", take)
    clock.advance_to(NOON + S)
    clock.step(timedelta(hours=-2))
    clock.advance_to(NOON - timedelta(hours=1, minutes=30))
    assert seen == [NOON, NOON + S - timedelta(hours=2)]


def test_a_turn_that_asks_for_the_past_does_not_stop_the_clock() -> None:
    clock = ManualClock(NOON)
    count = 0

    def take(now: datetime) -> datetime:
        nonlocal count
        count += 1
        return now - S

    clock.add("greedy", take)
    clock.advance_to(NOON + S)
    assert clock.now() == NOON + S
    assert count == 201


def test_a_failed_turn_is_reported_and_comes_round_again() -> None:
    told: list[str] = []
    clock = ManualClock(NOON, lambda name, error: told.append(f"{name}: {error}"))
    taken = 0

    def take(now: datetime) -> datetime:
        nonlocal taken
        taken += 1
        if taken == 1:
            raise OSError("disk gone")
        return now + timedelta(days=1)

    clock.add("desk", take)
    clock.advance_to(NOON + 2 * S)
    assert told == ["desk: disk gone"]
    assert taken == 2


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        ManualClock(datetime(2026, 1, 1))  # noqa: DTZ001 - the point of the test


def test_the_wall_clock_takes_turns_when_asked_and_survives_one_that_raises() -> None:
    failures: list[str] = []
    clock = WallClock(lambda name, _error: failures.append(name))
    taken: list[datetime] = []
    enough = threading.Event()

    def steady(now: datetime) -> datetime:
        taken.append(now)
        if len(taken) >= 5:
            enough.set()
        return now + timedelta(milliseconds=100)

    def failing(_now: datetime) -> datetime:
        raise RuntimeError("broken")

    clock.add("steady", steady)
    clock.add("failing", failing)
    clock.start()
    try:
        assert enough.wait(20)
        deadline = time.monotonic() + 20
        while len(failures) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        clock.close()
    assert len(failures) >= 2
    assert set(failures) == {"failing"}
    gaps = [b - a for a, b in pairwise(taken)]
    assert all(gap >= timedelta(milliseconds=99) for gap in gaps)
    assert clock.stalled() == ()


def test_a_turn_that_asks_for_later_is_not_taken_at_every_beat() -> None:
    clock = WallClock()
    taken: list[datetime] = []

    def lazy(now: datetime) -> datetime:
        taken.append(now)
        return now + timedelta(hours=1)

    clock.add("lazy", lazy)
    clock.start()
    time.sleep(2.5)
    clock.close()
    assert len(taken) == 1


def test_now_is_aware() -> None:
    assert wall_now().tzinfo is not None


def test_the_wall_clock_beats_on_when_the_clock_is_set_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shift = 0.0
    true_time = time.time

    class Settable(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.fromtimestamp(true_time() + shift, tz)

    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Settable)
    monkeypatch.setattr("broadcaster.clock.datetime", Settable)
    monkeypatch.setattr("broadcaster.clock.time.time", lambda: true_time() + shift)
    seen: list[datetime] = []
    again = threading.Event()

    def take(now: datetime) -> datetime:
        if shift:
            again.set()
        seen.append(now)
        return now + timedelta(hours=1)

    clock = WallClock()
    clock.add("playout", take)
    clock.start()
    try:
        time.sleep(1.3)
        shift = -3600.0
        assert again.wait(20), "an hour would pass in silence"
    finally:
        clock.close()
    assert seen[-1] < seen[0]
