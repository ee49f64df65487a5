"""What was booked: slots, airings and the rules of the air."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from broadcaster.model.ids import AiringId, Ms, ProgrammeId, SlotId, UserId, ZoneName


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
