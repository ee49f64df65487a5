"""The parts that run as processes under the supervisor: playout, desk and workers.

(The fourth, the face, is `python -m web`.) Each ends by itself when its supervisor asks or dies.
Knows how a part is put together; what it does is the departments' matter.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from broadcaster.clock import Turn, WallClock, wall_now
from broadcaster.config import load
from broadcaster.model import EventLevel
from broadcaster.playout import Director
from broadcaster.sound.formats import decode
from broadcaster.spool import Spool
from broadcaster.station import open_outputs, open_station
from broadcaster.store import StoreError
from broadcaster.supervisor import leave_with_parent, stop_on_signals
from broadcaster.upkeep import Upkeep

log = logging.getLogger(__name__)

LOOK_S = 0.2


class StalledError(RuntimeError):
    """A turn has not come round for a minute; the process ends so that it is started anew."""


def run_playout(folder: Path) -> None:
    """Play the cue sheet in the station's spool until told to stop.

    Waits for the lock first: one playout per node, and a second one takes over when the first
    dies. Touches no database. Raises StalledError when its turns have stopped coming round.
    """
    stop, orphaned = threading.Event(), threading.Event()
    leave_with_parent(stop, orphaned)
    stop_on_signals(stop.set)
    config = load(folder)
    spool = Spool(folder / "spool")
    spool.folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(spool.lock_path)
    if not _wait_for(lock, stop, orphaned):
        return
    try:
        outputs = open_outputs(config, folder)
        director = Director(spool=spool, outputs=outputs, decode=decode)
        _beat({"playout": director.turn}, stop, lambda: orphaned.is_set() and director.idle)
        director.close(wall_now())
    finally:
        lock.release()


def _wait_for(lock: FileLock, *ends: threading.Event) -> bool:
    waiting = False
    while not any(end.is_set() for end in ends):
        try:
            lock.acquire(timeout=LOOK_S)
        except Timeout:
            if not waiting:
                log.warning("another playout runs here; waiting to take over")
            waiting = True
        else:
            return True
    return False


def run_desk(folder: Path) -> None:
    """Take the turns of production, traffic, logbook and upkeep until told to stop."""
    stop = threading.Event()
    leave_with_parent(stop)
    stop_on_signals(stop.set)
    with open_station(folder) as station:

        def tell(name: str, error: Exception) -> None:
            try:
                with station.store.write() as books:
                    books.events.add(
                        EventLevel.ALERT, "turn-failed", None, name, str(error), wall_now()
                    )
            except StoreError:
                log.exception("the failure of %s could not be recorded", name)

        upkeep = Upkeep(
            store=station.store,
            announcer=station.announcer,
            backups=folder / "backups",
            tz=station.tz,
        )
        turns = {
            "upkeep": upkeep.turn,
            "production": station.production.turn,
            "traffic": station.traffic.turn,
            "logbook": station.logbook.turn,
        }
        _beat(turns, stop, lambda: False, tell)


def run_worker(folder: Path) -> None:
    """Do long work from the queue until told to stop."""
    stop = threading.Event()
    leave_with_parent(stop)
    stop_on_signals(stop.set)
    with open_station(folder) as station:
        station.queue.consume(stop, station.config.queue.workers)


def _beat(
    turns: Mapping[str, Turn],
    stop: threading.Event,
    done: Callable[[], bool],
    tell: Callable[[str, Exception], None] = lambda _name, _error: None,
) -> None:
    clock = WallClock(tell)
    for name, turn in turns.items():
        clock.add(name, turn)
    clock.start()
    try:
        while not stop.wait(LOOK_S) and not done():
            if stalled := clock.stalled():
                raise StalledError(", ".join(stalled))
    finally:
        clock.close()
