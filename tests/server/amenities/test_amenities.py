from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from server.opendata.shelter_layouts import SHELTERS
from server.opendata.toilet_layouts import TOILETS
from tests.databases import RolledBackDatabase
from tests.server.exchange.builders import as_csv, counts, imported, send, town
from tests.server.spots.keepers import Association

STATION = {
    "listed_id": "T1",
    "name": "駅前公衆トイレ",
    "lat": "34.05",
    "lon": "131.80",
    "address": "山口県周南市1",
    "wheelchair_toilets": "1",
    "ostomate_toilets": "0",
}
HILL = {"listed_id": "T2", "name": "山頂公衆トイレ", "lat": "34.06", "lon": "131.80"}
SCHOOL = {
    "listed_id": "S1",
    "name": "小学校",
    "lat": "34.05",
    "lon": "131.81",
    "flood": "1",
    "tsunami": "1",
    "capacity": "300",
}
QUIET = {"listed_id": "S2", "name": "公園", "lat": "34.07", "lon": "131.81"}


@pytest.fixture
def keeper(database: RolledBackDatabase) -> Association:
    return town(database)


def _toilets(client: FlaskClient, keeper: Association, *rows: dict[str, str], **form: Any) -> Any:
    return imported(client, keeper, as_csv(*rows, kind=TOILETS), kind="toilets", **form)


def _shelters(client: FlaskClient, keeper: Association, *rows: dict[str, str]) -> Any:
    return imported(client, keeper, as_csv(*rows, kind=SHELTERS), kind="shelters")


def _found(client: FlaskClient, **query: Any) -> list[str]:
    answer = client.get("/v1/amenities", query_string={"region": "yamaguchi", **query})
    assert answer.status_code == 200, answer.text
    return [feature["properties"]["name"] for feature in answer.get_json()["features"]]


def test_a_toilet_is_on_the_map_with_what_is_known(
    client: FlaskClient, keeper: Association
) -> None:
    _toilets(client, keeper, STATION, licence="CC-BY-4.0")
    (feature,) = client.get("/v1/amenities?kind=toilet&region=yamaguchi").get_json()["features"]
    told = feature["properties"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [131.8, 34.05]}
    assert (told["wheelchair"], told["ostomate"], told["for_children"]) == (True, False, None)
    assert (told["address"], told["attribution"]) == ("山口県周南市1", "下松市")
    assert (told["licence"], told["hazards"]) == ("CC-BY-4.0", None)


def test_an_evacuation_site_says_what_it_is_for(client: FlaskClient, keeper: Association) -> None:
    _shelters(client, keeper, SCHOOL, QUIET)
    found = client.get("/v1/amenities?kind=shelter&region=yamaguchi").get_json()["features"]
    told = {one["properties"]["name"]: one["properties"] for one in found}
    assert told["小学校"]["hazards"] == ["flood", "tsunami"]
    assert told["小学校"]["capacity"] == 300
    assert told["公園"]["hazards"] is None


def test_the_same_layer_twice_changes_nothing(client: FlaskClient, keeper: Association) -> None:
    assert counts(_toilets(client, keeper, STATION, HILL)) == (2, 0, 0, 0)
    assert counts(_toilets(client, keeper, STATION, HILL)) == (0, 0, 2, 0)
    changed = {**HILL, "wheelchair_toilets": "1"}
    assert counts(_toilets(client, keeper, STATION, changed, dry_run=True)) == (0, 1, 1, 0)
    assert counts(_toilets(client, keeper, STATION, changed)) == (0, 1, 1, 0)
    assert _found(client, kind="toilet", wheelchair="true") != []


def test_only_a_whole_list_replaces_a_layer(client: FlaskClient, keeper: Association) -> None:
    _toilets(client, keeper, STATION, HILL)
    wrong = as_csv(STATION, {**HILL, "lat": "34.1x"}, kind=TOILETS)
    nothing = as_csv(kind=TOILETS)
    for data in (wrong, nothing):
        form: dict[str, Any] = {"kind": "toilets", "replace": True, "skip_refused": True}
        answer = send(client, keeper, data, **form)
        assert (answer.status_code, answer.get_json()["code"]) == (422, "import_refused")
        assert imported(client, keeper, data, dry_run=True, **form)["removed"] == 0
    assert len(_found(client)) == 2


