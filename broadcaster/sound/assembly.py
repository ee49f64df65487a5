"""Assembly: the layers of a programme become one MP3 stream, piece by piece.

Knows mixing, the limiter, encoding and the memory of pieces; knows nothing of scripts or speech.
Pieces are made by several threads, each remembered under the hash of all that decides it, and go to
the file in their order: never is more of a programme held than a few of them. Every piece is
decoded again and measured, and made anew, a little lower, should its peaks be too high.

    AssemblyError (a SoundError)
    ├── PeakError          a piece stays above the ceiling however far its limiter goes down
    └── UnreachableError   the whole is hopelessly far from the loudness it should have
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO

import miniaudio
import numpy as np
import numpy.typing as npt

from broadcaster.sound.curves import PEAK_STEP, factors, hold_db, peaks
from broadcaster.sound.filters import Filter, k_weighting
from broadcaster.sound.frames import AHEAD, WARM_UP, Joiner, Piece, encoded_piece, frames_for
from broadcaster.sound.lame import DELAY, QUALITY
from broadcaster.sound.loudness import Loudness, SilentError, gated, true_peak
from broadcaster.sound.memory import Memory, key_of
from broadcaster.sound.mix import BedLayer, Fetch, Layer, Row, mixed
from broadcaster.sound.recipes import Recipe
from broadcaster.sound.sound import FRAME, RATE, Pcm, Sound, SoundError
from broadcaster.sound.spans import Span, spans

VERSION = 2
"""Another number makes every piece anew: it changes when mixing, limiter or encoding do."""

CONTEXT = 12
"""How many frames before and after what is encoded the limiter looks at: 0.3 s, longer than it
takes to come back from its deepest."""

BEAT_S = 0.25
"""How often, at least, who waits is told how far it is."""

TOLERANCE_LU = 0.3
"""How far from its target a master may be; the promise is 0.5."""

_ATTEMPTS = 6
_ROUNDS = 3
_FARTHEST_LU = 6.0
_STEP = 288
_POINT = RATE // 100
_THREADS = max(1, min(4, os.cpu_count() or 1))

OnPiece = Callable[[int, int], None]
"""Told how many frames are done and how many there are; what it raises stops the work."""


class AssemblyError(SoundError):
    """Root of what can go wrong in assembly."""


class PeakError(AssemblyError):
    """A piece is above the ceiling at every attempt."""

    def __init__(self, got_dbtp: float, ceiling_dbtp: float) -> None:
        """`got_dbtp` is the true peak of the last attempt."""
        self.got_dbtp = got_dbtp
        self.ceiling_dbtp = ceiling_dbtp
        super().__init__(f"peaks of {got_dbtp:.1f} dBTP where {ceiling_dbtp:.1f} are allowed")


class UnreachableError(AssemblyError):
    """After every attempt the programme is far from its target: it is nearly all peaks."""

    def __init__(self, wanted: Recipe, got: Loudness) -> None:
        """`wanted` is the recipe, `got` what the last attempt measured after MP3."""
        self.wanted = wanted
        self.got = got
        super().__init__(
            f"wanted {wanted.target_lufs:.1f} LUFS below {wanted.ceiling_dbtp:.1f} dBTP, "
            f"got {got.lufs:.1f} LUFS and {got.dbtp:.1f} dBTP"
        )


@dataclass(frozen=True, slots=True)
class Assembled:
    """What came of it, as decoded: loudness, peak, and how many of the pieces were remembered.

    `powers` holds the K-weighted mean square of every quarter of a frame.
    """

    loudness: Loudness
    powers: npt.NDArray[np.float32]
    pieces: int
    remembered: int


@dataclass(frozen=True, slots=True)
class _Encoded:
    """One piece, measured: powers as above, true peak in dBTP (-inf when it is silent)."""

    piece: Piece
    powers: npt.NDArray[np.float32]
    dbtp: float
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class Assembly:
    """One programme to be encoded: its layers, `length` samples in all, and how."""

    layers: Sequence[Layer | BedLayer]
    length: int
    fetch: Fetch
    recipe: Recipe
    kbps: int
    memory: Memory
    gain_db: float = 0.0

    def write(self, file: BinaryIO, told: OnPiece) -> Assembled:
        """Write the stream to `file` from where it stands, and return how it sounds.

        Every part was brought to its level before, so that the whole is nearly always within
        `TOLERANCE_LU` of its own; where it is not, all is made again so much louder or quieter.
        Raises PeakError, UnreachableError, SilentError or TooShortError of `loudness`, OSError,
        and what `told` raises: no thread is left at work then.
        """
        start, attempt, reached = file.tell(), self, 0

        def tell(done: int, frames: int) -> None:
            nonlocal reached
            reached = max(reached, done)
            told(reached, frames)

        for _ in range(_ROUNDS):
            file.seek(start)
            file.truncate()
            made = attempt._once(file, tell)
            off = self.recipe.target_lufs - made.loudness.lufs
            if abs(off) <= TOLERANCE_LU:
                return made
            attempt = replace(attempt, gain_db=round(attempt.gain_db + off, 1))
        if abs(off) > _FARTHEST_LU:
            raise UnreachableError(self.recipe, made.loudness)
        return made

    def _once(self, file: BinaryIO, told: OnPiece) -> Assembled:
        joiner = Joiner(file, self.kbps)
        whole = spans(self.layers, frames_for(self.length))
        powers, dbtp, remembered = [], -np.inf, 0
        with closing(self._in_order(whole, told)) as coming:
            for encoded in coming:
                joiner.add(encoded.piece)
                powers.append(encoded.powers)
                dbtp = max(dbtp, encoded.dbtp)
                remembered += encoded.remembered
        joiner.close(self.length)
        every = np.concatenate(powers)
        loudness = Loudness(gated(_points(every, self.length)), dbtp)
        return Assembled(loudness, every, len(whole), remembered)

    def _in_order(self, whole: Sequence[Span], told: OnPiece) -> Generator[_Encoded]:
        """Yield the pieces in order, a few of the following ones under way meanwhile."""
        frames = whole[-1].last
        coming = zip(whole, _neighbours(self.layers, whole), strict=True)
        waiting: deque[tuple[Span, Future[_Encoded]]] = deque()
        with ThreadPoolExecutor(_THREADS, "assembly") as pool:
            try:
                while True:
                    for span, heard in islice(coming, 2 * _THREADS - len(waiting)):
                        waiting.append((span, pool.submit(self._piece, span, heard)))
                    if not waiting:
                        return
                    span, future = waiting.popleft()
                    told(span.first, frames)
                    while not future.done():
                        wait((future,), BEAT_S)
                        told(span.first, frames)
                    yield future.result()
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _piece(self, span: Span, heard: Sequence[Layer | BedLayer]) -> _Encoded:
        """Return a piece from the memory, or make it and remember it."""
        warm_up = min(WARM_UP, span.first)
        first = (span.first - warm_up - CONTEXT) * FRAME
        last = (span.last + AHEAD + CONTEXT) * FRAME
        facts = [layer.facts(first, last) for layer in heard]
        settings = [self.kbps, QUALITY, self.recipe.peak_dbfs, self.recipe.ceiling_dbtp]
        place = [warm_up, span.count, round(self.gain_db, 3)]
        key = key_of("piece", VERSION, settings, place, [fact for fact in facts if fact])
        if (content := self.memory.recall(key)) is not None:
            return _read(content)
        row = mixed(heard, first, last, self.fetch)
        if self.gain_db:
            row *= np.float32(10 ** (self.gain_db / 20))
        made = self._encoded(row, warm_up, span.count)
        self.memory.remember(key, _written(made))
        return made

    def _encoded(self, row: Row, warm_up: int, count: int) -> _Encoded:
        """Limit, encode, decode and measure; lower again what came out too high."""
        highest = peaks(row)
        ceiling_db = self.recipe.peak_dbfs
        inner = slice(CONTEXT * FRAME, -CONTEXT * FRAME)
        for attempt in range(_ATTEMPTS):
            pcm = _as_pcm(_limited(row, highest, ceiling_db)[inner])
            piece, stream = encoded_piece(pcm, warm_up, count, self.kbps)
            made = _measured(piece, stream, warm_up, count)
            over = made.dbtp - self.recipe.ceiling_dbtp
            if over <= 0:
                return made
            # What swings too far may be below the highest samples: steps grow until it is met.
            ceiling_db = min(ceiling_db, _db(highest.max())) - over - 0.1 * 2**attempt
        raise PeakError(made.dbtp, self.recipe.ceiling_dbtp)


def _neighbours(
    layers: Sequence[Layer | BedLayer], whole: Sequence[Span]
) -> Iterator[tuple[Layer | BedLayer, ...]]:
    """Yield the layers near each span; `layers` lie in the order of their beginnings."""
    ahead, behind = AHEAD + CONTEXT, WARM_UP + CONTEXT
    coming = deque(layers)
    sounding: list[Layer | BedLayer] = []
    for span in whole:
        first, last = (span.first - behind) * FRAME, (span.last + ahead) * FRAME
        while coming and coming[0].start < last:
            sounding.append(coming.popleft())
        sounding = [layer for layer in sounding if layer.end > first]
        yield tuple(sounding)


def _limited(row: Row, highest: npt.NDArray[np.float32], ceiling_db: float) -> Row:
    """Return the samples with every peak below the ceiling; untouched when none is above."""
    curve = hold_db(highest, ceiling_db)
    return row * factors(curve, PEAK_STEP, 0, len(row)) if curve.any() else row


def _as_pcm(row: Row) -> Pcm:
    scaled = np.rint(row * np.float32(32768))
    return np.asarray(np.clip(scaled, -32768, 32767), np.int16)


def _measured(piece: Piece, stream: bytes, warm_up: int, count: int) -> _Encoded:
    """Decode the stream that `piece` was taken from and measure the piece's own frames."""
    decoded = miniaudio.decode(stream, nchannels=1, sample_rate=RATE)
    pcm = np.frombuffer(decoded.samples, np.int16)[: (warm_up + count) * FRAME]
    weighted = Filter(k_weighting())(pcm.astype(np.float32) / np.float32(32768))
    own = np.square(weighted[warm_up * FRAME :]).reshape(-1, _STEP).mean(1)
    try:
        dbtp = true_peak(Sound.from_pcm(pcm[warm_up * FRAME :]))
    except SilentError:
        dbtp = -np.inf
    return _Encoded(piece, own.astype(np.float32), dbtp)


