"""Names and units: what tells one script from another, and how long a millisecond is."""

from __future__ import annotations

from typing import NewType

UserId = NewType("UserId", int)
ScriptId = NewType("ScriptId", int)
ProgrammeId = NewType("ProgrammeId", int)
ApprovalId = NewType("ApprovalId", int)
SlotId = NewType("SlotId", int)
AiringId = NewType("AiringId", int)
JobId = NewType("JobId", int)
EventId = NewType("EventId", int)
EntryId = NewType("EntryId", int)
LexiconActId = NewType("LexiconActId", int)
"""Numbers the acts on the lexicon; 0 stands before the first."""
RecordingId = NewType("RecordingId", int)
ArrivalId = NewType("ArrivalId", int)
CueId = NewType("CueId", str)
"""`<airing>@<output>@<instant>`: one airing on one output, the unit that is heard exactly once."""
ZoneName = NewType("ZoneName", str)
OutputName = NewType("OutputName", str)
Ms = NewType("Ms", int)
"""A length or a position in milliseconds."""
