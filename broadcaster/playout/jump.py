"""A clock set far ahead: perhaps by mistake, so nothing is given up until it has stood so a while.

Knows instants; knows no cue.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from broadcaster.playout.decide import JUMP

PATIENCE = timedelta(minutes=5)
"""How long a jump ahead is borne; whoever set the wrong day notices it within minutes."""


class JumpWatch:
    """Sees from turn to turn whether the clock has jumped ahead, or the machine has slept."""

    def __init__(self) -> None:
        """Begin without a turn before."""
        self._since: datetime | None = None
        self._from: datetime | None = None
        self._at: datetime | None = None

    def look(self, now: datetime) -> tuple[datetime | None, bool]:
        """Return the instant before (that before the jump, if there was one), and whether to wait.

        None for the first turn of a run.
        """
        since, self._since = self._since, now
        if since is not None and now - since > JUMP:
            self._from, self._at = self._from or since, now
        if self._at is None:
            return since, False
        if timedelta(0) <= now - self._at < PATIENCE:
            return self._from, True
        before = self._from if now >= self._at else since
        self._from = self._at = None
        return before, False