def test_rows_that_vanished_are_removed_only_when_the_layer_is_replaced(
    client: FlaskClient, keeper: Association, database: RolledBackDatabase
) -> None:
    other = town(database, "光市")
    _toilets(client, other, {**STATION, "name": "隣町のトイレ"})
    _toilets(client, keeper, STATION, HILL)
    assert _toilets(client, keeper, STATION)["removed"] == 0
    assert len(_found(client, kind="toilet")) == 3
    assert _toilets(client, keeper, STATION, replace=True, dry_run=True)["removed"] == 1
    assert len(_found(client, kind="toilet")) == 3
    assert _toilets(client, keeper, STATION, replace=True)["removed"] == 1
    assert sorted(_found(client, kind="toilet")) == ["隣町のトイレ", "駅前公衆トイレ"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"kind": "toilet"}, {"駅前公衆トイレ", "山頂公衆トイレ"}),
        ({}, {"駅前公衆トイレ", "山頂公衆トイレ", "小学校", "公園"}),
        ({"wheelchair": "true"}, {"駅前公衆トイレ"}),
        ({"wheelchair": "false"}, set()),
        ({"hazard": "tsunami"}, {"小学校"}),
        ({"hazard": "volcano"}, set()),
        ({"bbox": "131.79,34.055,131.82,34.08"}, {"山頂公衆トイレ", "公園"}),
        ({"near": "34.05,131.80", "radius_m": "500"}, {"駅前公衆トイレ"}),
    ],
)
def test_amenities_are_found_by_what_they_are_and_where(
    client: FlaskClient, keeper: Association, query: dict[str, str], names: set[str]
) -> None:
    _toilets(client, keeper, STATION, HILL)
    _shelters(client, keeper, SCHOOL, QUIET)
    assert set(_found(client, **query)) == names


def test_the_nearest_come_first_over_all_pages(client: FlaskClient, keeper: Association) -> None:
    _toilets(client, keeper, STATION, HILL)
    _shelters(client, keeper, SCHOOL, QUIET)
    here = "/v1/amenities?near=34.05,131.80&radius_m=5000&limit=1"
    names = []
    while here:
        page = client.get(here).get_json()
        names += [feature["properties"]["name"] for feature in page["features"]]
        here = page["links"].get("next", "")
    assert names == ["駅前公衆トイレ", "小学校", "山頂公衆トイレ", "公園"]


def test_all_pages_together_hold_each_amenity_once(
    client: FlaskClient, keeper: Association
) -> None:
    _toilets(client, keeper, *({**HILL, "listed_id": f"T{n}"} for n in range(5)))
    here, ids = "/v1/amenities?region=yamaguchi&limit=2", []
    while here:
        page = client.get(here).get_json()
        ids += [feature["id"] for feature in page["features"]]
        here = page["links"].get("next", "")
    assert len(ids) == len(set(ids)) == 5


def test_another_list_is_refused(client: FlaskClient, keeper: Association) -> None:
    answer = send(client, keeper, as_csv(SCHOOL, kind=SHELTERS), kind="toilets")
    assert answer.status_code == 422
    assert answer.get_json()["code"] == "file_refused"
    assert [e["code"] for e in answer.get_json()["errors"]] == ["wrong_kind"]


def test_owners_remove_their_own_layer(
    client: FlaskClient, keeper: Association, database: RolledBackDatabase
) -> None:
    _toilets(client, keeper, STATION, HILL)
    _toilets(client, town(database, "光市"), {**STATION, "name": "隣町のトイレ"})
    here = f"/v1/organisations/{keeper.id}/amenities"
    assert client.delete(f"{here}/toilet", headers=keeper.editor).status_code == 403
    assert client.delete(f"{here}/song", headers=keeper.owner).get_json()["code"] == "unknown_kind"
    assert client.delete(f"{here}/toilet", headers=keeper.owner).get_json() == {"removed": 2}
    assert _found(client, kind="toilet") == ["隣町のトイレ"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("kind=song", "?kind"),
        ("region=nowhere", "?region"),
        ("bbox=1,2,3,1", "?bbox"),
        ("radius_m=10", "?radius_m"),
        ("cursor=abc", "?cursor"),
        ("colour=red", "?colour"),
    ],
)
def test_a_question_that_makes_no_sense_is_named(
    client: FlaskClient, query: str, pointer: str
) -> None:
    answer = client.get(f"/v1/amenities?{query}")
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.get_json()["errors"]] == [pointer]
