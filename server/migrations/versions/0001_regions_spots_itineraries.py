"""Regions, spots and itineraries; on PostgreSQL with a spatial index over the spots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "regions",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("subdivision", sa.String(length=10), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("centre_lat", sa.Double(), nullable=False),
        sa.Column("centre_lon", sa.Double(), nullable=False),
        sa.Column("west", sa.Double(), nullable=False),
        sa.Column("south", sa.Double(), nullable=False),
        sa.Column("east", sa.Double(), nullable=False),
        sa.Column("north", sa.Double(), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "centre_lat BETWEEN south AND north AND centre_lon BETWEEN west AND east",
            name=op.f("ck_regions_centre_inside"),
        ),
        sa.CheckConstraint("west < east AND south < north", name=op.f("ck_regions_bounds")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_regions")),
    )
    op.create_table(
        "itineraries",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("region_code", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_code"],
            ["regions.code"],
            name=op.f("fk_itineraries_region_code"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_itineraries")),
    )
    op.create_index("ix_itineraries_created_at", "itineraries", ["created_at"])

    op.create_table(
        "spots",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("region_code", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("name_kana", sa.Text(), nullable=True),
        sa.Column("opening_hours", sa.Text(), nullable=True),
        sa.Column("closed_after_holiday", sa.Boolean(), nullable=False),
        sa.Column("hours_note", sa.Text(), nullable=False),
        sa.Column("fee_minor", sa.Integer(), nullable=True),
        sa.Column("fee_note", sa.Text(), nullable=False),
        sa.Column("visit_minutes", sa.Integer(), nullable=True),
        sa.Column("renown", sa.Double(), nullable=True),
        sa.Column("wheelchair", sa.Boolean(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("fee_minor >= 0", name=op.f("ck_spots_fee")),
        sa.CheckConstraint(
            "lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name=op.f("ck_spots_position")
        ),
        sa.CheckConstraint("renown BETWEEN 0 AND 1", name=op.f("ck_spots_renown")),
        sa.CheckConstraint("visit_minutes BETWEEN 1 AND 1440", name=op.f("ck_spots_visit_minutes")),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_spots_region_code"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spots")),
        sa.UniqueConstraint(
            "region_code", "source", "source_id", name=op.f("uq_spots_region_code_source_source_id")
        ),
    )
    op.create_index("ix_spots_region_code_id", "spots", ["region_code", "id"])

    op.create_table(
        "spot_categories",
        sa.Column("spot_id", sa.String(length=36), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_spot_categories_position")),
        sa.ForeignKeyConstraint(
            ["spot_id"], ["spots.id"], name=op.f("fk_spot_categories_spot_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("spot_id", "category", name=op.f("pk_spot_categories")),
    )
    op.create_index("ix_spot_categories_category", "spot_categories", ["category"])

    op.create_table(
        "spot_dated_hours",
        sa.Column("spot_id", sa.String(length=36), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("intervals", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["spot_id"], ["spots.id"], name=op.f("fk_spot_dated_hours_spot_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("spot_id", "date", name=op.f("pk_spot_dated_hours")),
    )
    op.create_table(
        "spot_texts",
        sa.Column("spot_id", sa.String(length=36), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["spot_id"], ["spots.id"], name=op.f("fk_spot_texts_spot_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("spot_id", "language", name=op.f("pk_spot_texts")),
    )
    if op.get_context().dialect.name == "postgresql":
        _add_geography()


def _add_geography() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    op.execute(
        "ALTER TABLE spots ADD COLUMN geog geography(Point, 4326) GENERATED ALWAYS AS "
        "(CAST(ST_SetSRID(ST_MakePoint(lon, lat), 4326) AS geography)) STORED"
    )
    op.execute("CREATE INDEX ix_spots_geog ON spots USING gist (geog)")


def downgrade() -> None:
    op.drop_table("spot_texts")
    op.drop_table("spot_dated_hours")
    op.drop_table("spot_categories")
    op.drop_table("spots")
    op.drop_table("itineraries")
    op.drop_table("regions")
