"""The tables of experiences, with their options and units."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.accounts.models import Organisation
from server.db import Base, UtcDateTime
from server.experiences.photo_models import ExperiencePhoto
from server.regions.models import Region


class Experience(Base):
    """Something that a guide does with visitors.

    `organisation_id` is the guide's business. `reviewer_id` is the association that was asked to
    look at it, and that vouches for a published one until `vouched_until`. `texts` is by language
    tag: `title`, `description`, `included`, `not_included`, `to_bring`, `meeting_point`.
    `languages` are those that the guide speaks. `cancellation` is a list of
    [hours before the start, refund in per cent], the longest time first; later than the last of
    them nothing is paid back. `min_to_run` is how many seats must be taken for it to take place.
    `searched` is all that a search for words looks through, folded.
    """

    __tablename__ = "experiences"
    __table_args__ = (
        sa.CheckConstraint(
            "status IN ('draft', 'in_review', 'published', 'suspended', 'withdrawn')",
            name="status",
        ),
        sa.CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="position"),
        sa.CheckConstraint("duration_minutes BETWEEN 5 AND 1440", name="duration"),
        sa.CheckConstraint("1 <= min_party AND min_party <= max_party", name="party"),
        sa.CheckConstraint("min_to_run >= 1", name="min_to_run"),
        sa.CheckConstraint("min_age BETWEEN 0 AND 120", name="min_age"),
        sa.CheckConstraint("cutoff_minutes BETWEEN 0 AND 43200", name="cutoff"),
        sa.CheckConstraint("confirmation IN ('instant', 'approval')", name="confirmation"),
        sa.CheckConstraint("approval_hours BETWEEN 1 AND 168", name="approval"),
        sa.CheckConstraint("payment IN ('on_site', 'online')", name="payment"),
        sa.CheckConstraint("version >= 1", name="version"),
        sa.Index("ix_experiences_organisation_id_id", "organisation_id", "id"),
        sa.Index("ix_experiences_reviewer_id_id", "reviewer_id", "id"),
        sa.Index("ix_experiences_region_code_id", "region_code", "id"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(sa.ForeignKey(Organisation.id))
    reviewer_id: Mapped[str | None] = mapped_column(sa.ForeignKey(Organisation.id))
    region_code: Mapped[str] = mapped_column(sa.ForeignKey(Region.code))
    status: Mapped[str] = mapped_column(sa.String(12), default="draft")
    version: Mapped[int] = mapped_column(sa.Integer, default=1)
    category: Mapped[str] = mapped_column(sa.String(40))
    languages: Mapped[list[str]] = mapped_column(sa.JSON)
    texts: Mapped[dict[str, dict[str, str]]] = mapped_column(sa.JSON)
    lat: Mapped[float] = mapped_column(sa.Double)
    lon: Mapped[float] = mapped_column(sa.Double)
    duration_minutes: Mapped[int] = mapped_column(sa.Integer)
    min_party: Mapped[int] = mapped_column(sa.Integer, default=1)
    max_party: Mapped[int] = mapped_column(sa.Integer)
    min_to_run: Mapped[int] = mapped_column(sa.Integer, default=1)
    min_age: Mapped[int | None] = mapped_column(sa.Integer)
    accessibility: Mapped[dict[str, bool]] = mapped_column(sa.JSON, default=dict)
    cancellation: Mapped[list[list[int]]] = mapped_column(sa.JSON)
    cutoff_minutes: Mapped[int] = mapped_column(sa.Integer, default=0)
    confirmation: Mapped[str] = mapped_column(sa.String(8), default="instant")
    approval_hours: Mapped[int] = mapped_column(sa.Integer, default=24)
    payment: Mapped[str] = mapped_column(sa.String(8), default="on_site")
    review_remark: Mapped[str] = mapped_column(sa.Text, default="")
    vouched_until: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    changed_since_review: Mapped[bool] = mapped_column(default=False)
    searched: Mapped[str] = mapped_column(sa.Text, default="")
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    deleted_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)

    region: Mapped[Region] = relationship(lazy="raise")
    organisation: Mapped[Organisation] = relationship(lazy="raise", foreign_keys=[organisation_id])
    reviewer: Mapped[Organisation | None] = relationship(lazy="raise", foreign_keys=[reviewer_id])
    options: Mapped[list[ExperienceOption]] = relationship(
        back_populates="experience",
        cascade="all, delete-orphan",
        lazy="selectin",
        order_by="ExperienceOption.position",
    )
    photos: Mapped[list[ExperiencePhoto]] = relationship(
        cascade="all, delete-orphan", lazy="raise", order_by=ExperiencePhoto.position
    )

    @property
    def offered(self) -> list[ExperienceOption]:
        """Return the options that can be booked, in order."""
        return [option for option in self.options if option.retired_at is None]

    def find_option(self, option_id: str) -> ExperienceOption | None:
        """Return one of its options, retired or not, or None."""
        return next((option for option in self.options if option.id == option_id), None)


class ExperienceOption(Base):
    """One way to take an experience, such as mornings or with lunch; has its own slots.

    `names` is by language tag. `duration_minutes` stands in place of the experience's. An option
    that is no longer offered is retired, so that bookings still have something to point at.
    """

    __tablename__ = "experience_options"
    __table_args__ = (
        sa.CheckConstraint("duration_minutes BETWEEN 5 AND 1440", name="duration"),
        sa.CheckConstraint("position >= 0", name="position"),
        sa.Index("ix_experience_options_experience_id", "experience_id"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    experience_id: Mapped[str] = mapped_column(sa.ForeignKey("experiences.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(sa.Integer)
    names: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    duration_minutes: Mapped[int | None] = mapped_column(sa.Integer)
    retired_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)

    experience: Mapped[Experience] = relationship(back_populates="options", lazy="raise")
    units: Mapped[list[ExperienceUnit]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="ExperienceUnit.position"
    )

    @property
    def offered(self) -> list[ExperienceUnit]:
        """Return the units that can be booked, in order."""
        return [unit for unit in self.units if unit.retired_at is None]

    def lasts_minutes(self, usual_minutes: int) -> int:
        """Return how long it takes, where the experience usually takes `usual_minutes`."""
        return self.duration_minutes or usual_minutes


class ExperienceUnit(Base):
    """Whom one ticket is for: its price in minor units, and how many seats it takes.

    An infant on a parent's lap takes none.
    """

    __tablename__ = "experience_units"
    __table_args__ = (
        sa.CheckConstraint(
            "kind IN ('ADULT', 'CHILD', 'INFANT', 'YOUTH', 'STUDENT', 'SENIOR', 'OTHER')",
            name="kind",
        ),
        sa.CheckConstraint("price_minor BETWEEN 0 AND 100000000", name="price"),
        sa.CheckConstraint("seats BETWEEN 0 AND 50", name="seats"),
        sa.CheckConstraint("min_age <= max_age", name="ages"),
        sa.CheckConstraint("position >= 0", name="position"),
        sa.Index("ix_experience_units_option_id", "option_id"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    option_id: Mapped[str] = mapped_column(
        sa.ForeignKey("experience_options.id", ondelete="CASCADE")
    )
    position: Mapped[int] = mapped_column(sa.Integer)
    kind: Mapped[str] = mapped_column(sa.String(8))
    names: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    price_minor: Mapped[int] = mapped_column(sa.Integer)
    seats: Mapped[int] = mapped_column(sa.Integer, default=1)
    min_age: Mapped[int | None] = mapped_column(sa.Integer)
    max_age: Mapped[int | None] = mapped_column(sa.Integer)
    retired_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class ExperienceChange(Base):
    """What was done to an experience, by whom, and what it said after it.

    `remark` is what the reviewing association said of it then.
    """

    __tablename__ = "experience_changes"
    __table_args__ = (
        sa.CheckConstraint("version >= 1", name="version"),
        sa.CheckConstraint(
            "action IN ('created', 'edited', 'submitted', 'returned', 'published', 'suspended', "
            "'withdrawn', 'deleted', 'photographed')",
            name="action",
        ),
    )

    experience_id: Mapped[str] = mapped_column(
        sa.ForeignKey("experiences.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    action: Mapped[str] = mapped_column(sa.String(12))
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    remark: Mapped[str] = mapped_column(sa.Text, default="")
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)

    experience: Mapped[Experience] = relationship(lazy="raise")
