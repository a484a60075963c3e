"""Many requests of one reseller at once."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from server.app import create_app
from server.bookings.models import Booking
from server.config import Settings
from server.db import Database
from server.idempotency import service
from server.octo.keys import make_key
from tests.server.bookings.builders import committed_database, make_rice_field, vacancies
from tests.server.conftest import NOW
from tests.server.octo.conftest import Shop

ORDERS = 20
TIMES = 5


@pytest.fixture
def own(database_url: str, tmp_path: Path) -> Iterator[Database]:
    """A database to which threads really commit."""
    with committed_database(database_url, tmp_path) as database:
        yield database


def _uuids() -> list[uuid.UUID]:
    return [uuid.uuid4() for _ in range(ORDERS)]


def test_an_order_that_is_sent_five_times_at_once_is_one_booking(
    own: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_PATIENCE_MS", 120_000)  # a slow machine is no other outcome
    field = make_rice_field(own, capacity=2 * ORDERS)
    with own.writing() as session:
        _, key = make_key(session, field.organisation_id, "旅の市場", now=NOW)
    settings = Settings(data_dir=tmp_path, rate_limit_enabled=False)
    app = create_app(settings, database=own, now=lambda: NOW)
    orders = [order for order in map(str, _uuids()) for _ in range(TIMES)]

    def reserve(order: str) -> tuple[int, str]:
        shop = Shop(app.test_client(), field, key)
        answer = shop.send("POST", "/bookings", shop.wanted(2, uuid=order))
        return answer.status_code, answer.get_json().get("id", "")

    with ThreadPoolExecutor(8) as pool:
        answers = Counter(pool.map(reserve, orders))
    assert {status for status, _ in answers} == {200}
    assert set(answers.values()) == {TIMES}
    with own.reading() as session:
        assert session.scalars(sa.select(sa.func.count()).select_from(Booking)).one() == ORDERS
        assert vacancies(session, field.slots[0]) == 0


def test_an_order_whose_twin_takes_too_long_is_to_come_again(
    own: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if own.dialect == "sqlite":
        pytest.skip("SQLite's writers wait for each other without an end")
    monkeypatch.setattr(service, "_PATIENCE_MS", 50)
    field, order = make_rice_field(own), str(uuid.uuid4())
    with own.writing() as session:
        kept, key = make_key(session, field.organisation_id, "旅の市場", now=NOW)
    settings = Settings(data_dir=tmp_path, rate_limit_enabled=False)
    app = create_app(settings, database=own, now=lambda: NOW)
    shop = Shop(app.test_client(), field, key)
    with own.writing() as twin:
        service.find_answer(twin, service.Asked.of("octo_reserve", kept.reseller_id, order))
        answer = shop.send("POST", "/bookings", shop.wanted(2, uuid=order))
    assert (answer.status_code, answer.get_json()["error"]) == (503, "INTERNAL_SERVER_ERROR")
    assert answer.headers["Retry-After"] == "5"
    assert shop.send("POST", "/bookings", shop.wanted(2, uuid=order)).status_code == 200
