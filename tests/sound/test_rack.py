"""The rack: sounds treated once, within reach of many, as long as was told before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from broadcaster.sound import rack as room
from broadcaster.sound.memory import Memory
from broadcaster.sound.rack import Rack
from broadcaster.sound.recipes import RECIPES, Part
from broadcaster.sound.sound import RATE, Sound
from broadcaster.sound.treatment import treated
from tests.sound.making import noise, sine


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "treated")


def rack_of(memory: Memory) -> Rack:
    return Rack(memory, RECIPES["stream"])


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000])
def test_a_sound_is_as_long_as_was_told_before_it_was_treated(memory: Memory, rate: int) -> None:
    sound = noise(1_234).resampled(rate)
    rack = rack_of(memory)
    strip = rack.put("one", sound.frames, rate, Part.SPEECH, lambda: sound)
    row = rack.fetch(strip.key, 0, strip.length)
    assert len(row) == strip.length == -(-sound.frames * RATE // rate)
    expected = treated(sound, RECIPES["stream"], Part.SPEECH).pcm / np.float32(32768)
    assert row[: len(expected)] == pytest.approx(expected[: len(row)])


def test_a_sound_is_made_once_for_many_and_not_again_after_a_start(memory: Memory) -> None:
    made: list[int] = []

    def make() -> Sound:
        made.append(1)
        return noise(2_000)

    rack = rack_of(memory)
    strip = rack.put("one", noise(2_000).frames, RATE, Part.SPEECH, make)
    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(lambda _: rack.fetch(strip.key, 0, 1_000), range(12)))
    assert all(np.array_equal(row, rows[0]) for row in rows)
    later = rack_of(memory)
    assert later.put("one", noise(2_000).frames, RATE, Part.SPEECH, make) == strip
    assert np.array_equal(later.fetch(strip.key, 0, 1_000), rows[0])
    assert len(made) == 1


def test_recipe_part_and_content_make_another_strip(memory: Memory) -> None:
    sound = noise(1_000)

    def key(name: str = "one", recipe: str = "stream", part: Part = Part.SPEECH) -> str:
        rack = Rack(memory, RECIPES[recipe])
        return rack.put(name, sound.frames, RATE, part, lambda: sound).key

    keys = {key(), key("other"), key(recipe="horn"), key(part=Part.MUSIC)}
    assert len(keys) == 4
    assert key() in keys


def test_little_is_held_however_much_is_used(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "HELD_BYTES", 300_000)
    rack = rack_of(memory)
    strips = [
        rack.put(str(n), 60_000, RATE, Part.SPEECH, lambda n=n: noise(1_500, seed=n))
        for n in range(8)
    ]
    first = [rack.fetch(strip.key, 100, 500) for strip in strips]
    assert sum(pcm.nbytes for pcm in rack._held.values()) <= 300_000
    again = [rack.fetch(strip.key, 100, 500) for strip in strips]
    assert all(np.array_equal(one, other) for one, other in zip(first, again, strict=True))


def test_a_loop_follows_itself_without_a_seam(memory: Memory) -> None:
    # Half a period more than whole ones: put end to end as it is, it would click.
    tone = sine(100.3, 3_000, 0.3)
    rack = rack_of(memory)
    strip = rack.put("bed", tone.frames, RATE, Part.MUSIC, lambda: tone, loop=True)
    assert strip.length < tone.frames
    row = rack.fetch(strip.key, 0, strip.length)
    bend = np.abs(np.diff(np.concatenate((row, row)).astype(np.float64), 2))
    elsewhere = bend[RATE // 2 : RATE].max()
    assert bend[strip.length - 100 : strip.length + 100].max() < 2 * elsewhere


def test_what_the_disk_lost_is_made_again(memory: Memory) -> None:
    rack = rack_of(memory)
    strip = rack.put("one", noise(500).frames, RATE, Part.SPEECH, lambda: noise(500))
    first = rack.fetch(strip.key, 0, 1_000)
    for path in memory.folder.glob("*/*"):
        path.write_bytes(b"")
    later = rack_of(memory)
    later.put("one", noise(500).frames, RATE, Part.SPEECH, lambda: noise(500))
    assert np.array_equal(later.fetch(strip.key, 0, 1_000), first)
