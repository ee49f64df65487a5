"""A foreign sound becomes a plain one: decoded, mended where clipped, mixed, kept from clipping.

Decodes once, looks at what came out, and decodes again where something has to be done otherwise;
so nothing longer than a block is ever held. Knows neither names nor what the sound is for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from io import FileIO
from typing import Any

import numpy as np

from broadcaster.sound.decoder.downmix import MIX, Powers, weights
from broadcaster.sound.decoder.frames import Block, Count, Samples, blocks
from broadcaster.sound.decoder.opening import facts, opened
from broadcaster.sound.decoder.orders import Orders, Refusal
from broadcaster.sound.decoder.tops import Mender, Tops
from broadcaster.sound.decoder.writing import HEAD, Wave

ROUNDS = 4
"""How often a sound is decoded at most: each round settles one thing the last one showed."""

OFFSET = 0.003
"""A mean this far from zero (50 dB below full scale) is taken out."""

_FULL = 32766 / 32768
_FIRST_MINUTE = 60
_FEWEST_BYTES = 500
"""A second of the barest speech codec."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a round is done: which channel, what is mended, subtracted and multiplied."""

    channel: int = MIX
    tops: tuple[float | None, ...] = ()
    offset: float = 0.0
    gain: float = 1.0


@dataclass(slots=True)
class Round:
    """What a round showed."""

    plan: Plan
    count: Count = field(default_factory=Count)
    powers: Powers = field(default_factory=Powers)
    tops: list[Tops] = field(default_factory=list)
    total: float = 0.0
    frames: int = 0
    wrong: int = 0
    peak: float = 0.0
    written: int = 0

    def mixed(self, block: Block) -> Samples:
        """Return one row of samples of a block, and note what there is to note about it."""
        samples = block.samples
        even = weights(block.layout) @ samples if len(samples) > 1 else samples[0]
        self.powers.add(samples, even)
        self.wrong += block.wrong
        chosen = even
        if self.plan.channel != MIX and self.plan.channel < len(samples):
            chosen = samples[self.plan.channel]
        self.total += float(chosen.sum(dtype=np.float64))
        self.frames += len(chosen)
        return chosen - np.float32(self.plan.offset) if self.plan.offset else np.asarray(chosen)

    def look(self, block: Block) -> None:
        """Note how the samples of the first channels are spread, before anything is mended."""
        if not self.tops:
            self.tops = [Tops() for _ in block.samples]
        if len(self.tops) == len(block.samples):
            for tops, row in zip(self.tops, block.samples, strict=True):
                tops.add(row)

    def clipped(self) -> tuple[tuple[float | None, ...], float]:
        """Return from which level each channel's tops are flat, and how much of them is."""
        levels = tuple(tops.level() for tops in self.tops)
        if self.plan.channel != MIX:
            levels = tuple(x if i == self.plan.channel else None for i, x in enumerate(levels))
        shares = [
            tops.share(level)
            for tops, level in zip(self.tops, levels, strict=True)
            if level is not None
        ]
        return (levels, max(shares)) if shares else ((), 0.0)


def decoded(
    source: FileIO, target: FileIO, size: int, orders: Orders, told: Callable[[int], None]
) -> dict[str, Any]:
    """Write the sound of `size` bytes in `source` as WAV into `target` and return its facts.

    `told` hears how far it is, in percent. Raises Refusal.
    """
    plan, why = Plan(), ""
    for _ in range(ROUNDS):
        source.seek(0)
        sound = opened(source, orders)
        with sound.container:
            found = facts(sound)
            _refuse_length(found["declared_ms"], size, orders)
            seen = Round(plan)
            pieces = _mended(blocks(sound, orders, seen.count), seen)
            _write(pieces, seen, target, size, orders, told, found["declared_ms"])
        if not seen.written:
            raise Refusal("damaged" if seen.count.bad else "no-samples")
        better, reason = _better(plan, seen, orders.mend)
        why = why or reason
        if better == plan:
            break
        plan = better
    return found | {
        "frames": seen.written,
        "bad_packets": seen.count.bad,
        "good_packets": seen.count.good,
        "torn": seen.count.torn,
        "wrong_samples": seen.wrong,
        "clipped": seen.clipped()[1],
        "mended": bool(seen.plan.tops),
        "channel": seen.plan.channel,
        "channel_why": why,
        "offset": seen.plan.offset,
        "gain": seen.plan.gain,
    }


def _refuse_length(declared_ms: int, size: int, orders: Orders) -> None:
    """Raise Refusal when the sound is too long by its header, and there are bytes enough for it."""
    if declared_ms > orders.longest_ms * 1.02 and size > _FEWEST_BYTES * declared_ms // 1000:
        raise Refusal("too-long", most_ms=orders.longest_ms)


def _write(
    pieces: Iterable[Block],
    seen: Round,
    target: FileIO,
    size: int,
    orders: Orders,
    told: Callable[[int], None],
    declared_ms: int,
) -> None:
    """Write what `pieces` hold; raises Refusal when it becomes too long or too much."""
    wave = Wave(target, orders.rate, seen.plan.gain)
    most = orders.longest_ms * orders.rate // 1000
    expected = min(most, declared_ms * orders.rate // 1000) or most
    for block in pieces:
        wave.add(seen.mixed(block), block.rate)
        if wave.frames > most:
            raise Refusal("too-long", most_ms=orders.longest_ms)
        grown = wave.frames * 2 > orders.most_ratio * (size + HEAD)
        if grown and wave.frames > _FIRST_MINUTE * orders.rate:
            raise Refusal("ratio")
        told(min(99, 100 * wave.frames // expected))
    wave.close()
    seen.written, seen.peak = wave.frames, wave.peak


def _mended(pieces: Iterable[Block], seen: Round) -> Iterator[Block]:
    """Yield the blocks, curves laid over their flat tops where the round's plan says so."""
    menders: list[Mender | None] = []
    last: Block | None = None
    for block in pieces:
        seen.look(block)
        if len(seen.plan.tops) != len(block.samples):
            yield block
            continue
        if last is not None and (last.rate, last.layout) != (block.rate, block.layout):
            yield _through(menders, replace(last, samples=last.samples[:, :0]), True)
            menders = []
        if not menders:
            menders = [None if level is None else Mender(level) for level in seen.plan.tops]
        last = block
        yield _through(menders, block, False)
    if last is not None:
        yield _through(menders, replace(last, samples=last.samples[:, :0], wrong=0), True)


def _through(menders: list[Mender | None], block: Block, last: bool) -> Block:
    # A channel without flat tops is held back as long as the others: its level is out of reach.
    rows = [
        (mender or Mender(np.inf)).mend(row, last)
        for mender, row in zip(menders, block.samples, strict=True)
    ]
    return replace(block, samples=np.stack(rows))


def _better(plan: Plan, seen: Round, mend: bool) -> tuple[Plan, str]:
    """Return the plan for another round, equal to `plan` when all is well, and why."""
    channel, why = seen.powers.choice()
    if plan == Plan() and channel != MIX:
        return Plan(channel), why
    levels, _ = seen.clipped()
    mean = seen.total / max(1, seen.frames)
    offset = plan.offset or (mean if abs(mean) > OFFSET else 0.0)
    better = replace(plan, tops=levels if mend else (), offset=offset)
    if better != plan:
        return replace(better, gain=1.0), why
    if seen.peak * plan.gain > 1.0:
        return replace(plan, gain=_FULL / seen.peak), why
    return plan, why
