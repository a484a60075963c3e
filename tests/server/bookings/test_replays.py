"""The same request again and again, at once and after failures, books once."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from server.app import create_app
from server.bookings.models import Booking
from server.config import Settings
from server.db import Database
from server.idempotency import once as once_module
from server.idempotency import service as idempotency
from server.idempotency.models import KeptAnswer
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import (
    RiceField,
    committed_database,
    make_rice_field,
    vacancies,
)
from tests.server.conftest import NOW

KEYS = int(os.environ.get("YORIMICHI_REPLAYED_KEYS", "100"))
"""How many requests are replayed; a thousand take half a minute."""
TIMES = 5
CONTACT = {"name": "青森 花子", "email": "hanako@example.jp", "language": "ja"}


def _body(field: RiceField, people: int = 1, slot: int = 0) -> dict[str, Any]:
    return {
        "slot_id": field.slots[slot],
        "units": [{"unit_id": field.adult, "quantity": people}],
        "contact": CONTACT,
    }


def _post(app: Flask, key: str, body: Any, path: str = "/v1/bookings", **more: str) -> TestResponse:
    headers = {"Idempotency-Key": key, **more}
    return app.test_client().post(path, json=body, headers=headers)


@pytest.fixture
def own(database_url: str, tmp_path: Path) -> Iterator[Database]:
    with committed_database(database_url, tmp_path) as database:
        yield database


@pytest.fixture
def served(own: Database, tmp_path: Path) -> Flask:
    settings = Settings(data_dir=tmp_path, rate_limit_enabled=False)
    return create_app(settings, database=own, now=lambda: NOW)


def _count(database: Database, table: type[Any]) -> int:
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_each_key_books_once_however_often_it_comes_at_once(own: Database, served: Flask) -> None:
    field = make_rice_field(own, slots=1, capacity=1000)
    keys = [f"key-of-a-guest-{n:06}" for n in range(min(KEYS, 1000))]
    asked = list(itertools.chain.from_iterable([key] * TIMES for key in keys))
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda key: (key, _post(served, key, _body(field))), asked))
    assert {answer.status_code for _, answer in answers} == {201}
    said: dict[str, Counter[str]] = {}
    for key, answer in answers:
        said.setdefault(key, Counter())[answer.text] += 1
    assert all(list(texts.values()) == [TIMES] for texts in said.values())
    assert _count(own, Booking) == len(keys)
    with own.reading() as session:
        assert vacancies(session, field.slots[0]) == 1000 - len(keys)


def test_a_key_with_another_body_is_refused(own: Database, served: Flask) -> None:
    field = make_rice_field(own)
    assert _post(served, "a-key-of-a-guest", _body(field)).status_code == 201
    answer = _post(served, "a-key-of-a-guest", _body(field, 2))
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "idempotency_key_reused"
    assert _count(own, Booking) == 1


@pytest.mark.parametrize("key", ["", "short", "ключ" * 8, "x" * 256])
def test_a_key_that_cannot_be_used_is_refused(own: Database, served: Flask, key: str) -> None:
    field = make_rice_field(own)
    headers = {"Idempotency-Key": key.encode().decode("latin-1")} if key else {}
    answer = served.test_client().post("/v1/bookings", json=_body(field), headers=headers)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "idempotency_key_needed"


def test_what_failed_may_be_tried_again_with_its_key(own: Database, served: Flask) -> None:
    field = make_rice_field(own, capacity=1)
    first = _post(served, "the-first-guest-1", _body(field)).get_json()
    assert _post(served, "the-second-guest", _body(field)).get_json()["code"] == "sold_out"
    cancelled = _post(
        served,
        "the-first-guest-2",
        {},
        f"/v1/bookings/{first['id']}/cancel",
        **{"Booking-Key": first["key"]},
    )
    assert cancelled.status_code == 200
    assert _post(served, "the-second-guest", _body(field)).status_code == 201


def test_a_crash_before_the_answer_is_kept_leaves_nothing(
    own: Database, served: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = make_rice_field(own)

    def crash(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(once_module, "keep_answer", crash)
        with pytest.raises(KeyboardInterrupt):
            _post(served, "a-key-of-a-guest", _body(field))
    assert (_count(own, Booking), _count(own, KeptAnswer)) == (0, 0)
    assert _post(served, "a-key-of-a-guest", _body(field)).status_code == 201


def test_a_crash_after_the_answer_was_kept_gives_the_same_answer(
    own: Database, served: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = make_rice_field(own)
    kept: list[str] = []
    really = idempotency.keep_answer

    def keep(session: Any, asked: Any, content: str, *rest: Any, **more: Any) -> None:
        really(session, asked, content, *rest, **more)
        kept.append(content)

    with monkeypatch.context() as patched:
        patched.setattr(once_module, "keep_answer", keep)
        _post(served, "a-key-of-a-guest", _body(field))  # its answer is lost on the way
    again = _post(served, "a-key-of-a-guest", _body(field))
    assert again.text == kept[0]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert _count(own, Booking) == 1


def test_nobody_else_gets_an_answer_by_its_key(own: Database, served: Flask) -> None:
    field = make_rice_field(own)
    made = _post(served, "a-key-of-a-guest", _body(field)).get_json()
    path = f"/v1/bookings/{made['id']}/confirm"
    mine = _post(served, "confirm-this-once", {}, path, **{"Booking-Key": made["key"]})
    assert mine.status_code == 200
    assert _post(served, "confirm-this-once", {}, path).status_code == 404


def test_steps_are_taken_once_too(client: Any, database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    made = client.post(
        "/v1/bookings", json=_body(field, 2), headers={"Idempotency-Key": "a-key-of-a-guest"}
    ).get_json()
    headers = {"Idempotency-Key": "cancel-this-once!", "Booking-Key": made["key"]}
    answers = [
        client.post(f"/v1/bookings/{made['id']}/cancel", json={}, headers=headers) for _ in range(3)
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    with database.reading() as session:
        assert vacancies(session, field.slots[0]) == 10
