"""A town's association in Yamaguchi, the lists that it sends, and what comes back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.accounts.models import Organisation
from server.db import Database
from server.opendata.event_layouts import EVENTS
from server.opendata.list_kind import ListKind
from server.opendata.spot_layouts import SPOTS
from server.regions.service import RegionRecord, save_region
from tests.databases import RolledBackDatabase
from tests.server.builders import EPOCH
from tests.server.spots.keepers import Association, Headers, association

YAMAGUCHI = RegionRecord(
    code="yamaguchi",
    names={"ja": "山口県"},
    time_zone="Asia/Tokyo",
    country="JP",
    subdivision="35",
    currency="JPY",
    languages=["ja", "en"],
    centre_lat=34.18,
    centre_lon=131.47,
    west=130.7,
    south=33.7,
    east=132.55,
    north=34.85,
    attribution="",
    licence="",
)
PARK = {
    "municipality_code": "352071",
    "listed_id": "A1",
    "name": "滝ノ口河川公園",
    "lat": "34.0873",
    "lon": "131.8923",
}


def town(database: RolledBackDatabase, name: str = "下松市") -> Association:
    """Keep an association whose spots lie in Yamaguchi."""
    keeper = association(database, name)
    with database.writing() as session:
        save_region(session, YAMAGUCHI, now=EPOCH)
        session.flush()
        organisation = session.get(Organisation, keeper.id)
        assert organisation is not None
        organisation.region_code = YAMAGUCHI.code
    return keeper


def as_csv(
    *rows: Mapping[str, str], kind: ListKind = SPOTS, columns: Iterable[str] | None = None
) -> bytes:
    """Return rows, by field, as a list in the current layout."""
    fields = list(columns or kind.standard)
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow([kind.heading(field) for field in fields])
    writer.writerows([[row.get(field, "") for field in fields] for row in rows])
    return sheet.getvalue().encode()


def park(**cells: str) -> dict[str, str]:
    """Return a row that is in order."""
    return {**PARK, **cells}


def market(**cells: str) -> dict[str, str]:
    """Return an event's row that is in order."""
    return {"listed_id": "E1", "name": "朝市", "starts_on": "2027-03-07", **cells}


def events_csv(*rows: Mapping[str, str]) -> bytes:
    return as_csv(*rows, kind=EVENTS)


def send(
    client: FlaskClient,
    keeper: Association,
    data: bytes,
    who: Headers | None = None,
    *,
    name: str = "list.csv",
    language: str = "ja",
    **form: Any,
) -> TestResponse:
    """Send a list as an editor, or as `who`."""
    fields = {n: str(v).lower() if isinstance(v, bool) else v for n, v in form.items()}
    return posted(
        client,
        f"/v1/organisations/{keeper.id}/imports",
        _form({"kind": "spots", **fields}, data, name),
        {**(who or keeper.editor), "Accept-Language": language},
    )


def posted(client: FlaskClient, path: str, form: bytes, headers: Headers) -> TestResponse:
    return client.post(
        path, data=form, content_type="multipart/form-data; boundary=edge", headers=headers
    )


def send_table(
    client: FlaskClient, keeper: Association, data: bytes, below: str = "", **form: str
) -> TestResponse:
    """Ask, as an editor, what stands in a file, or for what lies `below` that."""
    path = f"/v1/organisations/{keeper.id}/tables{below}"
    return posted(client, path, _form(form, data, "list"), keeper.editor)


def _form(fields: Mapping[str, str], data: bytes, name: str) -> bytes:
    """Return a form as it is sent; the test client would leave files of large ones open."""
    part = '--edge\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    texts = "".join(part.format(field, "") + f"{text}\r\n" for field, text in fields.items())
    head = texts + part.format("file", f'; filename="{name}"')
    return head.encode() + data + b"\r\n--edge--\r\n"


def imported(client: FlaskClient, keeper: Association, data: bytes, **form: Any) -> dict[str, Any]:
    """Import a list and return the report."""
    answer = send(client, keeper, data, **form)
    assert answer.status_code == 200, answer.text[:2000]
    report: dict[str, Any] = answer.get_json()
    assert report["accepted"] + report["rejected"] == report["rows_read"]
    return report


def counts(report: Mapping[str, Any]) -> tuple[int, int, int, int]:
    """Return created, updated, unchanged, rejected."""
    return report["created"], report["updated"], report["unchanged"], report["rejected"]


def kept(client: FlaskClient, keeper: Association) -> list[dict[str, Any]]:
    """Return the association's spots, up to a hundred."""
    here = f"/v1/organisations/{keeper.id}/spots?limit=100"
    spots: list[dict[str, Any]] = client.get(here, headers=keeper.viewer).get_json()["spots"]
    return spots


def exported(
    client: FlaskClient,
    keeper: Association,
    layout: str = "standard",
    encoding: str = "utf-8",
    what: str = "spots",
) -> bytes:
    """Return the association's list."""
    query = f"layout={layout}&encoding={encoding}"
    here = f"/v1/organisations/{keeper.id}/exports/{what}.csv?{query}"
    answer = client.get(here, headers=keeper.viewer)
    assert answer.status_code == 200, answer.text[:2000]
    data: bytes = answer.data
    return data


def count_of(database: Database, table: type[Any]) -> int:
    """Return how many rows a table has."""
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
