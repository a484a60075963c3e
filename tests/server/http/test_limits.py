from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from limits.storage import MemoryStorage

from server.app import create_app
from server.config import Settings


def _client(tmp_path: Path, **settings: Any) -> FlaskClient:
    stated: dict[str, Any] = {"read_rate_limit": "2 per hour", "plan_rate_limit": "1 per hour"}
    return create_app(
        Settings(data_dir=tmp_path, database_url=None, **{**stated, **settings})
    ).test_client()


def test_the_request_over_the_limit_is_a_429_problem_that_says_when_to_come_back(
    tmp_path: Path,
) -> None:
    client = _client(tmp_path)
    answers = [client.get("/v1/categories") for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    refusal = answers[-1]
    assert refusal.mimetype == "application/problem+json"
    assert refusal.get_json()["code"] == "too_many_requests"
    assert refusal.get_json()["request_id"] == refusal.headers["X-Request-Id"]
    assert 0 < int(refusal.headers["Retry-After"]) <= 3600


def test_an_answer_within_the_limit_asks_nobody_to_wait(tmp_path: Path) -> None:
    answer = _client(tmp_path).get("/v1/categories")
    assert "Retry-After" not in answer.headers
    assert answer.headers["X-RateLimit-Remaining"] == "1"


def test_what_costs_more_is_limited_more(tmp_path: Path) -> None:
    client = _client(tmp_path)
    codes = [client.post("/v1/itineraries", json={}).status_code for _ in range(2)]
    assert codes == [422, 429]


def test_the_sample_day_counts_as_planning_though_it_is_read(tmp_path: Path) -> None:
    client = _client(tmp_path)
    client.get("/sample-day")
    assert client.get("/sample-day").status_code == 429


def test_each_address_has_its_own_count(tmp_path: Path) -> None:
    client = _client(tmp_path, read_rate_limit="1 per hour")
    first = [
        client.get("/v1/categories", environ_overrides={"REMOTE_ADDR": f"192.0.2.{n}"}).status_code
        for n in range(3)
    ]
    assert first == [200, 200, 200]


def test_a_forged_forwarding_header_gives_no_fresh_count(tmp_path: Path) -> None:
    client = _client(tmp_path, read_rate_limit="1 per hour")
    codes = [
        client.get("/v1/categories", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
        for n in range(2)
    ]
    assert codes == [200, 429]


def test_behind_a_trusted_proxy_the_forwarded_address_counts(tmp_path: Path) -> None:
    client = _client(tmp_path, read_rate_limit="1 per hour", trusted_proxies=1)
    codes = [
        client.get("/v1/categories", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
        for n in (1, 2, 2)
    ]
    assert codes == [200, 200, 429]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_operators_are_never_limited(tmp_path: Path, path: str) -> None:
    client = _client(tmp_path, read_rate_limit="1 per hour")
    assert 429 not in [client.get(path).status_code for _ in range(4)]


class _LostStorage(MemoryStorage):
    """Counts nothing: the machine that keeps the counts does not answer."""

    STORAGE_SCHEME = ["lost"]  # noqa: RUF012 - as the library declares it

    def incr(self, *_args: Any, **_kwargs: Any) -> int:
        raise ConnectionError("gone")

    def check(self) -> bool:
        return False


def test_a_lost_counter_store_refuses_nobody_within_the_limit(tmp_path: Path) -> None:
    client = _client(tmp_path, rate_limit_storage="lost://")
    assert [client.get("/v1/categories").status_code for _ in range(3)] == [200, 200, 429]
