"""What to leave out of a programme that is longer than its place, and what to fill in.

Knows one programme with its scripts; the choice is production's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from broadcaster.model import Programme, ScriptId, ScriptRecord
from broadcaster.production import Item, fit_of
from broadcaster.sentences.fitting import fitting
from broadcaster.words.parse import ScriptError, parse


@dataclass(frozen=True, slots=True)
class Advice:
    """What is to be said of the fit, and what is `kept` when the advice is taken.

    `kept` is empty where nothing is to be left out.
    """

    sentence: str
    too_long: bool
    kept: tuple[ScriptId, ...] = ()


def advice(
    programme: Programme, records: Sequence[ScriptRecord], places: Sequence[tuple[str, int]]
) -> Advice | None:
    """Return the advice for the tightest of `places` (name, longest ms) and the room asked for.

    None where there is no sound yet, or nothing to say.
    """
    if programme.master is None:
        return None
    asked = [("khung", int(programme.room_ms))] if programme.room_ms else []
    where, room_ms = min([*asked, *places], key=lambda place: place[1])
    items = [Item(record.title, _important(record)) for record in records]
    found, lengths = fit_of(programme.master, items, room_ms)
    if not (found.over_ms or asked):
        return None
    sentence = fitting(found, [item.title for item in items], lengths, where)
    gone = set(found.dropped)
    kept = tuple(record.id for n, record in enumerate(records) if n not in gone)
    return Advice(sentence, found.over_ms > 0, kept if gone else ()) if sentence else None


def _important(record: ScriptRecord) -> bool:
    try:
        return parse(record.body, record.title).important
    except ScriptError:
        return False
