"""Latest local information: notices, campaigns and events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "campaigns",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("descriptions", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("boost", sa.Double(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('drama_locations', 'festival', 'stamp_rally', 'other')",
            name="ck_campaigns_kind",
        ),
        sa.CheckConstraint("boost BETWEEN 0 AND 0.5", name="ck_campaigns_boost"),
        sa.CheckConstraint("valid_from <= valid_until", name="ck_campaigns_validity"),
        sa.ForeignKeyConstraint(
            ["created_by"], ["accounts.id"], name="fk_campaigns_created_by", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name="fk_campaigns_organisation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_campaigns"),
    )
    op.create_index("ix_campaigns_organisation_id", "campaigns", ["organisation_id"])
    op.create_index("ix_campaigns_valid_until", "campaigns", ["valid_until"])

    op.create_table(
        "campaign_spots",
        sa.Column("campaign_id", sa.String(length=36), nullable=False),
        sa.Column("spot_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("position >= 0", name="ck_campaign_spots_position"),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaigns.id"],
            name="fk_campaign_spots_campaign_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["spot_id"], ["spots.id"], name="fk_campaign_spots_spot_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("campaign_id", "spot_id", name="pk_campaign_spots"),
    )
    op.create_index("ix_campaign_spots_spot_id", "campaign_spots", ["spot_id"])

    op.create_table(
        "events",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("region_code", sa.String(length=40), nullable=False),
        sa.Column("listed_id", sa.String(length=120), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("name_kana", sa.Text(), nullable=False),
        sa.Column("descriptions", sa.JSON(), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=False),
        sa.Column("begins_at", sa.String(length=5), nullable=True),
        sa.Column("closes_at", sa.String(length=5), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("place_name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("spot_id", sa.String(length=36), nullable=True),
        sa.Column("organiser", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("parking", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Text(), nullable=False),
        sa.Column("application_needed", sa.Boolean(), nullable=True),
        sa.Column("application_from", sa.Date(), nullable=True),
        sa.Column("application_until", sa.Date(), nullable=True),
        sa.Column("fee_text", sa.Text(), nullable=False),
        sa.Column("fee_minor", sa.Integer(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("listed", sa.JSON(), nullable=False),
        sa.Column("searched", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="ck_events_whole_point"),
        sa.CheckConstraint("application_from <= application_until", name="ck_events_application"),
        sa.CheckConstraint("fee_minor >= 0", name="ck_events_fee"),
        sa.CheckConstraint("first_date <= last_date", name="ck_events_dates"),
        sa.CheckConstraint(
            "lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="ck_events_position"
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["accounts.id"], name="fk_events_created_by", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name="fk_events_organisation_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name="fk_events_region_code", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["spot_id"], ["spots.id"], name="fk_events_spot_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint(
            "organisation_id", "listed_id", name="uq_events_organisation_id_listed_id"
        ),
    )
    op.create_index("ix_events_region_code_last_date", "events", ["region_code", "last_date"])
    op.create_index("ix_events_spot_id", "events", ["spot_id"])
    op.create_index("ix_events_updated_at", "events", ["updated_at"])

    op.create_table(
        "notices",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("region_code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("bodies", sa.JSON(), nullable=False),
        sa.Column("spot_id", sa.String(length=36), nullable=True),
        sa.Column("area", sa.JSON(), nullable=True),
        sa.Column("west", sa.Double(), nullable=True),
        sa.Column("south", sa.Double(), nullable=True),
        sa.Column("east", sa.Double(), nullable=True),
        sa.Column("north", sa.Double(), nullable=True),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('closure', 'at_its_best', 'road_works', 'information')",
            name="ck_notices_kind",
        ),
        sa.CheckConstraint(
            "valid_until IS NOT NULL OR kind = 'information'", name="ck_notices_has_an_end"
        ),
        sa.CheckConstraint(
            "(spot_id IS NULL) = (west IS NOT NULL)", name="ck_notices_spot_or_area"
        ),
        sa.CheckConstraint("valid_from < valid_until", name="ck_notices_validity"),
        sa.ForeignKeyConstraint(
            ["created_by"], ["accounts.id"], name="fk_notices_created_by", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name="fk_notices_organisation_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name="fk_notices_region_code", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["spot_id"], ["spots.id"], name="fk_notices_spot_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    op.create_index("ix_notices_organisation_id", "notices", ["organisation_id"])
    op.create_index("ix_notices_region_code_valid_until", "notices", ["region_code", "valid_until"])
    op.create_index("ix_notices_spot_id", "notices", ["spot_id"])


def downgrade() -> None:
    for table in ("notices", "events", "campaign_spots", "campaigns"):
        op.drop_table(table)
