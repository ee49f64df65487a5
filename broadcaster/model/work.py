"""Long work, and what people must be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from broadcaster.model.ids import EventId, JobId, UserId
from broadcaster.sound.vault import Sha


class JobState(StrEnum):
    """Where a piece of long work stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """What long work is at, in the order in which it gets there."""

    ORDER = "order"
    SPEECH = "speech"
    TREAT = "treat"
    ENCODE = "encode"
    WRITE = "write"
    TAKE_IN = "take-in"
    """A file from outside is decoded and looked at."""
    PRESS = "press"
    """It is put into the form recordings are kept in."""


class JobKind(StrEnum):
    """What a piece of long work makes."""

    PROGRAMME = "programme"
    PREVIEW = "preview"
    INTAKE = "intake"


@dataclass(frozen=True, slots=True)
class Job:
    """A row of `production_job`, the truth about long work; the queue only carries its id.

    `key` is the hash of the inputs, `subject` the programme, script or arrival it is about,
    `progress` goes from 0 to 1000, `result` names what was made. `stage` is a Stage, perhaps with
    how many of its steps are done: "speech 12/60". `began_at` is when its worker claimed it.
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
    began_at: datetime | None = None


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
