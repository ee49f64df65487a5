"""Mastering: the mixed programme as it goes on the air, as loud as promised after MP3.

Equalise for the loudspeaker, compress gently, bring to the target, hold the peaks. Encoding changes
both loudness and peaks, so the result is encoded, decoded, measured and corrected until what
listeners get is right. Gains are worked out a millisecond or ten at a time and samples ten seconds
at a time: time and memory grow with the length, and the same sound gives the same master.

    MasterError (a SoundError)
    └── UnreachableError   loudness and peak cannot both be had from this sound

A programme too short or silent raises TooShortError or SilentError of `loudness`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import butter, filtfilt, sosfilt

from broadcaster.sound.lame import ENCODING_LOSS_DB, encoded
from broadcaster.sound.loudness import Floats, Loudness, blocks, integrated, measure
from broadcaster.sound.sound import RATE, Sound, SoundError

__all__ = ["RECIPES", "Loudness", "Mastered", "Recipe", "master", "mastered", "measure"]

TOLERANCE_LU = 0.3
"""How far from its target a master may be; the promise is 0.5."""

_ATTEMPTS = 5
_HEADROOM_DB = -6.0
_CODEC_SWING_DB = 0.3
_CLOSE_LU = 0.1
_FARTHEST_LU = 6.0
_MOST_PUSH_DB = 12.0
# Samples for each point of a gain curve: 10 ms and 1 ms, both dividing a block of ten seconds.
_LEVEL_STEP = 441
_PEAK_STEP = 45
_ATTACK_DB = 1.5
_RELEASE_DB = 0.05

Curve = npt.NDArray[np.float64]


class MasterError(SoundError):
    """Root of what can go wrong in mastering."""


class UnreachableError(MasterError):
    """After every attempt the peaks were too high, or the master hopelessly far from its target."""

    def __init__(self, wanted: Recipe, got: Loudness) -> None:
        """`wanted` is the recipe, `got` what the last attempt measured after MP3."""
        self.wanted = wanted
        self.got = got
        super().__init__(
            f"wanted {wanted.target_lufs:.1f} LUFS below {wanted.ceiling_dbtp:.1f} dBTP, "
            f"got {got.lufs:.1f} LUFS and {got.dbtp:.1f} dBTP"
        )


@dataclass(frozen=True, slots=True)
class Recipe:
    """How programmes shall sound: target, ceiling, and what suits the loudspeakers.

    Cut-off frequencies in Hz; `presence_db` is a broad lift around `presence_hz`, where consonants
    are. Compression begins `threshold_db` above the programme's own level.
    """

    name: str
    target_lufs: float = -16.0
    ceiling_dbtp: float = -1.0
    high_pass_hz: float = 80.0
    low_pass_hz: float = 14_000.0
    presence_hz: float = 3_000.0
    presence_db: float = 0.0
    ratio: float = 2.0
    threshold_db: float = 2.0

    @property
    def key(self) -> str:
        """All that decides how a master sounds: another key makes another programme."""
        return repr(self)


STANDARD = Recipe("standard")
HORN = Recipe(
    "horn",
    high_pass_hz=250.0,
    low_pass_hz=6_500.0,
    presence_hz=2_800.0,
    presence_db=4.0,
    ratio=2.5,
    threshold_db=0.0,
)
"""For reflex horns on poles: what they cannot play only heats them, and consonants carry far."""

RECIPES = MappingProxyType({recipe.name: recipe for recipe in (STANDARD, HORN)})


@dataclass(frozen=True, slots=True)
class Mastered:
    """A master before encoding, its MP3 frames, and how loud those are once decoded."""

    sound: Sound
    frames: bytes
    loudness: Loudness


def master(sound: Sound, recipe: Recipe = STANDARD) -> Sound:
    """Return `sound` mastered, not yet encoded. Errors as of `mastered`."""
    return mastered(sound, recipe).sound


def mastered(sound: Sound, recipe: Recipe = STANDARD, kbps: int = 128) -> Mastered:
    """Return `sound` mastered and encoded at a constant bit rate.

    After decoding the frames stay below the recipe's ceiling, and within `TOLERANCE_LU` of its
    loudness unless the sound is nearly all peaks; `Mastered.loudness` tells what was reached.
    Raises TooShortError, SilentError, UnreachableError, BitRateError.
    """
    equalised = _equalised(sound.resampled(RATE), recipe)
    even = _compression_db(equalised, recipe)
    wanted = recipe.target_lufs + ENCODING_LOSS_DB
    ceiling_db = recipe.ceiling_dbtp - _CODEC_SWING_DB
    even += wanted - integrated(_gained(equalised, even), RATE)
    push_db = 0.0
    for _ in range(_ATTEMPTS):
        levelled, push_db = _settled(equalised, even, push_db, wanted, ceiling_db)
        frames = encoded(levelled, kbps)
        heard = measure(Sound.decoded(frames, f"{recipe.name}.mp3"))
        off, over = recipe.target_lufs - heard.lufs, heard.dbtp - recipe.ceiling_dbtp
        if over <= 0 and (abs(off) <= TOLERANCE_LU or push_db == _MOST_PUSH_DB):
            break
        wanted += off
        ceiling_db -= max(0.0, over + 0.1)
    if over > 0 or abs(off) > _FARTHEST_LU:
        raise UnreachableError(recipe, heard)
    return Mastered(levelled, frames, heard)


def _settled(
    equalised: Sound, even: Curve, push_db: float, wanted: float, ceiling_db: float
) -> tuple[Sound, float]:
    """Return the sound at the wanted loudness below the ceiling, and the push that it took.

    The limiter takes away some of every gain: how much shows from one attempt to the next. Beyond
    `_MOST_PUSH_DB` more gain only makes it rougher, not louder.
    """
    slope = 1.0
    before: tuple[float, float] | None = None
    for _ in range(_ATTEMPTS):
        curve = even + push_db
        hold = _hold_db(_gained(equalised, curve), ceiling_db)
        levelled = _rendered(equalised, curve, hold)
        got = integrated(blocks(levelled), RATE)
        if before is not None and push_db != before[0]:
            slope = min(1.0, max(0.25, (got - before[1]) / (push_db - before[0])))
        before = (push_db, got)
        further = min(push_db + (wanted - got) / slope, _MOST_PUSH_DB)
        if abs(wanted - got) <= _CLOSE_LU or further == push_db:
            break
        push_db = further
    return levelled, before[0] if before else push_db


def _equalised(sound: Sound, recipe: Recipe) -> Sound:
    """Return the sound within the loudspeaker's band, 6 dB down so that a lift cannot clip."""
    sections = np.vstack(
        (
            butter(4, recipe.high_pass_hz, "highpass", fs=RATE, output="sos"),
            butter(4, recipe.low_pass_hz, "lowpass", fs=RATE, output="sos"),
            _bell(recipe.presence_hz, recipe.presence_db),
        )
    )
    state = np.zeros((len(sections), 2))
    whole = np.empty(sound.frames, np.int16)
    at = 0
    scale = 32768 * 10 ** (_HEADROOM_DB / 20)
    for block in blocks(sound):
        filtered, state = sosfilt(sections, block.astype(np.float64), zi=state)
        row = np.clip(np.rint(filtered * scale), -32768, 32767)
        whole[at : at + len(row)] = row.astype(np.int16)
        at += len(row)
    return Sound.from_pcm(whole, RATE)


