"""The spots tables."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.accounts.models import Organisation
from server.changes import Numbered
from server.db import Base, UtcDateTime
from server.regions.models import Region
from server.spots.photo_models import SpotPhoto


class Spot(Numbered, Base):
    """A place worth a stop.

    `organisation_id` is the tenant who keeps it; NULL for what the platform itself took in. Only
    published spots exist for the public; `left_public_at` is when one ceased to. `version` goes up
    by one with every change, and each is kept in `server.spots.history_models`.

    `fee_minor` is what one adult pays, in the region's minor currency unit. Unknown facts are
    NULL, or missing from `accessibility`: unknown is not no. `fees` and `seasons` are as in
    `server.spots.records`. `listed` holds a national list's row by field, so that what has no
    other home here leaves again as it came. `list_row` is the row as the last import read it: what
    the next import compares with, so that edits by hand outlive a row that has not changed.
    """

    __tablename__ = "spots"
    __table_args__ = (
        sa.UniqueConstraint("region_code", "source", "source_id"),
        sa.CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="position"),
        sa.CheckConstraint("renown BETWEEN 0 AND 1", name="renown"),
        sa.CheckConstraint("fee_minor >= 0", name="fee"),
        sa.CheckConstraint("visit_minutes BETWEEN 1 AND 1440", name="visit_minutes"),
        sa.CheckConstraint(
            "status IN ('draft', 'in_review', 'published', 'withdrawn')", name="status"
        ),
        sa.CheckConstraint("version >= 1", name="version"),
        sa.Index("ix_spots_organisation_id_id", "organisation_id", "id"),
        sa.Index("ix_spots_updated_at_id", "updated_at", "id"),
        sa.Index("ix_spots_region_code_id", "region_code", "id"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code", ondelete="CASCADE"))
    source: Mapped[str] = mapped_column(sa.String(80))
    source_id: Mapped[str] = mapped_column(sa.String(80))
    organisation_id: Mapped[str | None] = mapped_column(sa.ForeignKey(Organisation.id))
    status: Mapped[str] = mapped_column(sa.String(12), default="published")
    version: Mapped[int] = mapped_column(sa.Integer, default=1)
    lat: Mapped[float] = mapped_column(sa.Double)
    lon: Mapped[float] = mapped_column(sa.Double)
    name_kana: Mapped[str | None] = mapped_column(sa.Text)
    opening_hours: Mapped[str | None] = mapped_column(sa.Text)
    closed_after_holiday: Mapped[bool] = mapped_column(default=False)
    hours_note: Mapped[str] = mapped_column(sa.Text, default="")
    fee_minor: Mapped[int | None] = mapped_column(sa.Integer)
    fee_note: Mapped[str] = mapped_column(sa.Text, default="")
    visit_minutes: Mapped[int | None] = mapped_column(sa.Integer)
    renown: Mapped[float | None] = mapped_column(sa.Double)
    wheelchair: Mapped[bool | None]
    accessibility: Mapped[dict[str, bool]] = mapped_column(sa.JSON, default=dict)
    fees: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    seasons: Mapped[list[list[str]]] = mapped_column(sa.JSON, default=list)
    listed: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    list_row: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    address: Mapped[str] = mapped_column(sa.Text, default="")
    phone: Mapped[str] = mapped_column(sa.Text, default="")
    url: Mapped[str] = mapped_column(sa.Text, default="")
    attribution: Mapped[str] = mapped_column(sa.Text)
    licence: Mapped[str] = mapped_column(sa.Text)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    verified_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    left_public_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)

    def is_news(self) -> bool:
        """Return whether everybody sees the spot, or has just ceased to."""
        status = self.status or "published"  # the column's default, before it is written
        if status == "published" and self.deleted_at is None:
            return True
        left = sa.inspect(self).attrs.left_public_at.history
        return self.left_public_at is not None and bool(left.added)

    region: Mapped[Region] = relationship(lazy="raise")
    texts: Mapped[list[SpotText]] = relationship(
        back_populates="spot",
        cascade="all, delete-orphan",
        lazy="selectin",
        order_by="SpotText.language",
    )
    category_links: Mapped[list[SpotCategory]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="SpotCategory.position"
    )
    dated_hours: Mapped[list[SpotDatedHours]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="SpotDatedHours.date"
    )
    photos: Mapped[list[SpotPhoto]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by=SpotPhoto.position
    )

    @property
    def categories(self) -> tuple[str, ...]:
        """Return the category codes, the main one first."""
        return tuple(link.category for link in self.category_links)

    @property
    def names(self) -> dict[str, str]:
        """Return the names by language."""
        return {text.language: text.name for text in self.texts if text.name}

    @property
    def descriptions(self) -> dict[str, str]:
        """Return the descriptions by language."""
        return {text.language: text.description for text in self.texts if text.description}


class SpotText(Base):
    """A spot's name and description in one language.

    `made_by` tells who wrote them: the spot's keepers, a human translator, or a machine.
    `outdated` is set when the text that they were translated from has changed since.
    """

    __tablename__ = "spot_texts"
    __table_args__ = (
        sa.CheckConstraint("made_by IN ('keeper', 'translator', 'machine')", name="made_by"),
    )

    spot_id: Mapped[str] = mapped_column(
        sa.ForeignKey("spots.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text, default="")
    description: Mapped[str] = mapped_column(sa.Text, default="")
    made_by: Mapped[str] = mapped_column(sa.String(10), default="keeper")
    outdated: Mapped[bool] = mapped_column(default=False)

    spot: Mapped[Spot] = relationship(back_populates="texts", lazy="raise")


class SpotCategory(Base):
    """One of a spot's categories; position 0 is the main one."""

    __tablename__ = "spot_categories"
    __table_args__ = (
        sa.CheckConstraint("position >= 0", name="position"),
        sa.Index("ix_spot_categories_category", "category"),
    )

    spot_id: Mapped[str] = mapped_column(
        sa.ForeignKey("spots.id", ondelete="CASCADE"), primary_key=True
    )
    category: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    position: Mapped[int] = mapped_column(sa.Integer)


class SpotDatedHours(Base):
    """What holds on one date instead of the regular hours; no intervals means closed.

    `intervals` is a list of [opens_s, closes_s], seconds since local midnight.
    """

    __tablename__ = "spot_dated_hours"

    spot_id: Mapped[str] = mapped_column(
        sa.ForeignKey("spots.id", ondelete="CASCADE"), primary_key=True
    )
    date: Mapped[dt.date] = mapped_column(sa.Date, primary_key=True)
    intervals: Mapped[list[list[int]]] = mapped_column(sa.JSON)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
