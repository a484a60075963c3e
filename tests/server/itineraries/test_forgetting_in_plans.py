from __future__ import annotations

import uuid

import sqlalchemy as sa
from flask.testing import FlaskClient

from server.db import Base
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import make_rice_field
from tests.server.builders import day_at, keep_spots, make_record, somewhere_request
from tests.server.itineraries.builders import plan

CANARY = "kanaria"


def _told(database: RolledBackDatabase) -> set[str]:
    """Return the tables in which the canary stands."""
    with database.reading() as session:
        return {
            table.name
            for table in Base.metadata.tables.values()
            if any(CANARY in str(tuple(row)) for row in session.execute(sa.select(table)))
        }


def test_who_booked_in_a_plan_is_forgotten_everywhere(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database, slots=1, capacity=4)
    keep_spots(database, make_record(1, lat=34.51, lon=131.52), region="abu")
    day = day_at(34.51, 131.52, "2027-03-11")
    planned = plan(client, somewhere_request(region="abu", days=[day]))
    body = {
        "slot_id": field.slots[0],
        "units": [{"unit_id": field.adult, "quantity": 2}],
        "contact": {"name": CANARY, "email": f"{CANARY}@example.jp"},
        "remark": CANARY,
    }
    key = {"Idempotency-Key": str(uuid.uuid4())}
    address = planned["links"]["self"] + "/bookings"
    booking = client.post(address, json=body, headers=key).get_json()["booking"]
    assert {"bookings", "kept_answers"} <= _told(database)
    erased = client.post(
        f"/v1/bookings/{booking['id']}/personal-data",
        json={"action": "erase"},
        headers={"Booking-Key": booking["key"]},
    )
    assert erased.status_code == 200, erased.text
    assert _told(database) == set()
