"""Two hundred broken and hostile files: each refused or taken in, and nothing left over."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from broadcaster.sentences import vietnamese
from broadcaster.sound.intake import LIMITS, SoundIntakeError, Taken, take_in
from broadcaster.sound.intake.taken import Limits
from broadcaster.sound.sound import Sound
from tests.sound.intake.hostile import SOUND, Hostile, files

FILES = files()
LIMITED = Limits(seconds=30.0)


def children() -> set[int]:
    """Return the processes this one has started and that still run, where that can be told."""
    lists = Path("/proc/self/task").glob("*/children")
    return {int(number) for found in lists for number in found.read_text().split()}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Taken | Exception]]:
    """Take in every file, three at a time; leave the sounds where they were put."""
    folder = tmp_path_factory.mktemp("hostile")
    scratch = folder / "scratch"
    scratch.mkdir()

    def outcome(number: int, hostile: Hostile) -> Taken | Exception:
        source = folder / f"{number}"
        source.write_bytes(hostile.content)
        try:
            return take_in(source, hostile.name, hostile.use, folder / "into", LIMITED)
        except Exception as error:  # noqa: BLE001 - what kind it is is what is tested
            return error
        finally:
            source.unlink()

    before, threads = children(), threading.active_count()
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(3) as pool:
        patch.setenv("TMPDIR", str(scratch))
        found = list(pool.map(outcome, range(len(FILES)), FILES))
    yield found
    assert children() == before
    assert threading.active_count() <= threads
    assert list(scratch.iterdir()) == []
    assert sorted(folder.iterdir()) == sorted((scratch, folder / "into"))
    kept = {taken.path for taken in found if isinstance(taken, Taken)}
    assert set((folder / "into").iterdir()) == kept


def test_there_are_two_hundred_of_them() -> None:
    assert len(FILES) >= 200
    assert len({hostile.story for hostile in FILES}) == len(FILES)


@pytest.mark.parametrize("number", range(len(FILES)), ids=[h.story for h in FILES])
def test_each_is_refused_clearly_or_right(number: int, outcomes: list[Taken | Exception]) -> None:
    hostile, found = FILES[number], outcomes[number]
    if isinstance(found, Taken):
        assert SOUND in hostile.outcomes, found
        sound = Sound.read(found.path)
        assert sound.frames and sound.rate == 44_100
        assert sound.length_ms == found.length_ms
        assert sound.length_ms <= LIMITS.length_ms(hostile.use)
        assert found.source.size == len(hostile.content)
        return
    assert isinstance(found, SoundIntakeError), repr(found)
    refusals = tuple(one for one in hostile.outcomes if isinstance(one, type))
    assert isinstance(found, refusals), repr(found)
    assert getattr(found, "why", "") != "crash"
    said = vietnamese(found)
    assert found.name in said
    assert said.isprintable() and len(said) < 400
    assert os.sep not in found.name and len(found.name) <= 80
