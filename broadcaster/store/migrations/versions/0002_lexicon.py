"""The station's lexicon, and every act that changed it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two tables."""
    op.create_table(
        "lexicon_act",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("by", sa.Integer),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["user_account.id"], name="fk_lexicon_act_by"),
        sa.PrimaryKeyConstraint("id", name="pk_lexicon_act"),
    )
    op.create_table(
        "lexicon_entry",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("spoken", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("changed_by", sa.Integer),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("act", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["user_account.id"], name="fk_lexicon_entry_changed_by"
        ),
        sa.ForeignKeyConstraint(["act"], ["lexicon_act.id"], name="fk_lexicon_entry_act"),
        sa.PrimaryKeyConstraint("id", name="pk_lexicon_entry"),
        sa.UniqueConstraint("identity", name="uq_lexicon_entry_identity"),
    )
