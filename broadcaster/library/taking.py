"""From a file that came to a sound that is kept: decoded and looked at, pressed, put in the vault.

Knows sound's intake and the vault; knows no book. Nothing half-made outlives it: all is written in
a folder of its own that goes in the end, whatever happens.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from broadcaster.model import Arrival, Fact, Finding, Ms, Stage, TakenSound, Use
from broadcaster.sound import intake
from broadcaster.sound.pressing import SUFFIX, press
from broadcaster.sound.vault import Sha, Vault

OnProgress = Callable[[str, int], None]
"""Told the stage and the permille of the whole."""

WORKSHOP = "intake-"
"""How the folders in which files are taken in begin; one that a crash left is swept."""

_UNMEASURED = -70.0
"""LUFS and dBTP of what is too short to be measured: the meter's own floor."""
_DECODING_SHARE = 8
"""Permille of the whole for a per cent of decoding; pressing has the rest."""
_USES = {
    Use.MUSIC: intake.Use.MUSIC,
    Use.VOICE: intake.Use.VOICE,
    Use.PROGRAMME: intake.Use.PROGRAMME,
}


def take(file: Path, arrival: Arrival, vault: Vault, progress: OnProgress) -> TakenSound:
    """Take in the file of an arrival and keep its sound in `vault`.

    Raises SoundIntakeError, OSError, and what `progress` raises.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=WORKSHOP, dir=file.parent) as workshop:
        folder = Path(workshop)
        taken = intake.take_in(
            file,
            arrival.source_name,
            _USES[arrival.use],
            folder,
            told=lambda percent: progress(Stage.TAKE_IN, percent * _DECODING_SHARE),
        )
        pressed = folder / f"pressed{SUFFIX}"
        share = 10 - _DECODING_SHARE
        press(
            taken.path,
            pressed,
            arrival.title,
            lambda percent: progress(Stage.PRESS, 100 * _DECODING_SHARE + percent * share),
        )

        def copied(target: BinaryIO) -> None:
            with pressed.open("rb") as source:
                shutil.copyfileobj(source, target, 1 << 20)

        sha = vault.keep_written(copied, SUFFIX)
    return _sound(taken, sha)


def look(file: Path, use: Use) -> intake.Taken:
    """Look at a file as if it were taken in, and keep nothing of it.

    Raises SoundIntakeError, OSError.
    """
    with tempfile.TemporaryDirectory(prefix=WORKSHOP) as folder:
        return intake.take_in(file, file.name, _USES[use], Path(folder))


def _sound(taken: intake.Taken, sha: Sha) -> TakenSound:
    loudness = taken.loudness
    return TakenSound(
        sha=sha,
        source_sha=Sha(taken.sha256),
        length_ms=Ms(taken.length_ms),
        lufs=_UNMEASURED if loudness is None else round(loudness.lufs, 2),
        dbtp=_UNMEASURED if loudness is None else round(loudness.dbtp, 2),
        findings=tuple(map(_finding, taken.findings)),
        repaired=bool(taken.repaired),
    )


def _finding(found: intake.Finding) -> Finding:
    facts: dict[str, Fact] = {
        "severity": found.severity.value,
        "start_ms": found.start_ms,
        "figure": found.figure,
        "after": found.after,
    }
    return Finding(found.kind.value, facts, found.mended)


def as_found(finding: Finding) -> intake.Finding | None:
    """Return a finding as the intake told it, None when it is none of those known now."""
    facts = finding.facts
    start, figure, after = facts.get("start_ms"), facts.get("figure"), facts.get("after")
    try:
        kind = intake.Kind(finding.code)
        severity = intake.Severity(str(facts.get("severity")))
    except ValueError:
        return None
    return intake.Finding(
        kind,
        severity,
        None if start is None else int(start),
        float(figure or 0),
        finding.repaired,
        None if after is None else float(after),
    )
