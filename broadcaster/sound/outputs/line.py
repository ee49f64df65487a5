"""Sounds kept in time by a clock that is looked at, not by a device: null and recorder live on it.

Knows which sample is due at which instant; where the samples go is a `Keeper`'s affair. The line
is turned by `pump` and by asking for progress, always from one thread.

A clock set back while a sound runs holds it up for one turn and then goes on from there; a clock
set forward makes what has become due leave at once. No sample is ever lost or sent twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from broadcaster.sound.output import Now, Progress
from broadcaster.sound.sound import Pcm, Sound

OVERTAKEN = "another sound took the output over"

_MICROSECOND = timedelta(microseconds=1)


class Keeper(Protocol):
    """Where the samples of one sound go; any method may raise OSError."""

    def put(self, pcm: Pcm) -> None:
        """Take the next samples."""

    def end(self) -> None:
        """Close it: nothing more will come."""


OpenKeeper = Callable[[str, int, datetime], Keeper]
"""Opens the keeper of a sound, given its label, its rate in Hz and the instant it begins."""


class Line:
    """One output's line: sounds that wait for their instant, and at most one sounding."""

    def __init__(self, now: Now, open_keeper: OpenKeeper) -> None:
        """`now` is asked when a sound is started late."""
        self._now = now
        self._open_keeper = open_keeper
        self._waiting: list[LinePlaying] = []
        self._sounding: LinePlaying | None = None

    def start(self, sound: Sound, at: datetime, skip_ms: int, label: str) -> LinePlaying:
        """Let `sound` begin at `at`, or now when that has passed."""
        pcm = sound.pcm[max(0, skip_ms) * sound.rate // 1000 :]
        playing = LinePlaying(self, pcm, sound.rate, max(at, self._now()), label)
        self._waiting.append(playing)
        return playing

    def turn(self, now: datetime) -> None:
        """Let every sample leave that is due at `now`."""
        due = sorted(
            (playing for playing in self._waiting if playing.begins_at <= now),
            key=lambda playing: playing.begins_at,
        )
        for playing in due:
            self._waiting.remove(playing)
            if self._sounding is not None:
                self._sounding.reach(playing.begins_at)
                self._sounding.fail(OVERTAKEN)
            playing.begin(self._open_keeper)
            self._sounding = playing
        if self._sounding is not None:
            self._sounding.reach(now)
            if self._sounding.over:
                self._sounding = None

    def stop(self, playing: LinePlaying, now: datetime) -> None:
        """Let what is due at `now` leave, then end `playing`; harmless when it has ended."""
        self.turn(now)
        if playing in self._waiting:
            self._waiting.remove(playing)
        playing.close()
        if self._sounding is playing:
            self._sounding = None

    def close(self) -> None:
        """End the sounding and forget the waiting."""
        for playing in (*self._waiting, *filter(None, [self._sounding])):
            playing.close()
        self._waiting.clear()
        self._sounding = None


class LinePlaying:
    """One sound on a line."""

    def __init__(self, line: Line, pcm: Pcm, rate: int, begins_at: datetime, label: str) -> None:
        """`pcm` are the samples to send, from `begins_at` on, at `rate` Hz."""
        self.begins_at = begins_at
        self.over = False
        self._line = line
        self._pcm = pcm
        self._rate = rate
        self._label = label
        self._sent = 0
        self._keeper: Keeper | None = None
        self._begun = False
        self._failed: str | None = None
        # The instant sample 0 would have left had the clock never been set back.
        self._zero = begins_at
        self._seen = begins_at

    def progress(self, now: datetime) -> Progress:
        """Turn the line to `now` and return how far this sound has come."""
        self._line.turn(now)
        return Progress(
            started_at=self.begins_at if self._begun else None,
            sent_ms=round(self._sent * 1000 / self._rate),
            finished=self.over and self._failed is None and self._sent == len(self._pcm),
            failed=self._failed,
        )

    def stop(self, now: datetime) -> None:
        """End the sound at `now`."""
        self._line.stop(self, now)

    def begin(self, open_keeper: OpenKeeper) -> None:
        """Open the keeper; a failure is kept for `progress`."""
        try:
            self._keeper = open_keeper(self._label, self._rate, self.begins_at)
            self._begun = True
        except OSError as error:
            self.fail(_cause(error))

    def reach(self, now: datetime) -> None:
        """Send what is due at `now` and has not been sent."""
        if self._keeper is None or self.over:
            return
        if now < self._seen:
            self._zero -= self._seen - now
        self._seen = now
        due = (now - self._zero) // _MICROSECOND * self._rate // 1_000_000
        due = min(len(self._pcm), due)
        try:
            if due > self._sent:
                self._keeper.put(self._pcm[self._sent : due])
                self._sent = due
        except OSError as error:
            self.fail(_cause(error))
            return
        if due == len(self._pcm):
            self.close()

    def fail(self, cause: str) -> None:
        """End the sound for a cause that is not its own; harmless when it has ended."""
        if not self.over:
            self.close()
            self._failed = self._failed or cause

    def close(self) -> None:
        """End the sound; harmless when it has ended."""
        if self.over:
            return
        self.over = True
        if self._keeper is not None:
            try:
                self._keeper.end()
            except OSError as error:
                self._failed = _cause(error)


def _cause(error: OSError) -> str:
    """Return what the operating system says went wrong."""
    return error.strerror or str(error)
