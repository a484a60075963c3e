from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.http.paging import encode_cursor
from server.spots.models import Spot
from tests.databases import RolledBackDatabase
from tests.server.spots.keepers import Association, act, association, written


@pytest.fixture
def keeper(database: RolledBackDatabase) -> Association:
    """An association in the sample region."""
    return association(database)


def _listed(client: FlaskClient, keeper: Association, query: str) -> list[dict[str, Any]]:
    answer = client.get(f"/v1/organisations/{keeper.id}/spots?{query}", headers=keeper.viewer)
    assert answer.status_code == 200, answer.get_json()
    spots: list[dict[str, Any]] = answer.get_json()["spots"]
    return spots


def _names(spots: list[dict[str, Any]]) -> list[str]:
    return [spot["names"]["ja"] for spot in spots]


def _named(client: FlaskClient, keeper: Association, name: str, **facts: Any) -> dict[str, Any]:
    texts = {"names": {"ja": name}, "descriptions": {}, "name_kana": None}
    return written(client, keeper, **texts, **facts)


def test_drafts_are_found_by_their_words(client: FlaskClient, keeper: Association) -> None:
    _named(client, keeper, "白糸の滝")
    _named(client, keeper, "港の灯台")
    assert _names(_listed(client, keeper, "q=灯台")) == ["港の灯台"]
    assert _listed(client, keeper, "q=温泉") == []


def test_spots_are_found_by_any_of_several_categories(
    client: FlaskClient, keeper: Association
) -> None:
    _named(client, keeper, "白糸の滝", categories=["nature"])
    _named(client, keeper, "古い町家", categories=["museum", "viewpoint"])
    _named(client, keeper, "港の市場", categories=["food"])
    both = _listed(client, keeper, "category=nature&category=viewpoint")
    assert sorted(_names(both)) == ["古い町家", "白糸の滝"]


def test_words_category_and_state_hold_together(client: FlaskClient, keeper: Association) -> None:
    shown = _named(client, keeper, "白糸の滝", categories=["nature"])
    _named(client, keeper, "竜の滝", categories=["nature"])
    act(client, shown, "publish", keeper.owner)
    found = _listed(client, keeper, "q=滝&category=nature&status=published")
    assert _names(found) == ["白糸の滝"]


def test_what_changed_last_comes_first_page_by_page(
    client: FlaskClient, database: RolledBackDatabase, keeper: Association
) -> None:
    for age, name in enumerate(("新しい", "中ほど", "古い")):
        spot = _named(client, keeper, name)
        _age(database, spot["id"], dt.timedelta(hours=age))
    address = f"/v1/organisations/{keeper.id}/spots?sort=changed&limit=1"
    seen = []
    while address:
        page = client.get(address, headers=keeper.viewer).get_json()
        seen += _names(page["spots"])
        address = page["links"].get("next")
    assert seen == ["新しい", "中ほど", "古い"]


def _age(database: RolledBackDatabase, key: str, age: dt.timedelta) -> None:
    with database.writing() as session:
        spot = session.get_one(Spot, key)
        spot.updated_at -= age


def test_a_cursor_of_another_order_is_refused(client: FlaskClient, keeper: Association) -> None:
    address = f"/v1/organisations/{keeper.id}/spots?sort=changed&cursor={encode_cursor('a')}"
    answer = client.get(address, headers=keeper.viewer)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "bad_cursor"


def test_nobody_else_finds_an_organisations_drafts(
    client: FlaskClient, database: RolledBackDatabase, keeper: Association
) -> None:
    _named(client, keeper, "白糸の滝")
    other = association(database, "隣の協会")
    assert _listed(client, other, "q=滝") == []
