"""Every cell of the table role × operation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.permissions import PERMISSIONS, Audience, Role, Rule
from tests.databases import LentDatabase, RolledBackDatabase
from tests.server.access.world import (
    OPERATIONS,
    Caller,
    Operation,
    Tenant,
    body_of,
    make_tenant,
    path_of,
    send,
    sign_in,
    text_of,
)

_OWN = {"remove_member"}
"""What everybody may do with themselves only, unless they are owners."""


def _ask(client: FlaskClient, operation: Operation, caller: Caller, tenant: Tenant) -> TestResponse:
    ids = dict(tenant.ids)
    if operation.id in _OWN and caller in tenant.people.values():
        ids["account_id"] = str(caller.account_id)
    body = body_of(operation, ids, tenant.spots["published"])
    return send(client, operation, caller, path_of(operation, ids), body, **{"If-Match": "*"})


def _expected(rule: Rule, caller: Caller, role: Role | None, *, is_admin: bool) -> set[str]:
    """Return by which codes the caller is turned away; none of them lets them in."""
    if rule.audience is Audience.HOLDERS and role is None and not is_admin:
        return {"a_thing_not_found"}
    if rule.audience is not Audience.EVERYBODY and caller.account_id is None:
        return {"sign_in_required"}
    if rule.admits(role, is_admin=is_admin):
        return set()
    return {"not_allowed"} if role else {"not_found", "organisation_not_found", "a_thing_not_found"}


def _turned_away(answer: TestResponse) -> set[str]:
    if answer.status_code not in (401, 403, 404) or not answer.is_json:
        return set()
    return {answer.get_json()["code"]}


def test_the_table_has_a_rule_for_every_operation_and_no_other() -> None:
    assert PERMISSIONS.keys() == {operation.id for operation in OPERATIONS}


def test_the_contract_states_the_table() -> None:
    for operation in OPERATIONS:
        rule = PERMISSIONS[operation.id]
        assert operation.stated["x-audience"] == rule.audience.value
        assert set(operation.stated.get("x-roles", [])) == {role.value for role in rule.roles}


@dataclass(frozen=True)
class World:
    """A tenant with everything, a neighbour, and everybody who may call."""

    client: FlaskClient
    database: RolledBackDatabase
    tenant: Tenant
    callers: list[tuple[Caller, Role | None, bool]]


@pytest.fixture(scope="module")
def made_world(
    shared_app: Flask, lent_database: LentDatabase, engine: sa.Engine
) -> Iterator[World]:
    """The world of all cells, made once: every request is undone before the next."""
    with engine.connect() as connection:
        transaction = connection.begin()
        database = RolledBackDatabase(connection)
        lent_database.owner = database
        client = shared_app.test_client()
        tenant = make_tenant(client, database, "阿武町")
        other = make_tenant(client, database, "隣町")
        callers: list[tuple[Caller, Role | None, bool]] = [
            (Caller("anonymous"), None, False),
            (sign_in(database, "newcomer", None, None), None, False),
            (sign_in(database, "admin", None, None, is_admin=True), None, True),
            *((person, None, False) for person in other.people.values()),
            *((person, role, False) for role, person in tenant.people.items()),
        ]
        yield World(client, database, tenant, callers)
        transaction.rollback()


@pytest.fixture
def world(made_world: World, lent_database: LentDatabase) -> Iterator[World]:
    """The world, with its database lent to the service."""
    lent_database.owner = made_world.database
    yield made_world
    lent_database.owner = None


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_every_caller_is_let_in_or_turned_away_as_the_table_says(
    world: World, operation: Operation
) -> None:
    rule = PERMISSIONS[operation.id]
    for caller, role, is_admin in world.callers:
        with _undone(world.database):
            answer = _ask(world.client, operation, caller, world.tenant)
        expected = _expected(rule, caller, role, is_admin=is_admin)
        _assert_cell(operation, caller, answer, expected, rule)


def _assert_cell(
    operation: Operation, caller: Caller, answer: TestResponse, expected: set[str], rule: Rule
) -> None:
    told = (operation.id, caller.name, answer.status_code, text_of(answer)[:300])
    assert answer.status_code < 500, told
    codes = _turned_away(answer)
    if expected == set():
        refusals = {"sign_in_required", "not_allowed"}
        assert not codes & refusals, told
        if rule.audience is Audience.MEMBERS:
            assert answer.status_code != 404, told
    elif "a_thing_not_found" in expected:
        assert answer.status_code == 404, told
    else:
        assert codes == expected, told


class _undone:  # noqa: N801 - reads as a word in `with`
    """Undo what a request changed."""

    def __init__(self, database: RolledBackDatabase) -> None:
        with database.reading() as session:
            connection = session.get_bind()
        assert isinstance(connection, sa.Connection)
        self._connection = connection

    def __enter__(self) -> None:
        self._savepoint = self._connection.begin_nested()

    def __exit__(self, *_: object) -> None:
        self._savepoint.rollback()
