from __future__ import annotations

import re

import pytest

from tests.server.http.builders import echo_client, post, post_raw


def test_an_unknown_address_is_a_404_problem() -> None:
    answer = echo_client().get("/nowhere")
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["type"] == "/problems/not_found"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_a_method_that_an_address_does_not_answer_is_405_and_names_those_it_does(
    method: str,
) -> None:
    answer = echo_client().open("/things", method=method)
    assert answer.status_code == 405
    assert answer.mimetype == "application/problem+json"
    allowed = {m.strip() for m in answer.headers["Allow"].split(",")}
    assert allowed == {"GET", "HEAD", "OPTIONS", "POST"}


def test_a_bug_is_a_500_problem_that_tells_nothing_but_its_number() -> None:
    answer = echo_client().get("/broken", headers={"X-Request-Id": "abc-1"})
    assert answer.status_code == 500
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["request_id"] == "abc-1"
    text = answer.get_data(as_text=True)
    for secret in ("hunter2", "RuntimeError", "Traceback", ".py"):
        assert secret not in text


@pytest.mark.parametrize("path", ["/things", "/nowhere", "/broken"])
def test_the_callers_request_number_is_echoed(path: str) -> None:
    answer = echo_client().get(path, headers={"X-Request-Id": "Trip_7.a-b"})
    assert answer.headers["X-Request-Id"] == "Trip_7.a-b"


@pytest.mark.parametrize("sent", ["", "a b", "<script>", "x" * 65, "é", "a\tb", "a;b"])
def test_a_request_number_of_another_form_is_replaced(sent: str) -> None:
    answer = echo_client().get("/nowhere", headers={"X-Request-Id": sent})
    given = answer.headers["X-Request-Id"]
    assert re.fullmatch("[0-9a-f]{16}", given)
    assert answer.get_json()["request_id"] == given


def test_two_requests_get_two_numbers() -> None:
    client = echo_client()
    numbers = {client.get("/things").headers["X-Request-Id"] for _ in range(5)}
    assert len(numbers) == 5


@pytest.mark.parametrize(
    ("asked", "language", "message"),
    [
        ("ja", "ja", "整数が必要です。"),
        ("ja-JP,en;q=0.5", "ja", "整数が必要です。"),
        ("fi, ja;q=0.8, en;q=0.2", "ja", "整数が必要です。"),
        ("en", "en", "A whole number is needed here."),
        ("de", "en", "A whole number is needed here."),
        ("", "en", "A whole number is needed here."),
        ("*;;q=x,,;", "en", "A whole number is needed here."),
    ],
)
def test_a_fault_is_told_in_the_callers_language(asked: str, language: str, message: str) -> None:
    answer = echo_client().post("/things", json={"count": 1.5}, headers={"Accept-Language": asked})
    assert answer.headers["Content-Language"] == language
    assert answer.get_json()["errors"][0]["message"] == message


@pytest.mark.parametrize("asked", ["en", "ja"])
def test_every_kind_of_problem_has_words_in_both_languages(asked: str) -> None:
    client = echo_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = asked
    answers = [
        post_raw(client, b"{"),
        client.get("/nowhere"),
        client.put("/things"),
        post_raw(client, b" " * 5000),
        post_raw(client, b"{}", "text/plain"),
        post(client, count="x"),
        client.get("/broken"),
    ]
    assert [a.status_code for a in answers] == [400, 404, 405, 413, 415, 422, 500]
    for answer in answers:
        for part in ("title", "detail"):
            said = answer.get_json()[part]
            assert bool(re.search("[ぁ-んァ-ヶ一-龠]", said)) is (asked == "ja"), said
            assert "{" not in said


def test_a_problem_is_complete_and_not_kept_by_caches() -> None:
    answer = post(echo_client(), count="x")
    document = answer.get_json()
    assert document.keys() == {
        "type",
        "title",
        "status",
        "code",
        "detail",
        "request_id",
        "errors",
    }
    assert document["status"] == answer.status_code == 422
    assert answer.headers["Cache-Control"] == "no-store"
