"""What the lexicon says after changes, and what it said before acts were done. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from broadcaster.model import EntryChange, LexiconAct


def after_changes(said: Mapping[str, str], changes: Sequence[EntryChange]) -> dict[str, str]:
    """Return `said`, identity → spoken, as it is after `changes`."""
    gone = {change.before.identity for change in changes if change.before is not None}
    come = {
        change.after.identity: change.after.spoken for change in changes if change.after is not None
    }
    return {**{written: spoken for written, spoken in said.items() if written not in gone}, **come}


def before_acts(said: Mapping[str, str], acts: Iterable[LexiconAct]) -> dict[str, str]:
    """Return `said` as it was before `acts`, which are given the last first."""
    then = dict(said)
    for act in acts:
        then = after_changes(then, [change.undone for change in act.changes])
    return then
