"""A foreign sound becomes a plain one: decoded, mended where clipped, mixed, kept from clipping.

Decodes once, looks at what came out, and decodes again where something has to be done otherwise;
so nothing longer than a block is ever held. Knows neither names nor what the sound is for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import FileIO
from typing import Any

import numpy as np

from broadcaster.sound.decoder.downmix import MIX, Powers, weights
from broadcaster.sound.decoder.frames import Block, Count, Samples, blocks
from broadcaster.sound.decoder.opening import facts, opened
from broadcaster.sound.decoder.orders import Orders, Refusal
from broadcaster.sound.decoder.writing import HEAD, Wave

ROUNDS = 4
"""How often a sound is decoded at most: each round settles one thing the last one showed."""

OFFSET = 0.003
"""A mean this far from zero (50 dB below full scale) is taken out."""

_FULL = 32766 / 32768
_FIRST_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """How a round is done: which channel, what is subtracted and multiplied."""

    channel: int = MIX
    offset: float = 0.0
    gain: float = 1.0


@dataclass(slots=True)
class Round:
    """What a round showed."""

    count: Count
    powers: Powers
    total: float = 0.0
    frames: int = 0
    wrong: int = 0
    peak: float = 0.0
    written: int = 0


def decoded(
    source: FileIO, target: FileIO, size: int, orders: Orders, told: Callable[[int], None]
) -> dict[str, Any]:
    """Write the sound of `size` bytes in `source` as WAV into `target` and return its facts.

    `told` hears how far it is, in percent. Raises Refusal.
    """
    plan, found = Plan(), {}
    reason = ""
    for number in range(ROUNDS):
        source.seek(0)
        sound = opened(source, orders)
        with sound.container:
            found = facts(sound)
            seen = Round(Count(), Powers())
            _round(blocks(sound, orders, seen.count), plan, seen, target, size, orders, told, found)
        if not seen.written:
            raise Refusal("damaged" if seen.count.bad else "no-samples")
        better, why = _better(plan, seen)
        reason = reason or why
        if better == plan or number == ROUNDS - 1:
            break
        plan = better
    return found | {
        "frames": seen.written,
        "bad_packets": seen.count.bad,
        "good_packets": seen.count.good,
        "wrong_samples": seen.wrong,
        "channel": plan.channel,
        "channel_why": reason,
        "offset": plan.offset,
        "gain": plan.gain,
    }


def _round(
    pieces: Any,
    plan: Plan,
    seen: Round,
    target: FileIO,
    size: int,
    orders: Orders,
    told: Callable[[int], None],
    found: dict[str, Any],
) -> None:
    wave = Wave(target, orders.rate, plan.gain)
    most = orders.longest_ms * orders.rate // 1000
    expected = min(most, found["declared_ms"] * orders.rate // 1000) or most
    for block in pieces:
        mixed = _mixed(block, plan, seen)
        wave.add(mixed, block.rate)
        if wave.frames > most:
            raise Refusal("too-long", most_ms=orders.longest_ms)
        grown = wave.frames * 2 > orders.most_ratio * (size + HEAD)
        if grown and wave.frames > _FIRST_MINUTE * orders.rate:
            raise Refusal("ratio")
        told(min(99, 100 * wave.frames // expected))
    wave.close()
    seen.written, seen.peak = wave.frames, wave.peak


def _mixed(block: Block, plan: Plan, seen: Round) -> Samples:
    """Return one row of samples, and note what there is to note about the block."""
    even = weights(block.layout) @ block.samples if len(block.samples) > 1 else block.samples[0]
    seen.powers.add(block.samples, even)
    chosen = even
    if plan.channel != MIX and plan.channel < len(block.samples):
        chosen = block.samples[plan.channel]
    seen.total += float(chosen.sum(dtype=np.float64))
    seen.frames += len(chosen)
    seen.wrong += block.wrong
    return chosen - np.float32(plan.offset) if plan.offset else np.asarray(chosen)


def _better(plan: Plan, seen: Round) -> tuple[Plan, str]:
    """Return the plan for another round, equal to `plan` when all is well, and why."""
    channel, why = seen.powers.choice()
    if channel != plan.channel:
        return replace(plan, channel=channel, offset=0.0, gain=1.0), why
    mean = seen.total / max(1, seen.frames)
    if not plan.offset and abs(mean) > OFFSET:
        return replace(plan, offset=mean, gain=1.0), why
    if seen.peak * plan.gain > 1.0:
        return replace(plan, gain=_FULL / seen.peak), why
    return plan, why
