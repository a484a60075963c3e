"""The tables of bookings, their tickets and what happened to them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.db import Base, UtcDateTime
from server.experiences.models import Experience, ExperienceUnit
from server.experiences.slot_models import Slot


class State(StrEnum):
    """What has become of a booking; the words are OCTO's."""

    ON_HOLD = "ON_HOLD"
    PENDING = "PENDING"
    CONFIRMED = "CONFIRMED"
    REDEEMED = "REDEEMED"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"
    REJECTED = "REJECTED"


HOLDING_SEATS: Final = (State.ON_HOLD, State.PENDING, State.CONFIRMED, State.REDEEMED)
"""States in which a booking has its seats."""


class Booking(Base):
    """Some seats of one slot, held or taken by somebody.

    `access_key` is what its holder shows in place of an account, and what their ticket's code
    holds. `policy` is the experience's `cancellation` as it was when the seats were taken; prices
    are likewise those of that moment. `expires_at` ends a hold, `hold_limit` is how far it can be
    extended; `answer_by` is when a guide who was asked must have answered. A guest who did not
    come keeps the state CONFIRMED, with `no_show_at`. The contact's fields are NULL once the
    person is forgotten.
    """

    __tablename__ = "bookings"
    __table_args__ = (
        sa.UniqueConstraint("code"),
        sa.CheckConstraint(
            "status IN ('ON_HOLD', 'PENDING', 'CONFIRMED', 'REDEEMED', 'EXPIRED', 'CANCELLED', "
            "'REJECTED')",
            name="status",
        ),
        sa.CheckConstraint("seats >= 1", name="seats"),
        sa.CheckConstraint("total_minor >= 0", name="total"),
        sa.CheckConstraint("refund_minor BETWEEN 0 AND paid_minor", name="refund"),
        sa.CheckConstraint("expires_at <= hold_limit", name="hold_limit"),
        sa.CheckConstraint("(status = 'PENDING') = (answer_by IS NOT NULL)", name="asked"),
        sa.CheckConstraint("(status = 'CANCELLED') = (cancelled_at IS NOT NULL)", name="cancelled"),
        sa.CheckConstraint("(status = 'REDEEMED') = (redeemed_at IS NOT NULL)", name="redeemed"),
        sa.CheckConstraint("no_show_at IS NULL OR status = 'CONFIRMED'", name="no_show"),
        sa.CheckConstraint("cancelled_by IN ('guest', 'guide', 'platform')", name="cancelled_by"),
        sa.CheckConstraint("version >= 1", name="version"),
        sa.Index("ix_bookings_slot_id", "slot_id"),
        sa.Index("ix_bookings_organisation_id_created_at", "organisation_id", "created_at"),
        sa.Index("ix_bookings_account_id", "account_id"),
        sa.Index("ix_bookings_itinerary_id", "itinerary_id"),
        sa.Index("ix_bookings_status_expires_at", "status", "expires_at"),
        sa.Index("ix_bookings_status_answer_by", "status", "answer_by"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(12))
    access_key: Mapped[str] = mapped_column(sa.String(64))
    slot_id: Mapped[str] = mapped_column(sa.ForeignKey(Slot.id))
    experience_id: Mapped[str] = mapped_column(sa.ForeignKey(Experience.id))
    organisation_id: Mapped[str] = mapped_column(sa.ForeignKey("organisations.id"))
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("accounts.id"))
    itinerary_id: Mapped[str | None] = mapped_column(sa.String(36))
    reseller_reference: Mapped[str | None] = mapped_column(sa.String(120))
    status: Mapped[str] = mapped_column(sa.String(9), default=State.ON_HOLD)
    version: Mapped[int] = mapped_column(sa.Integer, default=1)
    seats: Mapped[int] = mapped_column(sa.Integer)
    total_minor: Mapped[int] = mapped_column(sa.Integer)
    paid_minor: Mapped[int] = mapped_column(sa.Integer, default=0)
    refund_minor: Mapped[int] = mapped_column(sa.Integer, default=0)
    currency: Mapped[str] = mapped_column(sa.String(3))
    policy: Mapped[list[list[int]]] = mapped_column(sa.JSON)
    payment: Mapped[str] = mapped_column(sa.String(8))
    contact_name: Mapped[str | None] = mapped_column(sa.String(200))
    contact_email: Mapped[str | None] = mapped_column(sa.String(254))
    contact_phone: Mapped[str | None] = mapped_column(sa.String(40))
    contact_language: Mapped[str] = mapped_column(sa.String(12), default="en")
    remark: Mapped[str | None] = mapped_column(sa.Text)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    hold_limit: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    answer_by: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    redeemed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    no_show_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    cancelled_by: Mapped[str | None] = mapped_column(sa.String(8))
    reason: Mapped[str] = mapped_column(sa.Text, default="")

    slot: Mapped[Slot] = relationship(lazy="raise")
    experience: Mapped[Experience] = relationship(lazy="raise")
    tickets: Mapped[list[BookingTicket]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="BookingTicket.position"
    )


class BookingTicket(Base):
    """One person's place in a booking, with what the unit cost and took at that moment."""

    __tablename__ = "booking_tickets"
    __table_args__ = (
        sa.CheckConstraint("price_minor >= 0", name="price"),
        sa.CheckConstraint("seats >= 0", name="seats"),
        sa.Index("ix_booking_tickets_booking_id", "booking_id"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    booking_id: Mapped[str] = mapped_column(sa.ForeignKey("bookings.id", ondelete="CASCADE"))
    unit_id: Mapped[str] = mapped_column(sa.ForeignKey(ExperienceUnit.id))
    position: Mapped[int] = mapped_column(sa.Integer)
    kind: Mapped[str] = mapped_column(sa.String(8))
    price_minor: Mapped[int] = mapped_column(sa.Integer)
    seats: Mapped[int] = mapped_column(sa.Integer)


class BookingChange(Base):
    """One thing that happened to a booking: never changed, never deleted, names nobody.

    `actor` is who did it: guest, guide, reseller or platform; `facts` what else is to be known,
    such as the seats and the sum after it.
    """

    __tablename__ = "booking_changes"
    __table_args__ = (
        sa.CheckConstraint("version >= 1", name="version"),
        sa.CheckConstraint("actor IN ('guest', 'guide', 'reseller', 'platform')", name="actor"),
    )

    booking_id: Mapped[str] = mapped_column(
        sa.ForeignKey("bookings.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    action: Mapped[str] = mapped_column(sa.String(16))
    actor: Mapped[str] = mapped_column(sa.String(8))
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    status: Mapped[str] = mapped_column(sa.String(9))
    facts: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)

    booking: Mapped[Booking] = relationship(lazy="raise")
