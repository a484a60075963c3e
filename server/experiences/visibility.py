"""Which experiences exist for the public."""

from __future__ import annotations

import sqlalchemy as sa

from server.experiences.models import Experience


def is_public() -> sa.ColumnElement[bool]:
    """Return the condition that holds of the experiences that everybody may see."""
    return sa.and_(Experience.status == "published", Experience.deleted_at.is_(None))
