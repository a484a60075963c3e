from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.databases import RolledBackDatabase
from tests.server.builders import keep_spots, make_record
from tests.server.http.builders import faults


def _walk(client: FlaskClient, path: str) -> list[dict[str, Any]]:
    """Follow the `next` links to the end."""
    features: list[dict[str, Any]] = []
    following: str | None = path
    while following is not None:
        page = client.get(following).get_json()
        assert page["numberReturned"] == len(page["features"])
        features += page["features"]
        following = page["links"].get("next")
    return features


@pytest.mark.parametrize(
    "query",
    ["", "&near=60.1713,24.9414&radius_m=700", "&category=museum&category=church", "&q=a"],
)
def test_following_the_links_shows_every_spot_once(client: FlaskClient, query: str) -> None:
    whole = _walk(client, f"/v1/spots?region=helsinki&limit=100{query}")
    small = _walk(client, f"/v1/spots?region=helsinki&limit=9{query}")
    assert len(whole) > 9
    assert [f["id"] for f in small] == [f["id"] for f in whole]
    assert len({f["id"] for f in whole}) == len(whole)


def test_a_page_is_a_geojson_feature_collection(client: FlaskClient) -> None:
    answer = client.get("/v1/spots?region=ube&limit=3")
    assert answer.mimetype == "application/geo+json"
    page = answer.get_json()
    assert page["type"] == "FeatureCollection"
    for feature in page["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        assert 130 < lon < 132
        assert 33 < lat < 35
        assert feature["properties"]["currency"] == "JPY"
        assert feature["properties"]["licence"]
        assert feature["properties"]["attribution"]


def test_the_link_header_says_what_the_body_says(client: FlaskClient) -> None:
    answer = client.get("/v1/spots?region=helsinki&limit=2&q=museo")
    header = {
        rel: href for href, rel in re.findall(r'<([^>]*)>; rel="(\w+)"', answer.headers["Link"])
    }
    assert header == answer.get_json()["links"]
    assert parse_qs(urlsplit(header["next"]).query).keys() == {"region", "limit", "q", "cursor"}


@pytest.mark.parametrize(("limit", "shown"), [(1, 1), (100, 100), (101, 100), (1_000_000, 100)])
def test_the_page_size_is_clamped(client: FlaskClient, limit: int, shown: int) -> None:
    page = client.get(f"/v1/spots?region=helsinki&limit={limit}").get_json()
    assert page["numberReturned"] == shown


def test_every_parameter_that_cannot_be_used_is_named_at_once(client: FlaskClient) -> None:
    answer = client.get(
        "/v1/spots?region=atlantis&bbox=0,10,1,-10&near=91,0&category=museum&category=nope"
        "&open_at=2027-02-30T00:00:00Z&cursor=abc"
    )
    assert faults(answer) == {
        "?region": "unknown_region",
        "?bbox": "bad_bbox",
        "?near": "bad_point",
        "?category": "unknown_category",
        "?open_at": "bad_time",
        "?cursor": "bad_cursor",
    }


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("bbox=1,2,3", "?bbox", "text_form"),
        ("bbox=1,2,3,4,5", "?bbox", "text_form"),
        ("bbox=a,b,c,d", "?bbox", "text_form"),
        ("bbox=1e1,2,3,4", "?bbox", "text_form"),
        ("bbox=NaN,0,1,1", "?bbox", "text_form"),
        ("bbox=-181,0,1,1", "?bbox", "bad_bbox"),
        ("bbox=0,0,1,91", "?bbox", "bad_bbox"),
        ("near=60.17", "?near", "text_form"),
        ("near=0,181", "?near", "bad_point"),
        ("near=60.17,24.94&radius_m=0", "?radius_m", "too_small"),
        ("near=60.17,24.94&radius_m=50001", "?radius_m", "too_large"),
        ("near=60.17,24.94&radius_m=1e400", "?radius_m", "number_finite"),
        ("radius_m=100", "?radius_m", "radius_without_near"),
        ("max_renown=1.1", "?max_renown", "too_large"),
        ("max_renown=-0.1", "?max_renown", "too_small"),
        ("limit=0", "?limit", "too_small"),
        ("limit=1000001", "?limit", "too_large"),
        ("open_at=2027-05-15", "?open_at", "text_form"),
        ("open_at=2027-05-15T10:00:00", "?open_at", "text_form"),
        ("open_at=2027-05-15T25:00:00Z", "?open_at", "bad_time"),
        ("open_at=2027-05-15T10:00:00%2B99:00", "?open_at", "bad_time"),
        ("q=", "?q", "too_short"),
        ("q=" + "x" * 101, "?q", "too_long"),
        ("q=a%0Ab", "?q", "text_form"),
        ("region=HELSINKI", "?region", "text_form"),
        ("region=" + "x" * 41, "?region", "too_long"),
        ("cursor=!", "?cursor", "text_form"),
        ("updated=1", "?updated", "unknown_field"),
        ("near=1,2&near=1,2", "?near", "repeated"),
    ],
)
def test_each_parameter_that_cannot_be_used_says_why(
    client: FlaskClient, query: str, pointer: str, code: str
) -> None:
    assert faults(client.get(f"/v1/spots?{query}")) == {pointer: code}


