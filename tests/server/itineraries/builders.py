"""Ask for plans, and read them without the service's own help."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from flask.testing import FlaskClient
from opening_hours import OpeningHours

from server.regions.categories import CATEGORIES


def plan(client: FlaskClient, request: dict[str, Any], language: str = "en") -> dict[str, Any]:
    """Return the plan for a request that must succeed."""
    answer = client.post("/v1/itineraries", json=request, headers={"Accept-Language": language})
    assert answer.status_code == 201, answer.text
    planned: dict[str, Any] = answer.get_json()
    return planned


def visits(planned: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every visit of every day."""
    for day in planned["days"]:
        yield from day["visits"]


def spot_ids(planned: dict[str, Any]) -> list[str]:
    """Return the visited spots in order."""
    return [visit["spot_id"] for visit in visits(planned) if visit["spot_id"]]


def moment(text: str) -> dt.datetime:
    """Return an aware datetime."""
    parsed = dt.datetime.fromisoformat(text)
    assert parsed.tzinfo is not None
    return parsed


def open_spans(properties: dict[str, Any], date: dt.date) -> list[tuple[dt.datetime, dt.datetime]]:
    """Return when a spot of the API is open on `date`, by the library alone, wall clock."""
    expression = properties["opening_hours"] or CATEGORIES[properties["category"]].usual_hours
    begin = dt.datetime.combine(date, dt.time())
    spans = OpeningHours(expression).intervals(begin, begin + dt.timedelta(days=2))
    return [(opens, closes) for opens, closes, state, _ in spans if str(state) == "open"]