def _bell(hz: float, db: float) -> npt.NDArray[np.float64]:
    """Return a peaking equaliser an octave and a half wide, as one second-order section."""
    lift = 10 ** (db / 40)
    angle = 2 * np.pi * hz / RATE
    width = np.sin(angle) * np.sinh(np.log(2) / 2 * 1.5 * angle / np.sin(angle))
    section = np.array(
        (
            (1 + width * lift, -2 * np.cos(angle), 1 - width * lift),
            (1 + width / lift, -2 * np.cos(angle), 1 - width / lift),
        )
    )
    return np.asarray(section.reshape(1, 6) / section[1, 0])


def _compression_db(sound: Sound, recipe: Recipe) -> Curve:
    """Return the gain in dB every 10 ms: what rises above the usual level rises less.

    The usual level is the programme's own loud half; the curve looks both ways in time, so that
    words are not pumped.
    """
    level = 20 * np.log10(np.maximum(_points(blocks(sound), _LEVEL_STEP, _rms), 1e-5))
    if not len(level):
        return np.zeros(1)
    sounding = level[level > level.max() - 30]
    usual = float(np.median(sounding)) + recipe.threshold_db
    reach = np.exp(-1 / 6)
    smooth = filtfilt([1 - reach], [1, -reach], level, padlen=0)
    return np.asarray(np.minimum(0.0, (usual - smooth) * (1 - 1 / recipe.ratio)))


