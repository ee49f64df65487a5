"""Real processes, killed for real: the supervisor, playout, the worker, and a second playout."""

from __future__ import annotations

import os
import signal
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from broadcaster.model import ProgrammeId, UserId, ZoneName
from broadcaster.sound.sound import Sound
from broadcaster.spool import Spool
from broadcaster.station import open_station
from broadcaster.store import Store
from tests.journey.running import asked, new_station, serving, wait_until

pytestmark = pytest.mark.skipif(os.name != "posix", reason="left out: needs POSIX signals")

TEXT = "Kính mời bà con nghe bản tin thử."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "station"


def approved(folder: Path) -> tuple[ProgrammeId, UserId]:
    """Write, build and approve a short programme through the running station."""
    with open_station(folder) as station:
        people = {person.login: person.id for person in station.people.all()}
        record = station.newsroom.write("Bản tin thử", TEXT, people["canbo"])
        programme = station.newsroom.submit(record.id, people["canbo"])

        def ready() -> bool:
            return station.production.get(programme.id).master is not None

        wait_until(ready, 60, "the master")
        master = station.production.get(programme.id).master
        assert master is not None
        station.traffic.approve(programme.id, master.sha, people["lanhdao"])
        return programme.id, people["trucdai"]


def book(folder: Path, programme: ProgrammeId, operator: UserId, ahead: float) -> datetime:
    with open_station(folder) as station:
        start = station.now() + timedelta(seconds=ahead)
        zone = ZoneName(next(iter(station.config.zones)))
        return station.traffic.book(programme, start, zone, operator).starts_at


def on_air(folder: Path) -> bool:
    status = Spool(folder / "spool").status()
    return status is not None and any(output.started_at is not None for output in status.outputs)


def logged(folder: Path, count: int = 1) -> list[dict[str, Any]]:
    """Wait until the books hold that many rows, and return what the command line says of them."""
    store = Store.open(f"sqlite:///{folder / 'station.db'}")

    def there() -> bool:
        with store.read() as books:
            return len(books.asruns.latest(100)) >= count

    wait_until(there, 60, "the row")
    store.close()
    rows: list[dict[str, Any]] = asked(folder, "log", "--week")
    assert len(rows) == count
    return rows


def recordings(folder: Path) -> list[Path]:
    return sorted((folder / "recordings").glob("*/*.wav"))


def test_playout_killed_in_mid_programme_goes_on_and_the_log_says_what_is_missing(
    folder: Path,
) -> None:
    with serving(folder, new_station(folder)) as running:
        programme, operator = approved(folder)
        book(folder, programme, operator, 6)
        wait_until(lambda: on_air(folder), 30, "the start")
        time.sleep(4)
        running.kill("playout")
        (row,) = logged(folder)
        assert row["outcome"] == "cut"
        assert row["reason"] == "playout-stopped"
        assert 0 < row["length_ms"] - row["sent_ms"] < 8_000
        first, second = recordings(folder)
        heard = sum(Sound.read(path).length_ms for path in (first, second))
        assert abs(heard - row["sent_ms"]) < 1_500
        assert "cut" in first.name
        assert running.process.poll() is None


def test_everything_killed_at_once_before_the_start_still_plays_it_late_and_whole(
    folder: Path,
) -> None:
    port = new_station(folder)
    with serving(folder, port) as running:
        programme, operator = approved(folder)
        start = book(folder, programme, operator, 8)
        wait_until(
            lambda: (sheet := Spool(folder / "spool").sheet()) is not None and len(sheet.cues) == 1,
            20,
            "the sheet",
        )
        time.sleep(2)
        os.kill(running.process.pid, signal.SIGKILL)
        for part in ("playout", "desk", "worker", "face"):
            running.kill(part)
    time.sleep(7)
    with serving(folder, port):
        (row,) = logged(folder)
        assert row["outcome"] == "played"
        assert datetime.fromisoformat(row["started_at"]) > start
        (recording,) = recordings(folder)
        sound = Sound.read(recording)
        assert abs(sound.length_ms - row["length_ms"]) < 100
        assert np.abs(sound.pcm.astype(np.int32)).max() > 3_000


def test_beside_a_second_playout_the_master_is_recorded_once_sample_for_sample(
    folder: Path,
) -> None:
    with serving(folder, new_station(folder)) as running:
        programme, operator = approved(folder)
        twin = running.start_part("playout")
        try:
            start = book(folder, programme, operator, 6)
            (row,) = logged(folder)
            assert twin.poll() is None
        finally:
            twin.kill()
            twin.wait()
        (recording,) = recordings(folder)
        with open_station(folder) as station:
            master = station.production.get(programme).master
            assert master is not None
            whole = Sound.read(station.vault.path(master.sha, ".mp3"))
        assert np.array_equal(Sound.read(recording).pcm, whole.pcm)
        assert datetime.fromisoformat(row["started_at"]) == start
        assert (row["outcome"], row["sound"]) == ("played", master.sha)
