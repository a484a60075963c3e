"""A reseller of the rice field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.octo.keys import make_key
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import RiceField, make_rice_field
from tests.server.bookings.conftest import at
from tests.server.conftest import NOW

__all__ = ["at"]


@dataclass(frozen=True, slots=True)
class Shop:
    """A reseller's client, and what it sells."""

    client: FlaskClient
    field: RiceField
    key: str

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        """Send a request as OCTO wants it."""
        sent = {"Authorization": f"Bearer {self.key}", "Octo-Capabilities": "", **headers}
        if body is None:
            return self.client.open(f"/octo{path}", method=method, headers=sent)
        return self.client.open(f"/octo{path}", method=method, json=body, headers=sent)

    def wanted(self, people: int = 2, **more: Any) -> dict[str, Any]:
        """Return a reservation of some adults."""
        return {
            "productId": self.field.experience_id,
            "optionId": self.field.option_id,
            "availabilityId": self.field.slots[0],
            "unitItems": [{"unitId": self.field.adult} for _ in range(people)],
            **more,
        }

    def reserved(self, people: int = 2, **more: Any) -> Any:
        """Hold seats and return the booking."""
        answer = self.send("POST", "/bookings", self.wanted(people, **more))
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    def confirmed(self, people: int = 2, **more: Any) -> Any:
        """Hold seats, let them stand and return the booking."""
        uuid = self.reserved(people, **more)["uuid"]
        answer = self.send("POST", f"/bookings/{uuid}/confirm", CONFIRM)
        assert answer.status_code == 200, answer.text
        return answer.get_json()


CONFIRM: dict[str, Any] = {
    "resellerReference": "R-1",
    "contact": {
        "firstName": "Oliver",
        "lastName": "Morgan",
        "emailAddress": "oliver@example.com",
        "locales": ["en-GB", "en"],
        "country": "GB",
    },
}

Open = Callable[..., Shop]


@pytest.fixture
def open_shop(client: FlaskClient, database: RolledBackDatabase) -> Open:
    """Open a shop of a new guide, or another one of the same."""

    def opened(field: RiceField | None = None, **facts: Any) -> Shop:
        sold = field or make_rice_field(database, **facts)
        with database.writing() as session:
            _, text = make_key(session, sold.organisation_id, "旅の市場", now=NOW)
        return Shop(client, sold, text)

    return opened


@pytest.fixture
def shop(open_shop: Open) -> Shop:
    """A reseller of a rice field."""
    return open_shop()
