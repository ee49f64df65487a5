"""What was written: a script (kịch bản, tin bài) as the newsroom keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from broadcaster.model.ids import ScriptId, UserId


class ScriptState(StrEnum):
    """Where a script stands: being written, handed in, or taken back."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A piece of the source that is not for the ear, and why it was left out."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ScriptRecord:
    """A script (kịch bản, tin bài) as the newsroom keeps it: what the clerk sees and edits."""

    id: ScriptId
    title: str
    body: str
    column: str | None
    issued_by: str | None
    issued_on: date | None
    document_number: str | None
    source_name: str | None
    left_out: tuple[LeftOut, ...]
    state: ScriptState
    revision: int
    author: UserId
    created_at: datetime
    changed_at: datetime
