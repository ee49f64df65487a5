"""The tables of the sound library. Knows shapes only, as `_tables` does."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from broadcaster.model import Use
from broadcaster.store._columns import Choice, Instant
from broadcaster.store._metadata import metadata

recording = Table(
    "recording",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("use", Choice(Use), nullable=False),
    Column("sha", Text, nullable=False),
    Column("source_sha", Text, nullable=False, index=True),
    Column("source_name", Text, nullable=False),
    Column("length_ms", Integer, nullable=False),
    Column("lufs", Float, nullable=False),
    Column("dbtp", Float, nullable=False),
    Column("findings", JSON, nullable=False),
    Column("repaired", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("instead_of", ForeignKey("recording.id")),
    Column("created_by", ForeignKey("user_account.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("retired_by", ForeignKey("user_account.id")),
    Column("retired_at", Instant),
    Index(
        "uq_recording_live_folded",
        "folded",
        unique=True,
        sqlite_where=text("retired_at IS NULL"),
        postgresql_where=text("retired_at IS NULL"),
    ),
)

arrival = Table(
    "arrival",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file", Text, nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    Column("source_name", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("use", Choice(Use), nullable=False),
    Column("note", Text, nullable=False),
    Column("instead_of", ForeignKey("recording.id")),
    Column("by", ForeignKey("user_account.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("recording", ForeignKey("recording.id")),
    Column("put_away_at", Instant),
    Index(None, "put_away_at", "id"),
)
