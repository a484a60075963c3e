"""A tiny service that echoes what was bound, so that requests can be tested without a database."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any, Literal

from flask import Flask
from flask.testing import FlaskClient
from pydantic import Field
from werkzeug.test import TestResponse

from server.http import headers, problems, request_log
from server.http.contract import MAX_BODY_BYTES, Answer, Contract, Reply
from server.http.types import Bool, Clock, Date, Float, Int, Model, Position, Share, Text
from server.http.uploads import SentFile, Upload
from server.permissions import EVERYBODY

LIMIT_BYTES = 4096


class Basket(Model):
    """A body with one field of each kind."""

    name: Annotated[Text, Field(max_length=20)] = ""
    count: Int = 0
    share: Share = 0.0
    ready: Bool = False
    day: Date | None = None
    at: Clock | None = None
    points: Annotated[list[Position], Field(max_length=3)] = Field(default_factory=list)


class Filters(Model):
    """A query with one parameter of each kind."""

    word: Text | None = None
    limit: Int = 50
    radius: Float | None = None
    day: Date | None = None
    flag: Bool = False
    tag: Annotated[list[Text], Field(max_length=3)] = Field(default_factory=list)


class Slip(Model):
    """What stands beside a file in a form."""

    kind: Literal["list", "picture"]
    count: Int = 0
    dry_run: Bool = False
    note: Text = ""


class Bound(Model):
    """What arrived."""

    query: Filters | None = None
    body: Basket | None = None
    slip: Slip | None = None
    file_name: str | None = None
    file_bytes: int | None = None


def contract_of_echo() -> Contract:
    """Return the service's operations."""
    names = ("list_things", "create_thing", "get_bare", "get_broken", "send_file")
    contract = Contract("echo", dict.fromkeys(names, EVERYBODY))

    @contract.operation("GET", "/things", query=Filters, reply=Reply(200, "Bound", Bound))
    def list_things(query: Filters) -> Answer:
        """List."""
        return Answer(Bound(query=query))

    @contract.operation(
        "POST", "/things", query=Filters, body=Basket, reply=Reply(201, "Bound", Bound)
    )
    def create_thing(query: Filters, body: Basket) -> Answer:
        """Create."""
        return Answer(Bound(query=query, body=body))

    @contract.operation("GET", "/bare", reply=Reply(200, "Nothing", Bound))
    def get_bare() -> Answer:
        """Take nothing."""
        return Answer(Bound())

    @contract.operation(
        "POST",
        "/files",
        body=Slip,
        upload=Upload(LIMIT_BYTES, "A file", ("text/csv",)),
        reply=Reply(201, "Bound", Bound),
    )
    def send_file(body: Slip, file: SentFile) -> Answer:
        """Take a file."""
        return Answer(Bound(slip=body, file_name=file.name, file_bytes=len(file.data)))

    @contract.operation("GET", "/broken", reply=Reply(200, "Nothing", Bound))
    def get_broken() -> Answer:
        """Fail."""
        raise RuntimeError("the password is hunter2")

    return contract


def echo_client(
    *, origins: tuple[str, ...] = (), also: Callable[[Flask], None] = lambda app: None
) -> FlaskClient:
    """Return a client of the echo service."""
    app = Flask("echo")
    app.config[MAX_BODY_BYTES] = LIMIT_BYTES
    request_log.install(app)
    problems.install(app)
    headers.install(app, origins)
    app.register_blueprint(contract_of_echo().blueprint)
    also(app)
    return app.test_client()


def post_raw(
    client: FlaskClient, body: bytes, content_type: str | None = "application/json"
) -> Any:
    """Return the answer to a body sent as it is."""
    return client.post("/things", data=body, content_type=content_type)


def post(client: FlaskClient, path: str = "/things", **fields: Any) -> TestResponse:
    """Return the answer to a JSON body."""
    return client.post(path, data=json.dumps(fields), content_type="application/json")


def faults(response: TestResponse) -> dict[str, str]:
    """Return the fault codes of a 422 by pointer."""
    assert response.status_code == 422, response.get_data(as_text=True)
    assert response.mimetype == "application/problem+json"
    assert response.json is not None
    return {fault["pointer"]: fault["code"] for fault in response.json["errors"]}
