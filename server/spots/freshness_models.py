"""The tables of what visitors reported and what associations vouch for."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, UtcDateTime


class SpotReport(Base):
    """A visitor says that something about a spot is not true any more.

    `sender` is a digest that tells one sender from another for a day, and nothing else; see
    `server.spots.senders`. `note` is what whoever settled it says to colleagues.
    """

    __tablename__ = "spot_reports"
    __table_args__ = (
        sa.CheckConstraint("kind IN ('closed', 'moved', 'wrong_hours', 'other')", name="kind"),
        sa.CheckConstraint("outcome IN ('confirmed', 'rejected')", name="outcome"),
        sa.CheckConstraint("(outcome IS NULL) = (settled_at IS NULL)", name="settled"),
        sa.UniqueConstraint("spot_id", "kind", "sender"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    spot_id: Mapped[str] = mapped_column(sa.ForeignKey("spots.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(sa.String(12))
    remark: Mapped[str] = mapped_column(sa.Text, default="")
    sender: Mapped[str] = mapped_column(sa.String(64))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(sa.String(12))
    settled_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[str | None] = mapped_column(sa.ForeignKey("accounts.id"))
    note: Mapped[str] = mapped_column(sa.Text, default="")


class ReportSalt(Base):
    """What one day's senders are made unrecognisable with; thrown away when the day is over."""

    __tablename__ = "report_salts"

    day: Mapped[dt.date] = mapped_column(sa.Date, primary_key=True)
    salt: Mapped[str] = mapped_column(sa.String(64))


class VerificationMark(Base):
    """An association vouches for something about a spot until `expires_at`.

    `scope` is what was looked at, `evidence` how.
    """

    __tablename__ = "verification_marks"
    __table_args__ = (
        sa.CheckConstraint(
            "scope IN ('facts', 'hours', 'accessibility', 'safety', 'quality')", name="scope"
        ),
        sa.CheckConstraint("expires_at > granted_at", name="expires_later"),
        sa.Index("ix_verification_marks_spot_id_expires_at", "spot_id", "expires_at"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    spot_id: Mapped[str] = mapped_column(sa.ForeignKey("spots.id", ondelete="CASCADE"))
    organisation_id: Mapped[str] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="CASCADE"), index=True
    )
    scope: Mapped[str] = mapped_column(sa.String(16))
    evidence: Mapped[str] = mapped_column(sa.Text)
    granted_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    granted_by: Mapped[str | None] = mapped_column(sa.ForeignKey("accounts.id"))
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
