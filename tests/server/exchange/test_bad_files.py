from __future__ import annotations

import io
import zipfile

import pytest
from flask.testing import FlaskClient

from server.opendata.tables import LARGEST_FILE_BYTES
from server.spots.models import Spot
from tests.databases import RolledBackDatabase
from tests.server.exchange.builders import as_csv, count_of, counts, imported, park, send, town
from tests.server.opendata.builders import as_xlsx
from tests.server.spots.keepers import Association


@pytest.fixture
def keeper(database: RolledBackDatabase) -> Association:
    return town(database)


def _bomb() -> bytes:
    """Return a workbook of which one part unpacks to 200 MB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(200):
                part.write(b" " * 1_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.csv", "empty_file"),
        (b"%PDF-1.7\n", "a.csv", "wrong_file_type"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a.csv", "wrong_file_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "a.xls", "old_excel"),
        ("名称,緯度,経度\n".encode("utf-16"), "a.csv", "utf16"),
        (b"\x81", "a.csv", "unknown_encoding"),
        (b"PK\x03\x04 no zip", "a.xlsx", "broken_xlsx"),
        (_bomb(), "a.xlsx", "unsafe_xlsx"),
        (b"a,b,c\n1,2,3\n", "a.csv", "unknown_heading"),
        ("イベント名,開始日\n祭り,2027-01-01\n".encode(), "a.csv", "wrong_kind"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_with_the_reason(
    client: FlaskClient,
    keeper: Association,
    database: RolledBackDatabase,
    data: bytes,
    name: str,
    code: str,
) -> None:
    before = count_of(database, Spot)
    for dry_run in (True, False):
        answer = send(client, keeper, data, name=name, dry_run=dry_run, skip_refused=True)
        assert answer.status_code == 422
        problem = answer.get_json()
        assert (problem["code"], problem["rows_read"]) == ("file_refused", 0)
        assert [(e["row"], e["code"]) for e in problem["errors"]] == [(0, code)]
    assert count_of(database, Spot) == before


def test_a_workbook_is_a_list(client: FlaskClient, keeper: Association) -> None:
    data = as_xlsx([["名称", "緯度", "経度", "ID"], ["公園", "34.0873", "131.8923", "A1"]])
    report = imported(client, keeper, data, name="list.xlsx")
    assert (counts(report), report["encoding"]) == ((1, 0, 0, 0), "xlsx")


def test_a_formula_in_a_workbook_is_never_run(client: FlaskClient, keeper: Association) -> None:
    data = as_xlsx([["名称", "緯度", "経度"], ["=1+2", "34.0873", "131.8923"]])
    answer = send(client, keeper, data, name="list.xlsx")
    assert [(e["code"], e["found"]) for e in answer.get_json()["errors"]] == [("formula", "=1+2")]


def test_a_file_that_is_too_large_is_refused_unread(
    client: FlaskClient, keeper: Association
) -> None:
    answer = send(client, keeper, b"a" * (LARGEST_FILE_BYTES + 1))
    assert (answer.status_code, answer.get_json()["code"]) == (413, "body_too_large")


def test_half_an_upload_is_no_upload(
    client: FlaskClient, keeper: Association, database: RolledBackDatabase
) -> None:
    before = count_of(database, Spot)
    head = (
        b'--edge\r\nContent-Disposition: form-data; name="kind"\r\n\r\nspots\r\n'
        b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    )
    whole = head + as_csv(park(), park(listed_id="A2")) + b"\r\n--edge--\r\n"
    for length in (len(whole) - 1, len(whole) - 20, len(head) + 500):
        answer = client.open(
            f"/v1/organisations/{keeper.id}/imports",
            method="POST",
            input_stream=io.BytesIO(whole[:length]),
            content_type="multipart/form-data; boundary=edge",
            headers=keeper.editor,
            environ_overrides={"CONTENT_LENGTH": str(len(whole))},
        )
        assert (answer.status_code, answer.get_json()["code"]) == (400, "bad_request")
    assert count_of(database, Spot) == before


def test_every_dirty_row_of_a_long_list_is_named(
    client: FlaskClient, keeper: Association, database: RolledBackDatabase
) -> None:
    before = count_of(database, Spot)
    rows = [
        park(listed_id=f"A{n}", lat="" if n % 2 else "北", description="=1") for n in range(11_000)
    ]
    answer = send(client, keeper, as_csv(*rows))
    problem = answer.get_json()
    assert answer.status_code == 422
    assert (problem["rows_read"], problem["rejected"]) == (11_000, 11_000)
    assert {error["row"] for error in problem["errors"]} == set(range(2, 11_002))
    assert problem["error_count"] == 22_000 > len(problem["errors"])
    assert count_of(database, Spot) == before
