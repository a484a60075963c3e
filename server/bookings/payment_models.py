"""The tables of money that came in and went back through a payment service."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, UtcDateTime


class Payment(Base):
    """One movement of money for a booking: a charge, or a refund.

    `reference` is the payment service's own name of it; unique, so that a message that comes twice
    counts once. A refund names the charge of which it gives something back. One that is `due` was
    decided in the booking's transaction and is carried out by the worker.
    """

    __tablename__ = "payments"
    __table_args__ = (
        sa.UniqueConstraint("provider", "reference"),
        sa.CheckConstraint("kind IN ('charge', 'refund')", name="kind"),
        sa.CheckConstraint("(kind = 'refund') = (charge_id IS NOT NULL)", name="of_charge"),
        sa.CheckConstraint("amount_minor > 0", name="amount"),
        sa.CheckConstraint("status IN ('begun', 'done', 'failed', 'due')", name="status"),
        sa.Index("ix_payments_booking_id", "booking_id"),
        sa.Index("ix_payments_status_due_at", "status", "due_at"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    booking_id: Mapped[str] = mapped_column(sa.ForeignKey("bookings.id"))
    charge_id: Mapped[str | None] = mapped_column(sa.ForeignKey("payments.id"))
    provider: Mapped[str] = mapped_column(sa.String(16))
    kind: Mapped[str] = mapped_column(sa.String(6))
    amount_minor: Mapped[int] = mapped_column(sa.Integer)
    currency: Mapped[str] = mapped_column(sa.String(3))
    status: Mapped[str] = mapped_column(sa.String(6))
    reference: Mapped[str | None] = mapped_column(sa.String(255))
    attempts: Mapped[int] = mapped_column(sa.Integer, default=0)
    due_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str] = mapped_column(sa.Text, default="")


class ServiceMessage(Base):
    """A message of the payment service that was acted upon; a second copy is passed over."""

    __tablename__ = "service_messages"

    provider: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(255), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
