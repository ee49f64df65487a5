"""The parts of a station: one that hangs or only fails ends, and people are told once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from broadcaster.cli.base import Exit
from broadcaster.parts import STALLED, Teller
from tests.broadcaster.house import House
from tests.journey.running import command, new_station

TURNS = {"hanging": "time.sleep(3600)", "failing": "1 / 0"}


@pytest.mark.parametrize("turn", TURNS.values(), ids=TURNS)
def test_a_part_whose_turn_stalls_ends_so_that_it_is_started_anew(turn: str) -> None:
    program = f"""
import threading, time
from broadcaster.clock import WallClock
from broadcaster.parts import _beat

def turn(now):
    {turn}

clock = WallClock(stalled_s=1.5)
clock.add("turn", turn)
_beat(clock, threading.Event(), lambda: False)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        timeout=60,
        check=False,
        capture_output=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == STALLED, done.stderr.decode()


def test_a_turn_that_goes_on_failing_is_told_of_once_an_hour(house: House) -> None:
    tell = Teller(house.store, house.clock.now)
    for _ in range(100):
        tell("traffic", OSError("disk full"))
        house.clock.tick(seconds=1)
    tell("traffic", ValueError("something else"))
    assert [alert.detail for alert in house.logbook.alerts()] == ["something else", "disk full"]
    house.clock.tick(hours=1)
    tell("traffic", OSError("disk full"))
    assert len(house.logbook.alerts()) == 3


def test_a_second_supervisor_leaves_a_running_station_alone(tmp_path: Path) -> None:
    new_station(tmp_path)
    with FileLock(tmp_path / "serve.lock"):
        done = subprocess.run(
            command(tmp_path, "serve"), timeout=60, check=False, capture_output=True
        )
    assert done.returncode == Exit.REFUSED
    assert "đang chạy rồi" in done.stderr.decode()
    assert not (tmp_path / "logs").exists(), "no part was started"
