"""The table that finds spots by their words."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base


class SpotGram(Base):
    """One or two neighbouring characters that stand in what a spot says of itself."""

    __tablename__ = "spot_grams"
    __table_args__ = (sa.Index("ix_spot_grams_spot_id", "spot_id"),)

    gram: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    spot_id: Mapped[str] = mapped_column(
        sa.ForeignKey("spots.id", ondelete="CASCADE"), primary_key=True
    )
