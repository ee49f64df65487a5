"""A decoded sound judged: refused after all, or mended, measured and told of.

Knows what a use allows and reads no foreign samples; how things are found, mended and measured is
known elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from broadcaster.sound.intake import findings as told_of
from broadcaster.sound.intake import hum as humming
from broadcaster.sound.intake.errors import (
    CutOffError,
    DamagedError,
    NothingHeardError,
    TooShortError,
)
from broadcaster.sound.intake.examine import Picture, examined, heard, silence_db
from broadcaster.sound.intake.facts import Facts
from broadcaster.sound.intake.loud import loudness_of
from broadcaster.sound.intake.promised import ends_torn, promised_ms
from broadcaster.sound.intake.repair import ends, mended
from broadcaster.sound.intake.taken import (
    Finding,
    Kind,
    Limits,
    Severity,
    SourceFacts,
    Taken,
    Use,
)
from broadcaster.sound.intake.waves import blocks_of, frames_in
from broadcaster.sound.sound import RATE

_WRONG_SHARE = 0.05
_MISSING_MS = 500
_MISSING_SHARE = 0.02
_GRAVE_HUM_DB = 30.0


@dataclass(frozen=True, slots=True)
class Case:
    """A file that is being taken in, and what for."""

    file: BinaryIO
    size: int
    sha256: str
    name: str
    demuxer: str
    use: Use
    limits: Limits
    repair: bool


def judged(case: Case, facts: Facts, part: Path, told: Callable[[int], None]) -> Taken:
    """Return what became of the decoded sound at `part`: its file lies in the same folder.

    Raises DamagedError, TooShortError, NothingHeardError, CutOffError, OSError, what `told` raises.
    """
    missing_ms = _missing(case, facts)
    found = list(
        told_of.of_decoding(facts, missing_ms, ends_torn(case.file, case.size, case.demuxer))
    )
    picture = _picture(part, facts.frames, lambda: told(5))
    below_db = silence_db(picture, case.use is Use.VOICE)
    around = heard(picture.levels_db, below_db)
    if around is None:
        raise NothingHeardError(case.name, facts.length_ms)
    first, last = ends(around, picture.frames)
    found += _ends_found(first, picture.frames - last, case.repair)
    hum = humming.found(picture.seconds) if case.use.speech else ()
    if not case.repair:
        first, last = 0, picture.frames
    removed = hum if case.repair and case.use is Use.VOICE else ()
    path = part
    if removed or (first, last) != (0, picture.frames):
        path = part.with_name("mended.part")
        mended(part, path, first, last, removed, lambda: told(40))
    if hum:
        found.append(_hum_found(hum, picture, path, removed, lambda: told(60)))
    found += told_of.of_picture(picture, case.use)
    found += told_of.of_silences(picture, below_db, round(first * 1000 / RATE))
    told(80)
    loudness = loudness_of(path, lambda: told(80))
    found += told_of.of_loudness(loudness)
    source = SourceFacts(
        case.demuxer, facts.codec, facts.channels, facts.rate, facts.bit_rate, case.size
    )
    repaired = tuple(dict.fromkeys(one.kind for one in found if one.mended))
    length_ms = round((last - first) * 1000 / RATE)
    return Taken(path, length_ms, RATE, loudness, tuple(found), repaired, source, case.sha256)


def _missing(case: Case, facts: Facts) -> int:
    """Return how many milliseconds the end lacks; refuse what there is too little of."""
    if facts.bad_packets > facts.good_packets:
        raise DamagedError(case.name, case.demuxer)
    if facts.wrong_samples > _WRONG_SHARE * facts.frames:
        raise DamagedError(case.name, case.demuxer)
    whole_ms = facts.length_ms
    if whole_ms < case.limits.shortest_ms:
        raise TooShortError(case.name, whole_ms, case.limits.shortest_ms)
    should_ms = promised_ms(case.file, case.size, case.demuxer, facts.declared_ms, whole_ms)
    missing_ms = should_ms - whole_ms
    if missing_ms <= max(_MISSING_MS, should_ms * _MISSING_SHARE):
        return 0
    # Half an announcement may be worth keeping; half a jingle is none.
    if not case.use.speech or whole_ms < case.limits.shortest_part_ms:
        raise CutOffError(case.name, whole_ms, should_ms)
    return missing_ms


def _picture(path: Path, frames: int, told: Callable[[], None]) -> Picture:
    def telling() -> object:
        for block in blocks_of(path):
            told()
            yield block

    return examined(telling(), frames)  # type: ignore[arg-type]


def _ends_found(before: int, after: int, repair: bool) -> list[Finding]:
    found = ((Kind.SILENT_START, before), (Kind.SILENT_END, after))
    return [
        Finding(kind, Severity.NOTE, None, round(frames * 1000 / RATE), repair)
        for kind, frames in found
        if frames
    ]


def _hum_found(
    hum: humming.Hum,
    picture: Picture,
    path: Path,
    removed: humming.Hum,
    told: Callable[[], None],
) -> Finding:
    above_db = humming.above_db(hum)
    grave = Severity.WARNING if above_db < _GRAVE_HUM_DB else Severity.GRAVE
    found = Finding(Kind.HUM, grave, None, above_db)
    if not removed:
        return found
    after = _picture(path, frames_in(path), told)
    return replace(found, mended=True, after=humming.after_db(after.seconds, hum))
