"""What is remembered comes back whole or not at all, and is forgotten in the right order."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from broadcaster.sound.memory import FRESH_S, Entry, Memory, key_of

KEY = key_of("speech", "xin chào")


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory")


def aged(memory: Memory, key: str, hours: float) -> None:
    then = time.time() - hours * 3600
    os.utime(memory.folder / key[:2] / key, (then, then))


def test_what_was_remembered_is_recalled(memory: Memory) -> None:
    assert memory.recall(KEY) is None
    assert memory.look(KEY) is None
    entry = memory.remember(KEY, b"a sound")
    assert memory.recall(KEY) == b"a sound"
    assert memory.look(KEY, 3) == Entry(entry.digest, 7, b"a s")
    memory.remember(KEY, b"another")
    assert memory.recall(KEY) == b"another"


def test_keys_tell_facts_apart_and_their_order() -> None:
    assert key_of("a", 1) != key_of("a", "1")
    assert key_of("a", "b") != key_of("b", "a")
    assert key_of(["a"], "b") != key_of("a", ["b"])
    assert key_of("đ", 1.5, None) == key_of("đ", 1.5, None)


@pytest.mark.parametrize("left", [0, 5, 45])
def test_a_torn_entry_counts_as_forgotten(memory: Memory, left: int) -> None:
    memory.remember(KEY, b"sound " * 100)
    path = memory.folder / KEY[:2] / KEY
    path.write_bytes(path.read_bytes()[:left])
    assert memory.recall(KEY) is None
    memory.remember(KEY, b"whole again")
    assert memory.recall(KEY) == b"whole again"


def test_a_changed_entry_counts_as_forgotten(memory: Memory) -> None:
    memory.remember(KEY, b"sound " * 100)
    path = memory.folder / KEY[:2] / KEY
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert memory.recall(KEY) is None
    assert not path.exists()


def test_what_was_not_used_for_longest_is_forgotten_first(memory: Memory) -> None:
    keys = [key_of(number) for number in range(5)]
    for hours, key in enumerate(keys, 2):
        memory.remember(key, bytes(1_000))
        aged(memory, key, hours)
    memory.recall(keys[4])
    assert memory.forget(2_500) == 3
    assert [memory.recall(key) is not None for key in keys] == [True, False, False, False, True]


def test_what_was_used_lately_stays_however_much_it_is(memory: Memory) -> None:
    memory.remember(KEY, bytes(10_000))
    assert memory.forget(0) == 0
    aged(memory, KEY, FRESH_S / 3600 + 0.1)
    assert memory.forget(0) == 1
    assert memory.bytes_kept == 0


def test_left_overs_of_crashes_are_swept_once_nobody_can_be_writing_them(memory: Memory) -> None:
    memory.remember(KEY, b"whole")
    torn = memory.folder / KEY[:2] / f".{KEY[:8]}.x.part"
    torn.write_bytes(bytes(500))
    memory.forget(10_000)
    assert torn.exists()
    os.utime(torn, (0, 0))
    assert memory.forget(10_000) == 0
    assert not torn.exists()
    assert memory.recall(KEY) == b"whole"


def test_nothing_stays_of_what_could_not_be_written(memory: Memory) -> None:
    memory.folder.mkdir()
    (memory.folder / KEY[:2]).write_bytes(b"in the way")
    with pytest.raises(OSError):
        memory.remember(KEY, b"content")
    assert memory.recall(KEY) is None
    assert [path.name for path in memory.folder.iterdir()] == [KEY[:2]]


def test_many_may_remember_the_same_at_once(memory: Memory) -> None:
    content = bytes(range(256)) * 500

    def work() -> None:
        for _ in range(20):
            memory.remember(KEY, content)
            found.append(memory.recall(KEY))

    found: list[bytes | None] = []
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {content}
