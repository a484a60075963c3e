"""The tables of when an experience takes place, and how many seats are left."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.db import Base, UtcDateTime
from server.experiences.models import Experience, ExperienceOption


class Schedule(Base):
    """A weekly rule in the region's wall-clock time, from which slots are made.

    `weekdays` are ISO numbers, Monday 1. `starts` are `HH:MM`. `seasons` are as a spot's: pairs of
    `MM-DD`, none means all year. `except_dates` are ISO dates on which it does not take place.
    `made_until` is the last date for which its slots have been made.
    """

    __tablename__ = "schedules"
    __table_args__ = (
        sa.CheckConstraint("first_date <= last_date", name="dates"),
        sa.CheckConstraint("capacity BETWEEN 1 AND 1000", name="capacity"),
        sa.CheckConstraint("version >= 1", name="version"),
        sa.Index("ix_schedules_option_id", "option_id"),
        sa.Index("ix_schedules_made_until", "made_until"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    option_id: Mapped[str] = mapped_column(
        sa.ForeignKey("experience_options.id", ondelete="CASCADE")
    )
    weekdays: Mapped[list[int]] = mapped_column(sa.JSON)
    starts: Mapped[list[str]] = mapped_column(sa.JSON)
    first_date: Mapped[dt.date] = mapped_column(sa.Date)
    last_date: Mapped[dt.date | None] = mapped_column(sa.Date)
    seasons: Mapped[list[list[str]]] = mapped_column(sa.JSON, default=list)
    except_dates: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    capacity: Mapped[int] = mapped_column(sa.Integer)
    version: Mapped[int] = mapped_column(sa.Integer, default=1)
    made_until: Mapped[dt.date] = mapped_column(sa.Date)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)

    option: Mapped[ExperienceOption] = relationship(lazy="raise")


class Slot(Base):
    """One time at which an option takes place.

    `vacancies` is what is left of `capacity`; `server.bookings.seats` takes and gives them back,
    `server.experiences.capacity` adds and removes some with the capacity, and the named CHECKs are
    the last line of both. `local_date` is the day in the region's zone. A `closed` slot takes no
    more bookings; a `cancelled` one does not take place. What people have set stays when the
    schedule changes: a capacity where `capacity_by_hand`, a closure unless `closed_by_schedule`.
    """

    __tablename__ = "slots"
    __table_args__ = (
        sa.UniqueConstraint("option_id", "starts_at"),
        sa.CheckConstraint("vacancies >= 0", name="never_oversold"),
        sa.CheckConstraint("vacancies <= capacity", name="never_overfreed"),
        sa.CheckConstraint("capacity BETWEEN 0 AND 1000", name="capacity"),
        sa.CheckConstraint("starts_at < ends_at", name="times"),
        sa.CheckConstraint("status IN ('open', 'closed', 'cancelled')", name="status"),
        sa.Index("ix_slots_experience_id_starts_at", "experience_id", "starts_at"),
        sa.Index("ix_slots_starts_at", "starts_at"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    experience_id: Mapped[str] = mapped_column(sa.ForeignKey(Experience.id))
    option_id: Mapped[str] = mapped_column(sa.ForeignKey(ExperienceOption.id))
    schedule_id: Mapped[str | None] = mapped_column(
        sa.ForeignKey(Schedule.id, ondelete="SET NULL"), index=True
    )
    starts_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    local_date: Mapped[dt.date] = mapped_column(sa.Date)
    capacity: Mapped[int] = mapped_column(sa.Integer)
    vacancies: Mapped[int] = mapped_column(sa.Integer)
    status: Mapped[str] = mapped_column(sa.String(9), default="open")
    capacity_by_hand: Mapped[bool] = mapped_column(default=False)
    closed_by_schedule: Mapped[bool] = mapped_column(default=False)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)

    experience: Mapped[Experience] = relationship(lazy="raise")
    option: Mapped[ExperienceOption] = relationship(lazy="raise")
