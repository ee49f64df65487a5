"""The station's values: who works here, what was written, produced, approved, booked and heard.

Values only: no clock, disk or database. Instants are aware datetimes; lengths are whole ms.
"""

from broadcaster.model.air import AsRun, Cue, CueSheet, Gap, Outcome, Reason, cue_id
from broadcaster.model.ids import (
    AiringId,
    ApprovalId,
    CueId,
    EntryId,
    EventId,
    JobId,
    LexiconActId,
    Ms,
    OutputName,
    ProgrammeId,
    ScriptId,
    SlotId,
    UserId,
    ZoneName,
)
from broadcaster.model.lexicon import EntryChange, LexiconAct, LexiconActKind, LexiconEntry
from broadcaster.model.people import Role, User
from broadcaster.model.programmes import (
    Approval,
    Master,
    Programme,
    ProgrammeState,
    SegmentTime,
    Verdict,
)
from broadcaster.model.schedule import Airing, AiringState, Priority, Rules, Slot
from broadcaster.model.scripts import LeftOut, ScriptRecord, ScriptState
from broadcaster.model.work import Event, EventLevel, Job, JobKind, JobState

__all__ = [
    "Airing",
    "AiringId",
    "AiringState",
    "Approval",
    "ApprovalId",
    "AsRun",
    "Cue",
    "CueId",
    "CueSheet",
    "EntryChange",
    "EntryId",
    "Event",
    "EventId",
    "EventLevel",
    "Gap",
    "Job",
    "JobId",
    "JobKind",
    "JobState",
    "LeftOut",
    "LexiconAct",
    "LexiconActId",
    "LexiconActKind",
    "LexiconEntry",
    "Master",
    "Ms",
    "Outcome",
    "OutputName",
    "Priority",
    "Programme",
    "ProgrammeId",
    "ProgrammeState",
    "Reason",
    "Role",
    "Rules",
    "ScriptId",
    "ScriptRecord",
    "ScriptState",
    "SegmentTime",
    "Slot",
    "SlotId",
    "User",
    "UserId",
    "Verdict",
    "ZoneName",
    "cue_id",
]
