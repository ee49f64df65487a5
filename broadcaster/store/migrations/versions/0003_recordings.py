"""The sound library; programmes without dress, and with a length to fit into.

The recipe "standard" of former versions became "stream": it sounds the same on a good loudspeaker.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two tables and the two columns."""
    _programme()
    _recording()
    _arrival()


def _programme() -> None:
    op.add_column(
        "programme", sa.Column("dressed", sa.Boolean, nullable=False, server_default=sa.true())
    )
    op.add_column("programme", sa.Column("room_ms", sa.Integer))
    # What stands has been dressed; from now on the program says so each time.
    with op.batch_alter_table("programme") as table:
        table.alter_column("dressed", server_default=None)
    op.execute("UPDATE programme SET recipe = 'stream' WHERE recipe = 'standard'")


def _recording() -> None:
    op.create_table(
        "recording",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("use", sa.Text, nullable=False),
        sa.Column("sha", sa.Text, nullable=False),
        sa.Column("source_sha", sa.Text, nullable=False),
        sa.Column("source_name", sa.Text, nullable=False),
        sa.Column("length_ms", sa.Integer, nullable=False),
        sa.Column("lufs", sa.Float, nullable=False),
        sa.Column("dbtp", sa.Float, nullable=False),
        sa.Column("findings", sa.JSON, nullable=False),
        sa.Column("repaired", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("instead_of", sa.Integer),
        sa.Column("created_by", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("retired_by", sa.Integer),
        sa.Column("retired_at", sa.BigInteger),
        sa.ForeignKeyConstraint(["instead_of"], ["recording.id"], name="fk_recording_instead_of"),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user_account.id"], name="fk_recording_created_by"
        ),
        sa.ForeignKeyConstraint(
            ["retired_by"], ["user_account.id"], name="fk_recording_retired_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_recording"),
    )
    op.create_index("ix_recording_source_sha", "recording", ["source_sha"])
    op.create_index(
        "uq_recording_live_folded",
        "recording",
        ["folded"],
        unique=True,
        sqlite_where=sa.text("retired_at IS NULL"),
        postgresql_where=sa.text("retired_at IS NULL"),
    )


def _arrival() -> None:
    op.create_table(
        "arrival",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("source_name", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("use", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("instead_of", sa.Integer),
        sa.Column("by", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("recording", sa.Integer),
        sa.Column("put_away_at", sa.BigInteger),
        sa.ForeignKeyConstraint(["instead_of"], ["recording.id"], name="fk_arrival_instead_of"),
        sa.ForeignKeyConstraint(["by"], ["user_account.id"], name="fk_arrival_by"),
        sa.ForeignKeyConstraint(["recording"], ["recording.id"], name="fk_arrival_recording"),
        sa.PrimaryKeyConstraint("id", name="pk_arrival"),
        sa.UniqueConstraint("file", name="uq_arrival_file"),
    )
    op.create_index("ix_arrival_put_away_at_id", "arrival", ["put_away_at", "id"])
