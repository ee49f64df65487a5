"""Which sounds may go: decided from what is needed and how long ago a sound was kept.

Pure: knows names, sizes and instants; touches no file and no book.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from broadcaster.sound.vault import Sha


@dataclass(frozen=True, slots=True)
class Kept:
    """A sound on the disk: its name, its bytes, and when it was last made or made again."""

    sha: Sha
    size: int
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Patience:
    """How long what nothing needs is kept all the same; previews have a patience of their own."""

    masters: timedelta
    previews: timedelta


def to_go(
    sounds: Iterable[Kept],
    needed: Collection[Sha],
    previews: Collection[Sha],
    patience: Patience,
    now: datetime,
) -> tuple[Kept, ...]:
    """Return the sounds that nothing needs and that have been kept long enough at `now`.

    What was kept in the future, by a clock that went back since, is young.
    """
    return tuple(
        sound
        for sound in sounds
        if sound.sha not in needed
        and now - sound.kept_at > (patience.previews if sound.sha in previews else patience.masters)
    )
