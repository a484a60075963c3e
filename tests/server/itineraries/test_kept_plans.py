from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from server.itineraries.examples import HELSINKI_DAY
from server.spots.records import HoursRule
from tests.databases import RolledBackDatabase
from tests.server.builders import itinerary_request, keep_spots, make_record, somewhere_request
from tests.server.itineraries.builders import plan, visits

FORMS = ("self", "geojson", "gpx", "ics")


def test_a_plan_is_created_under_its_own_address(client: FlaskClient) -> None:
    answer = client.post("/v1/itineraries", json=HELSINKI_DAY)
    assert answer.status_code == 201
    address = answer.headers["Location"]
    assert address == answer.get_json()["links"]["self"]
    assert client.get(address).get_json() == answer.get_json()


def test_two_plans_have_ids_that_cannot_be_guessed_from_each_other(client: FlaskClient) -> None:
    ids = [plan(client, itinerary_request())["id"] for _ in range(2)]
    assert len({key[:8] for key in ids}) == 2
    assert all(len(key) == 36 and key[14] == "4" for key in ids)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_plan_is_linked_and_has_an_etag(client: FlaskClient, form: str) -> None:
    address = plan(client, itinerary_request())["links"][form]
    first = client.get(address)
    assert first.status_code == 200
    assert first.headers["Content-Language"] == "en"
    assert "Accept-Language" in first.headers["Vary"]
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    other = client.get(
        address, headers={"If-None-Match": first.headers["ETag"], "Accept-Language": "ja"}
    )
    assert other.status_code == 200 or form == "gpx"


@pytest.mark.parametrize("ending", ["", ".geojson", ".gpx", ".ics", "/preview.png"])
@pytest.mark.parametrize("key", ["nothing", "0b6f8a3e-3d1c-4c53-8d3f-2d4a7c1e9f00"])
def test_an_unknown_plan_is_404_in_every_form(client: FlaskClient, key: str, ending: str) -> None:
    answer = client.get(f"/v1/itineraries/{key}{ending}")
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "itinerary_not_found"


@pytest.mark.parametrize("path", [".pdf", ".geojson.gpx", "/geojson", "."])
def test_a_form_that_there_is_not_is_404(client: FlaskClient, path: str) -> None:
    address = plan(client, itinerary_request())["links"]["self"]
    assert client.get(address + path).status_code == 404


def _without_words(planned: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(v["spot_id"], v["begin"], v["leave"], v["category"]) for v in visits(planned)]


def test_the_same_plan_reads_in_english_and_in_japanese(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keep_spots(
        database,
        make_record(1, renown=0.05),
        make_record(2, hours=HoursRule("Mo 09:00-17:00")),
    )
    english = plan(client, somewhere_request(lesser_known=1), "en")
    japanese = client.get(english["links"]["self"], headers={"Accept-Language": "ja"}).get_json()
    assert _without_words(english) == _without_words(japanese)
    (en,), (ja,) = visits(english), visits(japanese)
    assert (en["name"], ja["name"]) == ("Museum 1", "資料館1")
    assert "lesser-known" in en["why"]
    assert "知る人ぞ知る場所" in ja["why"]
    assert any("「博物館・資料館」に合う" in why for why in ja["why"])
    assert [s["name"] for s in japanese["skipped"]] == ["資料館2"]
    assert "開いていません" in japanese["skipped"][0]["message"]
    assert [w["code"] for w in english["warnings"]] == [w["code"] for w in japanese["warnings"]]
    assert all("推定" in w["message"] or "不明" in w["message"] for w in japanese["warnings"])


def test_a_plan_stays_as_it_was_when_its_spots_change(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keep_spots(database, make_record(hours=HoursRule("09:00-17:00")))
    planned = plan(client, somewhere_request())
    keep_spots(database, make_record(hours=HoursRule("off"), names={"ja": "改名"}))
    again = client.get(planned["links"]["self"], headers={"Accept-Language": "en"})
    assert again.get_json() == planned


def test_a_plan_names_every_source_it_rests_on(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keep_spots(database, make_record(attribution="市のオープンデータ"), attribution="県")
    planned = plan(client, somewhere_request())
    assert planned["attribution"] == ["県", "市のオープンデータ"]
    assert "© OpenStreetMap contributors" in plan(client, itinerary_request())["attribution"]
