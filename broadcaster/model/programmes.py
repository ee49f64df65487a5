"""What was produced, and the verdicts on it, each bound to one sound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from broadcaster.model.ids import ApprovalId, Ms, ProgrammeId, ScriptId, UserId
from broadcaster.sound.vault import Sha


class ProgrammeState(StrEnum):
    """Where a programme stands in the workshop; approval is a separate, bound fact."""

    WANTED = "wanted"
    READY = "ready"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class SegmentTime:
    """Where one segment of a master begins and ends, for chapters and reports.

    `script` is the place in the programme of the script it belongs to, None for what is around.
    """

    title: str
    start_ms: Ms
    end_ms: Ms
    kind: str
    script: int | None = None


@dataclass(frozen=True, slots=True)
class Master:
    """The final audio of a programme, as measured after encoding."""

    sha: Sha
    length_ms: Ms
    loudness_lufs: float
    true_peak_dbtp: float
    voices: tuple[str, ...]
    segments: tuple[SegmentTime, ...]
    build_key: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Programme:
    """A produced, approvable piece: which scripts, in which order, and its present master.

    `dressed`: with ident, greeting, contents and closing around the scripts. `room_ms` is how long
    it may be, None for as long as it takes.
    """

    id: ProgrammeId
    title: str
    scripts: tuple[ScriptId, ...]
    for_date: date | None
    recipe: str
    state: ProgrammeState
    master: Master | None
    error: str | None
    created_by: UserId
    created_at: datetime
    changed_at: datetime
    dressed: bool = True
    room_ms: Ms | None = None


class Verdict(StrEnum):
    """What the approver decided about one sound."""

    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Approval:
    """A verdict on one sound of one programme: bound to the hash that was heard."""

    id: ApprovalId
    programme: ProgrammeId
    sha: Sha
    verdict: Verdict
    by: UserId
    at: datetime
    remark: str
