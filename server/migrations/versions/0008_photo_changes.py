"""A spot's history tells changes of its photos from changes of what it says."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_BEFORE = (
    "action IN ('created', 'edited', 'imported', 'translated', 'submitted', 'returned', "
    "'published', 'withdrawn', 'deleted', 'restored', 'verified')"
)
_AFTER = (
    "action IN ('created', 'edited', 'imported', 'translated', 'submitted', 'returned', "
    "'published', 'withdrawn', 'deleted', 'restored', 'verified', 'photographed')"
)


def _as_it_is() -> sa.Table:
    """Return the table without the check; SQLite can only make it anew."""
    return sa.Table(
        "spot_changes",
        sa.MetaData(),
        sa.Column("spot_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=12), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.CheckConstraint("version >= 1", name="ck_spot_changes_version"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_spot_changes_account_id"),
        sa.ForeignKeyConstraint(
            ["spot_id"], ["spots.id"], name="fk_spot_changes_spot_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("spot_id", "version", name="pk_spot_changes"),
    )


# The tables were made under a naming convention that put its prefix before the whole name.
_NAME = "ck_spot_changes_action"
_NAME_BEFORE = f"ck_spot_changes_{_NAME}"


def _check(actions: str, *, was: str, becomes: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("spot_changes", copy_from=_as_it_is()) as table:
            table.create_check_constraint(op.f(becomes), actions)
        return
    op.drop_constraint(op.f(was), "spot_changes", type_="check")
    op.create_check_constraint(op.f(becomes), "spot_changes", actions)


def upgrade() -> None:
    _check(_AFTER, was=_NAME_BEFORE, becomes=_NAME)


def downgrade() -> None:
    op.execute("UPDATE spot_changes SET action = 'edited' WHERE action = 'photographed'")
    _check(_BEFORE, was=_NAME, becomes=_NAME_BEFORE)
