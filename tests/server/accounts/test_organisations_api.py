from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from server.accounts.models import Account
from tests.databases import RolledBackDatabase
from tests.server.accounts.builders import Person, letters_to, registered

NOBODY = "0b6f8a3e-3d1c-4c53-8d3f-2d4a7c1e9f00"


def _business(client: FlaskClient, owner: Person, **facts: Any) -> str:
    given = {"kind": "guide_business", "names": {"ja": "青森ガイド"}, **facts}
    made = client.post("/v1/organisations", json=given, headers=owner.headers)
    assert made.status_code == 201, made.text
    return str(made.get_json()["id"])


def _invite(client: FlaskClient, owner: Person, key: str, email: str, role: str) -> str:
    given = {"email": email, "role": role}
    made = client.post(f"/v1/organisations/{key}/invitations", json=given, headers=owner.headers)
    assert made.status_code == 201, made.text
    return str(made.get_json()["id"])


def _joined(
    client: FlaskClient, database: RolledBackDatabase, owner: Person, key: str, role: str
) -> Person:
    person = registered(client, role)
    _invite(client, owner, key, person.email, role)
    token = letters_to(database, person.email)[-1].values["token"]
    answer = client.post("/v1/invitations/accept", json={"token": token}, headers=person.headers)
    assert answer.get_json() == {"organisation_id": key, "role": role}
    return person


def test_a_guide_opens_a_business_and_owns_it(client: FlaskClient) -> None:
    guide = registered(client, "guide")
    key = _business(client, guide, region_code="helsinki")
    members = client.get(f"/v1/organisations/{key}/members", headers=guide.headers).get_json()
    assert [(m["account_id"], m["role"]) for m in members["members"]] == [(guide.id, "owner")]


@pytest.mark.parametrize("kind", ["municipality", "tourism_association"])
def test_only_administrators_let_associations_in(
    client: FlaskClient, database: RolledBackDatabase, kind: str
) -> None:
    person = registered(client, "person")
    given = {"kind": kind, "names": {"ja": "阿武町"}, "owner_email": "mayor@example.jp"}
    assert client.post("/v1/organisations", json=given, headers=person.headers).status_code == 403
    with database.writing() as session:
        session.get_one(Account, person.id).is_admin = True
    made = client.post("/v1/organisations", json=given, headers=person.headers)
    assert made.status_code == 201
    assert [mail.kind for mail in letters_to(database, "mayor@example.jp")] == ["invitation"]


def test_a_region_that_nobody_serves_is_named(client: FlaskClient) -> None:
    guide = registered(client, "guide")
    given = {"kind": "guide_business", "names": {"ja": "x"}, "region_code": "atlantis"}
    answer = client.post("/v1/organisations", json=given, headers=guide.headers)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "unknown_region"


def test_an_invitation_is_for_one_address_and_one_use(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    owner, friend, thief = (registered(client, name) for name in ("owner", "friend", "thief"))
    key = _business(client, owner)
    _invite(client, owner, key, friend.email, "editor")
    given = {"token": letters_to(database, friend.email)[0].values["token"]}
    for person, status in ((thief, 404), (friend, 200), (friend, 404)):
        answer = client.post("/v1/invitations/accept", json=given, headers=person.headers)
        assert answer.status_code == status


def test_an_invitation_that_was_taken_back_is_void(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    owner, friend = registered(client, "owner"), registered(client, "friend")
    key = _business(client, owner)
    invitation = _invite(client, owner, key, friend.email, "viewer")
    gone = client.delete(f"/v1/organisations/{key}/invitations/{invitation}", headers=owner.headers)
    assert gone.status_code == 204
    given = {"token": letters_to(database, friend.email)[0].values["token"]}
    refused = client.post("/v1/invitations/accept", json=given, headers=friend.headers)
    assert refused.get_json()["code"] == "invitation_refused"


def test_a_role_holds_from_the_next_request_on(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    owner = registered(client, "owner")
    key = _business(client, owner)
    editor = _joined(client, database, owner, key, "editor")
    invitations = f"/v1/organisations/{key}/invitations"
    assert client.get(invitations, headers=editor.headers).status_code == 403
    member = f"/v1/organisations/{key}/members/{editor.id}"
    client.patch(member, json={"role": "owner"}, headers=owner.headers)
    assert client.get(invitations, headers=editor.headers).status_code == 200
    client.delete(member, headers=owner.headers)
    assert client.get(invitations, headers=editor.headers).status_code == 404


def test_an_organisation_is_never_left_without_an_owner(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    owner = registered(client, "owner")
    key = _business(client, owner)
    editor = _joined(client, database, owner, key, "editor")
    member = f"/v1/organisations/{key}/members/{owner.id}"
    for answer in (
        client.delete(member, headers=owner.headers),
        client.patch(member, json={"role": "viewer"}, headers=owner.headers),
        client.delete("/v1/me", headers={**owner.headers, "If-Match": "*"}),
    ):
        assert (answer.status_code, answer.get_json()["code"]) == (409, "last_owner")
    promoted = f"/v1/organisations/{key}/members/{editor.id}"
    client.patch(promoted, json={"role": "owner"}, headers=owner.headers)
    assert client.delete(member, headers=owner.headers).status_code == 204


def test_members_leave_by_themselves_but_send_nobody_away(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    owner = registered(client, "owner")
    key = _business(client, owner)
    editor = _joined(client, database, owner, key, "editor")
    viewer = _joined(client, database, owner, key, "viewer")
    members = f"/v1/organisations/{key}/members"
    refused = client.delete(f"{members}/{editor.id}", headers=viewer.headers)
    assert refused.status_code == 403
    assert client.delete(f"{members}/{viewer.id}", headers=viewer.headers).status_code == 204


@pytest.mark.parametrize("rest", ["members", "invitations"])
def test_a_strangers_organisation_is_like_none(client: FlaskClient, rest: str) -> None:
    owner, stranger = registered(client, "owner"), registered(client, "stranger")
    key = _business(client, owner)
    theirs = client.get(f"/v1/organisations/{key}/{rest}", headers=stranger.headers)
    nobodys = client.get(f"/v1/organisations/{NOBODY}/{rest}", headers=stranger.headers)
    assert theirs.status_code == nobodys.status_code == 404
    apart = {"request_id"}
    assert {k: v for k, v in theirs.get_json().items() if k not in apart} == {
        k: v for k, v in nobodys.get_json().items() if k not in apart
    }


def test_an_organisation_is_changed_only_on_the_version_seen(client: FlaskClient) -> None:
    owner = registered(client, "owner")
    address = f"/v1/organisations/{_business(client, owner)}"
    seen = client.get(address).headers["ETag"]
    change = {"names": {"ja": "津軽ガイド", "en": "Tsugaru Guides"}, "municipality_code": "02202"}
    headers = {**owner.headers, "If-Match": seen}
    assert client.patch(address, json=change, headers=owner.headers).status_code == 428
    assert client.patch(address, json=change, headers=headers).status_code == 200
    assert client.patch(address, json=change, headers=headers).status_code == 412
    assert client.get(address).get_json()["names"]["en"] == "Tsugaru Guides"


def test_organisations_are_listed_page_by_page(client: FlaskClient) -> None:
    owner = registered(client, "owner")
    made = {_business(client, owner) for _ in range(5)}
    seen: list[str] = []
    address = "/v1/organisations?limit=2"
    while address:
        page = client.get(address).get_json()
        seen += [o["id"] for o in page["organisations"]]
        address = page["links"].get("next", "")
    assert len(seen) == len(set(seen))
    assert made <= set(seen)
