"""Spots that organisations keep: state, history, photographs, freshness, words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INSTANT = {"sqlite": "DATETIME", "postgresql": "TIMESTAMP WITH TIME ZONE"}


def upgrade() -> None:
    _extend_tables()
    _create_history()
    _create_photos()
    _create_freshness()
    op.create_table(
        "spot_grams",
        sa.Column("gram", sa.String(length=8), nullable=False),
        sa.Column("spot_id", sa.String(length=36), nullable=False),
        _of_spot("spot_grams"),
        sa.PrimaryKeyConstraint("gram", "spot_id", name="pk_spot_grams"),
    )
    op.create_index("ix_spot_grams_spot_id", "spot_grams", ["spot_id"])


def _add(table: str, column: str, definition: str) -> None:
    """Add a column with its constraints in one statement, which both dialects understand."""
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {definition}")


def _extend_tables() -> None:
    instant = _INSTANT[op.get_bind().dialect.name]
    _add(
        "organisations",
        "region_code",
        "VARCHAR(40) CONSTRAINT fk_organisations_region_code REFERENCES regions (code)",
    )
    _add(
        "spots",
        "organisation_id",
        "VARCHAR(36) CONSTRAINT fk_spots_organisation_id REFERENCES organisations (id)",
    )
    _add(
        "spots",
        "status",
        "VARCHAR(12) DEFAULT 'published' NOT NULL CONSTRAINT ck_spots_status"
        " CHECK (status IN ('draft', 'in_review', 'published', 'withdrawn'))",
    )
    _add(
        "spots",
        "version",
        "INTEGER DEFAULT 1 NOT NULL CONSTRAINT ck_spots_version CHECK (version >= 1)",
    )
    _add("spots", "accessibility", "JSON DEFAULT '{}' NOT NULL")
    _add("spots", "fees", "JSON DEFAULT '[]' NOT NULL")
    _add("spots", "seasons", "JSON DEFAULT '[]' NOT NULL")
    _add("spots", "listed", "JSON DEFAULT '{}' NOT NULL")
    for column in ("verified_at", "left_public_at", "deleted_at"):
        _add("spots", column, instant)
    op.create_index("ix_spots_organisation_id_id", "spots", ["organisation_id", "id"])
    op.create_index("ix_spots_updated_at_id", "spots", ["updated_at", "id"])
    _add(
        "spot_texts",
        "made_by",
        "VARCHAR(10) DEFAULT 'keeper' NOT NULL CONSTRAINT ck_spot_texts_made_by"
        " CHECK (made_by IN ('keeper', 'translator', 'machine'))",
    )
    _add("spot_texts", "outdated", "BOOLEAN DEFAULT FALSE NOT NULL")


def _of_spot(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["spot_id"], ["spots.id"], name=f"fk_{table}_spot_id", ondelete="CASCADE"
    )


def _by_account(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["accounts.id"], name=f"fk_{table}_{column}")


def _create_history() -> None:
    op.create_table(
        "spot_changes",
        sa.Column("spot_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=12), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.CheckConstraint("version >= 1", name="ck_spot_changes_version"),
        sa.CheckConstraint(
            "action IN ('created', 'edited', 'imported', 'translated', 'submitted', 'returned', "
            "'published', 'withdrawn', 'deleted', 'restored', 'verified')",
            name="ck_spot_changes_action",
        ),
        _of_spot("spot_changes"),
        _by_account("spot_changes", "account_id"),
        sa.PrimaryKeyConstraint("spot_id", "version", name="pk_spot_changes"),
    )


def _create_photos() -> None:
    op.create_table(
        "spot_photos",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("spot_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("width_px", sa.Integer(), nullable=False),
        sa.Column("height_px", sa.Integer(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("captions", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("position >= 0", name="ck_spot_photos_position"),
        sa.CheckConstraint(
            "width_px > 0 AND height_px > 0 AND size_bytes > 0", name="ck_spot_photos_size"
        ),
        _of_spot("spot_photos"),
        sa.PrimaryKeyConstraint("id", name="pk_spot_photos"),
    )
    op.create_index("ix_spot_photos_spot_id_position", "spot_photos", ["spot_id", "position"])


def _create_freshness() -> None:
    op.create_table(
        "spot_reports",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("spot_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(length=36), nullable=True),
        sa.CheckConstraint(
            "kind IN ('closed', 'moved', 'wrong_hours', 'other')", name="ck_spot_reports_kind"
        ),
        sa.CheckConstraint("outcome IN ('confirmed', 'rejected')", name="ck_spot_reports_outcome"),
        sa.CheckConstraint(
            "(outcome IS NULL) = (settled_at IS NULL)", name="ck_spot_reports_settled"
        ),
        _of_spot("spot_reports"),
        _by_account("spot_reports", "settled_by"),
        sa.PrimaryKeyConstraint("id", name="pk_spot_reports"),
        sa.UniqueConstraint(
            "spot_id", "kind", "sender", name="uq_spot_reports_spot_id_kind_sender"
        ),
    )
    op.create_table(
        "verification_marks",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("spot_id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by", sa.String(length=36), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "scope IN ('facts', 'hours', 'accessibility', 'safety', 'quality')",
            name="ck_verification_marks_scope",
        ),
        sa.CheckConstraint("expires_at > granted_at", name="ck_verification_marks_expires_later"),
        _of_spot("verification_marks"),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name="fk_verification_marks_organisation_id",
            ondelete="CASCADE",
        ),
        _by_account("verification_marks", "granted_by"),
        sa.PrimaryKeyConstraint("id", name="pk_verification_marks"),
    )
    op.create_index(
        "ix_verification_marks_spot_id_expires_at", "verification_marks", ["spot_id", "expires_at"]
    )
    op.create_index(
        "ix_verification_marks_organisation_id", "verification_marks", ["organisation_id"]
    )


def downgrade() -> None:
    raise NotImplementedError("what organisations keep would be lost; restore a backup instead")
