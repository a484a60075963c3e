from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from server.octo.keys import MOST_KEYS, make_key
from server.octo.models import ResellerKey
from server.permissions import Role
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import RiceField, make_rice_field
from tests.server.bookings.people import Headers, guide_of
from tests.server.conftest import NOW
from tests.server.octo.conftest import Shop


@pytest.fixture
def field(database: RolledBackDatabase) -> RiceField:
    return make_rice_field(database)


@pytest.fixture
def owner(database: RolledBackDatabase, field: RiceField) -> Headers:
    return guide_of(database, field.organisation_id, Role.OWNER)


@pytest.fixture
def here(field: RiceField) -> str:
    return f"/v1/organisations/{field.organisation_id}/reseller-keys"


def test_a_key_is_told_once_and_good_until_it_is_revoked(
    client: FlaskClient,
    database: RolledBackDatabase,
    field: RiceField,
    owner: Headers,
    here: str,
) -> None:
    made = client.post(here, json={"name": "旅の市場"}, headers=owner)
    assert made.status_code == 201, made.text
    shop = Shop(client, field, made.get_json()["key"])
    assert shop.send("GET", "/products").status_code == 200
    listed = client.get(here, headers=owner)
    assert shop.key not in listed.text
    assert [key["name"] for key in listed.get_json()["keys"]] == ["旅の市場"]
    with database.reading() as session:
        kept = session.scalars(sa.select(ResellerKey)).one()
        assert shop.key not in (kept.digest, kept.id)
    gone = f"{here}/{made.get_json()['id']}"
    assert client.delete(gone, headers=owner).status_code == 204
    assert shop.send("GET", "/products").get_json()["error"] == "FORBIDDEN"
    assert client.delete(gone, headers=owner).get_json()["code"] == "reseller_key_not_found"


def test_a_key_that_replaces_another_sees_its_bookings(
    client: FlaskClient, field: RiceField, owner: Headers, here: str
) -> None:
    old = client.post(here, json={"name": "旅の市場"}, headers=owner).get_json()
    booked = Shop(client, field, old["key"]).reserved()
    new = client.post(here, json={"name": "旅の市場", "replaces": old["id"]}, headers=owner)
    shop = Shop(client, field, new.get_json()["key"])
    assert shop.send("GET", f"/bookings/{booked['uuid']}").status_code == 200
    assert Shop(client, field, old["key"]).send("GET", "/supplier").status_code == 403


def test_only_owners_give_keys_out(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, here: str
) -> None:
    editor = guide_of(database, field.organisation_id)
    assert client.post(here, json={"name": "x"}, headers=editor).status_code == 403
    stranger = guide_of(database, make_rice_field(database).organisation_id, Role.OWNER)
    assert client.get(here, headers=stranger).status_code == 404


def test_a_guide_with_very_many_keys_can_still_replace_one(
    client: FlaskClient,
    database: RolledBackDatabase,
    field: RiceField,
    owner: Headers,
    here: str,
) -> None:
    with database.writing() as session:
        made = [make_key(session, field.organisation_id, "x", now=NOW) for _ in range(MOST_KEYS)]
        first = made[0][0].id
    more = client.post(here, json={"name": "y"}, headers=owner)
    assert (more.status_code, more.get_json()["code"]) == (409, "too_many_keys")
    again = client.post(here, json={"name": "y", "replaces": first}, headers=owner)
    assert again.status_code == 201, again.text
