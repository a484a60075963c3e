"""The notices table."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from server.accounts import models as _accounts  # noqa: F401 - the foreign keys' tables
from server.changes import Numbered
from server.db import Base, UtcDateTime
from server.spots import models as _spots  # noqa: F401 - likewise


class NoticeKind(StrEnum):
    """What a notice is about."""

    CLOSURE = "closure"
    AT_ITS_BEST = "at_its_best"
    ROAD_WORKS = "road_works"
    INFORMATION = "information"


class Notice(Numbered, Base):
    """What holds of a spot or an area for a while.

    `titles` and `bodies` are by language tag. Either `spot_id` or `area`, a GeoJSON polygon with
    its bounds beside it, is set. It holds from `valid_from` until just before `valid_until`, or
    until it was ended. `version` counts its changes.
    """

    __tablename__ = "notices"
    __table_args__ = (
        sa.CheckConstraint(
            "kind IN ('closure', 'at_its_best', 'road_works', 'information')", name="kind"
        ),
        sa.CheckConstraint("(spot_id IS NULL) = (west IS NOT NULL)", name="spot_or_area"),
        sa.CheckConstraint("valid_from < valid_until", name="validity"),
        sa.CheckConstraint("valid_until IS NOT NULL OR kind = 'information'", name="has_an_end"),
        sa.Index("ix_notices_region_code_valid_until", "region_code", "valid_until"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="CASCADE"), index=True
    )
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(sa.String(16))
    titles: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    bodies: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    spot_id: Mapped[str | None] = mapped_column(
        sa.ForeignKey("spots.id", ondelete="CASCADE"), index=True
    )
    area: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    west: Mapped[float | None] = mapped_column(sa.Double)
    south: Mapped[float | None] = mapped_column(sa.Double)
    east: Mapped[float | None] = mapped_column(sa.Double)
    north: Mapped[float | None] = mapped_column(sa.Double)
    valid_from: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    valid_until: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    created_by: Mapped[str | None] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="SET NULL")
    )
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(sa.Integer, default=1)

    @property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """Return (west, south, east, north) of the area, or None."""
        if self.west is None or self.south is None or self.east is None or self.north is None:
            return None
        return self.west, self.south, self.east, self.north
