"""Every book of the store, opened together in one transaction. Knows the nouns, no SQL."""

from __future__ import annotations

from broadcaster.store._rows import Rows
from broadcaster.store.airings import Airings
from broadcaster.store.approvals import Approvals
from broadcaster.store.arrivals import Arrivals
from broadcaster.store.asruns import AsRuns
from broadcaster.store.events import Events
from broadcaster.store.jobs import Jobs
from broadcaster.store.lexicon import LexiconPages
from broadcaster.store.marks import Marks
from broadcaster.store.programmes import Programmes
from broadcaster.store.recordings import Recordings
from broadcaster.store.scripts import Scripts
from broadcaster.store.slots import Slots
from broadcaster.store.sounds import Sounds
from broadcaster.store.users import Users


class Books:
    """The station's books within one transaction; not to be kept beyond it."""

    def __init__(self, rows: Rows) -> None:
        self.users = Users(rows)
        self.scripts = Scripts(rows)
        self.programmes = Programmes(rows)
        self.approvals = Approvals(rows)
        self.recordings = Recordings(rows)
        self.arrivals = Arrivals(rows)
        self.slots = Slots(rows)
        self.airings = Airings(rows)
        self.asruns = AsRuns(rows)
        self.jobs = Jobs(rows)
        self.events = Events(rows)
        self.lexicon = LexiconPages(rows)
        self.marks = Marks(rows)
        self.sounds = Sounds(rows)
