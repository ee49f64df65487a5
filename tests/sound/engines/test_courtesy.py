"""Asking a service politely: turns, spacing, and rests that everybody keeps."""

from __future__ import annotations

import threading
import time

import pytest

from broadcaster.sound.engines.courtesy import AskedToRestError, Courtesy
from tests.sound.engines.relay import Hourglass


def polite(clock: Hourglass, at_once: int = 2) -> Courtesy:
    return Courtesy(at_once, 0.5, 20.0, clock.sleep, clock.monotonic)


def test_turns_begin_apart() -> None:
    clock = Hourglass()
    courtesy = polite(clock)
    began = []
    for _ in range(4):
        with courtesy.turn():
            began.append(clock.now)
    assert began == [1000.0, 1000.5, 1001.0, 1001.5]


def test_who_comes_later_anyway_does_not_wait() -> None:
    clock = Hourglass()
    courtesy = polite(clock)
    with courtesy.turn():
        clock.now += 3
    with courtesy.turn():
        pass
    assert clock.slept == []


def test_no_more_turns_at_once_than_allowed() -> None:
    courtesy = polite(Hourglass(), at_once=3)
    lock = threading.Lock()
    under_way: list[int] = [0, 0]

    def take() -> None:
        with courtesy.turn():
            with lock:
                under_way[0] += 1
                under_way[1] = max(under_way)
            time.sleep(0.01)
            with lock:
                under_way[0] -= 1

    threads = [threading.Thread(target=take) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert under_way[1] == 3


def test_a_rest_called_by_one_is_kept_by_all() -> None:
    clock = Hourglass()
    courtesy = polite(clock)
    courtesy.rest(7)
    began: list[float] = []

    def take() -> None:
        with courtesy.turn():
            began.append(clock.now)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert min(began) >= 1007
    assert courtesy.rest_s() == 0


def test_a_rest_called_while_somebody_waits_is_kept_too() -> None:
    clock = Hourglass()
    courtesy = polite(clock)

    def sleep(seconds: float) -> None:
        if not clock.slept:
            courtesy.rest(5)
        clock.sleep(seconds)

    courtesy.sleep = sleep
    with courtesy.turn():
        pass
    with courtesy.turn():
        assert clock.now >= 1005


def test_a_shorter_rest_does_not_end_a_longer_one() -> None:
    clock = Hourglass()
    courtesy = polite(clock)
    courtesy.rest(9)
    courtesy.rest(1)
    assert courtesy.rest_s() == 9


def test_a_rest_beyond_patience_is_told_to_everybody_at_once() -> None:
    clock = Hourglass()
    courtesy = polite(clock, at_once=1)
    courtesy.rest(3600)
    for _ in range(3):
        with pytest.raises(AskedToRestError) as caught, courtesy.turn():
            pass
        assert caught.value.rest_s == 3600
    assert clock.slept == []
    clock.now += 3590
    with courtesy.turn():
        assert clock.slept == [10]
