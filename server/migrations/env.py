"""What Alembic runs: the connection comes from the caller, or from the settings."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context

from server import changes as _changes
from server.accounts import models as _accounts
from server.amenities import models as _amenities
from server.bookings import guest_models as _guests
from server.bookings import models as _bookings
from server.bookings import payment_models as _payments
from server.campaigns import models as _campaigns
from server.config import Settings
from server.db import Base, make_engine
from server.events import models as _events
from server.experiences import models as _experiences
from server.experiences import photo_models as _experience_photos
from server.experiences import slot_models as _slots
from server.experiences import vain_searches as _vain_searches
from server.idempotency import models as _idempotency
from server.itineraries import models as _itineraries
from server.notices import models as _notices
from server.octo import models as _octo
from server.outbox import models as _outbox
from server.regions import models as _regions
from server.spots import freshness_models as _freshness
from server.spots import history_models as _history
from server.spots import models as _spots
from server.spots import photo_models as _photos
from server.spots import word_models as _words

TABLES = (
    _accounts.Account,
    _changes.ChangeCounter,
    _regions.Region,
    _amenities.Amenity,
    _octo.ResellerKey,
    _outbox.Mail,
    _spots.Spot,
    _history.SpotChange,
    _photos.SpotPhoto,
    _freshness.SpotReport,
    _words.SpotWords,
    _itineraries.SavedItinerary,
    _notices.Notice,
    _campaigns.Campaign,
    _events.Event,
    _experiences.Experience,
    _experience_photos.ExperiencePhoto,
    _slots.Slot,
    _vain_searches.VainSearch,
    _bookings.Booking,
    _guests.Review,
    _payments.Payment,
    _idempotency.KeptAnswer,
)

_ONLY_IN_DATABASE = {
    "geog",
    "ix_spots_geog",
    "spatial_ref_sys",
    "ix_spot_words_grams",
    "spot_word_index",
    *(f"spot_word_index_{part}" for part in ("config", "content", "data", "docsize", "idx")),
}


def _is_ours(_object: Any, name: str | None, _kind: str, reflected: bool, _compared: Any) -> bool:
    """Leave out what PostGIS and FTS5 own and what only migrations create."""
    return not (reflected and name in _ONLY_IN_DATABASE)


def _migrate(connection: sa.Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=_is_ours,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _migrate(given)
else:
    with make_engine(Settings().sqlalchemy_url).begin() as own:
        _migrate(own)
