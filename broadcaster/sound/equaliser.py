"""The equaliser: a recipe's band, cut and lift, as filter sections.

Knows filters; touches no sample.
"""

from __future__ import annotations

import numpy as np

from broadcaster.sound.filters import Sections, bell, high_pass, low_pass
from broadcaster.sound.recipes import Recipe

BELL_OCTAVES = 1.5
"""How wide cut and lift are."""


def sections(recipe: Recipe, rate: int) -> Sections:
    """Return the recipe's equaliser as second-order sections."""
    found = [high_pass(recipe.high_pass_hz, 4, rate)]
    if recipe.low_pass_hz < 0.45 * rate:
        found.append(low_pass(recipe.low_pass_hz, 4, rate))
    for hz, db in ((recipe.body_hz, recipe.body_db), (recipe.presence_hz, recipe.presence_db)):
        if db:
            found.append(bell(hz, db, BELL_OCTAVES, rate))
    return np.vstack(found)
