from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.databases import RolledBackDatabase
from tests.server.exchange.builders import as_csv, imported, kept, park, town
from tests.server.spots.keepers import Association, Headers


@pytest.fixture
def keeper(database: RolledBackDatabase) -> Association:
    return town(database)


def _publish(
    client: FlaskClient, keeper: Association, ids: list[Any], who: Headers | None = None
) -> TestResponse:
    return client.post(
        f"/v1/organisations/{keeper.id}/spots/publish",
        json={"spot_ids": ids},
        headers=who or keeper.owner,
    )


def _three(client: FlaskClient, keeper: Association) -> list[str]:
    rows = [park(listed_id=f"A{n}", name=f"公園{n}") for n in range(3)]
    imported(client, keeper, as_csv(*rows))
    return [spot["id"] for spot in kept(client, keeper)]


def test_owners_publish_many_spots_at_once(client: FlaskClient, keeper: Association) -> None:
    ids = _three(client, keeper)
    assert _publish(client, keeper, ids[:2]).get_json() == {"published": 2, "unchanged": 0}
    assert _publish(client, keeper, ids).get_json() == {"published": 1, "unchanged": 2}
    assert {spot["status"] for spot in kept(client, keeper)} == {"published"}
    assert client.get(f"/v1/spots/{ids[0]}").status_code == 200


def test_one_unknown_id_publishes_none(
    client: FlaskClient, keeper: Association, database: RolledBackDatabase
) -> None:
    ids = _three(client, keeper)
    foreign = _three(client, town(database, "光市"))[0]
    answer = _publish(client, keeper, [*ids, foreign, "nothing"])
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]] == [
        ("/spot_ids/3", "unknown_spot"),
        ("/spot_ids/4", "unknown_spot"),
    ]
    assert {spot["status"] for spot in kept(client, keeper)} == {"draft"}


def test_editors_publish_nothing(client: FlaskClient, keeper: Association) -> None:
    ids = _three(client, keeper)
    assert _publish(client, keeper, ids, keeper.editor).status_code == 403


def test_what_lies_elsewhere_is_corrected_before_it_is_published(
    client: FlaskClient, keeper: Association
) -> None:
    imported(client, keeper, as_csv(park(lat="35.68", lon="139.76")))
    (spot,) = kept(client, keeper)
    headers = {**keeper.owner, "If-Match": "*"}
    one, many = (
        client.post(f"/v1/spots/{spot['id']}/publish", headers=headers),
        _publish(client, keeper, [spot["id"]]),
    )
    assert {error["code"] for error in one.get_json()["errors"]} == {"outside_region"}
    assert [error["code"] for error in many.get_json()["errors"]] == ["outside_region"]
    place = {"lat": 34.0873, "lon": 131.8923}
    assert client.patch(f"/v1/spots/{spot['id']}", json=place, headers=headers).status_code == 200
    assert client.post(f"/v1/spots/{spot['id']}/publish", headers=headers).status_code == 200


@pytest.mark.parametrize("ids", [[], ["a"] * 1001, [1]])
def test_a_list_of_ids_is_bounded(client: FlaskClient, keeper: Association, ids: list[Any]) -> None:
    assert _publish(client, keeper, ids).status_code == 422
