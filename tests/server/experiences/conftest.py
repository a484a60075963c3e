"""Who appears in the tests of experiences."""

from __future__ import annotations

import pytest

from tests.databases import RolledBackDatabase
from tests.server.experiences.guides import make_guide
from tests.server.spots.keepers import Association, association


@pytest.fixture
def guide(database: RolledBackDatabase) -> Association:
    """A farmer who takes guests to his field."""
    return make_guide(database)


@pytest.fixture
def town(database: RolledBackDatabase) -> Association:
    """The association that vouches for him."""
    return association(database)
