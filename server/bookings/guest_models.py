"""The tables of what guests say and wait for: messages, reviews, waiting lists."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, UtcDateTime


class BookingMessage(Base):
    """One message between a guest and a guide; NULL once its writer is forgotten."""

    __tablename__ = "booking_messages"
    __table_args__ = (
        sa.CheckConstraint("sender IN ('guest', 'guide')", name="sender"),
        sa.Index("ix_booking_messages_booking_id_sent_at", "booking_id", "sent_at"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    booking_id: Mapped[str] = mapped_column(sa.ForeignKey("bookings.id", ondelete="CASCADE"))
    sender: Mapped[str] = mapped_column(sa.String(5))
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("accounts.id"))
    text: Mapped[str | None] = mapped_column(sa.Text)
    sent_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class Review(Base):
    """What a guest who came says of it; one for each booking.

    `hidden_reason` is why a moderator took it out of sight; NULL while everybody may read it.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        sa.UniqueConstraint("booking_id"),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),
        sa.Index("ix_reviews_experience_id_written_at", "experience_id", "written_at"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    booking_id: Mapped[str] = mapped_column(sa.ForeignKey("bookings.id"))
    experience_id: Mapped[str] = mapped_column(sa.ForeignKey("experiences.id"))
    stars: Mapped[int] = mapped_column(sa.Integer)
    text: Mapped[str | None] = mapped_column(sa.Text)
    author: Mapped[str | None] = mapped_column(sa.String(100))
    language: Mapped[str] = mapped_column(sa.String(12))
    written_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    reply: Mapped[str | None] = mapped_column(sa.Text)
    replied_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    hidden_reason: Mapped[str | None] = mapped_column(sa.String(40))
    hidden_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    hidden_by: Mapped[str | None] = mapped_column(sa.ForeignKey("accounts.id"))
    version: Mapped[int] = mapped_column(sa.Integer, default=1)


class WaitingEntry(Base):
    """Somebody who would like seats of a slot that has none; told when some come back."""

    __tablename__ = "waiting_entries"
    __table_args__ = (
        sa.UniqueConstraint("slot_id", "email"),
        sa.CheckConstraint("seats BETWEEN 1 AND 1000", name="seats"),
        sa.Index("ix_waiting_entries_slot_id_joined_at", "slot_id", "joined_at"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    slot_id: Mapped[str] = mapped_column(sa.ForeignKey("slots.id", ondelete="CASCADE"))
    seats: Mapped[int] = mapped_column(sa.Integer)
    email: Mapped[str | None] = mapped_column(sa.String(254))
    language: Mapped[str] = mapped_column(sa.String(12))
    access_key: Mapped[str] = mapped_column(sa.String(64))
    joined_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    told_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class Redemption(Base):
    """A ticket that was looked at, and what came of it; also those noted without a network."""

    __tablename__ = "redemptions"
    __table_args__ = (
        sa.CheckConstraint(
            "outcome IN ('redeemed', 'already_redeemed', 'wrong_state', 'wrong_ticket', "
            "'too_early')",
            name="outcome",
        ),
        sa.UniqueConstraint("booking_id", "device", "scanned_at"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    booking_id: Mapped[str] = mapped_column(sa.ForeignKey("bookings.id", ondelete="CASCADE"))
    device: Mapped[str] = mapped_column(sa.String(80))
    scanned_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    synced_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(sa.String(16))
