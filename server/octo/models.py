"""The tables of resellers: their keys, and which bookings are theirs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from server.bookings.models import Booking
from server.db import Base, UtcDateTime


class ResellerKey(Base):
    """A key with which a reseller sells the experiences of one guide; kept as a digest.

    `reseller_id` stays the same when a key is replaced, so that bookings stay in sight.
    """

    __tablename__ = "reseller_keys"
    __table_args__ = (
        sa.UniqueConstraint("digest"),
        sa.Index("ix_reseller_keys_organisation_id", "organisation_id"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="CASCADE")
    )
    reseller_id: Mapped[str] = mapped_column(sa.String(36))
    name: Mapped[str] = mapped_column(sa.String(100))
    digest: Mapped[str] = mapped_column(sa.String(64))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class ResellerBooking(Base):
    """That a booking is a reseller's, and what they call it; names nobody.

    `uuid` is theirs and makes a reservation happen once: `fingerprint` is the SHA-256 of what was
    reserved with it. `unit_items` are [uuid, unit id, their reference or None].
    """

    __tablename__ = "reseller_bookings"
    __table_args__ = (sa.UniqueConstraint("reseller_id", "uuid"),)

    booking_id: Mapped[str] = mapped_column(
        sa.ForeignKey(Booking.id, ondelete="CASCADE"), primary_key=True
    )
    reseller_id: Mapped[str] = mapped_column(sa.String(36))
    uuid: Mapped[str] = mapped_column(sa.String(36))
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    unit_items: Mapped[list[list[Any]]] = mapped_column(sa.JSON)
