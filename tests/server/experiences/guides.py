"""A guide and an association, an experience in the sample region, and its slots."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, Final

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.experiences.examples import RICE_FIELD
from tests.databases import RolledBackDatabase
from tests.server.spots.keepers import POND, Association, Headers, association

SATURDAY: Final = "2027-03-06"
"""The first one after `NOW`, a Monday."""


def make_guide(database: RolledBackDatabase, name: str = "田んぼの佐藤") -> Association:
    """Keep a guide's business whose people have signed in."""
    return association(database, name, "guide_business")


def rice_field(**facts: Any) -> dict[str, Any]:
    """Return a new experience in the sample region, as its guide sends it."""
    return {**copy.deepcopy(RICE_FIELD), "region": "helsinki", **POND, **facts}


def written(client: FlaskClient, guide: Association, **facts: Any) -> dict[str, Any]:
    """Write a draft and return it as its guide sees it."""
    sent = rice_field(organisation_id=guide.id, **facts)
    made = client.post("/v1/experiences", json=sent, headers=guide.editor)
    assert made.status_code == 201, made.text
    kept: dict[str, Any] = made.get_json()
    return kept


def act(
    client: FlaskClient,
    experience: Mapping[str, Any],
    action: str,
    who: Headers,
    body: Mapping[str, Any] | None = None,
    match: str = "*",
) -> TestResponse:
    """Ask for one step of an experience's life."""
    sent: dict[str, Any] = {} if body is None else {"json": body}
    path = f"/v1/experiences/{experience['id']}/{action}"
    return client.post(path, headers={**who, "If-Match": match}, **sent)


def submitted(
    client: FlaskClient, guide: Association, town: Association, **facts: Any
) -> dict[str, Any]:
    """Write an experience and hand it in."""
    draft = written(client, guide, **facts)
    answer = act(client, draft, "submit", guide.editor, {"association_id": town.id})
    assert answer.status_code == 200, answer.text
    kept: dict[str, Any] = answer.get_json()
    return kept


def published(
    client: FlaskClient, guide: Association, town: Association, **facts: Any
) -> dict[str, Any]:
    """Write an experience that an association has published."""
    handed_in = submitted(client, guide, town, **facts)
    answer = act(client, handed_in, "publish", town.editor, {})
    assert answer.status_code == 200, answer.text
    kept: dict[str, Any] = answer.get_json()
    return kept


def change(
    client: FlaskClient, experience: Mapping[str, Any], who: Headers, match: str = "*", **facts: Any
) -> TestResponse:
    """Change what an experience says."""
    path = f"/v1/experiences/{experience['id']}"
    return client.patch(path, json=facts, headers={**who, "If-Match": match})


def public(client: FlaskClient, experience: Mapping[str, Any]) -> TestResponse:
    """Look at an experience as anybody."""
    return client.get(f"/v1/experiences/{experience['id']}")


def add_slot(
    client: FlaskClient,
    experience: Mapping[str, Any],
    who: Headers,
    starts_at: str = f"{SATURDAY}T10:00:00+02:00",
    capacity: int = 10,
    **facts: Any,
) -> TestResponse:
    """Let the first option take place once more."""
    body = {"option_id": experience["options"][0]["id"], "starts_at": starts_at, **facts}
    path = f"/v1/experiences/{experience['id']}/slots"
    return client.post(path, json={**body, "capacity": capacity}, headers=who)


def slots_of(
    client: FlaskClient, experience: Mapping[str, Any], who: Headers | None = None, query: str = ""
) -> list[dict[str, Any]]:
    """Return the slots of the next month, or of what is asked for."""
    path = f"/v1/experiences/{experience['id']}/slots?limit=100{query}"
    answer = client.get(path, headers=who or {})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.get_json()["slots"]
    return found


def faults_in(answer: TestResponse) -> dict[str, str]:
    """Return the code of each fault by its pointer."""
    assert answer.status_code == 422, answer.text
    return {fault["pointer"]: fault["code"] for fault in answer.get_json()["errors"]}


def schedule(
    client: FlaskClient, experience: Mapping[str, Any], who: Headers, **facts: Any
) -> TestResponse:
    """Let the first option take place on Saturdays at ten, unless told otherwise."""
    body = {
        "option_id": experience["options"][0]["id"],
        "weekdays": [6],
        "starts": ["10:00"],
        "first_date": "2027-03-01",
        "capacity": 8,
        **facts,
    }
    return client.post(f"/v1/experiences/{experience['id']}/schedules", json=body, headers=who)


def change_schedule(
    client: FlaskClient, rule: Mapping[str, Any], who: Headers, match: str = "*", **facts: Any
) -> TestResponse:
    """Change what a schedule says."""
    return client.patch(rule["links"]["self"], json=facts, headers={**who, "If-Match": match})


def change_slot(
    client: FlaskClient, slot: Mapping[str, Any], who: Headers, **facts: Any
) -> TestResponse:
    """Change a slot by hand."""
    return client.patch(f"/v1/slots/{slot['id']}", json=facts, headers=who)


def booked(client: FlaskClient, slot: Mapping[str, Any], unit_id: str, people: int = 2) -> Any:
    """Hold seats of a slot as anybody."""
    key = {"Idempotency-Key": f"hold-{slot['id']}-{people}"}
    units = [{"unit_id": unit_id, "quantity": people}]
    answer = client.post("/v1/bookings", json={"slot_id": slot["id"], "units": units}, headers=key)
    assert answer.status_code == 201, answer.text
    return answer.get_json()
