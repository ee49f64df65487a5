"""When a worker began a job, so that people can be told how long it may still take."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("production_job", sa.Column("began_at", sa.BigInteger))
