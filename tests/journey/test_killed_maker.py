"""A maker killed at random instants: nothing half-written bears a name, the next build is whole.

Each kill is a real `broadcaster produce` under kill -9. The seed is printed, and can be given in
BROADCASTER_TEST_SEED.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadcaster.cli.base import Exit
from broadcaster.config import DiskSection
from broadcaster.sound.memories import Memories
from broadcaster.sound.vault import Vault, sha_of_file
from broadcaster.spool import Spool
from broadcaster.store import Store
from broadcaster.upkeep import Tidying
from tests.journey.running import command, new_station

pytestmark = pytest.mark.skipif(os.name != "posix", reason="left out: needs POSIX signals")

KILLS = 15
LAST = "Tin cuối cùng: trạm bơm chạy lại từ sáng mai."


def text(about: str) -> str:
    paragraphs = (f"Bà con thôn {n} chú ý, {about} số {n} có thay đổi." for n in range(1, 9))
    return "# Bản tin thử\n\n" + "\n\n".join(paragraphs)


def maker(folder: Path, words: str, output: Path) -> subprocess.Popen[bytes]:
    source = output.parent / "tin.md"
    source.write_text(words, encoding="utf-8")
    line = command(folder, "produce", str(source), "-o", str(output))
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def made(folder: Path, words: str, output: Path) -> float:
    """Make a programme to the end; return how long that took, in seconds."""
    before = time.monotonic()
    _, said = (process := maker(folder, words, output)).communicate(timeout=120)
    assert process.returncode == Exit.DONE, said.decode()
    return time.monotonic() - before


def parts(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.part"))


def whole(folder: Path) -> set[str]:
    """Return the names in the vault, after hashing every file that has one."""
    named = list(Vault(folder / "vault").files())
    assert all(sha_of_file(path) == sha for sha, path in named)
    return {sha for sha, _ in named}


def tidying(folder: Path, store: Store) -> Tidying:
    return Tidying(
        store=store,
        vault=Vault(folder / "vault"),
        spool=Spool(folder / "spool"),
        memories=Memories.within(folder),
        limits=DiskSection(least_free_mb=0),
    )


def test_kills_at_random_instants_leave_nothing_that_looks_whole(tmp_path: Path) -> None:
    seed = int(os.environ.get("BROADCASTER_TEST_SEED", random.SystemRandom().randrange(10**6)))
    print(f"seed {seed}")
    dice = random.Random(seed)
    folder, other, out = tmp_path / "station", tmp_path / "other", tmp_path / "out"
    out.mkdir()
    for one in (folder, other):
        new_station(one)
    takes = made(folder, text("lịch phát"), out / "first.mp3")
    killed = 0
    for number in range(KILLS):
        output = out / f"{number}.mp3"
        process = maker(folder, text(f"việc {dice.random()}"), output)
        time.sleep(takes * dice.uniform(0.4, 1.0))
        process.kill()
        process.communicate(timeout=60)
        killed += process.returncode == -signal.SIGKILL
        names = whole(folder)
        assert not output.exists() or sha_of_file(output) in names
    assert killed >= KILLS // 2, "the kills came too late to show anything"
    made(folder, text(LAST), out / "after.mp3")
    made(other, text(LAST), out / "clean.mp3")
    assert sha_of_file(out / "after.mp3") == sha_of_file(out / "clean.mp3"), "nothing torn got in"
    left = parts(folder)
    print(f"{killed} of {KILLS} killed at work; {len(left)} parts left")
    for part in left:
        os.utime(part, (time.time() - 7_200, time.time() - 7_200))
    store = Store.open(f"sqlite:///{folder / 'station.db'}")
    tidying(folder, store).turn(datetime.now(UTC))
    store.close()
    assert parts(folder) == []
    assert whole(folder) >= {sha_of_file(out / "after.mp3")}


def test_ctrl_c_leaves_nothing_and_says_so(tmp_path: Path) -> None:
    folder, out = tmp_path / "station", tmp_path / "out"
    out.mkdir()
    new_station(folder)
    process = maker(folder, text("lịch họp") + "\n\nTin dài." * 2000, out / "long.mp3")
    deadline = time.monotonic() + 60
    while not list((folder / "speech").glob("*/*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == Exit.STOPPED, said.decode()
    assert "Đã dừng theo yêu cầu" in said.decode()
    assert [path.name for path in out.iterdir()] == ["tin.md"]
    assert parts(folder) == [] and whole(folder) == set()
