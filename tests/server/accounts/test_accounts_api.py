from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from server.accounts.models import Account
from tests.databases import RolledBackDatabase
from tests.server.accounts.builders import PASSWORD, letters_to, registered, signed_in

OTHER = "ringo no hana 5 gatsu"


def test_somebody_registers_signs_in_and_sees_themselves(client: FlaskClient) -> None:
    hanako = registered(client, "hanako")
    me = client.get("/v1/me", headers=hanako.headers)
    assert me.status_code == 200
    assert me.get_json()["email"] == "hanako@example.jp"
    assert "no-store" in me.headers["Cache-Control"]


def test_no_answer_and_no_table_tells_a_password(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    hanako = registered(client, "hanako")
    shown = client.get("/v1/me/export", headers=hanako.headers).text
    assert PASSWORD not in shown
    assert "password" not in shown
    with database.reading() as session:
        kept = session.scalars(sa.select(Account.password_hash)).one()
    assert kept is not None
    assert PASSWORD not in kept


def test_every_fault_of_a_registration_is_named_at_once(client: FlaskClient) -> None:
    wrong = {"email": "hanako", "password": "short", "name": "", "language": "fr"}
    answer = client.post("/v1/accounts", json=wrong, headers={"Accept-Language": "ja"})
    assert answer.status_code == 422
    pointers = {fault["pointer"] for fault in answer.get_json()["errors"]}
    assert pointers == {"/email", "/password", "/name", "/language"}


def test_an_address_is_taken_once_only(client: FlaskClient) -> None:
    hanako = registered(client, "hanako")
    again = {"email": hanako.email.upper(), "password": OTHER, "name": "x"}
    answer = client.post("/v1/accounts", json=again)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "email_taken")


@pytest.mark.parametrize("email", ["hanako@example.jp", "nobody@example.jp"])
def test_a_wrong_sign_in_does_not_tell_who_has_an_account(client: FlaskClient, email: str) -> None:
    registered(client, "hanako")
    answer = client.post("/v1/tokens", json={"email": email, "password": "wrong"})
    assert (answer.status_code, answer.get_json()["code"]) == (401, "wrong_credentials")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_signing_out_revokes_both_tokens_at_once(client: FlaskClient) -> None:
    hanako = registered(client, "hanako")
    assert client.delete("/v1/tokens/current", headers=hanako.headers).status_code == 204
    assert client.get("/v1/me", headers=hanako.headers).status_code == 401
    renewal = client.post("/v1/tokens/refresh", json={"refresh_token": hanako.refresh})
    assert renewal.status_code == 401


def test_signing_out_here_leaves_other_devices_signed_in(client: FlaskClient) -> None:
    hanako = registered(client, "hanako")
    elsewhere = signed_in(client, hanako.email)["access_token"]
    client.delete("/v1/tokens/current", headers=hanako.headers)
    other = {"Authorization": f"Bearer {elsewhere}"}
    assert client.get("/v1/me", headers=other).status_code == 200


def test_a_refresh_token_is_good_once(client: FlaskClient) -> None:
    hanako = registered(client, "hanako")
    renewed = client.post("/v1/tokens/refresh", json={"refresh_token": hanako.refresh})
    assert renewed.status_code == 200
    assert client.get("/v1/me", headers=hanako.headers).status_code == 401
    second = client.post("/v1/tokens/refresh", json={"refresh_token": hanako.refresh})
    assert (second.status_code, second.get_json()["code"]) == (401, "refresh_refused")
    winner = {"Authorization": f"Bearer {renewed.get_json()['access_token']}"}
    assert client.get("/v1/me", headers=winner).status_code == 200, "sent twice at once"
    newer = {"refresh_token": renewed.get_json()["refresh_token"]}
    newest = client.post("/v1/tokens/refresh", json=newer)
    client.post("/v1/tokens/refresh", json={"refresh_token": hanako.refresh})
    thief_or_owner = {"Authorization": f"Bearer {newest.get_json()['access_token']}"}
    assert client.get("/v1/me", headers=thief_or_owner).status_code == 401


