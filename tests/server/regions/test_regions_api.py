from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from server.regions.categories import CATEGORIES
from tests.databases import RolledBackDatabase
from tests.server.builders import make_region


def test_every_region_is_listed_with_what_its_travel_times_rest_on(client: FlaskClient) -> None:
    regions = {r["code"]: r for r in client.get("/v1/regions").get_json()["regions"]}
    assert set(regions) >= {"helsinki", "ube", "iwakuni", "shimabara"}
    streets = {n["mode"]: n for n in regions["helsinki"]["networks"]}
    assert streets.keys() == {"walk", "drive"}
    assert all(n["estimated"] is False and n["nodes"] > 100 for n in streets.values())
    assert all(n["estimated"] and n["nodes"] is None for n in regions["ube"]["networks"])


def test_a_region_with_streets_names_openstreetmap(client: FlaskClient) -> None:
    region = client.get("/v1/regions/helsinki").get_json()
    assert "© OpenStreetMap contributors" in region["attribution"]


def test_a_region_listed_is_the_region_shown(client: FlaskClient) -> None:
    for region in client.get("/v1/regions").get_json()["regions"]:
        assert client.get(region["links"]["self"]).get_json() == region
        assert client.get(region["links"]["spots"]).status_code == 200


def test_an_unknown_region_is_404_and_the_known_ones_are_named(client: FlaskClient) -> None:
    answer = client.get("/v1/regions/atlantis", headers={"Accept-Language": "ja"})
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "region_not_found"
    assert "「atlantis」" in answer.get_json()["detail"]
    assert "helsinki" in answer.get_json()["detail"]


@pytest.mark.parametrize("code", ["%00", "a%2Fb", "..", "京都", "x" * 65, "a b"])
def test_what_cannot_be_a_code_is_404(client: FlaskClient, code: str) -> None:
    assert client.get(f"/v1/regions/{code}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "name", "language"),
    [
        ("fi", "Helsinki", "fi"),
        ("sv", "Helsingfors", "sv"),
        ("SV-fi", "Helsingfors", "sv"),
        ("ja", "ヘルシンキ", "ja"),
        ("ja-JP, sv;q=0.9", "ヘルシンキ", "ja"),
        ("de", "Helsinki", "fi"),
        ("de, ja;q=0.1", "ヘルシンキ", "ja"),
        ("ja;q=0, sv", "Helsingfors", "sv"),
        ("", "Helsinki", "fi"),
    ],
)
def test_a_name_comes_in_the_language_asked_for_then_in_the_regions_own_order(
    client: FlaskClient, asked: str, name: str, language: str
) -> None:
    answer = client.get("/v1/regions/helsinki", headers={"Accept-Language": asked})
    assert answer.get_json()["name"] == name
    assert answer.headers["Content-Language"] == language
    assert "Accept-Language" in answer.headers["Vary"]


def test_another_language_is_another_version_of_the_answer(client: FlaskClient) -> None:
    path = "/v1/regions/helsinki"
    english = client.get(path, headers={"Accept-Language": "en"})
    again = {"If-None-Match": english.headers["ETag"]}
    assert client.get(path, headers={"Accept-Language": "en", **again}).status_code == 304
    assert client.get(path, headers={"Accept-Language": "sv", **again}).status_code == 200


def test_a_region_without_any_asked_language_still_has_a_name(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    with database.writing() as session:
        session.add(make_region("odd", names={"ko": "이상한"}, languages=["ja"]))
    answer = client.get("/v1/regions/odd", headers={"Accept-Language": "en"})
    assert answer.get_json()["name"] == "이상한"
    assert answer.headers["Content-Language"] == "ko"


@pytest.mark.parametrize("asked", ["en", "ja"])
def test_every_category_has_a_name_in_both_languages(client: FlaskClient, asked: str) -> None:
    answer = client.get("/v1/categories", headers={"Accept-Language": asked})
    categories = answer.get_json()["categories"]
    assert [c["code"] for c in categories] == list(CATEGORIES)
    for category in categories:
        assert category["name"] == category["names"][asked]
        assert category["names"]["en"] != category["names"]["ja"]
    assert answer.headers["Content-Language"] == asked
