"""The equaliser: a recipe's band, cut, lift and phases, as an answer to a click.

Knows filters; touches no sample.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from broadcaster.sound.filters import (
    Sections,
    all_pass,
    bell,
    high_pass,
    impulse,
    low_pass,
    turned,
)
from broadcaster.sound.recipes import Recipe

BELL_OCTAVES = 1.5
"""How wide cut and lift are."""

EDGE_OCTAVES = 1.0
"""How wide the lift at the band's lower edge is: it shall not reach into the vowels."""

REACH_MS = 20
"""How far an answer with phases of its own goes to either side of its click."""

LATE_MS = 0.8
"""How late what is not turned comes out, so that on the whole a turned voice keeps its time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an equaliser makes of a click, and how many samples it is late by."""

    samples: npt.NDArray[np.float64]
    lead: int

    @property
    def most(self) -> float:
        """By how much a peak can be raised."""
        return float(np.abs(self.samples).sum())


def answer(recipe: Recipe, rate: int) -> Answer:
    """Return the recipe's equaliser at a rate: as its sections answer, or with its own phases."""
    chain = sections(recipe, rate)
    if not recipe.turns:
        return Answer(impulse(chain), 0)
    reach = REACH_MS * rate // 1000
    turns = np.vstack([all_pass(hz, rate, quality) for hz, quality in recipe.turns])
    return Answer(turned(chain, turns, reach), reach - round(LATE_MS * rate / 1000))


def sections(recipe: Recipe, rate: int) -> Sections:
    """Return the recipe's equaliser as second-order sections."""
    found = [high_pass(recipe.high_pass_hz, 4, rate)]
    if recipe.low_pass_hz < 0.45 * rate:
        found.append(low_pass(recipe.low_pass_hz, 4, rate))
    bells = (
        (recipe.edge_hz, recipe.edge_db, EDGE_OCTAVES),
        (recipe.body_hz, recipe.body_db, BELL_OCTAVES),
        (recipe.presence_hz, recipe.presence_db, BELL_OCTAVES),
    )
    found += [bell(hz, db, octaves, rate) for hz, db, octaves in bells if db]
    return np.vstack(found)
