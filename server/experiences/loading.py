"""Experiences with everything around them that answers and use cases need."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from server.experiences.models import Experience


def with_its_people() -> sa.Select[Experience]:
    """Return the query for experiences that are there, with region, people and photos."""
    return (
        sa.select(Experience)
        .where(Experience.deleted_at.is_(None))
        .options(
            joinedload(Experience.region, innerjoin=True),
            joinedload(Experience.organisation, innerjoin=True),
            joinedload(Experience.reviewer),
            selectinload(Experience.photos),
        )
    )
