"""When the moon is new, and where the sun stands: all that a lunisolar calendar asks of the sky.

Knows astronomy only; knows no time zone and no month of any calendar. Instants are Julian days of
universal time.

After Jean Meeus, *Astronomical Algorithms*, 2nd ed., Willmann-Bell 1998: chapter 49 for the new
moon, chapter 25 for the sun. Dynamical time ran ahead of universal time as in Fred Espenak and
Jean Meeus, *Five Millennium Canon of Solar Eclipses*, NASA/TP-2006-214141, and for years to come
as forecast there.
"""

from __future__ import annotations

from math import fsum, radians, sin

_J2000 = 2451545.0
_CENTURY = 36525.0
_DECADE = 3652.5

_AHEAD_FROM = 2411368.5
"""1 January 1890."""
# Seconds that dynamical time was ahead, ten years apart.
_AHEAD = (
    *(-6, -3, 10, 21, 24, 24, 29, 33, 40, 51, 57, 64, 66, 69, 78, 85, 93, 114, 135, 157, 180),
    *(203, 227, 251, 276, 302, 328, 350, 372, 395, 418, 442, 467),
)

# Chapter 49, "new moon": days · E^|a| · sin(a M + b M' + c F), as (days, a, b, c).
_WAVES = (
    (-0.40720, 0, 1, 0),
    (0.17241, 1, 0, 0),
    (0.01608, 0, 2, 0),
    (0.01039, 0, 0, 2),
    (0.00739, -1, 1, 0),
    (-0.00514, 1, 1, 0),
    (0.00208, 2, 0, 0),
    (-0.00111, 0, 1, -2),
    (-0.00057, 0, 1, 2),
    (0.00056, 1, 2, 0),
    (-0.00042, 0, 3, 0),
    (0.00042, 1, 0, 2),
    (0.00038, 1, 0, -2),
    (-0.00024, -1, 2, 0),
    (-0.00007, 2, 1, 0),
    (0.00004, 0, 2, -2),
    (0.00004, 3, 0, 0),
    (0.00003, 1, 1, -2),
    (0.00003, 0, 2, 2),
    (-0.00003, 1, 1, 2),
    (0.00003, -1, 1, 2),
    (-0.00002, -1, 1, -2),
    (-0.00002, 1, 3, 0),
    (0.00002, 0, 4, 0),
)
# The planets' part: days · sin(start + step k), as (days, start, step), in degrees.
_PULLS = (
    (0.000325, 299.77, 0.107408),
    (0.000165, 251.88, 0.016321),
    (0.000164, 251.83, 26.651886),
    (0.000126, 349.42, 36.412478),
    (0.000110, 84.66, 18.206239),
    (0.000062, 141.74, 53.303771),
    (0.000060, 207.14, 2.453732),
    (0.000056, 154.84, 7.306860),
    (0.000047, 34.52, 27.261239),
    (0.000042, 207.19, 0.121824),
    (0.000040, 291.34, 1.844379),
    (0.000037, 161.72, 24.198154),
    (0.000035, 239.56, 25.513099),
    (0.000023, 331.55, 3.592518),
)


def new_moon(k: int) -> float:
    """Return the instant of the new moon numbered `k`; 0 is that of 6 January 2000."""
    t = k / 1236.85
    mean = 2451550.09766 + 29.530588861 * k + 0.00015437 * t**2 - 0.00000015 * t**3
    sun = 2.5534 + 29.10535670 * k - 0.0000014 * t**2
    moon = 201.5643 + 385.81693528 * k + 0.0107582 * t**2 + 0.00001238 * t**3
    latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t**2 - 0.00000227 * t**3
    node = 124.7746 - 1.56375588 * k + 0.0020672 * t**2 + 0.00000215 * t**3
    shrink = 1 - 0.002516 * t - 0.0000074 * t**2
    waves = (
        days * shrink ** abs(a) * _sin(a * sun + b * moon + c * latitude)
        for days, a, b, c in _WAVES
    )
    pulls = (days * _sin(start + step * k) for days, start, step in _PULLS)
    dynamical = fsum((mean, -0.00017 * _sin(node), *waves, *pulls))
    return dynamical - _ahead(dynamical)


def new_moon_near(instant: float) -> int:
    """Return the number of a new moon at most one month from `instant`."""
    return round((instant - 2451550.09766) / 29.530588861)


def sun_longitude(instant: float) -> float:
    """Return the sun's apparent longitude in degrees, 0 to 360, counted from the equinox."""
    t = (instant + _ahead(instant) - _J2000) / _CENTURY
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t**2
    anomaly = 357.52911 + 35999.05029 * t - 0.0001537 * t**2
    centre = (
        (1.914602 - 0.004817 * t - 0.000014 * t**2) * _sin(anomaly)
        + (0.019993 - 0.000101 * t) * _sin(2 * anomaly)
        + 0.000289 * _sin(3 * anomaly)
    )
    return (mean + centre - 0.00569 - 0.00478 * _sin(125.04 - 1934.136 * t)) % 360


def _ahead(instant: float) -> float:
    """Return how far dynamical time is ahead, in days."""
    place, part = divmod((instant - _AHEAD_FROM) / _DECADE, 1)
    before, after = _AHEAD[int(place) : int(place) + 2]
    return (before + (after - before) * part) / 86400


def _sin(degrees: float) -> float:
    return sin(radians(degrees))
