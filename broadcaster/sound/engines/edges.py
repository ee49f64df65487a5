"""The edges of a piece of speech: as much quiet before and after it as every other piece has."""

from __future__ import annotations

import numpy as np

from broadcaster.sound.sound import Sound

QUIET_MS = 40
"""How much quiet is left at either end of speech."""

_WINDOW_MS = 5
_AUDIBLE = 10 ** (-46 / 20)
_LEAST_PEAK = 33
_FADE_MS = 3


def audible_span(sound: Sound) -> tuple[int, int] | None:
    """Return the first and last frame (excluded) of what is heard, or None when nothing is.

    Heard is what comes within 46 dB of the loudest sample, looked at in windows of 5 ms, so that
    the breath of a final consonant stays and a converter's hiss goes.
    """
    level = np.abs(sound.pcm.astype(np.int32))
    loudest = int(level.max(initial=0))
    if loudest < _LEAST_PEAK:
        return None
    window = max(1, sound.rate * _WINDOW_MS // 1000)
    rows = np.maximum.reduceat(level, np.arange(0, len(level), window))
    heard = np.flatnonzero(rows >= loudest * _AUDIBLE)
    return int(heard[0]) * window, min(sound.frames, (int(heard[-1]) + 1) * window)


def quiet_edges(sound: Sound) -> Sound | None:
    """Return speech with exactly `QUIET_MS` of silence before and after, None when it is empty."""
    span = audible_span(sound)
    if span is None:
        return None
    first, last = span
    heard = Sound.from_pcm(sound.pcm[first:last], sound.rate).faded(_FADE_MS, _FADE_MS)
    quiet = Sound.silence(QUIET_MS, sound.rate)
    return Sound.joined((quiet, heard, quiet), sound.rate)
