"""Which spots exist for the public."""

from __future__ import annotations

import sqlalchemy as sa

from server.spots.models import Spot


def is_public() -> sa.ColumnElement[bool]:
    """Return the condition that holds of the spots that everybody may see."""
    return sa.and_(Spot.status == "published", Spot.deleted_at.is_(None))


def has_left() -> sa.ColumnElement[bool]:
    """Return the condition that holds of the spots that everybody could see once, not now."""
    gone = sa.or_(Spot.status != "published", Spot.deleted_at.is_not(None))
    return sa.and_(gone, Spot.left_public_at.is_not(None))
