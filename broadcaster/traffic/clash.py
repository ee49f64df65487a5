"""Which airings would be on one output at one time. Knows lengths and zones; refuses nobody else.

An urgent airing cuts into others, so it clashes only with another urgent one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from broadcaster.model import Airing, Ms, Priority, Programme, Slot, ZoneName
from broadcaster.store import Books
from broadcaster.traffic.desk import Desk
from broadcaster.traffic.errors import ClashError

UNMADE_MS = Ms(5 * 60_000)
"""The length reckoned with while a booked programme has no sound yet."""

_LONGEST = timedelta(hours=24)


def length_of(programme: Programme | None, slot: Slot | None) -> Ms:
    """Return the length to reckon with: the master's, else the slot's longest, else a guess."""
    if programme is not None and programme.master is not None:
        return programme.master.length_ms
    return slot.longest_ms if slot is not None else UNMADE_MS


def airing_length(books: Books, airing: Airing) -> Ms:
    """Return the length to reckon with for `airing`."""
    programme = None if airing.programme is None else books.programmes.get(airing.programme)
    slot = None if airing.slot is None else books.slots.get(airing.slot)
    return length_of(programme, slot)


def refuse_clash(
    desk: Desk,
    books: Books,
    starts_at: datetime,
    length_ms: Ms,
    zone: ZoneName,
    priority: Priority,
    own: Airing | None = None,
) -> None:
    """Raise ClashError when another planned airing has an output of `zone` in that time.

    `own` is the airing that is being changed, which cannot clash with itself.
    """
    ends_at = starts_at + timedelta(milliseconds=length_ms)
    around = books.airings.between(starts_at - _LONGEST, ends_at)
    others = (other for other in around if own is None or other.id != own.id)
    first = next(iter(_clashing(desk, books, others, starts_at, ends_at, zone, priority)), None)
    if first is not None:
        raise ClashError(first, first.starts_at.astimezone(desk.tz))


def _clashing(
    desk: Desk,
    books: Books,
    others: Iterable[Airing],
    starts_at: datetime,
    ends_at: datetime,
    zone: ZoneName,
    priority: Priority,
) -> Iterable[Airing]:
    outputs = set(desk.outputs(zone))
    for other in others:
        if priority is Priority.URGENT and other.priority is not Priority.URGENT:
            continue
        if outputs.isdisjoint(desk.outputs(other.zone)):
            continue
        length = timedelta(milliseconds=airing_length(books, other))
        if other.starts_at < ends_at and starts_at < other.starts_at + length:
            yield other
