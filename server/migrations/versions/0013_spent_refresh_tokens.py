"""Stays remember the refresh token before the present one, for requests sent at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sign_ins", sa.Column("spent", sa.String(length=64), nullable=True))
    op.add_column("sign_ins", sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("sign_ins", "renewed_at")
    op.drop_column("sign_ins", "spent")
