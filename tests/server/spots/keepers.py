"""An association with its people, and spots that it keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.permissions import Role
from server.spots.keeping_examples import WATERFALL
from tests.databases import RolledBackDatabase
from tests.server.people import make_organisation, signed_in

Headers = Mapping[str, str]
POND = {"lat": 60.1713, "lon": 24.9414}
"""A point in the sample region."""


@dataclass(frozen=True, slots=True)
class Association:
    """A tenant and one person for each role."""

    id: str
    owner: Headers
    editor: Headers
    viewer: Headers


def association(
    database: RolledBackDatabase, name: str = "観光協会", kind: str = "tourism_association"
) -> Association:
    """Keep an association whose people have signed in."""
    key = make_organisation(database, name, kind)
    people = (signed_in(database, key, role) for role in Role)
    return Association(key, *people)


def draft(**facts: Any) -> dict[str, Any]:
    """Return a new spot in the sample region, as its keeper sends it."""
    return {**WATERFALL, "region": "helsinki", **POND, "seasons": [], **facts}


def written(client: FlaskClient, keeper: Association, **facts: Any) -> dict[str, Any]:
    """Write a draft and return it as its keepers see it."""
    sent = draft(organisation_id=keeper.id, **facts)
    made = client.post("/v1/spots", json=sent, headers=keeper.editor)
    assert made.status_code == 201, made.text
    kept: dict[str, Any] = made.get_json()
    return kept


def act(
    client: FlaskClient, spot: Mapping[str, Any], action: str, who: Headers, match: str = "*"
) -> TestResponse:
    """Ask for one step of a spot's life."""
    return client.post(f"/v1/spots/{spot['id']}/{action}", headers={**who, "If-Match": match})


def published(client: FlaskClient, keeper: Association, **facts: Any) -> dict[str, Any]:
    """Write a spot and publish it."""
    spot = written(client, keeper, **facts)
    answer = act(client, spot, "publish", keeper.owner)
    assert answer.status_code == 200, answer.text
    kept: dict[str, Any] = answer.get_json()
    return kept


def change(
    client: FlaskClient, spot: Mapping[str, Any], who: Headers, match: str = "*", **facts: Any
) -> TestResponse:
    """Change what a spot says."""
    return client.patch(f"/v1/spots/{spot['id']}", json=facts, headers={**who, "If-Match": match})
