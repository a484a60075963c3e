"""Keys of resellers, and which bookings are theirs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reseller_keys",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("reseller_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name="fk_reseller_keys_organisation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reseller_keys"),
        sa.UniqueConstraint("digest", name="uq_reseller_keys_digest"),
    )
    op.create_index("ix_reseller_keys_organisation_id", "reseller_keys", ["organisation_id"])
    op.create_table(
        "reseller_bookings",
        sa.Column("booking_id", sa.String(length=36), nullable=False),
        sa.Column("reseller_id", sa.String(length=36), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("unit_items", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["bookings.id"],
            name="fk_reseller_bookings_booking_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("booking_id", name="pk_reseller_bookings"),
        sa.UniqueConstraint("reseller_id", "uuid", name="uq_reseller_bookings_reseller_id_uuid"),
    )


def downgrade() -> None:
    raise NotImplementedError("resellers' bookings would be lost; restore a backup instead")
