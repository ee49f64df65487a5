"""Which scripts name a recording. Knows the books and the written directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from broadcaster.model import Recording, ScriptRecord, ScriptState, Use
from broadcaster.store import Books
from broadcaster.words.parse import ScriptError, parse
from broadcaster.words.script import Jingle
from broadcaster.words.script import Recording as Called
from broadcaster.words.spelling import folded

_STANDING = frozenset({ScriptState.DRAFT, ScriptState.SUBMITTED})
_NEWEST = 1000
"""How many scripts with directions are looked through, the newest first."""

Calls = Mapping[tuple[bool, str], tuple[ScriptRecord, ...]]
"""Scripts by what they call for: whether it is music, and its name folded."""


def calls(books: Books) -> Calls:
    """Return what the scripts call for that were not withdrawn, the newest script first."""
    found: defaultdict[tuple[bool, str], dict[int, ScriptRecord]] = defaultdict(dict)
    for record in books.scripts.holding("[", _STANDING, limit=_NEWEST):
        try:
            items = parse(record.body, record.title).items
        except ScriptError:
            continue
        for item in items:
            if isinstance(item, Jingle | Called):
                key = (isinstance(item, Jingle), folded(item.name))
                found[key].setdefault(record.id, record)
    return {key: tuple(records.values()) for key, records in found.items()}


def callers(found: Calls, recording: Recording) -> tuple[ScriptRecord, ...]:
    """Return the scripts among `found` that call for `recording`."""
    return found.get((recording.use is Use.MUSIC, folded(recording.name)), ())
