"""The crest of a voice: the tips of its waves that stick out far above it are bent.

Knows samples and nothing of recipes. Each pulse of a voice has a tip of a fraction of a millisecond
that carries hardly any of its loudness, and that alone would force a limiter to hold down the whole
vowel; bending the tip costs tenths of a decibel instead. What is high for longer, as a sung note or
a beep, is no tip: it stands no more than a few decibels above itself.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float64]

POINTS_A_SECOND = 100
"""How often the level is taken that a tip stands out from."""

REACH = 50
"""How many points on either side are a sound's phrase: a second in all."""

NEAR = 2
"""How many points on either side are the sound itself: 50 ms, several pulses of a low voice."""

NEAR_DB = 6.0
"""How far above itself a sound may always stand; what is even, as a beep, stands 3 dB above."""

KNEE = 0.85
"""From what share of the highest that is let through the tips are bent: 1.4 dB below it."""


def bent(source: Iterator[Samples], rate: int, crest_db: float) -> Iterator[Samples]:
    """Yield as many samples as come, their tips no higher than `crest_db` above their phrase.

    The pieces that are yielded are cut elsewhere than those that come.
    """
    step = rate // POINTS_A_SECOND
    held, before, powers = np.zeros(0), np.zeros(0), np.zeros(0)
    for block in source:
        held = np.concatenate((held, block))
        fresh = held[len(powers) * step :]
        powers = np.concatenate((powers, _powers(fresh[: len(fresh) // step * step], step)))
        count = len(powers) - REACH
        if count > 0:
            highest = _highest(before, powers, crest_db)[:count]
            yield _bend(held[: count * step], highest, step)
            before = np.concatenate((before, powers[:count]))[-REACH:]
            held, powers = held[count * step :].copy(), powers[count:]
    if len(held):
        whole = np.pad(held, (0, -len(held) % step))
        highest = _highest(before, _powers(whole, step), crest_db)
        yield _bend(whole, highest, step)[: len(held)]


def _powers(samples: Samples, step: int) -> Samples:
    rows = samples.reshape(-1, step)
    return np.asarray(np.einsum("ij,ij->i", rows, rows) / step)


def _highest(before: Samples, powers: Samples, crest_db: float) -> Samples:
    """Return how high the tips may be at each point of `powers`; `before` came before them."""
    around = np.concatenate((before, powers))
    phrase = _mean(around, REACH) * 10 ** (crest_db / 10)
    itself = _mean(around, NEAR) * 10 ** (NEAR_DB / 10)
    return np.asarray(np.sqrt(np.maximum(phrase, itself))[len(before) :])


def _mean(curve: Samples, reach: int) -> Samples:
    """Return the mean around each point; beyond either end there is nothing to count."""
    width = np.ones(2 * reach + 1)
    count = np.convolve(np.ones(len(curve)), width)[reach : reach + len(curve)]
    return np.asarray(np.convolve(curve, width)[reach : reach + len(curve)] / count)


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
