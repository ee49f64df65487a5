"""One sound from outside taken in, step by step; every step has a room of its own.

Knows the order: reach, recognise, decode apart, examine, mend, measure, put in place. Whatever
happens, no half-written file stays behind.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from broadcaster.sound.decoder.orders import Orders
from broadcaster.sound.intake.decoding import Refused, decode
from broadcaster.sound.intake.errors import HostileError, NoRoomError
from broadcaster.sound.intake.facts import Facts, UntrueFactsError
from broadcaster.sound.intake.judging import Case, judged
from broadcaster.sound.intake.kinds import demuxer_of
from broadcaster.sound.intake.naming import shown
from broadcaster.sound.intake.reaching import digest, reached
from broadcaster.sound.intake.refusing import error_of
from broadcaster.sound.intake.taken import LIMITS, Limits, Taken, Use
from broadcaster.sound.sound import RATE

_DECODED = 70
_FULL_DISK = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


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
    `repair` off nothing is mended but what cannot be kept as it is. Raises a subclass of
    SoundIntakeError whatever the bytes are; OSError when `into` cannot be written.
    """
    name = shown(name)
    with reached(source, name, limits.size) as file:
        size = os.fstat(file.fileno()).st_size
        sha256 = digest(file, told)
        demuxer = demuxer_of(file, name)
        case = Case(file, size, sha256, name, demuxer, use, limits, repair)
        into.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".intake-", dir=into) as folder:
            try:
                taken = _taken(case, Path(folder), told)
            except OSError as error:
                if error.errno in _FULL_DISK:
                    raise NoRoomError(name) from error
                raise
            told(99)
            # Named after its folder, which nobody else has: no other sound is ever overwritten.
            place = into / f"{Path(folder).name.removeprefix('.')}.wav"
            taken = taken.moved(place)
    return taken


def _taken(case: Case, folder: Path, told: Callable[[int], None]) -> Taken:
    part = folder / "decoded.part"
    with part.open("w+b", buffering=0) as target:
        facts = _decoded(case, target, lambda percent: told(percent * _DECODED // 100))
        written = target.seek(0, os.SEEK_END)
    if written != 44 + 2 * facts.frames:
        raise HostileError(case.name, "line")
    return judged(case, facts, part, lambda percent: told(_DECODED + percent * 29 // 100))


def _decoded(case: Case, target: BinaryIO, told: Callable[[int], None]) -> Facts:
    limits = case.limits
    orders = Orders(
        demuxer=case.demuxer,
        rate=RATE,
        longest_ms=limits.length_ms(case.use),
        most_channels=limits.channels,
        least_rate=limits.least_rate,
        most_rate=limits.most_rate,
        most_ratio=limits.ratio,
        seconds=limits.seconds,
        memory=limits.memory,
        mend=case.repair and case.use is Use.VOICE,
    )
    found = decode(case.file, target, orders, told)
    if isinstance(found, Refused):
        raise error_of(found, case.name, case.demuxer, case.use, limits)
    try:
        return Facts.checked(found)
    except UntrueFactsError as error:
        raise HostileError(case.name, "line") from error
