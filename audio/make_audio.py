"""Makes the music that ships with the station, from nothing but arithmetic.

    python audio/make_audio.py [folder]

Plucked strings are sums of decaying partials, tuned to the five notes of the northern mode (hò, xự,
xang, xê, cống), with the slide and the slow shake of a đàn tranh's left hand. No sample, no
recording and no random number is used: every run gives the same sound.
"""

from __future__ import annotations

import sys
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyloudnorm

RATE = 44_100
TARGET_LUFS = -18.0
HO_HZ = 293.66
MODE = (0, 2, 5, 7, 9)

Samples = npt.NDArray[np.float64]


def hertz(step: int) -> float:
    """Return the frequency of a step of the mode; five steps make an octave, 0 is hò."""
    octave, degree = divmod(step, len(MODE))
    return HO_HZ * 2.0 ** (octave + MODE[degree] / 12)


def pluck(step: int, seconds: float, *, shake: float = 0.0, bend: float = 0.0) -> Samples:
    """Return a plucked string.

    `shake` is the depth of the vibrato in semitones, which begins late; `bend` is how many
    semitones below the note it starts, sliding up within a tenth of a second.
    """
    t = np.arange(round(seconds * RATE)) / RATE
    late = np.clip((t - 0.25) / 0.3, 0.0, 1.0)
    semitones = shake * late * np.sin(2 * np.pi * 5.2 * t) - bend * np.exp(-t / 0.045)
    turned = 2 * np.pi * np.cumsum(hertz(step) * 2.0 ** (semitones / 12)) / RATE
    tone = np.zeros_like(t)
    for partial in range(1, 15):
        if hertz(step) * partial > 9_000:
            break
        stretched = partial * np.sqrt(1 + 0.00025 * partial**2)
        weight = np.sin(np.pi * partial * 0.13) / partial
        tone += weight * np.exp(-t * (1.1 + 0.75 * partial)) * np.sin(stretched * turned)
    return tone * np.minimum(t / 0.002, 1.0)


def bell(hz: float, seconds: float) -> Samples:
    """Return a small bronze bell: five partials that are no harmonics."""
    t = np.arange(round(seconds * RATE)) / RATE
    partials = (
        (0.5, 0.4, 0.8),
        (1.0, 1.0, 1.2),
        (1.19, 0.5, 1.6),
        (2.0, 0.4, 2.4),
        (2.74, 0.25, 4.0),
    )
    tone = sum(w * np.exp(-t * d) * np.sin(2 * np.pi * hz * r * t) for r, w, d in partials)
    return np.asarray(tone) * np.minimum(t / 0.004, 1.0)


def lay(canvas: Samples, sound: Samples, at_s: float, gain: float = 1.0) -> None:
    """Add `sound` to `canvas` at a position; what reaches over the end is cut off."""
    start = round(at_s * RATE)
    length = min(len(sound), len(canvas) - start)
    canvas[start : start + length] += gain * sound[:length]


def lay_round(canvas: Samples, sound: Samples, at_s: float, gain: float = 1.0) -> None:
    """Add `sound` to `canvas`; what reaches over the end goes on at the beginning."""
    places = (round(at_s * RATE) + np.arange(len(sound))) % len(canvas)
    np.add.at(canvas, places, gain * sound)


def room(sound: Samples) -> Samples:
    """Return the sound with a few soft reflections, as of a small hall."""
    wet = sound.copy()
    for delay_s, gain in (
        (0.031, 0.22),
        (0.047, 0.17),
        (0.071, 0.13),
        (0.113, 0.09),
        (0.167, 0.06),
    ):
        delay = round(delay_s * RATE)
        wet[delay:] += gain * sound[:-delay]
    return wet


def sweep(
    canvas: Samples, first: int, last: int, at_s: float, every_s: float, gain: float
) -> float:
    """Lay a run across neighbouring strings; return when it has passed the last one."""
    for count, step in enumerate(range(first, last, 1 if last > first else -1)):
        lay(canvas, pluck(step, 1.2), at_s + count * every_s, gain * (0.5 + 0.04 * count))
    return at_s + abs(last - first) * every_s


def ident() -> Samples:
    """Return the station's ident: a run up the strings, six notes, a bell (4.2 s)."""
    canvas = np.zeros(round(4.2 * RATE))
    at = sweep(canvas, 0, 10, 0.02, 0.045, 0.55)
    for step, beats, bend in (
        (8, 1.0, 0.0),
        (7, 0.5, 0.0),
        (8, 0.5, 1.0),
        (10, 1.0, 0.0),
        (7, 1.0, 1.0),
    ):
        lay(canvas, pluck(step, 1.8, bend=bend, shake=0.12), at, 0.9)
        at += beats * 0.34
    for step, gain in ((10, 1.0), (5, 0.7), (0, 0.6)):
        lay(canvas, pluck(step, 2.6, shake=0.22), at, gain)
    lay(canvas, bell(2 * HO_HZ, 2.4), at, 0.28)
    return room(canvas)


