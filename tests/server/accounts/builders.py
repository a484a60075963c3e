"""People who use the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient

from server.outbox.models import Mail
from tests.databases import RolledBackDatabase

PASSWORD = "kaki no tane 7 tsubu"  # noqa: S105 - of nobody


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has registered and signed in."""

    id: str
    email: str
    access: str
    refresh: str

    @property
    def headers(self) -> dict[str, str]:
        """Return what they send along."""
        return {"Authorization": f"Bearer {self.access}"}


def registered(client: FlaskClient, name: str) -> Person:
    """Register somebody over HTTP and sign them in."""
    email = f"{name}@example.jp"
    given = {"email": email, "password": PASSWORD, "name": name}
    made = client.post("/v1/accounts", json=given)
    assert made.status_code == 201, made.text
    tokens = signed_in(client, email)
    return Person(
        made.get_json()["id"], email, str(tokens["access_token"]), str(tokens["refresh_token"])
    )


def signed_in(client: FlaskClient, email: str, password: str = PASSWORD) -> dict[str, Any]:
    """Sign somebody in who has an account, and return their tokens."""
    answer = client.post("/v1/tokens", json={"email": email, "password": password})
    assert answer.status_code == 200, answer.text
    tokens: dict[str, Any] = answer.get_json()
    return tokens


def letters_to(database: RolledBackDatabase, email: str) -> list[Mail]:
    """Return what waits in the outbox for an address, the oldest first."""
    with database.reading() as session:
        theirs = sa.select(Mail).where(Mail.recipient == email).order_by(Mail.created_at, Mail.id)
        return list(session.scalars(theirs))
