from __future__ import annotations

import io
from typing import Any

import pytest
from werkzeug.test import TestResponse

from server.http.openapi import describe
from server.http.uploads import _FIELDS_BYTES, _parts
from tests.server.http.builders import LIMIT_BYTES, contract_of_echo, echo_client, faults

FILE = (b"a,b\r\n", "a.csv")
BODY = (
    b'--edge\r\nContent-Disposition: form-data; name="kind"\r\n\r\nlist\r\n'
    b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n'
    b"Content-Type: text/csv\r\n\r\na,b\r\n\r\n--edge--\r\n"
)


def _send(*files: tuple[bytes, str], **fields: Any) -> TestResponse:
    sent = [(io.BytesIO(data), name) for data, name in files]
    parts = {"kind": "list", **fields, "file": sent}
    return echo_client().post("/files", data=parts, content_type="multipart/form-data")


def _bound(answer: TestResponse) -> Any:
    assert answer.status_code == 201, answer.text
    return answer.get_json()


def _send_raw(body: bytes, **environ: Any) -> TestResponse:
    return echo_client().open(
        "/files",
        method="POST",
        input_stream=io.BytesIO(body),
        content_type="multipart/form-data; boundary=edge",
        environ_overrides=environ,
    )


def test_a_file_arrives_whole_beside_its_fields_as_their_types() -> None:
    bound = _bound(_send((b"x" * 1000, "一覧.csv"), count="3", dry_run="true", note="ｱ"))
    assert bound["slip"] == {"kind": "list", "count": 3, "dry_run": True, "note": "ｱ"}
    assert (bound["file_name"], bound["file_bytes"]) == ("一覧.csv", 1000)


def test_an_empty_file_is_a_file() -> None:
    assert _bound(_send((b"", "a.csv")))["file_bytes"] == 0


@pytest.mark.parametrize("line_bytes", [1, 2, 30, 5000, 70_000])
def test_a_long_file_with_lines_arrives_whole(line_bytes: int) -> None:
    """What follows a line's end could be the boundary, so the parser holds it back."""
    file = (b"x" * (line_bytes - 1) + b"\n") * (400_000 // line_bytes)
    opening = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    _fields, files = _parts(opening + file + b"\r\n--edge--\r\n", "edge")
    assert files["file"].stream.read() == file


def test_every_fault_of_a_form_is_named_at_once() -> None:
    answer = _send(kind="song", count="many", colour="red", dry_run="yes")
    assert faults(answer) == {
        "/kind": "choice",
        "/count": "number_type",
        "/colour": "unknown_field",
        "/dry_run": "bool_type",
        "/file": "required",
    }


def test_a_field_that_is_sent_twice_is_refused() -> None:
    assert faults(_send(FILE, count=["1", "2"])) == {"/count": "repeated"}


def test_two_files_are_one_too_many() -> None:
    assert faults(_send(FILE, FILE)) == {"/file": "repeated"}


def test_a_file_under_another_name_is_refused() -> None:
    assert faults(_send(FILE, photo=(io.BytesIO(b"a"), "a.jpg"))) == {"/photo": "unknown_field"}


def test_a_text_in_place_of_the_file_is_no_file() -> None:
    answer = echo_client().post(
        "/files", data={"kind": "list", "file": "text"}, content_type="multipart/form-data"
    )
    assert faults(answer) == {"/file": "required"}


@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data", "text/csv"])
def test_a_body_that_is_no_form_with_parts_is_415(content_type: str) -> None:
    answer = echo_client().post("/files", data=BODY, content_type=content_type)
    assert answer.status_code == 415


def test_a_file_above_the_limit_is_413() -> None:
    assert _send((b"x" * (LIMIT_BYTES + _FIELDS_BYTES), "a.csv")).status_code == 413


def test_a_file_above_the_limit_is_413_within_the_allowance_for_fields_too() -> None:
    assert _send((b"x" * (LIMIT_BYTES + 1), "a.csv")).status_code == 413


def test_an_endless_body_without_a_length_is_413() -> None:
    answer = _send_raw(BODY + b"x" * 200_000, **{"wsgi.input_terminated": True})
    assert answer.status_code == 413


@pytest.mark.parametrize("kept", range(0, len(BODY) - 2, 7))
def test_a_body_that_ends_before_its_last_boundary_is_refused(kept: int) -> None:
    answer = _send_raw(BODY[:kept], **{"wsgi.input_terminated": True})
    assert answer.status_code in (400, 422)
    assert _send_raw(BODY, **{"wsgi.input_terminated": True}).status_code == 201


def test_a_body_shorter_than_announced_is_400() -> None:
    assert _send_raw(BODY, CONTENT_LENGTH=str(len(BODY) + 10)).status_code == 400


class _Gone(io.BytesIO):
    """A stream whose sender goes away."""

    def read(self, _size: int | None = -1) -> bytes:
        raise OSError("connection reset")


def test_a_sender_who_goes_away_within_a_chunk_is_400() -> None:
    answer = echo_client().open(
        "/files",
        method="POST",
        input_stream=_Gone(),
        content_type="multipart/form-data; boundary=edge",
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 400


def test_a_thousand_parts_are_refused() -> None:
    part = b'--edge\r\nContent-Disposition: form-data; name="note"\r\n\r\n\r\n'
    assert _send_raw(part * 1000 + b"--edge--\r\n").status_code == 413


def test_the_contract_says_which_parts_a_form_has() -> None:
    stated = describe(contract_of_echo().operations, version="1")["paths"]
    assert isinstance(stated, dict)
    form = stated["/files"]["post"]["requestBody"]["content"]["multipart/form-data"]
    assert form["schema"]["required"] == ["file", "kind"]
    assert set(form["schema"]["properties"]) == {"file", "kind", "count", "dry_run", "note"}
    assert form["schema"]["properties"]["file"]["format"] == "binary"
    assert form["encoding"] == {"file": {"contentType": "text/csv"}}
