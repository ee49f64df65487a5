"""A look ahead: the station's own schedule, played on a clock that runs as fast as it can.

Works on a copy of the books and a spool of its own, with outputs that make no sound; the station
itself is not touched.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from broadcaster.clock import ManualClock, wall_now
from broadcaster.config import Config, load
from broadcaster.logbook import Logbook
from broadcaster.model import AsRun, OutputName
from broadcaster.playout import Director
from broadcaster.sound.formats import decode
from broadcaster.sound.output import Output
from broadcaster.sound.outputs.null import NullOutput
from broadcaster.sound.vault import Vault
from broadcaster.spool import Spool
from broadcaster.station import beside
from broadcaster.store import Store
from broadcaster.traffic import Traffic

LOOK_EVERY = timedelta(seconds=30)
TO_THE_END = timedelta(hours=2)
"""What begins on the last day is played to its end, so that it has its row."""


def simulate(folder: Path, days: int, start: datetime | None = None) -> tuple[AsRun, ...]:
    """Play the next `days` days of the station in `folder` and return what the log would say."""
    config = load(folder)
    begin = start or wall_now()
    with tempfile.TemporaryDirectory(prefix="broadcaster-simulate-") as passing:
        place = Path(passing)
        store = _copy(config, folder, place)
        try:
            return _run(config, folder, place, store, begin, days)
        finally:
            store.close()


def _copy(config: Config, folder: Path, place: Path) -> Store:
    """Return the station's books as of now, in a file of their own."""
    copy = Store.open(f"sqlite:///{place / 'books.db'}")
    copy.upgrade()
    original = Store.open(beside(config.store.url, folder))
    try:
        original.upgrade()
        original.copy_to(copy)
    finally:
        original.close()
    return copy


def _run(
    config: Config, folder: Path, place: Path, store: Store, begin: datetime, days: int
) -> tuple[AsRun, ...]:
    clock = ManualClock(begin)
    with store.write() as books:
        # The copied mark speaks of the station's own journal; this one begins empty.
        books.marks.set(f"journal:{config.station.node}", "0")
    spool = Spool(place / "spool")
    node, tz, zones = config.station.node, config.tz, config.zone_outputs
    traffic = Traffic(
        store=store,
        vault=Vault(folder / "vault"),
        spool=spool,
        now=clock.now,
        zones=zones,
        rules=config.air_rules,
        station=config.station.name,
        node=node,
        tz=tz,
        self_approval=config.rules.self_approval,
    )
    logbook = Logbook(store=store, spool=spool, now=clock.now, node=node, tz=tz, zones=zones)
    director = Director(
        spool=spool,
        outputs=_silent(config, clock.now),
        decode=lru_cache(maxsize=4)(decode),
        look_every=LOOK_EVERY,
    )
    clock.add("traffic", _every(timedelta(minutes=10), traffic.turn))
    clock.add("playout", director.turn)
    clock.add("logbook", _every(timedelta(hours=6), logbook.turn))
    until = begin + timedelta(days=days)
    clock.advance_to(until + TO_THE_END)
    logbook.turn(clock.now())
    return logbook.log(begin, until)


def _silent(config: Config, now: Callable[[], datetime]) -> dict[OutputName, Output]:
    names = {name for outputs in config.zone_outputs.values() for name in outputs}
    return {name: NullOutput(name, now) for name in sorted(names)}


def _every(
    period: timedelta, turn: Callable[[datetime], datetime]
) -> Callable[[datetime], datetime]:
    """Take `turn` no more often than each `period`: nobody books while a look ahead runs."""

    def rarely(now: datetime) -> datetime:
        return max(turn(now), now + period)

    return rarely