def stinger() -> Samples:
    """Return the stinger between two items: three quick notes upward (1.2 s)."""
    canvas = np.zeros(round(1.2 * RATE))
    for step, at in ((5, 0.01), (8, 0.13), (10, 0.25)):
        lay(canvas, pluck(step, 1.1, shake=0.1), at)
    return room(canvas)


def bed() -> Samples:
    """Return the bed: a soft pad and sparse strings, 20 s, its end flowing into its beginning."""
    seconds = 20.0
    t = np.arange(round(seconds * RATE)) / RATE
    canvas = np.zeros_like(t)
    for number, chord in enumerate(((0, 3, 5), (-2, 2, 5), (-3, 0, 4), (0, 3, 7))):
        swell = 0.5 + 0.5 * np.cos(2 * np.pi * (t / seconds - number / 4))
        for step in chord:
            # Whole numbers of turns in the 20 s: the loop has no seam.
            hz = round(hertz(step) * seconds) / seconds
            for partial, weight in ((1, 1.0), (2, 0.25), (3, 0.06)):
                slow = 1 + 0.15 * np.sin(2 * np.pi * t * (2 + step % 3) / seconds)
                canvas += 0.12 * weight * swell**2 * slow * np.sin(2 * np.pi * hz * partial * t)
    for step, at in (
        (5, 0.4),
        (8, 2.6),
        (7, 5.0),
        (10, 7.4),
        (8, 9.9),
        (5, 12.4),
        (7, 14.9),
        (3, 17.3),
    ):
        lay_round(canvas, pluck(step, 3.0, shake=0.15), at, 0.16)
    return canvas


def closing() -> Samples:
    """Return the closing: the ident's notes downward, coming to rest on hò (4.6 s)."""
    canvas = np.zeros(round(4.6 * RATE))
    at = 0.02
    for step, beats, bend in (
        (10, 1.0, 0.0),
        (8, 0.5, 0.0),
        (7, 0.5, 0.0),
        (8, 1.0, 1.0),
        (6, 1.0, 0.0),
    ):
        lay(canvas, pluck(step, 1.8, bend=bend, shake=0.12), at, 0.9)
        at += beats * 0.38
    at = sweep(canvas, 9, 4, at, 0.055, 0.6)
    for step, gain in ((5, 1.0), (0, 0.8)):
        lay(canvas, pluck(step, 3.0, shake=0.22), at, gain)
    lay(canvas, bell(HO_HZ, 2.6), at, 0.3)
    return room(canvas)


def urgent() -> Samples:
    """Return the call before an urgent announcement: a bell struck three times (2.8 s)."""
    canvas = np.zeros(round(2.8 * RATE))
    for number, at in enumerate((0.01, 0.61, 1.21)):
        lay(canvas, bell(2 * HO_HZ, 1.6), at)
        lay(canvas, bell(3 * HO_HZ, 1.2), at + 0.18, 0.6 if number < 2 else 0.8)
    return canvas


def finished(sound: Samples, fade_in_s: float, fade_out_s: float) -> npt.NDArray[np.int16]:
    """Return 16-bit samples with faded ends, at the loudness all pieces share."""
    if fade_in_s:
        sound[: round(fade_in_s * RATE)] *= np.linspace(0, 1, round(fade_in_s * RATE))
    if fade_out_s:
        sound[-round(fade_out_s * RATE) :] *= np.linspace(1, 0, round(fade_out_s * RATE)) ** 2
    loudness = pyloudnorm.Meter(RATE).integrated_loudness(sound)
    level = sound * 10 ** ((TARGET_LUFS - loudness) / 20)
    return np.rint(level * 32767).astype("<i2")


def make(folder: Path) -> None:
    """Write every piece as a mono 16-bit WAV file into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces = {
        "ident": finished(ident(), 0.002, 0.6),
        "stinger": finished(stinger(), 0.002, 0.3),
        "bed": finished(bed(), 0.0, 0.0),
        "closing": finished(closing(), 0.002, 0.8),
        "urgent": finished(urgent(), 0.002, 0.5),
    }
    for name, samples in pieces.items():
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples.tobytes())


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
