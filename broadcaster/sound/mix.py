"""Mixing: a rundown and the sound of each of its segments become one sound.

Knows positions, levels and fades; knows nothing of speech or scripts. The programme is worked on
ten seconds at a time: every sample is touched once, however many segments there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from broadcaster.sound.loudness import BLOCK_S, SHORTEST_MS, LoudnessError, blocks, integrated
from broadcaster.sound.rundown import (
    CROSS_FADE_MS,
    MUSIC,
    SPEECH,
    BedSpan,
    Kind,
    Placed,
    Rundown,
)
from broadcaster.sound.sound import RATE, Sound

SPEECH_LUFS = -23.0
"""The level every piece of speech is brought to, so that no voice stands out.

Low enough that no peak of speech is bent; the programme's own level is mastering's business.
"""

MUSIC_LUFS = -24.0
"""The level of music between speech."""

BED_OPEN_DB = -6.0
"""How far below speech the bed lies while nobody speaks."""

BED_UNDER_DB = -18.0
"""How far below speech the bed lies under words."""

_MOST_CORRECTION_DB = 15.0
_DUCK_MS = 250
_RISE_MS = 700
_BED_IN_MS = 600
_BED_OUT_MS = 900
_KNEE = 0.85

Row = npt.NDArray[np.float32]


class MixError(ValueError):
    """The sounds do not fit the rundown."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """One sound in its place: first frame, samples, gain."""

    start: int
    pcm: npt.NDArray[np.int16]
    gain: float
    fade_out: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.pcm)

    def between(self, first: int, last: int) -> Row:
        """Return the samples from frame `first` to `last` of the programme, gain and fade on."""
        row = self.pcm[first - self.start : last - self.start].astype(np.float32)
        row *= np.float32(self.gain / 32768)
        if self.fade_out and last > self.end - self.fade_out:
            left = self.end - np.arange(first, last)
            row *= np.minimum(1.0, left / self.fade_out).astype(np.float32)
        return row


@dataclass(slots=True)
class _Desk:
    """The layers still to come; each is brought to the station's rate when its turn comes."""

    waiting: list[tuple[Placed, Sound]]
    sounding: list[_Layer] = field(default_factory=list)

    def reach(self, first: int, last: int) -> list[_Layer]:
        """Return the layers heard between two frames, taking up those that begin there."""
        self.sounding = [layer for layer in self.sounding if layer.end > first]
        while self.waiting and _frame(self.waiting[0][0].start_ms) < last:
            self.sounding.append(_layer(*self.waiting.pop(0)))
        return self.sounding


def mix(rundown: Rundown, sounds: Sequence[Sound | None], bed: Sound | None = None) -> Sound:
    """Return the programme: `sounds[i]` is heard where `rundown.placed[i]` lies.

    A pause has None for its sound; without a `bed` nothing lies under speech. Speech is brought to
    one level, the bed makes way for it. Sums above full scale are bent, not cut. Raises MixError
    when number or lengths of the sounds are not the rundown's.
    """
    _check(rundown, sounds)
    whole = np.empty(_frame(rundown.length_ms), np.int16)
    pairs = zip(rundown.placed, sounds, strict=True)
    desk = _Desk([(place, sound) for place, sound in pairs if sound is not None])
    loop = _loop(bed) if bed is not None and bed.frames else None
    size = BLOCK_S * RATE
    for first in range(0, len(whole), size):
        last = min(first + size, len(whole))
        row = np.zeros(last - first, np.float32)
        for layer in desk.reach(first, last):
            start, end = max(first, layer.start), min(last, layer.end)
            if start < end:
                row[start - first : end - first] += layer.between(start, end)
        for span in rundown.beds if loop else ():
            _add_bed(row, first, span, loop, rundown)
        whole[first:last] = np.rint(_bent(row) * np.float32(32767)).astype(np.int16)
    return Sound.from_pcm(whole, RATE)