def _hold_db(pieces: Iterator[npt.NDArray[Any]], ceiling_db: float) -> Curve:
    """Return the limiter's gain in dB for every ms, never above what its peaks allow.

    It goes down 1.5 dB a ms before a peak and comes back 0.05 dB a ms after it: straight lines in
    dB, found as running minima from either side.
    """
    peaks = _points(pieces, _PEAK_STEP, _peak)
    needed = np.minimum(0.0, ceiling_db - 20 * np.log10(np.maximum(peaks, 1e-6)))
    # The corners are rounded over three points below: each must do for its neighbours as well.
    needed = minimum_filter1d(needed, 3)
    index = np.arange(len(needed))
    after = np.minimum.accumulate(needed - _RELEASE_DB * index)
    before = np.minimum.accumulate((needed + _ATTACK_DB * index)[::-1])[::-1]
    curve = np.minimum(after + _RELEASE_DB * index, before - _ATTACK_DB * index)
    return np.asarray(uniform_filter1d(np.minimum(curve, 0.0), 3))


def _rendered(sound: Sound, gain: Curve, hold: Curve) -> Sound:
    """Return the sound with both gain curves applied."""
    whole = np.empty(sound.frames, np.int16)
    at = 0
    for block in _gained(sound, gain):
        factor = _factors(hold, _PEAK_STEP, at, len(block))
        row = np.clip(np.rint(block * factor * 32768), -32768, 32767)
        whole[at : at + len(row)] = row.astype(np.int16)
        at += len(row)
    return Sound.from_pcm(whole, RATE)


def _gained(sound: Sound, curve: Curve) -> Iterator[Floats]:
    """Yield the samples ten seconds at a time with a gain curve (dB every 10 ms) applied."""
    at = 0
    for block in blocks(sound):
        yield block * _factors(curve, _LEVEL_STEP, at, len(block))
        at += len(block)


def _factors(curve: Curve, step: int, first: int, count: int) -> npt.NDArray[np.float32]:
    """Return the factor for each of `count` frames from `first`, straight between two steps.

    Where two steps meet the lower gain counts, so that within a step none is above its own.
    """
    begin, steps = first // step, -(-count // step)
    around = curve[np.clip(np.arange(begin - 1, begin + steps + 1), 0, len(curve) - 1)]
    edges = (10 ** (np.minimum(around[:-1], around[1:]) / 20)).astype(np.float32)
    ramp = np.arange(step, dtype=np.float32) / np.float32(step)
    return (edges[:-1, None] + np.diff(edges)[:, None] * ramp).reshape(-1)[:count]


def _points(pieces: Iterator[npt.NDArray[Any]], step: int, of: Any) -> Curve:
    """Return one figure for every `step` samples; only the last step may be filled up."""
    found = []
    for piece in pieces:
        full = np.pad(piece, (0, -len(piece) % step))
        found.append(of(full.reshape(-1, step)))
    return np.concatenate(found).astype(np.float64) if found else np.zeros(0)


def _rms(rows: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return np.asarray(np.sqrt(np.mean(np.square(rows), axis=1)))


def _peak(rows: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return np.asarray(np.abs(rows).max(axis=1))
