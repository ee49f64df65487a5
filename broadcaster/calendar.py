"""The week and its slots: from recurring places to instants. Pure; knows no programme or output."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from broadcaster.model import Slot

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PlannedAiring:
    """One occurrence of a slot, at its instant in UTC."""

    slot: Slot
    starts_at: datetime


def week_of(day: date) -> date:
    """Return the Monday of the week that holds `day`."""
    return day - timedelta(days=day.weekday())


def expand(
    slots: Iterable[Slot], since: date, until: date, zone: tzinfo
) -> tuple[PlannedAiring, ...]:
    """Return every occurrence of the active `slots` on local days `since` to `until` (excluded).

    Ordered by instant, then by slot. A local time that a clock change skips or doubles is taken
    once, at its first reading; Việt Nam has had no such change since 1975.
    """
    found = []
    for slot in slots:
        if not slot.active:
            continue
        first = max(since, slot.valid_from)
        end = until if slot.valid_to is None else min(until, slot.valid_to + timedelta(days=1))
        for offset in range((end - first).days):
            day = first + timedelta(days=offset)
            if day.weekday() in slot.weekdays:
                starts_at = datetime.combine(day, slot.start, zone).astimezone(UTC)
                found.append(PlannedAiring(slot, starts_at))
    return tuple(sorted(found, key=lambda planned: (planned.starts_at, planned.slot.id)))