def test_a_changed_password_signs_every_device_out_and_this_one_in(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    hanako = registered(client, "hanako")
    change = {"current_password": PASSWORD, "new_password": OTHER}
    answer = client.post("/v1/me/password", json=change, headers=hanako.headers)
    assert answer.status_code == 200
    assert client.get("/v1/me", headers=hanako.headers).status_code == 401
    fresh = {"Authorization": f"Bearer {answer.get_json()['access_token']}"}
    assert client.get("/v1/me", headers=fresh).status_code == 200
    old = client.post("/v1/tokens", json={"email": hanako.email, "password": PASSWORD})
    assert old.status_code == 401
    assert [letter.kind for letter in letters_to(database, hanako.email)] == ["password_changed"]


def test_a_password_is_not_changed_without_the_present_one(client: FlaskClient) -> None:
    hanako = registered(client, "hanako")
    change = {"current_password": OTHER, "new_password": OTHER}
    answer = client.post("/v1/me/password", json=change, headers=hanako.headers)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "wrong_password"
    assert client.get("/v1/me", headers=hanako.headers).status_code == 200


def test_a_forgotten_password_is_replaced_by_letter_once(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    hanako = registered(client, "hanako")
    assert _asked(client, hanako.email) == 204
    assert _asked(client, hanako.email) == 204
    first, second = (letter.values["token"] for letter in letters_to(database, hanako.email))
    assert {_reset(client, first), _reset(client, second)} == {204, 404}
    assert client.get("/v1/me", headers=hanako.headers).status_code == 401
    assert signed_in(client, hanako.email, OTHER)
    assert _reset(client, second) == _reset(client, first) == 404


def _asked(client: FlaskClient, email: str) -> int:
    return client.post("/v1/password-resets", json={"email": email}).status_code


def _reset(client: FlaskClient, token: str) -> int:
    given = {"token": token, "new_password": OTHER}
    return client.post("/v1/password-resets/confirm", json=given).status_code


def test_asking_for_a_strangers_password_tells_and_sends_nothing(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    assert _asked(client, "nobody@example.jp") == 204
    assert letters_to(database, "nobody@example.jp") == []


def test_oneself_is_changed_only_on_the_version_seen(client: FlaskClient) -> None:
    hanako = registered(client, "hanako")
    seen = client.get("/v1/me", headers=hanako.headers).headers["ETag"]
    change = {"name": "青森 花"}
    missing = client.patch("/v1/me", json=change, headers=hanako.headers)
    assert missing.status_code == 428
    headers = {**hanako.headers, "If-Match": seen}
    changed = client.patch("/v1/me", json=change, headers=headers)
    assert (changed.status_code, changed.get_json()["name"]) == (200, "青森 花")
    assert client.patch("/v1/me", json={"name": "x"}, headers=headers).status_code == 412


def test_who_leaves_is_forgotten(client: FlaskClient, database: RolledBackDatabase) -> None:
    hanako = registered(client, "hanako")
    seen = client.get("/v1/me", headers=hanako.headers).headers["ETag"]
    gone = client.delete("/v1/me", headers={**hanako.headers, "If-Match": seen})
    assert gone.status_code == 204
    assert client.get("/v1/me", headers=hanako.headers).status_code == 401
    with database.reading() as session:
        row = session.get_one(Account, hanako.id)
        assert (row.email, row.password_hash, row.name) == (None, None, "")
    assert registered(client, "hanako").id != hanako.id


@pytest.mark.parametrize("token", ["", "nonsense", "Ключ", "x" * 5000])
def test_a_token_of_nobody_is_refused(client: FlaskClient, token: str) -> None:
    answer = client.get(
        "/v1/me", headers={"Authorization": f"Bearer {token}".encode().decode("latin-1")}
    )
    assert answer.status_code == 401