@pytest.mark.parametrize(
    "query",
    [
        "near=90,0&radius_m=50000",
        "near=-90,180&radius_m=0.000001",
        "near=0,-180",
        "bbox=-180,-90,180,90",
        "bbox=180,-90,-180,90",
        "bbox=0,0,0,0",
        "open_at=1900-01-01T00:00:00%2B14:00&region=ube",
        "open_at=2199-12-31T23:59:59-14:00&region=ube",
        "open_at=2028-02-29T12:00:00Z&region=ube",
        "q=%FF",
        "q=%F0%A0%AE%B7",
        "max_renown=0",
        "limit=100&near=60.1713,24.9414&open_at=2027-05-15T10:30:00Z&max_renown=1e-300",
    ],
)
def test_the_edges_of_what_may_be_asked_are_answered(client: FlaskClient, query: str) -> None:
    assert client.get(f"/v1/spots?{query}").status_code == 200


def test_results_near_a_point_say_how_far_they_are(client: FlaskClient) -> None:
    features = client.get("/v1/spots?near=60.1713,24.9414&radius_m=300").get_json()["features"]
    distances = [f["properties"]["distance_m"] for f in features]
    assert distances == sorted(distances)
    assert 0 <= distances[0] <= distances[-1] <= 300
    assert (
        client.get("/v1/spots?limit=1").get_json()["features"][0]["properties"]["distance_m"]
        is None
    )


@pytest.mark.parametrize(
    ("asked", "name", "description", "language"),
    [
        ("en", "Old Mill", "A mill.", "en"),
        ("ja", "古い水車", "A mill.", "ja"),
        ("ko", "古い水車", "A mill.", "ja"),
        ("fr", "Vieux moulin", "A mill.", "fr"),
        ("fr-CA", "Vieux moulin", "A mill.", "fr"),
        ("ko, fr;q=0.5, en;q=0.1", "Vieux moulin", "A mill.", "fr"),
    ],
)
def test_each_text_falls_back_on_its_own_when_the_language_is_missing(
    client: FlaskClient,
    database: RolledBackDatabase,
    asked: str,
    name: str,
    description: str,
    language: str,
) -> None:
    names = {"ja": "古い水車", "en": "Old Mill", "fr": "Vieux moulin"}
    (key,) = keep_spots(database, make_record(names=names, descriptions={"en": "A mill."}))
    answer = client.get(f"/v1/spots/{key}", headers={"Accept-Language": asked})
    shown = answer.get_json()["properties"]
    assert (shown["name"], shown["description"]) == (name, description)
    assert shown["names"] == names
    assert answer.headers["Content-Language"] == language


def test_a_listed_spot_is_the_spot_shown(client: FlaskClient) -> None:
    for feature in client.get("/v1/spots?region=shimabara&limit=5").get_json()["features"]:
        assert client.get(feature["links"]["self"]).get_json() == feature
        assert client.get(feature["links"]["region"]).status_code == 200


def test_an_unknown_spot_is_404(client: FlaskClient) -> None:
    answer = client.get("/v1/spots/nothing-here")
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "spot_not_found"


@pytest.mark.parametrize("words", ["寺", "神社", "温泉", "公園"])
def test_japanese_words_find_real_places(client: FlaskClient, words: str) -> None:
    found = client.get("/v1/spots", query_string={"q": words, "limit": 100}).get_json()["features"]
    named = [words in "".join(f["properties"]["names"].values()) for f in found]
    assert named[0]
    assert named == sorted(named, reverse=True)
    assert all(words in str(f["properties"]) for f in found)


def test_a_forged_cursor_is_a_fault_not_a_crash(client: FlaskClient) -> None:
    for cursor in ("WzAuMCwgIlx1MDAwMCJd", "WzAuMCwgIlx1ZDgwMCJd", "W05hTiwgImEiXQ", "bnVsbA"):
        assert faults(client.get(f"/v1/spots?cursor={cursor}")) == {"?cursor": "bad_cursor"}
