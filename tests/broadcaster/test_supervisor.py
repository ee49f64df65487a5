"""The supervisor keeps its parts alive, tells people without shouting, and keeps logs short."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from broadcaster import supervisor as module
from broadcaster.supervisor import Supervisor

DYING = [sys.executable, "-c", "import sys; print('no'); sys.exit(3)"]


@contextmanager
def running(supervisor: Supervisor) -> Iterator[threading.Thread]:
    thread = threading.Thread(target=supervisor.run)
    thread.start()
    try:
        yield thread
    finally:
        supervisor.stop()
        thread.join(30)


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_part_that_cannot_be_started_takes_no_other_with_it(tmp_path: Path) -> None:
    deaths: list[tuple[str, int]] = []
    supervisor = Supervisor(lambda name, code: deaths.append((name, code)))
    supervisor.add("gone", [str(tmp_path / "no-such-program")], tmp_path / "gone.log")
    supervisor.add("good", [sys.executable, "-c", "input()"], tmp_path / "good.log")
    with running(supervisor) as thread:
        wait_until(lambda: "good" in supervisor.pids())
        time.sleep(1.5)
        assert thread.is_alive()
        assert "good" in supervisor.pids()
        assert [name for name, _ in deaths] == ["gone"]


def test_a_part_that_dies_again_and_again_is_told_of_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST_WAIT_S", 0.1)
    monkeypatch.setattr(module, "SHORTEST_WAIT_S", 0.05)
    deaths: list[tuple[str, int]] = []
    supervisor = Supervisor(lambda name, code: deaths.append((name, code)))
    log = tmp_path / "face.log"
    supervisor.add("face", DYING, log)
    with running(supervisor):
        wait_until(lambda: log.exists() and log.read_bytes().count(b"no") >= 4)
    assert deaths == [("face", 3)]


def test_a_long_log_is_put_aside_when_its_part_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGEST_LOG", 1_000)
    log = tmp_path / "desk.log"
    log.write_bytes(b"x" * 1_001)
    supervisor = Supervisor()
    supervisor.add("desk", [sys.executable, "-c", "print('new', flush=True); input()"], log)
    with running(supervisor):
        wait_until(lambda: log.exists() and log.read_bytes().startswith(b"new"))
    assert (tmp_path / "desk.log.1").stat().st_size == 1_001


@pytest.mark.parametrize(
    ("stdin", "leaves"),
    [(subprocess.DEVNULL, False), (subprocess.PIPE, True)],
    ids=["a service without input", "a supervisor that died"],
)
def test_only_a_part_of_a_supervisor_leaves_when_its_input_ends(stdin: int, leaves: bool) -> None:
    program = """
import sys, threading
from broadcaster.supervisor import leave_with_parent
stop = threading.Event()
leave_with_parent(stop)
sys.exit(stop.wait(2))
"""
    with subprocess.Popen([sys.executable, "-c", program], stdin=stdin) as part:
        if part.stdin is not None:
            part.stdin.close()
        assert part.wait(30) == leaves
