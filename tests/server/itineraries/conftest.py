"""The service at other times than the fixed one, and a rice field to plan with."""

from __future__ import annotations

import pytest

from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import RiceField, make_rice_field
from tests.server.bookings.conftest import at
from tests.server.builders import keep_spots, make_record
from tests.server.itineraries.rice_days import OPEN

__all__ = ["at"]


@pytest.fixture
def field(database: RolledBackDatabase) -> RiceField:
    """A rice field among a few museums, an hour at noon."""
    field = make_rice_field(database, slots=1, capacity=4)
    records = [
        make_record(n, hours=OPEN, lat=34.5 + n / 500, lon=131.52, visit_minutes=40)
        for n in range(1, 9)
    ]
    keep_spots(database, *records, region="abu")
    return field
