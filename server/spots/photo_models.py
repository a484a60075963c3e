"""What is kept of photographs, and the table of spots' ones."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, UtcDateTime


class Photo(Base):
    """One photograph; `digest` is the SHA-256 of the file that is served, and names it.

    `captions` is by language tag. `holder` has the rights, `author` took it.
    """

    __abstract__ = True

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    position: Mapped[int] = mapped_column(sa.Integer)
    digest: Mapped[str] = mapped_column(sa.String(64))
    width_px: Mapped[int] = mapped_column(sa.Integer)
    height_px: Mapped[int] = mapped_column(sa.Integer)
    size_bytes: Mapped[int] = mapped_column(sa.Integer)
    licence: Mapped[str] = mapped_column(sa.Text)
    holder: Mapped[str] = mapped_column(sa.Text)
    author: Mapped[str] = mapped_column(sa.Text)
    captions: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class SpotPhoto(Photo):
    """One photograph of a spot."""

    __tablename__ = "spot_photos"
    __table_args__ = (
        sa.CheckConstraint("position >= 0", name="position"),
        sa.CheckConstraint("width_px > 0 AND height_px > 0 AND size_bytes > 0", name="size"),
        sa.Index("ix_spot_photos_spot_id_position", "spot_id", "position"),
    )

    spot_id: Mapped[str] = mapped_column(sa.ForeignKey("spots.id", ondelete="CASCADE"))
