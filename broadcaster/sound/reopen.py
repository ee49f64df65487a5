"""An output that comes back: opens the real one when it can, and again when it could not.

A card that is plugged in late, or a folder on a disk that was away, must not need a restart.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from broadcaster.sound.output import Health, Output, OutputError, OutputUnavailableError, Playing
from broadcaster.sound.sound import Sound

log = logging.getLogger(__name__)

RETRY = timedelta(seconds=10)


class Reopening:
    """Wraps the output that `opener` opens; tries again every 10 s while it cannot."""

    def __init__(self, name: str, opener: Callable[[], Output]) -> None:
        """Try to open at the first pump; nothing is raised for an absent device."""
        self.name = name
        self._opener = opener
        self._output: Output | None = None
        self._trouble = "not opened yet"
        self._retry_at: datetime | None = None

    def start(self, sound: Sound, at: datetime, *, skip_ms: int = 0, label: str = "") -> Playing:
        """Start on the real output, opening it first if need be; raises OutputUnavailableError."""
        self._open()
        if self._output is None:
            raise OutputUnavailableError(f"{self.name}: {self._trouble}")
        return self._output.start(sound, at, skip_ms=skip_ms, label=label)

    def pump(self, now: datetime) -> None:
        """Let the real output work, or try to open it when that is due."""
        # A moment further off than one wait was set before the clock was set back.
        waits = self._retry_at is not None and timedelta(0) < self._retry_at - now <= RETRY
        if self._output is None and not waits:
            self._open()
            self._retry_at = now + RETRY
        if self._output is not None:
            self._output.pump(now)

    def health(self, now: datetime) -> Health:
        """Return the real output's health, or why there is none."""
        if self._output is None:
            return Health(False, self._trouble)
        return self._output.health(now)

    def close(self) -> None:
        """Close the real output if it is open."""
        if self._output is not None:
            self._output.close()
            self._output = None

    def _open(self) -> None:
        if self._output is not None:
            return
        try:
            self._output = self._opener()
        except OutputError as error:
            if str(error) != self._trouble:
                log.warning("output %s is not there: %s", self.name, error)
            self._trouble = str(error)
