"""The itineraries table."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, UtcDateTime


class SavedItinerary(Base):
    """A plan as it was made, kept whole so that it reads the same for ever.

    `request` and `plan` are JSON documents in the shapes of `itineraries.schemas`, the plan with
    neutral codes where the API later writes sentences. The id is unguessable: whoever has it may
    read the plan.
    """

    __tablename__ = "itineraries"
    __table_args__ = (sa.Index("ix_itineraries_created_at", "created_at"),)

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code", ondelete="CASCADE"))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    request: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    plan: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
