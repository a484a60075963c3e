"""The outbox table."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, UtcDateTime


class Mail(Base):
    """One letter.

    `due_at` is when to try next; while somebody tries, it lies in the future, so that nobody else
    does. `values` fills the letter's text, secrets included; `attachments` are
    [name, media type, text]. Both are emptied once it was sent. `about` is the id of what the
    letter tells of, where that is somebody's and can be forgotten.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        sa.CheckConstraint("attempts >= 0", name="attempts"),
        sa.Index("ix_outbox_due", "sent_at", "due_at"),
        sa.Index("ix_outbox_about", "about"),
    )

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    recipient: Mapped[str] = mapped_column(sa.String(254))
    language: Mapped[str] = mapped_column(sa.String(12))
    values: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    attachments: Mapped[list[list[str]]] = mapped_column(sa.JSON, default=list)
    about: Mapped[str | None] = mapped_column(sa.String(36))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(sa.Integer, default=0)
    sent_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    given_up_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str] = mapped_column(sa.Text, default="")
