"""One sound from outside taken in, step by step; every step has a room of its own.

Knows the order: reach, recognise, decode apart, examine, mend, measure, put in place. Whatever
happens, no half-written file stays behind.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from broadcaster.sound.decoder.orders import Orders
from broadcaster.sound.intake.decoding import Refused, decode
from broadcaster.sound.intake.errors import NothingHeardError, TooShortError
from broadcaster.sound.intake.examine import examined, heard
from broadcaster.sound.intake.kinds import demuxer_of
from broadcaster.sound.intake.loud import loudness_of
from broadcaster.sound.intake.naming import shown
from broadcaster.sound.intake.reaching import digest, reached
from broadcaster.sound.intake.refusing import error_of
from broadcaster.sound.intake.taken import LIMITS, Limits, SourceFacts, Taken, Use
from broadcaster.sound.intake.waves import blocks_of
from broadcaster.sound.sound import RATE


def nobody(percent: int) -> None:
    """Hear nothing."""


def take_in(
    source: Path,
    name: str,
    use: Use,
    into: Path,
    limits: Limits = LIMITS,
    told: Callable[[int], None] = nobody,
    repair: bool = True,
) -> Taken:
    """Return the sound in the file `source`, decoded into a new WAV file in the folder `into`.

    `name` is what people call the file: it stands in messages and is never used as a path. `told`
    hears the percentage several times a second; what it raises stops everything and passes. With
    `repair` off nothing is mended. Raises a subclass of SoundIntakeError whatever the bytes are.
    """
    name = shown(name)
    with reached(source, name, limits.size) as file:
        sha256 = digest(file, told)
        demuxer = demuxer_of(file, name)
        into.mkdir(parents=True, exist_ok=True)
        handle, part_name = tempfile.mkstemp(dir=into, prefix="intake-", suffix=".part")
        part = Path(part_name)
        try:
            with os.fdopen(handle, "w+b", buffering=0) as target:
                facts = _decoded(file, target, demuxer, name, use, limits, repair, told)
            taken = _finished(part, facts, name, limits, sha256, demuxer, os.fstat(file.fileno()))
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    told(100)
    return taken


def _decoded(
    file: BinaryIO,
    target: BinaryIO,
    demuxer: str,
    name: str,
    use: Use,
    limits: Limits,
    repair: bool,
    told: Callable[[int], None],
) -> dict[str, Any]:
    orders = Orders(
        demuxer=demuxer,
        rate=RATE,
        longest_ms=limits.length_ms(use),
        most_channels=limits.channels,
        least_rate=limits.least_rate,
        most_rate=limits.most_rate,
        most_ratio=limits.ratio,
        seconds=limits.seconds,
        memory=limits.memory,
        mend=repair and use is Use.VOICE,
    )
    found = decode(file, target, orders, lambda percent: told(percent * 7 // 10))
    if isinstance(found, Refused):
        raise error_of(found, name, demuxer, use, limits)
    return found


def _finished(
    part: Path,
    facts: dict[str, Any],
    name: str,
    limits: Limits,
    sha256: str,
    demuxer: str,
    state: os.stat_result,
) -> Taken:
    picture = examined(blocks_of(part))
    length_ms = round(picture.frames * 1000 / RATE)
    if length_ms < limits.shortest_ms:
        raise TooShortError(name, length_ms, limits.shortest_ms)
    if heard(picture.levels_db) is None:
        raise NothingHeardError(name, length_ms)
    loudness = loudness_of(part)
    path = part.with_suffix(".wav")
    part.replace(path)
    source = SourceFacts(
        demuxer,
        str(facts["codec"]),
        int(facts["channels"]),
        int(facts["rate"]),
        int(facts["bit_rate"]),
        state.st_size,
    )
    return Taken(path, length_ms, RATE, loudness, (), (), source, sha256)
