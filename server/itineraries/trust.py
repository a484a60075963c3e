"""How far a region's spots can be believed, and what that takes off their worth in plans."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from server.spots.models import Spot
from server.spots.standing import doubted_spots, is_overdue

OVERDUE_FACTOR: Final = 0.85
"""What is left of the interest of a spot whose keepers have not looked for too long."""

DOUBTED_FACTOR: Final = 0.5
"""What is left of the interest of a spot that is said to be closed or to have moved."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Which spots are believed less, for one trip.

    Parameters
    ----------
    doubted
        Those that are said to be closed or to have moved.
    since
        Who looked last before this moment is overdue; None where nobody is.
    """

    doubted: frozenset[str] = frozenset()
    since: dt.datetime | None = None

    def factor(self, spot_id: str, *, overdue: bool) -> float:
        """Return the share of its interest that a spot keeps."""
        looked = OVERDUE_FACTOR if overdue else 1.0
        return looked * DOUBTED_FACTOR if spot_id in self.doubted else looked

    def factor_of(self, spot: Spot) -> float:
        """Return the share of its interest that a loaded spot keeps."""
        overdue = self.since is not None and is_overdue(spot, self.since)
        return self.factor(spot.id, overdue=overdue)


FULL_TRUST: Final = Trust()


def load_trust(
    session: Session, region: str, *, now: dt.datetime, verify_after: dt.timedelta
) -> Trust:
    """Return how far the spots of a region can be believed now."""
    among = Spot.region_code == region
    return Trust(doubted_spots(session, among, now=now), now - verify_after)
