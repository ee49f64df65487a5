"""A full disk during a build: said in plain words, nothing half-written, made when there is room.

The disk is a real one of some hundred kilobytes, in memory; without the right to mount it, these
tests are left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from broadcaster.model import JobKind, JobState, Programme, ProgrammeState
from broadcaster.production.heart import LEASE
from broadcaster.sound.vault import sha_of_file
from tests.broadcaster.house import House

MOUNT, UMOUNT = shutil.which("mount"), shutil.which("umount")
LONG = "\n\n".join(f"Bà con thôn {n} chú ý nghe tin báo này." for n in range(1, 9))
ROOM, PLENTY = "150k", "60m"

Disk = Callable[[Path, str], None]


@pytest.fixture
def disk() -> Iterator[Disk]:
    """Return what gives a folder a disk of its own, or that disk another size."""
    with ExitStack() as mounted:

        def give(folder: Path, size: str) -> None:
            folder.mkdir(exist_ok=True)
            if MOUNT is None or UMOUNT is None:
                pytest.skip("left out: no command to mount a small disk")
            again = ["remount"] if os.path.ismount(folder) else []
            options = ",".join([*again, f"size={size}"])
            words = [MOUNT, "-t", "tmpfs", "-o", options, "none", str(folder)]
            if subprocess.run(words, capture_output=True, check=False).returncode:
                pytest.skip("left out: needs the right to mount a small disk")
            if not again:
                mounted.callback(subprocess.run, [UMOUNT, "-l", str(folder)], check=True)

        yield give


def whole(house: House) -> int:
    """Return how many sounds the vault holds, after hashing each; no part may lie about."""
    assert not list(house.folder.rglob("*.part"))
    named = list(house.vault.files())
    assert all(sha_of_file(path) == sha for sha, path in named)
    return len(named)


def wanted(house: House) -> Programme:
    return house.submitted(body=LONG)


@pytest.mark.parametrize("where", ["vault", "treated", "pieces", "speech"])
def test_it_is_said_and_the_next_build_works(tmp_path: Path, disk: Disk, where: str) -> None:
    disk(tmp_path / where, ROOM)
    house = House(tmp_path)
    programme = wanted(house)
    house.build_all()
    failed = house.production.get(programme.id)
    assert failed.state is ProgrammeState.FAILED
    assert failed.error and "Ổ đĩa đã đầy" in failed.error
    assert whole(house) == 0
    disk(tmp_path / where, PLENTY)
    house.clock.tick(minutes=1)
    house.production.rebuild(programme.id, house.writer)
    house.build_all()
    assert house.production.get(programme.id).state is ProgrammeState.READY
    assert whole(house) == 1
    house.close()


def test_when_the_books_are_on_that_disk_too(tmp_path: Path, disk: Disk) -> None:
    """What cannot be written down is done again when the lease has run out."""
    folder = tmp_path / "station"
    disk(folder, PLENTY)
    house = House(folder)
    programme = wanted(house)
    house.production.turn(house.clock.at)
    filler = folder / "recordings.wav"
    with filler.open("wb") as file:
        free = shutil.disk_usage(folder).free
        file.write(bytes(free - 200_000))
    house.build_all()
    with house.store.read() as books:
        job = books.jobs.latest(JobKind.PROGRAMME, programme.id)
    assert job is not None and job.state in (JobState.RUNNING, JobState.FAILED)
    assert whole(house) == 0
    filler.unlink()
    house.clock.at += LEASE * 2
    if job.state is JobState.FAILED:
        house.production.rebuild(programme.id, house.writer)
    house.build_all()
    assert house.production.get(programme.id).state is ProgrammeState.READY
    assert whole(house) == 1
    house.close()
