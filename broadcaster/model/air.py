"""What playout is told, and what it says of it: cues, gaps, sheets and as-run records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from broadcaster.model.ids import AiringId, CueId, Ms, OutputName, ZoneName
from broadcaster.model.schedule import Airing, Priority, Rules
from broadcaster.sound.vault import Sha


def cue_id(airing: Airing, output: OutputName) -> CueId:
    """Return the name of one airing on one output.

    It holds the instant: books restored from a copy give an airing's number a second time, and
    the journal must not take the new one for what was played before.
    """
    return CueId(f"{airing.id}@{output}@{airing.starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}")


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
