"""The crest of a voice: the tips of its waves that stick out far above it are bent.

Knows samples and nothing of recipes. Each pulse of a voice has a tip of a fraction of a millisecond
that carries hardly any of its loudness, and that alone would force a limiter to hold down the whole
vowel; bending the tip costs tenths of a decibel instead. What is high for longer, as a sung note or
a beep, is no tip: it stands no more than a few decibels above itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.floating[Any]]

POINTS_A_SECOND = 100
"""How often the level is taken that a tip stands out from."""

REACH = 2
"""How many points on either side are the sound itself: 50 ms, several pulses of a low voice."""

ITSELF_DB = 6.0
"""How far above itself a sound may always stand; what is even, as a beep, stands 3 dB above."""

KNEE = 0.9
"""From what share of the highest that is let through the tips are bent: 1 dB below it."""


def bent(source: Iterator[Samples], rate: int, room: Samples) -> Iterator[Samples]:
    """Yield as many samples as come, with tips above `room` bent down to it.

    `room` holds the highest that fits at every 10 ms. What stands less than `ITSELF_DB` above its
    own level stays as it is. The pieces that are yielded are cut elsewhere than those that come.
    """
    step = rate // POINTS_A_SECOND
    held: Samples = np.zeros(0, np.float32)
    before: Samples = np.zeros(0)
    powers: Samples = np.zeros(0)
    done = 0
    for block in source:
        held = np.concatenate((held, block))
        fresh = held[len(powers) * step :]
        powers = np.concatenate((powers, _powers(fresh[: len(fresh) // step * step], step)))
        count = len(powers) - REACH
        if count > 0:
            highest = np.maximum(_itself(before, powers)[:count], _room(room, done, count, rate))
            yield _bend(held[: count * step], highest, step)
            before = np.concatenate((before, powers[:count]))[-REACH:]
            held, powers, done = held[count * step :].copy(), powers[count:], done + count
    if len(held):
        whole = np.pad(held, (0, -len(held) % step))
        powers = _powers(whole, step)
        highest = np.maximum(_itself(before, powers), _room(room, done, len(powers), rate))
        yield _bend(whole, highest, step)[: len(held)]


def _powers(samples: Samples, step: int) -> Samples:
    rows = samples.reshape(-1, step)
    return np.asarray(np.einsum("ij,ij->i", rows, rows) / step)


def _itself(before: Samples, powers: Samples) -> Samples:
    """Return how high a sound may always be at each point of `powers`; `before` came before."""
    around = np.concatenate((before, powers))
    width = np.ones(2 * REACH + 1)
    inner = slice(REACH, REACH + len(around))
    mean = np.convolve(around, width)[inner] / np.convolve(np.ones(len(around)), width)[inner]
    return np.asarray(np.sqrt(mean * 10 ** (ITSELF_DB / 10)))[len(before) :]


def _room(room: Samples, first: int, count: int, rate: int) -> Samples:
    """Return the room of `count` points from `first`: they are no longer than 10 ms."""
    step = rate // POINTS_A_SECOND
    places = np.arange(first, first + count) * step * POINTS_A_SECOND // rate
    return room[np.minimum(places, len(room) - 1)]


def _bend(samples: Samples, highest: Samples, step: int) -> Samples:
    """Return the samples, squeezed below the highest of their point where above its knee."""
    over = np.flatnonzero(np.abs(samples.reshape(-1, step)) > KNEE * highest[:, None])
    if not len(over):
        return samples
    bowed = samples.copy()
    tips, top = samples[over], highest[over // step]
    room = (1 - KNEE) * top
    bowed[over] = np.sign(tips) * (top - room * np.exp((KNEE * top - np.abs(tips)) / room))
    return bowed
