"""The campaigns tables."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.accounts import models as _accounts  # noqa: F401 - the foreign keys' tables
from server.changes import Numbered
from server.db import Base, UtcDateTime
from server.spots import models as _spots  # noqa: F401 - likewise


class CampaignKind(StrEnum):
    """What brings the spots together."""

    DRAMA_LOCATIONS = "drama_locations"
    FESTIVAL = "festival"
    STAMP_RALLY = "stamp_rally"
    OTHER = "other"


class Campaign(Numbered, Base):
    """Spots that belong together, and are worth more, from one date to another, both included.

    `boost` is the share by which its spots are worth more. `version` counts its changes.
    """

    __tablename__ = "campaigns"
    __table_args__ = (
        sa.CheckConstraint(
            "kind IN ('drama_locations', 'festival', 'stamp_rally', 'other')", name="kind"
        ),
        sa.CheckConstraint("valid_from <= valid_until", name="validity"),
        sa.CheckConstraint("boost BETWEEN 0 AND 0.5", name="boost"),
        sa.Index("ix_campaigns_valid_until", "valid_until"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(sa.String(16))
    titles: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    descriptions: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    valid_from: Mapped[dt.date] = mapped_column(sa.Date)
    valid_until: Mapped[dt.date] = mapped_column(sa.Date)
    boost: Mapped[float] = mapped_column(sa.Double)
    created_by: Mapped[str | None] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="SET NULL")
    )
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(sa.Integer, default=1)

    spots: Mapped[list[CampaignSpot]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="CampaignSpot.position"
    )

    @property
    def spot_ids(self) -> list[str]:
        """Return the spots in their order."""
        return [link.spot_id for link in self.spots]


class CampaignSpot(Base):
    """One of a campaign's spots."""

    __tablename__ = "campaign_spots"
    __table_args__ = (sa.CheckConstraint("position >= 0", name="position"),)

    campaign_id: Mapped[str] = mapped_column(
        sa.ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True
    )
    spot_id: Mapped[str] = mapped_column(
        sa.ForeignKey("spots.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int] = mapped_column(sa.Integer)
