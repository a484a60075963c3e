"""Who books and who guides, and what they send."""

from __future__ import annotations

import uuid
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.bookings.confirming import confirm
from server.bookings.models import Booking
from server.permissions import Role
from tests.databases import RolledBackDatabase
from tests.server.access.world import sign_in
from tests.server.bookings.builders import GUEST, HANAKO, RiceField, held
from tests.server.conftest import NOW

Headers = dict[str, str]


def guide_of(
    database: RolledBackDatabase, organisation_id: str, role: Role = Role.EDITOR
) -> Headers:
    """Keep somebody of the guide's and return their headers."""
    return sign_in(database, "佐藤", organisation_id, role).headers


def booked(database: RolledBackDatabase, field: RiceField, adults: int = 2, **more: Any) -> Booking:
    """Keep a booking that stands, or waits for the guide's answer."""
    with database.writing() as session:
        booking = held(session, field, adults, **more)
        confirm(session, booking, HANAKO, GUEST, now=NOW)
        return booking


def key_of(booking: Booking) -> Headers:
    """Return what its holder shows."""
    return {"Booking-Key": booking.access_key}


def post(
    client: FlaskClient, path: str, headers: Headers, body: dict[str, Any] | None = None
) -> TestResponse:
    """Send something once."""
    once = {"Idempotency-Key": str(uuid.uuid4())}
    if body is None:
        return client.post(path, headers={**once, **headers})
    return client.post(path, json=body, headers={**once, **headers})