def _points(powers: npt.NDArray[np.float32], length: int) -> npt.NDArray[np.float64]:
    """Return the mean square of every 10 ms of `length` samples, which come `DELAY` late."""
    sums = np.concatenate(([0.0], np.cumsum(powers, dtype=np.float64))) * _STEP
    edges = DELAY + np.arange(0, length + 1, _POINT)
    steps = np.diff(np.interp(edges, np.arange(len(sums)) * _STEP, sums))
    return np.asarray(steps / _POINT)


def _written(made: _Encoded) -> bytes:
    """Return a piece as bytes for the memory: a line of figures, then head, powers, frames."""
    figures = [made.piece.count, made.piece.room, len(made.piece.head), made.dbtp]
    line = json.dumps(figures).encode() + b"\n"
    return line + made.piece.head + made.powers.astype("<f4").tobytes() + made.piece.frames


def _read(content: bytes) -> _Encoded:
    line, rest = content.split(b"\n", 1)
    count, room, length, dbtp = json.loads(line)
    steps = count * FRAME // _STEP
    head, powers = rest[:length], np.frombuffer(rest, "<f4", steps, length)
    piece = Piece(rest[length + 4 * steps :], count, head, room)
    return _Encoded(piece, powers, dbtp, remembered=True)


def _db(level: float) -> float:
    return float(20 * np.log10(max(level, 1e-6)))
