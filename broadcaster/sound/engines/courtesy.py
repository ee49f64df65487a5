"""How all threads together ask a service: few at once, not too often, later when it says so.

Knows time and turns; knows nothing of what is asked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


class AskedToRestError(Exception):
    """The service wants to be left alone for longer than anybody waits here."""

    def __init__(self, rest_s: float) -> None:
        """`rest_s` is for how many seconds from now."""
        self.rest_s = rest_s
        super().__init__(f"to be left alone for {rest_s:.0f} s")


@dataclass(slots=True)
class Courtesy:
    """At most `at_once` turns at the same time, their beginnings `spacing_s` seconds apart.

    A rest called by one thread is kept by all; one longer than `patience_s` is not waited for but
    told. `sleep` and `monotonic` are the clock.
    """

    at_once: int
    spacing_s: float
    patience_s: float
    sleep: Callable[[float], None]
    monotonic: Callable[[], float]
    _seats: threading.BoundedSemaphore = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _next_at: float = field(default=float("-inf"), init=False)
    _rest_until: float = field(default=float("-inf"), init=False)

    def __post_init__(self) -> None:
        """Set out as many seats as may be taken at once."""
        self._seats = threading.BoundedSemaphore(self.at_once)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a seat and for the time to ask; the seat is free again after the block.

        Raises AskedToRestError.
        """
        with self._seats:
            while (wait := self._wait_s()) > 0:
                self.sleep(wait)
            yield

    def rest(self, seconds: float) -> None:
        """Let nobody begin a turn for so long from now; a longer rest that is kept stays."""
        with self._lock:
            self._rest_until = max(self._rest_until, self.monotonic() + seconds)

    def rest_s(self) -> float:
        """Return for how long nobody may ask, 0 when anybody may."""
        with self._lock:
            return max(0.0, self._rest_until - self.monotonic())

    def _wait_s(self) -> float:
        """Return how long to wait before looking again; at 0 the turn has been taken."""
        with self._lock:
            now = self.monotonic()
            rest = self._rest_until - now
            if rest > self.patience_s:
                raise AskedToRestError(rest)
            wait = max(rest, self._next_at - now)
            if wait <= 0:
                self._next_at = now + self.spacing_s
            return max(0.0, wait)
