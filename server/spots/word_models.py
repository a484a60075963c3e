"""The table that finds spots by their words."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base


class SpotWords(Base):
    """What a spot says of itself, folded as by `server.folding.folded`.

    `names` holds its names and their reading, `said` these and everything else that is searched.
    Both databases keep an index of the grams of `said` by themselves, from what stands here.
    """

    __tablename__ = "spot_words"
    __table_args__ = (sa.UniqueConstraint("spot_id"),)

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True
    )
    spot_id: Mapped[str] = mapped_column(sa.ForeignKey("spots.id", ondelete="CASCADE"))
    names: Mapped[str] = mapped_column(sa.Text)
    said: Mapped[str] = mapped_column(sa.Text)
