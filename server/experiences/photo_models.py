"""The table of experiences' photographs."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from server.spots.photo_models import Photo


class ExperiencePhoto(Photo):
    """One photograph of an experience."""

    __tablename__ = "experience_photos"
    __table_args__ = (
        sa.CheckConstraint("position >= 0", name="position"),
        sa.CheckConstraint("width_px > 0 AND height_px > 0 AND size_bytes > 0", name="size"),
        sa.Index("ix_experience_photos_experience_id_position", "experience_id", "position"),
    )

    experience_id: Mapped[str] = mapped_column(sa.ForeignKey("experiences.id", ondelete="CASCADE"))
