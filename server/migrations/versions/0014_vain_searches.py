"""How often experiences were searched in vain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vain_searches",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("region_code", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("searches", sa.Integer(), nullable=False),
        sa.CheckConstraint("searches > 0", name=op.f("ck_vain_searches_searches")),
        sa.ForeignKeyConstraint(
            ["region_code"],
            ["regions.code"],
            name="fk_vain_searches_region_code",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "day", "region_code", "category", "language", name="pk_vain_searches"
        ),
    )


def downgrade() -> None:
    op.drop_table("vain_searches")
