"""The station's values: who works here, what was written, produced, approved, booked and heard.

Values only: no clock, disk or database. Instants are aware datetimes; lengths are whole ms.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import NewType

from broadcaster.sound.vault import Sha

UserId = NewType("UserId", int)
ScriptId = NewType("ScriptId", int)
ProgrammeId = NewType("ProgrammeId", int)
ApprovalId = NewType("ApprovalId", int)
SlotId = NewType("SlotId", int)
AiringId = NewType("AiringId", int)
JobId = NewType("JobId", int)
EventId = NewType("EventId", int)
CueId = NewType("CueId", str)
"""`<airing>@<output>`: one airing on one output, the unit that is heard exactly once."""
ZoneName = NewType("ZoneName", str)
OutputName = NewType("OutputName", str)
Ms = NewType("Ms", int)
"""A length or a position in milliseconds."""


class Role(StrEnum):
    """What a person may do; one person may hold several."""

    STAFF = "staff"
    OPERATOR = "operator"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class User:
    """A person who can sign in."""

    id: UserId
    login: str
    full_name: str
    roles: frozenset[Role]
    active: bool
    created_at: datetime


class ScriptState(StrEnum):
    """Where a script stands: being written, handed in, or taken back."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A piece of the source that is not for the ear, and why it was left out."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ScriptRecord:
    """A script (kịch bản, tin bài) as the newsroom keeps it: what the clerk sees and edits."""

    id: ScriptId
    title: str
    body: str
    column: str | None
    issued_by: str | None
    issued_on: date | None
    document_number: str | None
    source_name: str | None
    left_out: tuple[LeftOut, ...]
    state: ScriptState
    revision: int
    author: UserId
    created_at: datetime
    changed_at: datetime


class ProgrammeState(StrEnum):
    """Where a programme stands in the workshop; approval is a separate, bound fact."""

    WANTED = "wanted"
    READY = "ready"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class SegmentTime:
    """Where one segment of a master begins and ends, for chapters and reports."""

    title: str
    start_ms: Ms
    end_ms: Ms
    kind: str


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
    """A produced, approvable piece: which scripts, in which order, and its present master."""

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


class Priority(StrEnum):
    """The three priorities of bulletins in circular TT 39/2020/TT-BTTTT."""

    ORDINARY = "ordinary"
    PRIORITY = "priority"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Slot:
    """A recurring place in the week. `start` is local station time; Monday is weekday 0."""

    id: SlotId
    name: str
    weekdays: frozenset[int]
    start: time
    zone: ZoneName
    programme: ProgrammeId | None
    longest_ms: Ms
    late_ms: Ms
    valid_from: date
    valid_to: date | None
    active: bool


class AiringState(StrEnum):
    """Whether an airing still stands; how it went is told by its as-run records."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Airing:
    """One programme, one instant, one zone. `programme` is None while a slot stands empty."""

    id: AiringId
    programme: ProgrammeId | None
    slot: SlotId | None
    zone: ZoneName
    title: str
    starts_at: datetime
    latest: datetime
    priority: Priority
    reason: str
    state: AiringState
    booked_by: UserId | None
    cancelled_by: UserId | None


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be on the air at all; checked when booking and again before an output opens.

    `hours` are (from, until) pairs of local times, until excluded; midnight as an end is 00:00.
    """

    hours: tuple[tuple[time, time], ...] = ((time(5, 0), time(22, 0)),)
    longest_ms: Ms = Ms(60 * 60_000)


@dataclass(frozen=True, slots=True)
class Cue:
    """Start this sound on this output at this instant, give up after `latest`."""

    id: CueId
    airing: AiringId
    output: OutputName
    zone: ZoneName
    title: str
    sound: Sha
    length_ms: Ms
    starts_at: datetime
    latest: datetime
    priority: Priority
    approved_by: str
    reason: str


class Outcome(StrEnum):
    """How one cue ended on one output."""

    PLAYED = "played"
    CUT = "cut"
    MISSED = "missed"
    REFUSED = "refused"


class Reason(StrEnum):
    """Why a cue was not simply played; the page makes the Vietnamese sentence."""

    NO_PROGRAMME = "no-programme"
    NOT_APPROVED = "not-approved"
    SOUND_MISSING = "sound-missing"
    SOUND_CHANGED = "sound-changed"
    SOUND_UNREADABLE = "sound-unreadable"
    OUTSIDE_HOURS = "outside-hours"
    TOO_LONG = "too-long"
    TOO_LATE = "too-late"
    OUTPUT_FAILED = "output-failed"
    OUTPUT_BUSY = "output-busy"
    PLAYOUT_STOPPED = "playout-stopped"
    CANCELLED = "cancelled"
    CLOCK_JUMPED = "clock-jumped"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Gap:
    """An airing that cannot be cued, and why.

    It may still become a cue until `latest`; after that it gets its row in the log.
    """

    id: CueId
    airing: AiringId
    output: OutputName
    zone: ZoneName
    title: str
    starts_at: datetime
    latest: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class CueSheet:
    """A node's coming cues: everything playout knows of the station."""

    station: str
    node: str
    time_zone: str
    made_at: datetime
    until: datetime
    rules: Rules
    cues: tuple[Cue, ...] = ()
    gaps: tuple[Gap, ...] = ()
    cancelled: frozenset[CueId] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class AsRun:
    """What one output did with one cue: a copy of the facts, never a join."""

    cue: CueId
    airing: AiringId
    node: str
    output: OutputName
    zone: ZoneName
    title: str
    sound: Sha | None
    planned_at: datetime
    started_at: datetime | None
    ended_at: datetime
    length_ms: Ms
    sent_ms: Ms
    outcome: Outcome
    reason: Reason | None
    detail: str


class JobState(StrEnum):
    """Where a piece of long work stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class JobKind(StrEnum):
    """What a piece of long work makes."""

    PROGRAMME = "programme"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Job:
    """A row of `production_job`, the truth about long work; the queue only carries its id.

    `key` is the hash of the inputs, `subject` the programme or script it is about, `progress`
    goes from 0 to 1000, `result` names what was made.
    """

    id: JobId
    key: str
    kind: JobKind
    subject: int
    state: JobState
    stage: str
    progress: int
    attempts: int
    lease_until: datetime | None
    priority: int
    error: str | None
    result: Sha | None
    created_at: datetime
    changed_at: datetime


class EventLevel(StrEnum):
    """Whether a person must be told."""

    NOTE = "note"
    ALERT = "alert"


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what, or what went wrong: the station's audit trail and its alerts."""

    id: EventId
    at: datetime
    level: EventLevel
    what: str
    by: UserId | None
    subject: str
    detail: str
    seen_at: datetime | None