def bed_levels(rundown: Rundown, span: BedSpan) -> tuple[list[float], list[float]]:
    """Return positions (ms) and levels (dB under speech) of the bed; between them it is straight.

    The bed is down when words begin and comes up slowly after them; where it would not have time
    to come up before the next words it stays down.
    """
    at: list[float] = []
    level: list[float] = []
    for start, end in _words_over(rundown, span):
        if at and start - _DUCK_MS < at[-1]:
            del at[-2:], level[-2:]
        else:
            at += [start - _DUCK_MS, start]
            level += [BED_OPEN_DB, BED_UNDER_DB]
        at += [end, end + _RISE_MS]
        level += [BED_UNDER_DB, BED_OPEN_DB]
    return (at, level) if at else ([span.start_ms], [BED_OPEN_DB])


def _words_over(rundown: Rundown, span: BedSpan) -> Iterator[tuple[int, int]]:
    """Yield from where to where each piece of speech over the bed is heard."""
    for place in rundown.placed:
        within = span.start_ms <= place.start_ms < span.end_ms
        if within and place.segment.kind in SPEECH:
            yield place.start_ms, place.end_ms


def _add_bed(row: Row, first: int, span: BedSpan, loop: Sound | None, rundown: Rundown) -> None:
    """Add the part of a looped bed that falls into the block beginning at frame `first`."""
    start = max(first, _frame(span.start_ms))
    end = min(first + len(row), _frame(span.end_ms))
    if loop is None or start >= end:
        return
    frames = np.arange(start, end)
    ms = frames * (1000 / RATE)
    level = np.interp(ms, *bed_levels(rundown, span))
    fade_in = np.clip((ms - span.start_ms) / _BED_IN_MS, 0, 1)
    fade_out = np.clip((span.end_ms - ms) / min(_BED_OUT_MS, span.end_ms - span.start_ms), 0, 1)
    gain = 10 ** (level / 20) * fade_in * fade_out / 32768
    wave = loop.pcm[(frames - _frame(span.start_ms)) % loop.frames]
    row[start - first : end - first] += (wave * gain).astype(np.float32)


def _loop(bed: Sound) -> Sound:
    """Return the bed at the station's rate and at the level of speech."""
    return bed.resampled(RATE).gained(_correction_db(bed, SPEECH_LUFS))


def _layer(place: Placed, sound: Sound) -> _Layer:
    """Return a segment's sound at the station's rate, with the gain its kind asks for."""
    kind = place.segment.kind
    gain_db = _correction_db(sound, SPEECH_LUFS if kind in SPEECH else MUSIC_LUFS)
    fade = _frame(CROSS_FADE_MS) if kind in MUSIC else 0
    return _Layer(_frame(place.start_ms), sound.resampled(RATE).pcm, 10 ** (gain_db / 20), fade)


def _correction_db(sound: Sound, target_lufs: float) -> float:
    """Return what brings a sound to its level; a word or two are too short and stay as they are."""
    if sound.length_ms < SHORTEST_MS:
        return 0.0
    try:
        wanted = target_lufs - integrated(blocks(sound), sound.rate)
    except LoudnessError:
        return 0.0
    return float(np.clip(wanted, -_MOST_CORRECTION_DB, _MOST_CORRECTION_DB))


def _bent(row: Row) -> Row:
    """Return samples whose excess over the knee is squeezed below full scale, smoothly."""
    over = np.abs(row) - np.float32(_KNEE)
    if not (over > 0).any():
        return row
    room = np.float32(1 - _KNEE)
    squeezed = np.sign(row) * (np.float32(_KNEE) + room * np.tanh(over / room))
    return np.where(over > 0, squeezed, row).astype(np.float32)


def _frame(ms: int) -> int:
    return round(ms * RATE / 1000)


def _check(rundown: Rundown, sounds: Sequence[Sound | None]) -> None:
    if len(sounds) != len(rundown.placed):
        raise MixError(f"{len(rundown.placed)} segments, {len(sounds)} sounds")
    for place, sound in zip(rundown.placed, sounds, strict=True):
        if sound is None:
            fits = place.segment.kind is Kind.PAUSE or place.segment.length_ms == 0
        else:
            fits = abs(sound.length_ms - place.segment.length_ms) <= 1
        if not fits:
            raise MixError(
                f"segment {place.segment.title or place.segment.kind.value!r} lasts "
                f"{place.segment.length_ms} ms, its sound {sound.length_ms if sound else 'lacks'}"
            )
