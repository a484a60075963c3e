"""Days near a rice field, and what is asked and told of them."""

from __future__ import annotations

import uuid
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.experiences.slot_models import Slot
from server.spots.records import HoursRule
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import RiceField
from tests.server.builders import day_at, keep_spots, make_record, somewhere_request
from tests.server.itineraries.builders import visits

OPEN = HoursRule("08:00-18:00")
DAY = "2027-03-11"
NOON = f"{DAY}T12:00:00+09:00"
"""When the first slot begins."""


def day(**facts: Any) -> dict[str, Any]:
    """Return a day on foot among the museums around the field."""
    frame = day_at(34.51, 131.52, DAY)
    return somewhere_request(region="abu", days=[frame], **facts)


def day_far_off(database: RolledBackDatabase) -> dict[str, Any]:
    """Return such a day with a visit agreed so far off that nobody is back at noon."""
    record = make_record(20, hours=OPEN, lat=34.56, lon=131.52, visit_minutes=40)
    (far,) = keep_spots(database, record, region="abu")
    return day(locked=[{"spot_id": far, "begin": f"{DAY}T11:00:00+09:00", "minutes": 55}])


def experiences(planned: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the visits to experiences."""
    return [visit for visit in visits(planned) if visit["kind"] == "experience"]


def book(
    client: FlaskClient, planned: dict[str, Any], field: RiceField, key: str = "", **facts: Any
) -> TestResponse:
    """Ask for two adults' seats in the first slot, and a plan that goes by it."""
    body = {"slot_id": field.slots[0], "units": [{"unit_id": field.adult, "quantity": 2}], **facts}
    headers = {"Idempotency-Key": key or str(uuid.uuid4()), "Accept-Language": "en"}
    return client.post(planned["links"]["self"] + "/bookings", json=body, headers=headers)


def booked(client: FlaskClient, planned: dict[str, Any], field: RiceField) -> dict[str, Any]:
    """Book it into the plan and return the new one."""
    answer = book(client, planned, field)
    assert answer.status_code == 201, answer.text
    return shown(client, answer.get_json()["links"]["itinerary"])


def shown(client: FlaskClient, address: str, language: str = "en") -> dict[str, Any]:
    """Return what is answered at an address."""
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def warned(planned: dict[str, Any]) -> list[str]:
    """Return the codes of a plan's warnings."""
    return [note["code"] for note in planned["warnings"]]


def rules(client: FlaskClient, planned: dict[str, Any]) -> list[str]:
    """Return the rules that a kept plan breaks today."""
    told = client.get(planned["links"]["self"] + "/check").get_json()
    return [violation["rule"] for violation in told["violations"]]


def taken(database: RolledBackDatabase, field: RiceField) -> int:
    """Return how many seats of the first slot are taken."""
    with database.reading() as session:
        slot = session.get_one(Slot, field.slots[0], populate_existing=True)
        return slot.capacity - slot.vacancies


def replan(client: FlaskClient, planned: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """Plan the rest anew, at nine unless told otherwise."""
    body = {"at": {"lat": 34.51, "lon": 131.52}, "now": f"{DAY}T09:00:00+09:00", **facts}
    answer = client.post(planned["links"]["self"] + "/replan", json=body)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.get_json()
    return told
