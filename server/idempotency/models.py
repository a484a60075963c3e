"""The table of what was answered to whom."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, UtcDateTime


class KeptAnswer(Base):
    """The answer to a request that came with a key, written in the request's own transaction.

    `scope` is the operation and who asked; `fingerprint` the SHA-256 of what was asked; `about` the
    id of the thing that it was asked of, or that came of it.
    """

    __tablename__ = "kept_answers"
    __table_args__ = (
        sa.Index("ix_kept_answers_kept_at", "kept_at"),
        sa.Index("ix_kept_answers_about", "about"),
    )

    scope: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(255), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[str] = mapped_column(sa.Text)
    headers: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    version: Mapped[str | None] = mapped_column(sa.String(64))
    about: Mapped[str | None] = mapped_column(sa.String(64))
    kept_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
