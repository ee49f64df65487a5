"""The station's values: who works here, what was written, produced, approved, booked and heard.

Values only: no clock, disk or database. Instants are aware datetimes; lengths are whole ms.
"""

from broadcaster.model.air import AsRun, Cue, CueSheet, Gap, Outcome, Reason, cue_id
from broadcaster.model.ids import (
    AiringId,
    ApprovalId,
    ArrivalId,
    CueId,
    EntryId,
    EventId,
    JobId,
    LexiconActId,
    Ms,
    OutputName,
    ProgrammeId,
    RecordingId,
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
from broadcaster.model.recordings import Arrival, Fact, Finding, Recording, TakenSound, Use
from broadcaster.model.schedule import Airing, AiringState, Priority, Rules, Slot
from broadcaster.model.scripts import LeftOut, ScriptRecord, ScriptState
from broadcaster.model.work import Event, EventLevel, Job, JobKind, JobState, Stage

__all__ = [
    "Airing",
    "AiringId",
    "AiringState",
    "Approval",
    "ApprovalId",
    "Arrival",
    "ArrivalId",
    "AsRun",
    "Cue",
    "CueId",
    "CueSheet",
    "EntryChange",
    "EntryId",
    "Event",
    "EventId",
    "EventLevel",
    "Fact",
    "Finding",
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
    "Recording",
    "RecordingId",
    "Role",
    "Rules",
    "ScriptId",
    "ScriptRecord",
    "ScriptState",
    "SegmentTime",
    "Slot",
    "SlotId",
    "Stage",
    "TakenSound",
    "Use",
    "User",
    "UserId",
    "Verdict",
    "ZoneName",
    "cue_id",
]
