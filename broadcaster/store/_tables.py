"""The tables, their keys and an index for every look-up the books make.

Knows shapes only; who may write what, and when, is decided elsewhere.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Time,
    UniqueConstraint,
)

from broadcaster.model import (
    AiringState,
    EventLevel,
    JobKind,
    JobState,
    LexiconActKind,
    Outcome,
    Priority,
    ProgrammeState,
    Reason,
    ScriptState,
    Verdict,
)
from broadcaster.store._columns import Choice, Instant
from broadcaster.store._library_tables import arrival, recording
from broadcaster.store._metadata import metadata

user_account = Table(
    "user_account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    Column("full_name", Text, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
)

script = Table(
    "script",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("column_name", Text),
    Column("issued_by", Text),
    Column("issued_on", Date),
    Column("document_number", Text),
    Column("source_name", Text),
    Column("left_out", JSON, nullable=False),
    Column("state", Choice(ScriptState), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("author", ForeignKey("user_account.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Index(None, "state", "id"),
)

script_revision = Table(
    "script_revision",
    metadata,
    Column("script", ForeignKey("script.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("column_name", Text),
    Column("state", Choice(ScriptState), nullable=False),
    Column("changed_at", Instant, nullable=False),
)

programme = Table(
    "programme",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("for_date", Date),
    Column("recipe", Text, nullable=False),
    Column("dressed", Boolean, nullable=False),
    Column("room_ms", Integer),
    Column("state", Choice(ProgrammeState), nullable=False),
    Column("master_sha", Text),
    Column("master_length_ms", Integer),
    Column("master_loudness_lufs", Float),
    Column("master_true_peak_dbtp", Float),
    Column("master_voices", JSON(none_as_null=True)),
    Column("master_segments", JSON(none_as_null=True)),
    Column("master_build_key", Text),
    Column("master_made_at", Instant),
    Column("error", Text),
    Column("created_by", ForeignKey("user_account.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Index(None, "state", "id"),
)

programme_script = Table(
    "programme_script",
    metadata,
    Column("programme", ForeignKey("programme.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("script", ForeignKey("script.id"), nullable=False, index=True),
)

approval = Table(
    "approval",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("programme", ForeignKey("programme.id"), nullable=False),
    Column("sha", Text, nullable=False),
    Column("verdict", Choice(Verdict), nullable=False),
    Column("by", ForeignKey("user_account.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("remark", Text, nullable=False),
    Index(None, "programme", "sha"),
)

slot = Table(
    "slot",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("weekdays", JSON, nullable=False),
    Column("start", Time, nullable=False),
    Column("zone", Text, nullable=False),
    Column("programme", ForeignKey("programme.id")),
    Column("longest_ms", Integer, nullable=False),
    Column("late_ms", Integer, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("active", Boolean, nullable=False),
)

airing = Table(
    "airing",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("programme", ForeignKey("programme.id")),
    Column("slot", ForeignKey("slot.id")),
    Column("zone", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("starts_at", Instant, nullable=False, index=True),
    Column("latest", Instant, nullable=False),
    Column("priority", Choice(Priority), nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", Choice(AiringState), nullable=False),
    Column("booked_by", ForeignKey("user_account.id")),
    Column("cancelled_by", ForeignKey("user_account.id")),
    Column("cancelled_at", Instant),
    UniqueConstraint("slot", "starts_at", "zone"),
)

# A copy of the facts: what was heard must be kept whatever becomes of the airing, so no reference.
as_run = Table(
    "as_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cue", Text, nullable=False, unique=True),
    Column("airing", Integer, nullable=False, index=True),
    Column("node", Text, nullable=False),
    Column("output", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("sound", Text),
    Column("planned_at", Instant, nullable=False, index=True),
    Column("started_at", Instant),
    Column("ended_at", Instant, nullable=False, index=True),
    Column("length_ms", Integer, nullable=False),
    Column("sent_ms", Integer, nullable=False),
    Column("outcome", Choice(Outcome), nullable=False),
    Column("reason", Choice(Reason)),
    Column("detail", Text, nullable=False),
)

production_job = Table(
    "production_job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("kind", Choice(JobKind), nullable=False),
    Column("subject", Integer, nullable=False),
    Column("state", Choice(JobState), nullable=False),
    Column("stage", Text, nullable=False),
    Column("progress", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_until", Instant),
    Column("priority", Integer, nullable=False),
    Column("error", Text),
    Column("result", Text),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("began_at", Instant),
    Index(None, "state", "priority"),
    Index(None, "kind", "subject"),
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("level", Choice(EventLevel), nullable=False),
    Column("what", Text, nullable=False),
    Column("by", ForeignKey("user_account.id")),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("seen_at", Instant),
    Index(None, "level", "seen_at"),
)

mark = Table(
    "mark",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

lexicon_act = Table(
    "lexicon_act",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Choice(LexiconActKind), nullable=False),
    Column("by", ForeignKey("user_account.id")),
    Column("at", Instant, nullable=False),
    Column("changes", JSON, nullable=False),
)

lexicon_entry = Table(
    "lexicon_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("identity", Text, nullable=False, unique=True),
    Column("written", Text, nullable=False),
    Column("spoken", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("changed_by", ForeignKey("user_account.id")),
    Column("changed_at", Instant, nullable=False),
    Column("act", ForeignKey("lexicon_act.id"), nullable=False),
)

__all__ = [
    "airing",
    "approval",
    "arrival",
    "as_run",
    "event",
    "lexicon_act",
    "lexicon_entry",
    "mark",
    "metadata",
    "production_job",
    "programme",
    "programme_script",
    "recording",
    "script",
    "script_revision",
    "slot",
    "user_account",
]
