"""A town whose clock can be turned, its association, and visitors who report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.app import create_app
from server.config import Settings
from server.spots.models import Spot
from tests.databases import RolledBackDatabase
from tests.server.conftest import NOW
from tests.server.people import recognise
from tests.server.spots.keepers import Association, Headers, act, association, published


@dataclass(slots=True)
class Town:
    """An association at a service that believes whatever time it is told."""

    client: FlaskClient
    database: RolledBackDatabase
    keeper: Association
    clock: list[dt.datetime]

    @property
    def now(self) -> dt.datetime:
        """Return what the service's clock shows."""
        return self.clock[0]

    def later(self, **much: float) -> None:
        """Turn the clock on, by as much as `timedelta` takes."""
        self.clock[0] += dt.timedelta(**much)

    def spot(self, **facts: Any) -> dict[str, Any]:
        """Return a spot that the association has published."""
        return published(self.client, self.keeper, **facts)

    def unverified(self, **facts: Any) -> dict[str, Any]:
        """Return a published spot that nobody has looked at since we can remember."""
        spot = self.spot(**facts)
        with self.database.writing() as session:
            session.get_one(Spot, spot["id"]).verified_at = None
        return spot

    def report(
        self, spot: str, kind: str = "closed", sender: str = "192.0.2.1", **more: Any
    ) -> TestResponse:
        """Report something, as somebody at an address."""
        language = more.pop("language", "en")
        return self.client.post(
            f"/v1/spots/{spot}/reports",
            json={"kind": kind, **more},
            headers={"Accept-Language": language},
            environ_overrides={"REMOTE_ADDR": sender},
        )

    def reported(self, spot: str, kind: str = "closed", people: int = 1, **more: Any) -> None:
        """Let so many people report something."""
        for number in range(people):
            answer = self.report(spot, kind, f"192.0.2.{number + 1}", **more)
            assert answer.status_code == 201, answer.text

    def reports(self, spot: str, query: str = "") -> list[dict[str, Any]]:
        """Return what the keepers read of a spot's reports."""
        told = self.read(f"spots/{spot}/reports{query}")
        found: list[dict[str, Any]] = told["reports"]
        return found

    def settle(
        self, report: str, outcome: str, who: Headers | None = None, **more: Any
    ) -> TestResponse:
        """Settle a report, as an editor unless told."""
        language = more.pop("language", "en")
        return self.client.post(
            f"/v1/organisations/{self.keeper.id}/reports/{report}/settle",
            json={"outcome": outcome, **more},
            headers={"Accept-Language": language, **(who or self.keeper.editor)},
        )

    def verify(self, spot: Mapping[str, Any]) -> dict[str, Any]:
        """Say that the keepers have looked."""
        answer = act(self.client, spot, "verify", self.keeper.editor)
        assert answer.status_code == 200, answer.text
        kept: dict[str, Any] = answer.get_json()
        return kept

    def read(self, part: str, who: Headers | None = None) -> dict[str, Any]:
        """Return something of the association's, as a viewer unless told."""
        address = f"/v1/organisations/{self.keeper.id}/{part}"
        answer = self.client.get(address, headers=who or self.keeper.viewer)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.get_json()
        return found

    def queue(self, query: str = "") -> list[dict[str, Any]]:
        """Return the entries of the first page of the queue."""
        found: list[dict[str, Any]] = self.read(f"queue{query}")["entries"]
        return found

    def public(self, spot: str) -> dict[str, Any]:
        """Return what everybody sees of a spot."""
        answer = self.client.get(f"/v1/spots/{spot}")
        assert answer.status_code == 200, answer.text
        properties: dict[str, Any] = answer.get_json()["properties"]
        return properties


def open_town(database: RolledBackDatabase, settings: Settings) -> Town:
    """Return a town at the fixed time `NOW`."""
    clock = [NOW]
    app = create_app(settings, database=database, now=lambda: clock[0])
    recognise(app, database)
    return Town(app.test_client(), database, association(database), clock)
