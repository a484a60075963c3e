"""Post notices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from server.permissions import Role
from tests.databases import RolledBackDatabase
from tests.server.people import Headers, make_organisation, recognise, signed_in

SQUARE = [[134.99, 34.99], [135.01, 34.99], [135.01, 35.01], [134.99, 35.01], [134.99, 34.99]]


@dataclass(frozen=True)
class Desk:
    """An editor of an association, and somebody of another one, at the service."""

    client: FlaskClient
    database: RolledBackDatabase
    organisation_id: str
    other_id: str
    editor: Headers
    stranger: Headers

    def headers(self, role: Role) -> Headers:
        """Return the headers of somebody else in the editor's association."""
        return signed_in(self.database, self.organisation_id, role)

    def body(self, **overrides: Any) -> dict[str, Any]:
        """Return a closure on 15 May 2027, for a spot to be named."""
        notice: dict[str, Any] = {
            "organisation_id": self.organisation_id,
            "region": "somewhere",
            "kind": "closure",
            "titles": {"ja": "臨時休館", "en": "Closed for repairs"},
            "valid_from": "2027-05-15T00:00:00+09:00",
            "valid_until": "2027-05-16T00:00:00+09:00",
        }
        return {**notice, **overrides}

    def post(self, headers: Headers | None = None, **overrides: Any) -> Any:
        """Send a notice and return the answer."""
        sent = self.editor if headers is None else headers
        return self.client.post("/v1/notices", json=self.body(**overrides), headers=sent)

    def posted(self, **overrides: Any) -> dict[str, Any]:
        """Return a notice that must be accepted."""
        answer = self.post(**overrides)
        assert answer.status_code == 201, answer.text
        notice: dict[str, Any] = answer.get_json()
        return notice

    def works(self, ring: list[list[float]] | None = None, **overrides: Any) -> dict[str, Any]:
        """Return road works, around (35, 135) unless told."""
        area = {"type": "Polygon", "coordinates": [ring or SQUARE]}
        facts = {"kind": "road_works", "area": area, "titles": {"ja": "工事", "en": "New pipes"}}
        return self.posted(**{**facts, **overrides})


def open_desk(app: Flask, database: RolledBackDatabase) -> Desk:
    """Return a desk at `app`."""
    recognise(app, database)
    ours, theirs = make_organisation(database), make_organisation(database, "隣の観光協会")
    return Desk(
        app.test_client(),
        database,
        ours,
        theirs,
        signed_in(database, ours),
        signed_in(database, theirs),
    )


def faults(answer: Any) -> set[tuple[str, str]]:
    """Return pointer and code of every fault of a refused request."""
    assert answer.status_code == 422, answer.text
    return {(e["pointer"], e["code"]) for e in answer.get_json()["errors"]}
