"""Time: the wall clock that drives turns, and the one a test turns by hand.

A turn does what is due at `now` and answers when it wants to be called next. The only importer of
APScheduler, which here only beats: memory store, one recurring job per turn, whose next run the
beat itself moves. A one-shot job can be lost for good (seven ways are in the decisions of docs/);
a recurring one comes again. APScheduler sleeps until an instant, so a clock that is set back would
leave it asleep as long as that: a pulse, which goes by elapsed time, wakes what has fallen silent.
"""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

log = logging.getLogger(__name__)

Turn = Callable[[datetime], datetime]
OnFailure = Callable[[str, Exception], None]

BEAT_S = 1.0
_SHORTEST = timedelta(milliseconds=5)
_RETRY = timedelta(seconds=1)
_STEP_S = 0.5
_SILENT_S = 2.0
STALLED_S = 60.0


def wall_now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


class _Beat:
    """One turn on the wall clock: remembers when it is due and sees a stepped clock."""

    def __init__(self, name: str, turn: Turn, on_failure: OnFailure) -> None:
        self.name = name
        self._turn = turn
        self._on_failure = on_failure
        self._due = wall_now()
        self._offset = time.time() - time.monotonic()
        self._failing = False
        self.beaten = self.well = time.monotonic()

    def __call__(self) -> datetime:
        """Take the turn when it is due or the clock was stepped; return the next beat."""
        self.beaten = time.monotonic()
        now = wall_now()
        offset = time.time() - self.beaten
        stepped = abs(offset - self._offset) > _STEP_S
        self._offset = offset
        if stepped:
            log.warning("turn %s: the clock was set; looking again", self.name)
        if stepped or now >= self._due:
            self._due = self._take(now)
        self.beaten = time.monotonic()
        if not self._failing:
            self.well = self.beaten
        return min(max(self._due, wall_now() + _SHORTEST), wall_now() + timedelta(seconds=BEAT_S))

    def _take(self, now: datetime) -> datetime:
        self._failing = True
        try:
            asked = self._turn(now)
        except Exception as error:
            log.exception("turn %s failed", self.name)
            self._on_failure(self.name, error)
            return wall_now() + _RETRY
        self._failing = False
        return asked


class WallClock:
    """Drives turns by the wall clock until it is closed."""

    def __init__(
        self,
        on_failure: OnFailure = lambda _name, _error: None,
        stalled_s: float = STALLED_S,
    ) -> None:
        """Report each turn that raised to `on_failure`, besides the log.

        A turn that has not come round well for `stalled_s` seconds counts as stalled.
        """
        self._on_failure = on_failure
        self._stalled_s = stalled_s
        self._closed = threading.Event()
        self._beats: list[_Beat] = []
        self._scheduler: BackgroundScheduler | None = None
        self._lock = threading.Lock()

    def add(self, name: str, turn: Turn) -> None:
        """Take `turn` at once when started, and from then on when it asks."""
        self._beats.append(_Beat(name, turn, self._on_failure))

    def start(self) -> None:
        """Begin to beat. Turns run in threads of their own, never two of one turn at a time."""
        self._scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(max(1, len(self._beats)))},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone=UTC,
        )
        for beat in self._beats:
            self._scheduler.add_job(
                self._run,
                IntervalTrigger(seconds=BEAT_S, timezone=UTC),
                args=(beat,),
                id=beat.name,
                next_run_time=wall_now(),
            )
        self._scheduler.start()
        threading.Thread(target=self._pulse, name="pulse", daemon=True).start()

    def _pulse(self) -> None:
        while not self._closed.wait(BEAT_S):
            now = time.monotonic()
            for beat in self._beats:
                if now - beat.beaten > _SILENT_S:
                    self._move(beat, wall_now())

    def _run(self, beat: _Beat) -> None:
        self._move(beat, beat())

    def _move(self, beat: _Beat, due: datetime) -> None:
        with self._lock:
            scheduler = self._scheduler
            if scheduler is not None and scheduler.running:
                scheduler.modify_job(beat.name, next_run_time=due)

    def stalled(self) -> tuple[str, ...]:
        """Return the turns that hang, or do nothing but fail, for too long.

        Their process should start anew.
        """
        now = time.monotonic()
        return tuple(beat.name for beat in self._beats if now - beat.well > self._stalled_s)

    def close(self) -> None:
        """Stop beating; a turn that is running is waited for."""
        self._closed.set()
        with self._lock:
            scheduler, self._scheduler = self._scheduler, None
        if scheduler is not None and scheduler.running:
            scheduler.shutdown(wait=True)


class ManualClock:
    """A clock that a test or a simulation moves; turns are taken in order of their instants."""

    def __init__(self, start: datetime, on_failure: OnFailure | None = None) -> None:
        """Begin at `start` (aware).

        A turn that raises is reported to `on_failure` and taken again a second later, as on the
        wall clock; without `on_failure` the exception comes out of `advance_to`.
        """
        self._on_failure = on_failure
        if start.tzinfo is None:
            raise ValueError("an instant needs a zone")
        self._now = start.astimezone(UTC)
        self._heap: list[tuple[datetime, int, str, Turn]] = []
        self._order = itertools.count()

    def now(self) -> datetime:
        """Return the instant the clock stands at."""
        return self._now

    def add(self, name: str, turn: Turn) -> None:
        """Take `turn` first at the present instant."""
        heapq.heappush(self._heap, (self._now, next(self._order), name, turn))

    def remove(self, name: str) -> None:
        """Take the turn of that name no more (the part was stopped)."""
        self._heap = [item for item in self._heap if item[2] != name]
        heapq.heapify(self._heap)

    def advance_to(self, until: datetime) -> None:
        """Move to `until`, taking each turn at the instant it asked for."""
        until = until.astimezone(UTC)
        while self._heap and self._heap[0][0] <= until:
            due, _, name, turn = heapq.heappop(self._heap)
            self._now = max(self._now, due)
            asked = self._take(name, turn)
            again = max(asked.astimezone(UTC), self._now + _SHORTEST)
            heapq.heappush(self._heap, (again, next(self._order), name, turn))
        self._now = max(self._now, until)

    def _take(self, name: str, turn: Turn) -> datetime:
        if self._on_failure is None:
            return turn(self._now)
        try:
            return turn(self._now)
        except Exception as error:
            log.exception("turn %s failed", name)
            self._on_failure(name, error)
            return self._now + _RETRY

    def step(self, by: timedelta) -> None:
        """Set the clock forward or back, as a person or a time server does.

        Every turn sees the new time at once, as the wall clock's beat makes it do.
        """
        self._now += by
        self._heap = [(self._now, order, name, turn) for _, order, name, turn in self._heap]
        heapq.heapify(self._heap)
