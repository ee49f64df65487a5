"""A guard around an output: whatever its driver raises stays with it, and silences no other.

Knows the seam to an output; knows no cue.
"""

from __future__ import annotations

import logging
from datetime import datetime

from broadcaster.sound.output import Health, Output, OutputError, Playing, Progress
from broadcaster.sound.sound import Sound

log = logging.getLogger(__name__)


class Guarded:
    """Wraps an output; what it raises becomes an OutputError, a failure or bad health."""

    def __init__(self, output: Output) -> None:
        """Guard `output`."""
        self.name = output.name
        self._output = output
        self._trouble = ""

    def start(self, sound: Sound, at: datetime, *, skip_ms: int = 0, label: str = "") -> Playing:
        """Start on the output; raises OutputError, and nothing else."""
        try:
            playing = self._output.start(sound, at, skip_ms=skip_ms, label=label)
        except OutputError:
            raise
        except Exception as error:
            log.exception("output %s cannot start", self.name)
            raise OutputError(f"{self.name}: {described(error)}") from error
        return _GuardedPlaying(self.name, playing)

    def pump(self, now: datetime) -> None:
        """Let the output work."""
        try:
            self._output.pump(now)
        except Exception as error:
            # Once for each trouble: it comes twice a second.
            if described(error) != self._trouble:
                log.exception("output %s failed", self.name)
            self._trouble = described(error)
        else:
            self._trouble = ""

    def health(self, now: datetime) -> Health:
        """Return the output's health; bad while it cannot be pumped or asked."""
        if self._trouble:
            return Health(False, self._trouble)
        try:
            return self._output.health(now)
        except Exception as error:
            log.exception("output %s cannot be asked", self.name)
            self._trouble = described(error)
            return Health(False, self._trouble)

    def close(self) -> None:
        """Close the output."""
        try:
            self._output.close()
        except Exception:
            log.exception("output %s cannot be closed", self.name)


class _GuardedPlaying:
    def __init__(self, name: str, playing: Playing) -> None:
        self._name = name
        self._playing = playing
        self._last = Progress(None, 0, finished=False)

    def progress(self, now: datetime) -> Progress:
        try:
            self._last = self._playing.progress(now)
        except Exception as error:
            log.exception("output %s failed", self._name)
            return Progress(self._last.started_at, self._last.sent_ms, False, described(error))
        return self._last

    def stop(self, now: datetime) -> None:
        try:
            self._playing.stop(now)
        except Exception:
            log.exception("output %s cannot stop", self._name)


def described(error: Exception) -> str:
    """Return what `error` says, or at least what it is."""
    return str(error) or type(error).__name__
