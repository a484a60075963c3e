from __future__ import annotations

import gzip

import pytest

from server.http import compression
from tests.server.http.builders import echo_client, post

OURS = "https://app.example"


@pytest.mark.parametrize("path", ["/things", "/nowhere", "/broken", "/things?limit=x"])
def test_every_answer_carries_the_safe_headers(path: str) -> None:
    headers = echo_client().get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize("origin", [OURS, "null", "https://evil.example"])
def test_no_other_site_may_call_unless_it_is_listed(origin: str) -> None:
    answer = echo_client().get("/things", headers={"Origin": origin})
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_a_listed_origin_may_call_and_caches_are_told() -> None:
    client = echo_client(origins=(OURS,))
    answer = client.get("/things", headers={"Origin": OURS})
    assert answer.headers["Access-Control-Allow-Origin"] == OURS
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "origin",
    [
        "https://app.example.evil.example",
        "http://app.example",
        "https://app.example:444",
        "null",
        "*",
    ],
)
def test_an_origin_that_only_looks_like_a_listed_one_may_not_call(origin: str) -> None:
    answer = echo_client(origins=(OURS,)).get("/things", headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Origin" in answer.headers["Vary"]


def test_a_listed_origin_may_read_failures_too() -> None:
    client = echo_client(origins=(OURS,))
    for path in ("/nowhere", "/broken", "/things?limit=x"):
        answer = client.get(path, headers={"Origin": OURS})
        assert answer.headers["Access-Control-Allow-Origin"] == OURS


def test_a_preflight_says_what_may_be_sent() -> None:
    asked = {
        "Origin": OURS,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = echo_client(origins=(OURS,)).options("/things", headers=asked)
    assert answer.status_code == 200
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_the_same_content_has_the_same_etag_and_is_not_sent_again() -> None:
    client = echo_client()
    first = client.get("/things?limit=3")
    again = client.get("/things?limit=3", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.get_data() == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Accept-Language" in again.headers["Vary"]


def test_other_content_has_another_etag_and_is_sent() -> None:
    client = echo_client()
    first = client.get("/things?limit=3")
    other = client.get("/things?limit=4", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200
    assert other.headers["ETag"] != first.headers["ETag"]


def test_head_answers_as_get_without_the_body() -> None:
    client = echo_client()
    got, asked = client.get("/things"), client.head("/things")
    assert asked.status_code == 200
    assert asked.get_data() == b""
    assert asked.headers["ETag"] == got.headers["ETag"]


def test_what_a_post_answers_has_no_etag() -> None:
    assert "ETag" not in post(echo_client()).headers


LONG = "/things?word=" + "x" * 3000


def test_a_compressed_answer_is_the_same_answer() -> None:
    client = echo_client(also=compression.install)
    plain = client.get(LONG)
    packed = client.get(LONG, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.get_data()) == plain.get_data()
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Content-Encoding" not in plain.headers


def test_the_etag_of_a_compressed_answer_is_recognised_again() -> None:
    client = echo_client(also=compression.install)
    packed = client.get(LONG, headers={"Accept-Encoding": "gzip"})
    again = client.get(
        LONG, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    )
    assert packed.status_code == 200
    assert again.status_code == 304


@pytest.mark.parametrize(("wanted", "status"), [("*", 200), ('"other"', 412), ("same", 200)])
def test_a_read_may_ask_for_the_state_that_it_knows(wanted: str, status: int) -> None:
    client = echo_client()
    tag = client.get("/things").headers["ETag"]
    answer = client.get("/things", headers={"If-Match": tag if wanted == "same" else wanted})
    assert answer.status_code == status
    assert answer.is_json
    if status == 412:
        assert answer.get_json()["code"] == "changed_meanwhile"
