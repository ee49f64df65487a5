"""The equaliser: a recipe's band, its lift for consonants and its all-passes, as filter sections.

Knows filters; touches no sample.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.signal import butter

from broadcaster.sound.recipes import Part, Recipe

Sections = npt.NDArray[np.float64]
"""Second-order sections, as `scipy.signal.sosfilt` takes them."""

ROTATION_HZ = 400.0
"""Where an all-pass turns the phase by half: between a voice's pitch and its first formants."""

BELL_OCTAVES = 1.5
"""How wide the lift of consonants is."""


def sections(recipe: Recipe, part: Part, rate: int) -> Sections:
    """Return the recipe's equaliser, and for speech its all-passes, as second-order sections."""
    found = [butter(4, recipe.high_pass_hz, "highpass", fs=rate, output="sos")]
    if recipe.low_pass_hz < 0.45 * rate:
        found.append(butter(4, recipe.low_pass_hz, "lowpass", fs=rate, output="sos"))
    if recipe.presence_db:
        found.append(_bell(recipe.presence_hz, recipe.presence_db, rate))
    if part is Part.SPEECH:
        found += [_all_pass(rate)] * recipe.rotations
    return np.vstack(found)


def _all_pass(rate: int) -> Sections:
    """Return a section that changes no level, only turns phases: the pulses of a voice spread."""
    angle = 2 * np.pi * ROTATION_HZ / rate
    turn = np.sin(angle)
    lower = np.array([[1 + turn, -2 * np.cos(angle), 1 - turn]]) / (1 + turn)
    return np.hstack((lower[:, ::-1], lower))


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
