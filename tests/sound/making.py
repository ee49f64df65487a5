"""Sounds that tests are made of, and what can be measured of a sound."""

from __future__ import annotations

import numpy as np

from broadcaster.sound.sound import RATE, Sound


def sine(hertz: float, ms: int, level: float = 0.25, rate: int = RATE) -> Sound:
    """Return a sine wave whose peak is `level` of full scale."""
    frames = np.arange(round(ms * rate / 1000))
    return Sound.from_float(level * np.sin(2 * np.pi * hertz / rate * frames), rate)


def noise(ms: int, level: float = 0.1, seed: int = 1) -> Sound:
    """Return white noise, the same for the same seed."""
    frames = round(ms * RATE / 1000)
    return Sound.from_float(level * np.random.default_rng(seed).standard_normal(frames))


def rms_db(sound: Sound) -> float:
    """Return the mean level in dB below full scale."""
    samples = sound.pcm.astype(np.float64) / 32768
    return float(10 * np.log10(np.mean(samples**2) + 1e-12))


def band_db(sound: Sound, low_hz: float, high_hz: float) -> float:
    """Return the power between two frequencies, in dB."""
    power = np.abs(np.fft.rfft(sound.pcm / 32768)) ** 2 / max(1, sound.frames) ** 2
    hertz = np.fft.rfftfreq(sound.frames, 1 / sound.rate)
    inside = power[(hertz >= low_hz) & (hertz < high_hz)]
    return float(10 * np.log10(inside.sum() + 1e-18))


def lag(sound: Sound, other: Sound) -> int:
    """Return by how many samples `other` comes later than `sound`."""
    size = 1 << (sound.frames + other.frames).bit_length()
    found = np.fft.irfft(np.fft.rfft(other.pcm, size) * np.conj(np.fft.rfft(sound.pcm, size)), size)
    place = int(found.argmax())
    return place - size if place > size // 2 else place
