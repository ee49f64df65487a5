"""From what was seen and told of a sound to findings. Weighs each; mends nothing."""

from __future__ import annotations

from collections.abc import Iterator

from broadcaster.sound.intake.examine import Picture, silent_places
from broadcaster.sound.intake.facts import Facts
from broadcaster.sound.intake.taken import Finding, Kind, Severity, Use
from broadcaster.sound.loudness import Loudness

INNER_SILENCE_MS = 5_000
"""So long nobody hears anything before it is told."""
MOST_PLACES = 20
"""How many silent places are told, the longest."""

PHONE_HZ = 4_600
"""Sound that ends below this came through a telephone."""

QUIET_LUFS = -36.0
LOUD_LUFS = -9.0
NOISY_DB = 20.0
VERY_NOISY_DB = 12.0

_TOLD_DB = 0.5
_CLIPPED = 0.001
_BADLY_CLIPPED = 0.01
_BADLY_DAMAGED = 0.1


def of_decoding(facts: Facts, missing_ms: int, torn: bool) -> Iterator[Finding]:
    """Yield what the decoding told; `missing_ms` is missing at the end, `torn`: nobody knows."""
    if missing_ms:
        yield Finding(Kind.CUT_OFF, Severity.GRAVE, facts.length_ms, missing_ms)
    elif torn or facts.torn:
        yield Finding(Kind.CUT_OFF, Severity.NOTE, facts.length_ms, 0)
    if facts.bad_packets and not (facts.torn and facts.bad_packets == 1):
        share = facts.bad_packets / (facts.bad_packets + facts.good_packets)
        grave = Severity.GRAVE if share > _BADLY_DAMAGED else Severity.WARNING
        yield Finding(Kind.DAMAGED_PLACES, grave, None, facts.bad_packets)
    if facts.wrong_samples:
        yield Finding(Kind.WRONG_SAMPLES, Severity.WARNING, None, facts.wrong_samples, True)
    if facts.tracks > 1:
        yield Finding(Kind.SEVERAL_TRACKS, Severity.NOTE, None, facts.tracks)
    if facts.channel_why in (Kind.DEAD_CHANNEL, Kind.OUT_OF_PHASE):
        kind = Kind(facts.channel_why)
        yield Finding(kind, Severity.WARNING, None, facts.channel + 1, True)
    if facts.offset:
        yield Finding(Kind.OFFSET, Severity.NOTE, None, 100 * abs(facts.offset), True)
    if facts.gain_db < -_TOLD_DB:
        yield Finding(Kind.TURNED_DOWN, Severity.NOTE, None, -facts.gain_db, True)
    if facts.clipped > _CLIPPED or facts.mended:
        grave = Severity.GRAVE if facts.clipped > _BADLY_CLIPPED else Severity.WARNING
        yield Finding(Kind.CLIPPED, grave, None, 100 * facts.clipped, facts.mended)


def of_picture(picture: Picture, use: Use) -> Iterator[Finding]:
    """Yield what spectra and levels say of a sound in which people speak."""
    if not use.speech:
        return
    if len(picture.seconds) and picture.reaches_hz < PHONE_HZ:
        yield Finding(Kind.NARROW, Severity.NOTE, None, picture.reaches_hz)
    above = picture.speech_db - picture.noise_db
    if use is Use.VOICE and above < NOISY_DB and len(picture.seconds) > 1:
        grave = Severity.GRAVE if above < VERY_NOISY_DB else Severity.WARNING
        yield Finding(Kind.NOISE, grave, None, above)


def of_silences(picture: Picture, below_db: float, first_ms: int) -> Iterator[Finding]:
    """Yield the long silences inside the sound; the result begins `first_ms` after its start."""
    places = silent_places(picture.levels_db, below_db, INNER_SILENCE_MS // 10)
    longest = sorted(places, key=lambda place: -place[1])[:MOST_PLACES]
    for start, length in sorted(longest):
        yield Finding(Kind.SILENT_PLACE, Severity.WARNING, start * 10 - first_ms, length * 10)


def of_loudness(loudness: Loudness | None) -> Iterator[Finding]:
    """Yield whether the sound is far from any usual loudness; levelling it is somebody else's."""
    if loudness is None:
        return
    if loudness.lufs < QUIET_LUFS:
        yield Finding(Kind.QUIET, Severity.WARNING, None, loudness.lufs)
    elif loudness.lufs > LOUD_LUFS:
        yield Finding(Kind.LOUD, Severity.NOTE, None, loudness.lufs)
