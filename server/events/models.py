"""The events table."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from server.accounts import models as _accounts  # noqa: F401 - the foreign keys' tables
from server.changes import Numbered
from server.db import Base, UtcDateTime
from server.spots import models as _spots  # noqa: F401 - likewise


class Event(Numbered, Base):
    """What happens somewhere from one date to another, both included.

    The facts are those of the national list of events; texts are as stated there, empty where
    nothing is. `names` and `descriptions` are by language tag; `begins_at` and `closes_at` are
    `HH:MM` on each of the days. `listed` holds what the list states beyond them, so that it can be
    written back; `list_row` is the row as last imported. `searched` is what words are looked for
    in. `version` counts the changes; a removed event keeps its row for those who ask what has
    changed.
    """

    __tablename__ = "events"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "listed_id"),
        sa.CheckConstraint("first_date <= last_date", name="dates"),
        sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="whole_point"),
        sa.CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="position"),
        sa.CheckConstraint("fee_minor >= 0", name="fee"),
        sa.CheckConstraint("application_from <= application_until", name="application"),
        sa.Index("ix_events_region_code_last_date", "region_code", "last_date"),
        sa.Index("ix_events_updated_at", "updated_at"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="CASCADE")
    )
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code", ondelete="CASCADE"))
    listed_id: Mapped[str | None] = mapped_column(sa.String(120))
    names: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    name_kana: Mapped[str] = mapped_column(sa.Text, default="")
    descriptions: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    first_date: Mapped[dt.date] = mapped_column(sa.Date)
    last_date: Mapped[dt.date] = mapped_column(sa.Date)
    begins_at: Mapped[str | None] = mapped_column(sa.String(5))
    closes_at: Mapped[str | None] = mapped_column(sa.String(5))
    remark: Mapped[str] = mapped_column(sa.Text, default="")
    category: Mapped[str] = mapped_column(sa.Text, default="")
    place_name: Mapped[str] = mapped_column(sa.Text, default="")
    address: Mapped[str] = mapped_column(sa.Text, default="")
    lat: Mapped[float | None] = mapped_column(sa.Double)
    lon: Mapped[float | None] = mapped_column(sa.Double)
    spot_id: Mapped[str | None] = mapped_column(
        sa.ForeignKey("spots.id", ondelete="SET NULL"), index=True
    )
    organiser: Mapped[str] = mapped_column(sa.Text, default="")
    contact: Mapped[str] = mapped_column(sa.Text, default="")
    phone: Mapped[str] = mapped_column(sa.Text, default="")
    access: Mapped[str] = mapped_column(sa.Text, default="")
    parking: Mapped[str] = mapped_column(sa.Text, default="")
    capacity: Mapped[str] = mapped_column(sa.Text, default="")
    application_needed: Mapped[bool | None]
    application_from: Mapped[dt.date | None] = mapped_column(sa.Date)
    application_until: Mapped[dt.date | None] = mapped_column(sa.Date)
    fee_text: Mapped[str] = mapped_column(sa.Text, default="")
    fee_minor: Mapped[int | None] = mapped_column(sa.Integer)
    url: Mapped[str] = mapped_column(sa.Text, default="")
    listed: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    list_row: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    searched: Mapped[str] = mapped_column(sa.Text)
    created_by: Mapped[str | None] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="SET NULL")
    )
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(sa.Integer, default=1)
