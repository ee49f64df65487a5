"""The parts that run as processes under the supervisor: playout, desk and workers.

(The fourth, the face, is `python -m web`.) Each ends by itself when its supervisor asks or dies.
Knows how a part is put together; what it does is the departments' matter.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from broadcaster.clock import WallClock, wall_now
from broadcaster.config import load
from broadcaster.model import EventLevel
from broadcaster.playout import Director
from broadcaster.sound.formats import decode
from broadcaster.sound.memories import Memories
from broadcaster.spool import Spool
from broadcaster.station import open_outputs, open_station
from broadcaster.store import Store, StoreError
from broadcaster.supervisor import leave_with_parent, stop_on_signals
from broadcaster.upkeep import Tidying, Upkeep

log = logging.getLogger(__name__)

LOOK_S = 0.2
STALLED = 70
"""The exit code of a part that ended because a turn had stalled."""
_PLAYOUT_STALLED_S = 60.0
_DESK_STALLED_S = 600.0
"""Copying the books and hashing a day's sounds may take minutes on a small computer."""
_TELL_AGAIN = timedelta(hours=1)


def run_playout(folder: Path) -> None:
    """Play the cue sheet in the station's spool until told to stop.

    Waits for the lock first: one playout per node, and a second one takes over when the first
    dies. Touches no database. Ends the process when its turns have stopped coming round.
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
        clock = WallClock(stalled_s=_PLAYOUT_STALLED_S)
        clock.add("playout", director.turn)
        _beat(clock, stop, lambda: orphaned.is_set() and director.idle)
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
    """Take the turns of production, traffic, library, logbook and upkeep until told to stop."""
    stop = threading.Event()
    leave_with_parent(stop)
    stop_on_signals(stop.set)
    with open_station(folder) as station:
        tidying = Tidying(
            store=station.store,
            vault=station.vault,
            spool=station.spool,
            memories=Memories.within(folder),
            limits=station.config.disk,
            besides=(folder / "library",),
        )
        upkeep = Upkeep(
            store=station.store,
            tidying=tidying,
            backups=folder / "backups",
            tz=station.tz,
        )
        clock = WallClock(Teller(station.store, wall_now), _DESK_STALLED_S)
        clock.add("upkeep", upkeep.turn)
        clock.add("disk", tidying.turn)
        clock.add("production", station.production.turn)
        clock.add("traffic", station.traffic.turn)
        clock.add("library", station.library.reception.turn)
        clock.add("logbook", station.logbook.turn)
        _beat(clock, stop, lambda: False)


def run_worker(folder: Path) -> None:
    """Do long work from the queue until told to stop."""
    stop = threading.Event()
    leave_with_parent(stop)
    stop_on_signals(stop.set)
    with open_station(folder) as station:
        station.queue.consume(stop, station.config.queue.workers)


class Teller:
    """Tells people that a turn failed: at once, and then once an hour while it goes on."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        """Write the alerts into `store`."""
        self._store = store
        self._now = now
        self._told: dict[tuple[str, str], datetime] = {}

    def __call__(self, name: str, error: Exception) -> None:
        """Alert people unless they were told of the same lately."""
        now, what = self._now(), (name, type(error).__name__)
        if what in self._told and timedelta(0) <= now - self._told[what] < _TELL_AGAIN:
            return
        try:
            with self._store.write() as books:
                books.events.add(EventLevel.ALERT, "turn-failed", None, name, str(error), now)
        except StoreError:
            log.exception("the failure of %s could not be recorded", name)
        else:
            self._told[what] = now


def _beat(clock: WallClock, stop: threading.Event, done: Callable[[], bool]) -> None:
    clock.start()
    while not stop.wait(LOOK_S) and not done():
        if stalled := clock.stalled():
            log.critical("stalled, starting anew: %s", ", ".join(stalled))
            logging.shutdown()
            # Whoever waits for a turn that hangs, as Python does at its end, hangs with it.
            os._exit(STALLED)
    clock.close()
