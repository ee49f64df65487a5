"""The equaliser: a recipe's band, cut and lift, as filter sections.

Knows filters; touches no sample.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.signal import butter

from broadcaster.sound.recipes import Recipe

Sections = npt.NDArray[np.float64]
"""Second-order sections, as `scipy.signal.sosfilt` takes them."""

BELL_OCTAVES = 1.5
"""How wide cut and lift are."""


def sections(recipe: Recipe, rate: int) -> Sections:
    """Return the recipe's equaliser as second-order sections."""
    found = [butter(4, recipe.high_pass_hz, "highpass", fs=rate, output="sos")]
    if recipe.low_pass_hz < 0.45 * rate:
        found.append(butter(4, recipe.low_pass_hz, "lowpass", fs=rate, output="sos"))
    for hz, db in ((recipe.body_hz, recipe.body_db), (recipe.presence_hz, recipe.presence_db)):
        if db:
            found.append(_bell(hz, db, rate))
    return np.vstack(found)


def _bell(hz: float, db: float, rate: int) -> Sections:
    """Return a peaking equaliser an octave and a half wide, as one second-order section."""
    lift = 10 ** (db / 40)
    angle = 2 * np.pi * hz / rate
    width = np.sin(angle) * np.sinh(np.log(2) / 2 * BELL_OCTAVES * angle / np.sin(angle))
    section = np.array(
        (
            (1 + width * lift, -2 * np.cos(angle), 1 - width * lift),
            (1 + width / lift, -2 * np.cos(angle), 1 - width / lift),
        )
    )
    return np.asarray(section.reshape(1, 6) / section[1, 0])
