"""Rows as lists stated them, and the layers of toilets and shelters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.execute("ALTER TABLE spots ADD COLUMN list_row JSON")
    op.execute("ALTER TABLE events ADD COLUMN list_row JSON")
    op.create_table(
        "amenities",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("region_code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("list_key", sa.String(length=80), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("wheelchair", sa.Boolean(), nullable=True),
        sa.Column("ostomate", sa.Boolean(), nullable=True),
        sa.Column("for_children", sa.Boolean(), nullable=True),
        sa.Column("hazards", sa.String(length=120), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("listed", sa.JSON(), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("updated_at", _INSTANT, nullable=False),
        sa.CheckConstraint("kind IN ('toilet', 'shelter')", name="ck_amenities_kind"),
        sa.CheckConstraint(
            "lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="ck_amenities_position"
        ),
        sa.CheckConstraint("capacity >= 0", name="ck_amenities_capacity"),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name="fk_amenities_organisation_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name="fk_amenities_region_code", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_amenities"),
        sa.UniqueConstraint(
            "organisation_id", "kind", "list_key", name="uq_amenities_organisation_id_kind_list_key"
        ),
    )
    op.create_index("ix_amenities_kind_region_code_id", "amenities", ["kind", "region_code", "id"])
    op.create_index("ix_amenities_kind_lat", "amenities", ["kind", "lat"])


def downgrade() -> None:
    op.drop_table("amenities")
    op.drop_column("events", "list_row")
    op.drop_column("spots", "list_row")
