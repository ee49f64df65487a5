"""The pen that writes the journal, also past a full disk. Knows lines; decides nothing."""

from __future__ import annotations

import logging

from broadcaster.spool import Entry, Journal

log = logging.getLogger(__name__)


class Pen:
    """Writes entries in their order; what cannot be written waits, and the sound goes on.

    A missing line can cost a row; a refused sound would cost the village its news.
    """

    def __init__(self, journal: Journal) -> None:
        """Write into `journal`."""
        self._journal = journal
        self._unwritten: list[Entry] = []

    def write(self, entry: Entry) -> None:
        """Write `entry` after whatever waits."""
        self._unwritten.append(entry)
        self.write_waiting()

    def write_waiting(self) -> None:
        """Write what waits, as far as the disk allows."""
        while self._unwritten:
            try:
                self._journal.append(self._unwritten[0])
            except OSError:
                log.exception("journal cannot be written; %d lines wait", len(self._unwritten))
                return
            del self._unwritten[0]
