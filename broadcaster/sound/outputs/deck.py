"""Which sample lies where in a stream that never stops, and what of it has been heard.

The sound card's thread asks `Deck.fill` for block after block, telling when the block will be
heard; nothing here waits or locks. Commands reach that thread by swapping one tuple or setting
one flag, and it answers by swapping one tuple. Knows no device.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from broadcaster.sound.output import Progress
from broadcaster.sound.outputs.line import OVERTAKEN
from broadcaster.sound.sound import Pcm

Block = npt.NDArray[np.int16]
"""Samples for the card, (frames, channels)."""

_FADE_S = 0.01
"""How long a sound that is cut takes to fall silent: long enough not to click."""
_WAKING_S = 3.0
"""How long a card may take after its opening before it asks steadily."""


class Track:
    """One sound on the deck. The card's thread moves it; others ask, stop, or declare it failed."""

    def __init__(self, pcm: Pcm, at: float, rate: int) -> None:
        """`at` is when sample 0 is to be heard, in seconds since 1970."""
        self.at = at
        self.begun_at: float | None = None
        self.stopping = False
        self.over = False
        self.overtaken = False
        self.failed: str | None = None
        self._pcm = pcm
        self._rate = rate
        self._position = 0
        # When the sample at the position will be heard, and the position: swapped as one.
        self._mark = (at, 0)
        self._heard = 0
        self._started = False

    @property
    def waiting(self) -> bool:
        """Whether its instant has not come yet."""
        return self.begun_at is None and not self.over

    @property
    def left(self) -> int:
        """How many samples have not been handed over."""
        return len(self._pcm) - self._position

    def begin(self, heard_at: float) -> None:
        """Note that sample 0 will be heard at `heard_at`."""
        self._mark = (heard_at, 0)
        self.begun_at = heard_at
        self.over = not self.left

    def copy(self, out: Block, heard_at: float) -> None:
        """Hand the next samples over; the first of `out` will be heard at `heard_at`."""
        count = min(len(out), self.left)
        out[:count] = self._pcm[self._position : self._position + count, None]
        self._position += count
        self._mark = (heard_at + count / self._rate, self._position)
        if not self.left:
            self.over = True

    def fail(self, cause: str) -> None:
        """Hand nothing more over, for a cause told at once."""
        if not self.over:
            self.failed = cause
            self.over = True

    def progress(self, now: datetime) -> Progress:
        """Return what has been heard at `now`."""
        heard_at, position = self._mark
        since = now.timestamp() - heard_at
        if self.begun_at is not None:
            heard = min(position, max(0, position + int(since * self._rate)))
            self._heard = max(self._heard, heard)
            self._started = self._started or self._heard > 0 or since >= 0
        begun_at = self.begun_at if self._started else None
        failed = self.failed
        if self.overtaken and self._heard == position:
            failed = OVERTAKEN
        whole = self._heard == len(self._pcm) and failed is None
        return Progress(
            started_at=None if begun_at is None else datetime.fromtimestamp(begun_at, UTC),
            sent_ms=round(self._heard * 1000 / self._rate),
            finished=whole and self._started,
            failed=failed,
        )


class Deck:
    """The tracks of one sound card; at most one of them sounds."""

    def __init__(self, rate: int) -> None:
        """`rate` is the card's, in Hz."""
        self.rate = rate
        self.beat = time.monotonic() + _WAKING_S
        """When the card last asked for samples, on the monotonic clock."""
        self._tracks: tuple[Track, ...] = ()
        self._sounding: Track | None = None
        self._fade = round(rate * _FADE_S)
        self._ramp = np.linspace(1, 0, self._fade, dtype=np.float32)[:, None]

    def add(self, pcm: Pcm, at: float) -> Track:
        """Put a sound on the deck, to be heard from `at` on (seconds since 1970)."""
        track = Track(pcm, at, self.rate)
        self._tracks = tuple(sorted((*self.live(), track), key=lambda each: each.at))
        return track

    def live(self) -> tuple[Track, ...]:
        """Return the tracks that have not ended."""
        return tuple(track for track in self._tracks if not track.over)

    def fill(self, out: Block, heard_at: float) -> None:
        """Write the next block, whose first sample will be heard at `heard_at`.

        Called by the card's thread only. A sound that begins ends the one sounding, which fades
        just before it, or, when there is no time left for that, moves it by the fade's length.
        """
        self.beat = time.monotonic()
        out[:] = 0
        cursor = 0
        for track in self._tracks:
            if not track.waiting:
                continue
            if track.stopping:
                track.over = True
                continue
            first = max(cursor, round((track.at - heard_at) * self.rate))
            if first >= len(out):
                break
            cursor = self._clear(out, cursor, first, heard_at)
            track.begin(heard_at + cursor / self.rate)
            self._sounding = track
        sounding = self._sounding
        if sounding is None or sounding.over:
            self._sounding = None
        elif sounding.stopping:
            self._fade_out(sounding, out, cursor, cursor, heard_at)
            sounding.over = True
        else:
            sounding.copy(out[cursor:], heard_at + cursor / self.rate)

    def _clear(self, out: Block, cursor: int, first: int, heard_at: float) -> int:
        """End what sounds so that another may begin at `first`; return where it really may."""
        old = self._sounding
        if old is None or old.over:
            return first
        if not old.stopping and old.left <= first - cursor:
            old.copy(out[cursor:first], heard_at + cursor / self.rate)
            return first
        fade_from = cursor if old.stopping else max(cursor, first - self._fade)
        end = self._fade_out(old, out, cursor, fade_from, heard_at)
        old.overtaken = not old.stopping and bool(old.left)
        old.over = True
        return max(first, end)

    def _fade_out(
        self, old: Track, out: Block, cursor: int, fade_from: int, heard_at: float
    ) -> int:
        """Let `old` sound from `cursor` on and fade from `fade_from` on; return where it ends."""
        end = min(len(out), fade_from + self._fade)
        old.copy(out[cursor:end], heard_at + cursor / self.rate)
        fading = out[fade_from:end]
        fading[:] = (fading * self._ramp[: len(fading)]).astype(np.int16)
        return end


def as_block(buffer: Any, channels: int) -> Block:
    """Return a card's raw buffer as samples that can be written."""
    return np.frombuffer(buffer, np.int16).reshape(-1, channels)
