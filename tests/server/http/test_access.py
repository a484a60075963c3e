"""Who may call what, on an app of four operations."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.app import operations
from server.http import access, problems
from server.http.access import Principal, authorise
from server.http.contract import MAX_BODY_BYTES, Answer, Contract, Reply
from server.permissions import ADMINS, EDITORS, EVERYBODY, PERMISSIONS, SIGNED_IN, Role, Rule

OURS, THEIRS = "ours", "theirs"
CALLERS: Mapping[str, Principal] = {
    "tourist": Principal("t"),
    "viewer": Principal("v", {OURS: Role.VIEWER}),
    "editor": Principal("e", {OURS: Role.EDITOR}),
    "owner": Principal("o", {OURS: Role.OWNER}),
    "admin": Principal("a", is_admin=True),
}
RULES: Mapping[str, Rule] = {
    "look_in": EVERYBODY,
    "show_me": SIGNED_IN,
    "edit_ours": EDITORS,
    "edit_theirs": EDITORS,
    "edit_nobodys": EDITORS,
    "forget_to_ask": EDITORS,
    "administer": ADMINS,
}
OWNERS_OF: Mapping[str, str | None] = {
    "edit_ours": OURS,
    "edit_theirs": THEIRS,
    "edit_nobodys": None,
}


@pytest.fixture
def client() -> FlaskClient:
    """An app with one operation for each rule; a token is the name of a caller."""
    app = Flask("test")
    app.config[MAX_BODY_BYTES] = 1024
    problems.install(app)
    access.install(app, CALLERS.get)
    contract = Contract("test", RULES)
    for name in RULES:
        _add(contract, name)
    app.register_blueprint(contract.blueprint)
    return app.test_client()


def _add(contract: Contract, name: str) -> None:
    def handler() -> Answer:
        """Answer with a secret."""
        if name in OWNERS_OF:
            authorise(OWNERS_OF[name])
        return Answer("secret")

    handler.__name__ = name
    contract.operation("GET", f"/{name}", reply=Reply(200, "A secret", media_type="text/plain"))(
        handler
    )


def _status(client: FlaskClient, name: str, caller: str | None) -> int:
    headers = {} if caller is None else {"Authorization": f"Bearer {caller}"}
    answer = client.get(f"/{name}", headers=headers)
    assert (answer.status_code == 200) == (answer.text == "secret")
    return answer.status_code


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        #                  None tourist viewer editor owner admin
        ("look_in", (200, 200, 200, 200, 200, 200)),
        ("show_me", (401, 200, 200, 200, 200, 200)),
        ("edit_ours", (401, 404, 403, 200, 200, 200)),
        ("edit_theirs", (401, 404, 404, 404, 404, 200)),
        ("edit_nobodys", (401, 404, 404, 404, 404, 200)),
        ("administer", (401, 403, 403, 403, 403, 200)),
    ],
)
def test_each_caller_may_what_the_rule_says(
    client: FlaskClient, name: str, expected: tuple[int, ...]
) -> None:
    assert tuple(_status(client, name, caller) for caller in (None, *CALLERS)) == expected


def test_an_operation_that_forgot_to_ask_answers_nothing(client: FlaskClient) -> None:
    assert {_status(client, "forget_to_ask", caller) for caller in CALLERS} == {500}


@pytest.mark.parametrize("credentials", ["Bearer unknown", "Bearer ", "Bearer", "Basic owner", ""])
def test_credentials_that_stand_for_nobody_are_refused_everywhere(
    client: FlaskClient, credentials: str
) -> None:
    for name in RULES:
        answer = client.get(f"/{name}", headers={"Authorization": credentials})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.get_json()["code"] == "sign_in_required"


def test_what_is_told_to_somebody_stays_out_of_caches(client: FlaskClient) -> None:
    answer = client.get("/look_in", headers={"Authorization": "Bearer owner"})
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Authorization" in answer.vary
    assert "no-store" not in client.get("/look_in").headers.get("Cache-Control", "")


def test_an_operation_without_a_rule_cannot_be_declared() -> None:
    with pytest.raises(KeyError):
        _add(Contract("test", RULES), "unheard_of")


def test_the_table_names_the_operations_that_exist_and_no_other() -> None:
    assert {operation.operation_id for operation in operations()} == PERMISSIONS.keys()
