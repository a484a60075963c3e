"""The table of what was changed about spots, by whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.db import Base, UtcDateTime
from server.spots.models import Spot


class SpotChange(Base):
    """What a spot said after one change; `version` is the spot's from then on.

    `account_id` is NULL where no person did it, such as an import on the command line.
    """

    __tablename__ = "spot_changes"
    __table_args__ = (
        sa.CheckConstraint("version >= 1", name="version"),
        sa.CheckConstraint(
            "action IN ('created', 'edited', 'imported', 'translated', 'submitted', 'returned', "
            "'published', 'withdrawn', 'deleted', 'restored', 'verified', 'photographed')",
            name="action",
        ),
    )

    spot_id: Mapped[str] = mapped_column(
        sa.ForeignKey("spots.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    action: Mapped[str] = mapped_column(sa.String(12))
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)

    spot: Mapped[Spot] = relationship(lazy="raise")
