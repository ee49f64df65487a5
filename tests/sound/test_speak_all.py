"""Many texts at once: in order, each engine as parallel as it allows, and stopped when told so."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from broadcaster.sound.announcer import BEAT_S, Announcer
from broadcaster.sound.engines.tone import Tone
from broadcaster.sound.memory import Memory
from broadcaster.sound.sound import Sound
from broadcaster.sound.speech import (
    NobodySpeaksError,
    NoNetworkError,
    RefusedTextError,
    Voice,
)

NUMBERS = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]


@dataclass
class Choir:
    """A real engine that counts how many it speaks at the same time."""

    name: str = "choir"
    at_once: int = 3
    before: Callable[[str], None] = lambda text: None
    cost: str = "không tốn gì"
    synthetic: bool = True
    most: int = 0
    asked: list[str] = field(default_factory=list)
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def identity(self) -> str:
        return f"{self.name} 1"

    def speak(self, text: str, voice: Voice) -> Sound:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
            self.asked.append(text)
        try:
            self.before(text)
            return Tone().speak(text, voice)
        finally:
            with self._lock:
                self._now -= 1

    def health(self) -> str:
        return "in good voice"


class CancelledError(Exception):
    """Somebody does not want it any more."""


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "speech")


def orders(texts: list[str], voice: Voice | None = None) -> list[tuple[str, Voice]]:
    return [(text, voice or Voice()) for text in texts]


def announcers() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name.startswith("announcer")]


def test_everything_is_spoken_and_in_order(memory: Memory) -> None:
    engine = Choir(before=lambda text: time.sleep(0.002 * len(text)))
    spoken = Announcer([engine], memory).speak_all(orders(NUMBERS))
    assert [one.sound for one in spoken] == [Tone().speak(text, Voice()) for text in NUMBERS]
    assert sorted(engine.asked) == sorted(NUMBERS)


def test_as_many_at_once_as_the_engine_allows_and_no_more(memory: Memory) -> None:
    together = threading.Barrier(3)
    engine = Choir(before=lambda text: together.wait(10) and None)
    Announcer([engine, Choir("idle", 5)], memory).speak_all(orders(NUMBERS[:9]))
    assert engine.most == 3


def test_several_callers_share_what_an_engine_allows(memory: Memory) -> None:
    engine = Choir(at_once=2, before=lambda text: time.sleep(0.005))
    announcer = Announcer([engine], memory)
    parts = (NUMBERS[:5], NUMBERS[5:])
    threads = [threading.Thread(target=announcer.speak_all, args=(orders(p),)) for p in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert engine.most <= 2
    assert len(engine.asked) == len(NUMBERS)


def test_two_voices_are_spoken_by_their_two_engines_together(memory: Memory) -> None:
    together = threading.Barrier(2)
    one, two = (Choir(name, 1, lambda text: together.wait(10) and None) for name in ("one", "two"))
    mixed = [
        (text, Voice(engine="two" if number % 2 else "one")) for number, text in enumerate(NUMBERS)
    ]
    spoken = Announcer([one, two], memory).speak_all(mixed)
    assert [each.engine for each in spoken] == ["one", "two"] * 5
    assert (one.most, two.most) == (1, 1)


def test_progress_is_told_in_the_callers_thread_and_reaches_the_end(memory: Memory) -> None:
    told: list[tuple[int, int]] = []
    announcer = Announcer([Choir()], memory)
    announcer.speak_all(orders(NUMBERS[:4]))
    announcer.speak_all(orders(NUMBERS), lambda n: told.append((n, threading.get_ident())))
    counts = [count for count, _ in told]
    assert counts[:2] == [0, 4]
    assert counts == sorted(counts)
    assert counts[-1] == len(NUMBERS)
    assert {thread for _, thread in told} == {threading.get_ident()}


def test_what_is_remembered_is_neither_asked_nor_given_to_a_thread(memory: Memory) -> None:
    engine = Choir()
    announcer = Announcer([engine], memory)
    announcer.speak_all(orders(NUMBERS))
    engine.asked.clear()
    threads: list[list[str]] = []
    again = announcer.speak_all(orders(NUMBERS), lambda n: threads.append(announcers()))
    assert all(one.remembered for one in again)
    assert engine.asked == []
    assert threads == [[], []]


def test_a_text_ordered_twice_is_spoken_once(memory: Memory) -> None:
    engine = Choir()
    counts: list[int] = []
    spoken = Announcer([engine], memory).speak_all(orders(["một", "hai", " một "]), counts.append)
    assert sorted(engine.asked) == ["hai", "một"]
    assert spoken[0] == spoken[2]
    assert counts[-1] == 3


def test_no_orders_are_no_work(memory: Memory) -> None:
    assert Announcer([Choir()], memory).speak_all([]) == []


def test_a_cancel_comes_out_stops_the_work_and_leaves_no_thread(memory: Memory) -> None:
    engine = Choir(at_once=1, before=lambda text: time.sleep(0.01))

    def told(done: int) -> None:
        if done >= 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        Announcer([engine, Choir("idle", 6)], memory).speak_all(orders(NUMBERS), told)
    assert announcers() == []
    assert len(engine.asked) < len(NUMBERS)
    asked = len(engine.asked)
    time.sleep(0.05)
    assert len(engine.asked) == asked


def test_a_cancel_is_heard_while_an_engine_takes_its_time(memory: Memory) -> None:
    let_go = threading.Event()
    told: list[int] = []

    def listen(done: int) -> None:
        told.append(done)
        if len(told) == 3:
            let_go.set()
            raise CancelledError

    engine = Choir(at_once=1, before=lambda text: let_go.wait(20 * BEAT_S) and None)
    with pytest.raises(CancelledError):
        Announcer([engine], memory).speak_all(orders(NUMBERS), listen)
    assert told == [0, 0, 0]
    assert engine.asked == ["một"]
    assert announcers() == []


def test_what_was_spoken_before_a_cancel_is_remembered(memory: Memory) -> None:
    engine = Choir(at_once=1)

    def told(done: int) -> None:
        if done >= 3:
            raise CancelledError

    announcer = Announcer([engine], memory)
    with pytest.raises(CancelledError):
        announcer.speak_all(orders(NUMBERS), told)
    before = len(engine.asked)
    assert sum(one.remembered for one in announcer.speak_all(orders(NUMBERS))) == before


def test_a_text_nobody_speaks_stops_everything(memory: Memory) -> None:
    def picky(text: str) -> None:
        if text == "ba":
            raise RefusedTextError("choir", text, "not this")

    with pytest.raises(NobodySpeaksError) as caught:
        Announcer([Choir(before=picky)], memory).speak_all(orders(NUMBERS))
    assert caught.value.refused == ("choir: not this",)
    assert announcers() == []


def test_a_lost_network_costs_each_thread_one_attempt_at_most(memory: Memory) -> None:
    def cut(text: str) -> None:
        raise NoNetworkError("choir", "the server cannot be reached")

    far = Choir(at_once=2, before=cut)
    spoken = Announcer([far, Tone()], memory).speak_all(orders(NUMBERS))
    assert {one.engine for one in spoken} == {"tone"}
    assert 1 <= len(far.asked) <= 2
    assert all(one.refused for one in spoken)


def test_no_engine_at_all_is_said_so(memory: Memory) -> None:
    with pytest.raises(NobodySpeaksError, match="there is none"):
        Announcer([], memory).speak_all(orders(["một"]))
