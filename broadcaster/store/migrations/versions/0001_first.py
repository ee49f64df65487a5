"""The first schema.

Knows columns as the databases see them; instants are microseconds, enumerations are texts.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring an empty database to the first schema."""
    _user_account()
    _script()
    _script_revision()
    _programme()
    _programme_script()
    _approval()
    _slot()
    _airing()
    _as_run()
    _production_job()
    _event()
    _mark()


def _user_account() -> None:
    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("login", sa.Text, nullable=False),
        sa.Column("full_name", sa.Text, nullable=False),
        sa.Column("roles", sa.JSON, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_user_account"),
        sa.UniqueConstraint("login", name="uq_user_account_login"),
    )


def _script() -> None:
    op.create_table(
        "script",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("column_name", sa.Text),
        sa.Column("issued_by", sa.Text),
        sa.Column("issued_on", sa.Date),
        sa.Column("document_number", sa.Text),
        sa.Column("source_name", sa.Text),
        sa.Column("left_out", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("author", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["author"], ["user_account.id"], name="fk_script_author"),
        sa.PrimaryKeyConstraint("id", name="pk_script"),
    )
    op.create_index("ix_script_state_id", "script", ["state", "id"])


def _script_revision() -> None:
    op.create_table(
        "script_revision",
        sa.Column("script", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("column_name", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["script"], ["script.id"], name="fk_script_revision_script"),
        sa.PrimaryKeyConstraint("script", "revision", name="pk_script_revision"),
    )


def _programme() -> None:
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("for_date", sa.Date),
        sa.Column("recipe", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("master_sha", sa.Text),
        sa.Column("master_length_ms", sa.Integer),
        sa.Column("master_loudness_lufs", sa.Float),
        sa.Column("master_true_peak_dbtp", sa.Float),
        sa.Column("master_voices", sa.JSON),
        sa.Column("master_segments", sa.JSON),
        sa.Column("master_build_key", sa.Text),
        sa.Column("master_made_at", sa.BigInteger),
        sa.Column("error", sa.Text),
        sa.Column("created_by", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user_account.id"], name="fk_programme_created_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_programme"),
    )
    op.create_index("ix_programme_state_id", "programme", ["state", "id"])


def _programme_script() -> None:
    op.create_table(
        "programme_script",
        sa.Column("programme", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("script", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["programme"], ["programme.id"], name="fk_programme_script_programme"
        ),
        sa.ForeignKeyConstraint(["script"], ["script.id"], name="fk_programme_script_script"),
        sa.PrimaryKeyConstraint("programme", "position", name="pk_programme_script"),
    )
    op.create_index("ix_programme_script_script", "programme_script", ["script"])


def _approval() -> None:
    op.create_table(
        "approval",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("programme", sa.Integer, nullable=False),
        sa.Column("sha", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("by", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("remark", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["user_account.id"], name="fk_approval_by"),
        sa.ForeignKeyConstraint(["programme"], ["programme.id"], name="fk_approval_programme"),
        sa.PrimaryKeyConstraint("id", name="pk_approval"),
    )
    op.create_index("ix_approval_programme_sha", "approval", ["programme", "sha"])


def _slot() -> None:
    op.create_table(
        "slot",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("weekdays", sa.JSON, nullable=False),
        sa.Column("start", sa.Time, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("programme", sa.Integer),
        sa.Column("longest_ms", sa.Integer, nullable=False),
        sa.Column("late_ms", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["programme"], ["programme.id"], name="fk_slot_programme"),
        sa.PrimaryKeyConstraint("id", name="pk_slot"),
    )


def _airing() -> None:
    op.create_table(
        "airing",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("programme", sa.Integer),
        sa.Column("slot", sa.Integer),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("starts_at", sa.BigInteger, nullable=False),
        sa.Column("latest", sa.BigInteger, nullable=False),
        sa.Column("priority", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("booked_by", sa.Integer),
        sa.Column("cancelled_by", sa.Integer),
        sa.Column("cancelled_at", sa.BigInteger),
        sa.ForeignKeyConstraint(["booked_by"], ["user_account.id"], name="fk_airing_booked_by"),
        sa.ForeignKeyConstraint(
            ["cancelled_by"], ["user_account.id"], name="fk_airing_cancelled_by"
        ),
        sa.ForeignKeyConstraint(["programme"], ["programme.id"], name="fk_airing_programme"),
        sa.ForeignKeyConstraint(["slot"], ["slot.id"], name="fk_airing_slot"),
        sa.PrimaryKeyConstraint("id", name="pk_airing"),
        sa.UniqueConstraint("slot", "starts_at", "zone", name="uq_airing_slot_starts_at_zone"),
    )
    op.create_index("ix_airing_starts_at", "airing", ["starts_at"])


def _as_run() -> None:
    op.create_table(
        "as_run",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("cue", sa.Text, nullable=False),
        sa.Column("airing", sa.Integer, nullable=False),
        sa.Column("node", sa.Text, nullable=False),
        sa.Column("output", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("sound", sa.Text),
        sa.Column("planned_at", sa.BigInteger, nullable=False),
        sa.Column("started_at", sa.BigInteger),
        sa.Column("ended_at", sa.BigInteger, nullable=False),
        sa.Column("length_ms", sa.Integer, nullable=False),
        sa.Column("sent_ms", sa.Integer, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_as_run"),
        sa.UniqueConstraint("cue", name="uq_as_run_cue"),
    )
    op.create_index("ix_as_run_airing", "as_run", ["airing"])
    op.create_index("ix_as_run_ended_at", "as_run", ["ended_at"])
    op.create_index("ix_as_run_planned_at", "as_run", ["planned_at"])


def _production_job() -> None:
    op.create_table(
        "production_job",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("progress", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease_until", sa.BigInteger),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("result", sa.Text),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_production_job"),
        sa.UniqueConstraint("key", name="uq_production_job_key"),
    )
    op.create_index("ix_production_job_kind_subject", "production_job", ["kind", "subject"])
    op.create_index("ix_production_job_state_priority", "production_job", ["state", "priority"])


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("by", sa.Integer),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("seen_at", sa.BigInteger),
        sa.ForeignKeyConstraint(["by"], ["user_account.id"], name="fk_event_by"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_level_seen_at", "event", ["level", "seen_at"])


def _mark() -> None:
    op.create_table(
        "mark",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_mark"),
    )
