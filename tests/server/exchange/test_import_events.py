from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from server.opendata.reading import read_events
from tests.databases import RolledBackDatabase
from tests.server.exchange.builders import (
    counts,
    events_csv,
    exported,
    imported,
    market,
    send,
    town,
)
from tests.server.spots.keepers import Association

FULL = market(
    name_en="Morning Market",
    ends_on="2027-03-08",
    starts_at="９：００",
    ends_at="17:00",
    description="港の朝市。",
    fee="無料",
    place_name="港",
    lat="34.0",
    lon="131.8",
    organiser="観光協会",
    apply_until="2027-03-01",
    keywords="市場",
    url="https://example.jp/market",
)


@pytest.fixture
def keeper(database: RolledBackDatabase) -> Association:
    return town(database)


def _listed(client: FlaskClient, keeper: Association) -> list[dict[str, Any]]:
    answer = client.get(f"/v1/events?organisation_id={keeper.id}&from_date=2020-01-01")
    if answer.status_code != 200:
        answer = client.get(f"/v1/events?organisation_id={keeper.id}")
    events: list[dict[str, Any]] = answer.get_json()["events"]
    return events


def _take(client: FlaskClient, keeper: Association, *rows: dict[str, str], **form: Any) -> Any:
    return imported(client, keeper, events_csv(*rows), kind="events", **form)


def test_a_row_becomes_an_event_with_every_fact(client: FlaskClient, keeper: Association) -> None:
    assert counts(_take(client, keeper, FULL)) == (1, 0, 0, 0)
    (event,) = _listed(client, keeper)
    assert event["names"] == {"ja": "朝市", "en": "Morning Market"}
    assert (event["first_date"], event["last_date"]) == ("2027-03-07", "2027-03-08")
    assert (event["begins_at"], event["closes_at"]) == ("09:00", "17:00")
    assert (event["fee_minor"], event["application_until"]) == (0, "2027-03-01")
    assert (event["place_name"], event["organiser"]) == ("港", "観光協会")


def test_the_same_events_twice_change_nothing(client: FlaskClient, keeper: Association) -> None:
    _take(client, keeper, FULL, market(listed_id="", name="花火"))
    before = _listed(client, keeper)
    assert counts(_take(client, keeper, FULL, market(listed_id="", name="花火"))) == (0, 0, 2, 0)
    assert _listed(client, keeper) == before


def test_an_event_without_a_certain_day_keeps_the_list_out(
    client: FlaskClient, keeper: Association
) -> None:
    rows = (FULL, market(listed_id="E2", starts_on="10月中旬"))
    answer = send(client, keeper, events_csv(*rows), kind="events")
    assert answer.status_code == 422
    assert [e["code"] for e in answer.get_json()["errors"]] == ["date_not_exact"]
    assert _listed(client, keeper) == []
    assert counts(_take(client, keeper, *rows, skip_refused=True)) == (1, 0, 0, 1)


def test_edits_by_hand_outlive_rows_that_have_not_changed(
    client: FlaskClient, keeper: Association
) -> None:
    _take(client, keeper, FULL)
    (event,) = _listed(client, keeper)
    answer = client.patch(
        f"/v1/events/{event['id']}",
        json={"place_name": "広場", "remark": "雨天中止"},
        headers={**keeper.editor, "If-Match": "*"},
    )
    assert answer.status_code == 200
    assert counts(_take(client, keeper, FULL)) == (0, 0, 1, 0)
    assert counts(_take(client, keeper, {**FULL, "organiser": "市"})) == (0, 1, 0, 0)
    (after,) = _listed(client, keeper)
    assert (after["place_name"], after["remark"], after["organiser"]) == ("広場", "雨天中止", "市")


def test_a_removed_event_that_is_listed_again_is_back(
    client: FlaskClient, keeper: Association
) -> None:
    _take(client, keeper, FULL)
    (event,) = _listed(client, keeper)
    client.delete(f"/v1/events/{event['id']}", headers={**keeper.editor, "If-Match": "*"})
    assert _listed(client, keeper) == []
    assert counts(_take(client, keeper, FULL)) == (0, 1, 0, 0)
    assert [back["id"] for back in _listed(client, keeper)] == [event["id"]]


@pytest.mark.parametrize("layout", ["standard", "legacy"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_events_go_out_and_come_back_the_same(
    client: FlaskClient,
    keeper: Association,
    database: RolledBackDatabase,
    layout: str,
    encoding: str,
) -> None:
    _take(client, keeper, FULL, market(listed_id="", name="花火", fee="時価"))
    (event, _) = _listed(client, keeper)
    client.patch(
        f"/v1/events/{event['id']}",
        json={"names": {"ja": "大朝市"}, "begins_at": "08:00", "fee_minor": 300, "lat": 34.1},
        headers={**keeper.editor, "If-Match": "*"},
    )
    first = exported(client, keeper, layout, encoding, what="events")
    before = _listed(client, keeper)
    assert counts(imported(client, keeper, first, kind="events")) == (0, 0, 2, 0)
    assert _listed(client, keeper) == before
    other = town(database, "光市")
    assert counts(imported(client, other, first, kind="events")) == (2, 0, 0, 0)
    assert exported(client, other, layout, encoding, what="events") == first


def test_cells_that_have_no_field_leave_as_they_came(
    client: FlaskClient, keeper: Association
) -> None:
    _take(client, keeper, FULL)
    (row,) = read_events(exported(client, keeper, what="events"), "x.csv").records
    assert row == read_events(events_csv(FULL), "x.csv").records[0]
