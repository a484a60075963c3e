"""Photos of experiences, which their histories tell of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_BEFORE = (
    "action IN ('created', 'edited', 'submitted', 'returned', 'published', 'suspended', "
    "'withdrawn', 'deleted')"
)
_AFTER = (
    "action IN ('created', 'edited', 'submitted', 'returned', 'published', 'suspended', "
    "'withdrawn', 'deleted', 'photographed')"
)

# The table was made under a naming convention that put its prefix before the whole name.
_NAME = "ck_experience_changes_action"
_NAME_BEFORE = f"ck_experience_changes_{_NAME}"


def _as_it_is() -> sa.Table:
    """Return the table of changes without the check; SQLite can only make it anew."""
    return sa.Table(
        "experience_changes",
        sa.MetaData(),
        sa.Column("experience_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=12), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.CheckConstraint("version >= 1", name="ck_experience_changes_version"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_experience_changes_account_id"
        ),
        sa.ForeignKeyConstraint(
            ["experience_id"],
            ["experiences.id"],
            name="fk_experience_changes_experience_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("experience_id", "version", name="pk_experience_changes"),
    )


def _check(actions: str, *, was: str, becomes: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("experience_changes", copy_from=_as_it_is()) as table:
            table.create_check_constraint(op.f(becomes), actions)
        return
    op.drop_constraint(op.f(was), "experience_changes", type_="check")
    op.create_check_constraint(op.f(becomes), "experience_changes", actions)


def upgrade() -> None:
    op.create_table(
        "experience_photos",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("experience_id", sa.String(length=36), nullable=False),
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
        sa.CheckConstraint("position >= 0", name=op.f("ck_experience_photos_position")),
        sa.CheckConstraint(
            "width_px > 0 AND height_px > 0 AND size_bytes > 0",
            name=op.f("ck_experience_photos_size"),
        ),
        sa.ForeignKeyConstraint(
            ["experience_id"],
            ["experiences.id"],
            name="fk_experience_photos_experience_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_experience_photos"),
    )
    op.create_index(
        "ix_experience_photos_experience_id_position",
        "experience_photos",
        ["experience_id", "position"],
    )
    _check(_AFTER, was=_NAME_BEFORE, becomes=_NAME)


def downgrade() -> None:
    op.execute("UPDATE experience_changes SET action = 'edited' WHERE action = 'photographed'")
    _check(_BEFORE, was=_NAME, becomes=_NAME_BEFORE)
    op.drop_table("experience_photos")
