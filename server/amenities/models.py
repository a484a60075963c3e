"""The amenities table."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from server.accounts import models as _accounts  # noqa: F401 - the foreign keys' tables
from server.db import Base, UtcDateTime


class Amenity(Base):
    """A public toilet or an evacuation site of a list that an organisation imported.

    `list_key` identifies it within that list. Unknown facts are NULL, which is not no. `hazards`
    names the kinds of disaster that a site is for, each between commas; NULL where the list says
    nothing of them. `listed` is the row, by field.
    """

    __tablename__ = "amenities"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "kind", "list_key"),
        sa.CheckConstraint("kind IN ('toilet', 'shelter')", name="kind"),
        sa.CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="position"),
        sa.CheckConstraint("capacity >= 0", name="capacity"),
        sa.Index("ix_amenities_kind_region_code_id", "kind", "region_code", "id"),
        sa.Index("ix_amenities_kind_lat", "kind", "lat"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="CASCADE")
    )
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(sa.String(8))
    list_key: Mapped[str] = mapped_column(sa.String(80))
    names: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    lat: Mapped[float] = mapped_column(sa.Double)
    lon: Mapped[float] = mapped_column(sa.Double)
    wheelchair: Mapped[bool | None]
    ostomate: Mapped[bool | None]
    for_children: Mapped[bool | None]
    hazards: Mapped[str | None] = mapped_column(sa.String(120))
    capacity: Mapped[int | None] = mapped_column(sa.Integer)
    listed: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    attribution: Mapped[str] = mapped_column(sa.Text)
    licence: Mapped[str] = mapped_column(sa.Text)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
