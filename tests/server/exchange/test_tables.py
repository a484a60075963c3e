from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from tests.databases import RolledBackDatabase
from tests.server.exchange.builders import as_csv, imported, park, send_table, town
from tests.server.opendata.builders import as_csv as rows_as_csv
from tests.server.opendata.builders import as_xlsx
from tests.server.spots.keepers import Association

LINES: list[list[object]] = [["ID", "名称", "緯度", "経度"], ["A1", "公園", 34.0873, 131.8923]]


@pytest.fixture
def keeper(database: RolledBackDatabase) -> Association:
    return town(database)


def test_what_stands_in_a_workbook_is_told_and_comes_in_as_csv(
    client: FlaskClient, keeper: Association
) -> None:
    answer = send_table(client, keeper, as_xlsx(LINES))
    assert answer.status_code == 200
    table = answer.get_json()
    assert (table["encoding"], table["sheet"], table["sheets"]) == ("xlsx", "Sheet", ["Sheet"])
    assert table["rows"] == [LINES[0], ["A1", "公園", "34.0873", "131.8923"]]
    assert imported(client, keeper, rows_as_csv(table["rows"]))["created"] == 1


def test_a_sheet_is_asked_for_by_its_name(client: FlaskClient, keeper: Association) -> None:
    book = as_xlsx(LINES, lambda book: book.create_sheet("別表").append(["施設"]))
    table = send_table(client, keeper, book, sheet="別表").get_json()
    assert (table["sheet"], table["rows"]) == ("別表", [["施設"]])
    problem = send_table(client, keeper, book, sheet="無い表").get_json()
    assert [(one["code"], one["found"]) for one in problem["errors"]] == [
        ("no_such_sheet", "無い表")
    ]


def test_a_csv_is_told_too(client: FlaskClient, keeper: Association) -> None:
    table = send_table(client, keeper, as_csv(park())).get_json()
    assert (table["encoding"], table["sheet"], table["sheets"]) == ("utf-8", None, [])
    assert table["rows"][1][0] == "352071"


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty_file"), (b"PK\x03\x04 no zip", "broken_xlsx")]
)
def test_what_is_no_table_is_refused_with_the_reason(
    client: FlaskClient, keeper: Association, data: bytes, code: str
) -> None:
    answer = send_table(client, keeper, data)
    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (422, "file_refused")
    assert [(one["row"], one["code"]) for one in problem["errors"]] == [(0, code)]


def test_a_corrected_workbook_is_given_back(client: FlaskClient, keeper: Association) -> None:
    cells = json.dumps({"B2": "滝ノ口"})
    answer = send_table(client, keeper, as_xlsx(LINES), "/corrected", cells=cells)
    assert (answer.status_code, "spreadsheetml" in answer.headers["Content-Type"]) == (200, True)
    rows = send_table(client, keeper, answer.data).get_json()["rows"]
    assert rows[1] == ["A1", "滝ノ口", "34.0873", "131.8923"]


@pytest.mark.parametrize("cells", ["", "[]", "{}", '{"B0": "塔"}', '{"2:1": "塔"}', '{"B2": 5}'])
def test_corrections_that_name_no_cell_are_refused(
    client: FlaskClient, keeper: Association, cells: str
) -> None:
    answer = send_table(client, keeper, as_xlsx(LINES), "/corrected", cells=cells)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid")


def test_a_row_that_is_not_there_is_not_written(client: FlaskClient, keeper: Association) -> None:
    cells = json.dumps({"B9": "塔"})
    answer = send_table(client, keeper, as_xlsx(LINES), "/corrected", cells=cells)
    assert [one["code"] for one in answer.get_json()["errors"]] == ["not_correctable"]
