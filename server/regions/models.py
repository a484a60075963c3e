"""The regions table."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, UtcDateTime


class Region(Base):
    """A place a tenant serves, with its clock, languages and money.

    `west`, `south`, `east`, `north` bound it in degrees; `centre_lat`, `centre_lon` is where a
    visitor usually arrives.
    """

    __tablename__ = "regions"
    __table_args__ = (
        sa.CheckConstraint("west < east AND south < north", name="bounds"),
        sa.CheckConstraint(
            "centre_lat BETWEEN south AND north AND centre_lon BETWEEN west AND east",
            name="centre_inside",
        ),
    )

    code: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    names: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    time_zone: Mapped[str] = mapped_column(sa.String(64))
    country: Mapped[str] = mapped_column(sa.String(2))
    subdivision: Mapped[str | None] = mapped_column(sa.String(10))
    currency: Mapped[str] = mapped_column(sa.String(3))
    languages: Mapped[list[str]] = mapped_column(sa.JSON)
    centre_lat: Mapped[float] = mapped_column(sa.Double)
    centre_lon: Mapped[float] = mapped_column(sa.Double)
    west: Mapped[float] = mapped_column(sa.Double)
    south: Mapped[float] = mapped_column(sa.Double)
    east: Mapped[float] = mapped_column(sa.Double)
    north: Mapped[float] = mapped_column(sa.Double)
    attribution: Mapped[str] = mapped_column(sa.Text)
    licence: Mapped[str] = mapped_column(sa.Text)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        """Return (west, south, east, north)."""
        return self.west, self.south, self.east, self.north
