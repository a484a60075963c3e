"""The tables of people, organisations and what they sign in with."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server.db import Base, UtcDateTime
from server.regions.models import Region

ROLES = "role IN ('owner', 'editor', 'viewer')"


class Account(Base):
    """A person.

    `email` is kept in the form in which addresses are compared. Who has deleted their account keeps
    a row without name, address or password, so that a history still has somebody to point at.
    """

    __tablename__ = "accounts"
    __table_args__ = (
        sa.UniqueConstraint("email"),
        sa.CheckConstraint(
            "(email IS NULL) = (password_hash IS NULL)", name="reachable_or_deleted"
        ),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    email: Mapped[str | None] = mapped_column(sa.String(254))
    password_hash: Mapped[str | None] = mapped_column(sa.String(200))
    name: Mapped[str] = mapped_column(sa.String(100), default="")
    language: Mapped[str] = mapped_column(sa.String(12), default="ja")
    is_admin: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="account", cascade="all, delete-orphan", lazy="selectin"
    )


class Organisation(Base):
    """A municipality, a tourism association or a guide's business: one tenant.

    `names` is by language tag. `municipality_code` is the five digits of JIS X 0402, `region_code`
    the region in which its spots lie unless told otherwise.
    """

    __tablename__ = "organisations"
    __table_args__ = (
        sa.CheckConstraint(
            "kind IN ('municipality', 'tourism_association', 'guide_business')", name="kind"
        ),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(24))
    names: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    municipality_code: Mapped[str | None] = mapped_column(sa.String(5))
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey(Region.code))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan", lazy="selectin"
    )


class Membership(Base):
    """What a person is in an organisation."""

    __tablename__ = "memberships"
    __table_args__ = (sa.CheckConstraint(ROLES, name="role"),)

    organisation_id: Mapped[str] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[str] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[str] = mapped_column(sa.String(8))

    account: Mapped[Account] = relationship(back_populates="memberships", lazy="raise")
    organisation: Mapped[Organisation] = relationship(back_populates="memberships", lazy="raise")


class SignIn(Base):
    """One stay of one person on one device: the tokens that were made of it, as digests.

    An access token is short-lived. A refresh token is good for one use and is then replaced; it
    names its row, so that the second use of an old one is noticed: somebody copied it. `spent` is
    the one before the present one, and `renewed_at` when it was replaced.
    """

    __tablename__ = "sign_ins"
    __table_args__ = (sa.UniqueConstraint("access"),)

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    access: Mapped[str] = mapped_column(sa.String(64))
    access_until: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    refresh: Mapped[str] = mapped_column(sa.String(64))
    refresh_until: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    spent: Mapped[str | None] = mapped_column(sa.String(64))
    renewed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)


class Invitation(Base):
    """Somebody was asked to join an organisation; what the mail holds is kept as a digest."""

    __tablename__ = "invitations"
    __table_args__ = (
        sa.UniqueConstraint("digest"),
        sa.CheckConstraint(ROLES, name="role"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(sa.String(254))
    role: Mapped[str] = mapped_column(sa.String(8))
    digest: Mapped[str] = mapped_column(sa.String(64))
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class PasswordReset(Base):
    """Somebody asked for a new password; good once, and not for long."""

    __tablename__ = "password_resets"
    __table_args__ = (sa.UniqueConstraint("digest"),)

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    digest: Mapped[str] = mapped_column(sa.String(64))
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
