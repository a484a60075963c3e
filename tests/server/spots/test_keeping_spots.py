from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.http.paging import encode_cursor
from server.spots.translators import NoTranslation
from tests.databases import RolledBackDatabase
from tests.server.spots.keepers import (
    POND,
    Association,
    act,
    association,
    change,
    draft,
    published,
    written,
)

STATES = ("draft", "in_review", "published", "withdrawn")
LEADS = {
    ("draft", "submit"): "in_review",
    ("draft", "publish"): "published",
    ("in_review", "return"): "draft",
    ("in_review", "publish"): "published",
    ("published", "withdraw"): "withdrawn",
    ("withdrawn", "submit"): "in_review",
    ("withdrawn", "publish"): "published",
}
STEPS = {
    "draft": [],
    "in_review": ["submit"],
    "published": ["publish"],
    "withdrawn": ["publish", "withdraw"],
}


@pytest.fixture
def keeper(database: RolledBackDatabase) -> Association:
    """An association in the sample region."""
    return association(database)


def _in_state(client: FlaskClient, keeper: Association, state: str) -> dict[str, Any]:
    spot = written(client, keeper)
    for step in STEPS[state]:
        spot = act(client, spot, step, keeper.owner).get_json()
    assert spot["status"] == state
    return spot


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", ["submit", "return", "publish", "withdraw"])
def test_every_step_leads_where_it_should_or_is_refused(
    client: FlaskClient, keeper: Association, state: str, action: str
) -> None:
    spot = _in_state(client, keeper, state)
    answer = act(client, spot, action, keeper.owner)
    if (state, action) in LEADS:
        assert answer.get_json()["status"] == LEADS[state, action]
        assert answer.get_json()["version"] == spot["version"] + 1
    else:
        assert (answer.status_code, answer.get_json()["code"]) == (409, "wrong_state")


def _returned(client: FlaskClient, keeper: Association, **sent: Any) -> TestResponse:
    """Have a spot in review returned, with what is sent along."""
    spot = _in_state(client, keeper, "in_review")
    headers = {**keeper.owner, "If-Match": "*"}
    return client.post(f"/v1/spots/{spot['id']}/return", headers=headers, **sent)


def _history(client: FlaskClient, keeper: Association, spot: Mapping[str, Any]) -> Any:
    where = f"/v1/organisations/{keeper.id}/spots/{spot['id']}/history"
    return client.get(where, headers=keeper.editor).get_json()["changes"]


def test_who_returns_a_spot_may_tell_its_author_why(
    client: FlaskClient, keeper: Association
) -> None:
    why = "冬季の営業時間を確かめてください。\n写真も1枚お願いします。"
    spot = _returned(client, keeper, json={"remark": f" {why}\n"}).get_json()
    latest, before = _history(client, keeper, spot)[:2]
    assert (latest["action"], latest["remark"], latest["changed"]) == ("returned", why, [])
    assert before["remark"] == ""


def test_the_remark_is_no_part_of_what_a_spot_says(
    client: FlaskClient, keeper: Association
) -> None:
    spot = _returned(client, keeper, json={"remark": "住所がありません。"}).get_json()
    changed = change(client, spot, keeper.editor, fee_minor=4321).get_json()
    latest = _history(client, keeper, changed)[0]["changed"]
    assert [one["field"] for one in latest] == ["fee_minor"]
    restored = client.post(
        f"/v1/organisations/{keeper.id}/spots/{spot['id']}/restore",
        json={"version": spot["version"]},
        headers={**keeper.editor, "If-Match": "*"},
    )
    assert restored.get_json()["fee_minor"] == spot["fee_minor"]
    assert _history(client, keeper, spot)[0]["remark"] == ""


@pytest.mark.parametrize("sent", [{}, {"json": {}}, {"content_type": "application/json"}])
def test_a_spot_is_returned_without_a_word_as_well(
    client: FlaskClient, keeper: Association, sent: dict[str, Any]
) -> None:
    answer = _returned(client, keeper, **sent)
    assert answer.get_json()["status"] == "draft"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"json": {"remark": "長" * 2001}}, 422),
        ({"json": {"reason": "?"}}, 422),
        ({"json": {"remark": None}}, 422),
        ({"data": "remark", "content_type": "text/plain"}, 415),
        ({"data": "{", "content_type": "application/json"}, 400),
    ],
)
def test_a_remark_that_is_none_is_refused(
    client: FlaskClient, keeper: Association, sent: dict[str, Any], status: int
) -> None:
    assert _returned(client, keeper, **sent).status_code == status


@pytest.mark.parametrize("state", STATES)
def test_the_public_sees_published_spots_only(
    client: FlaskClient, keeper: Association, state: str
) -> None:
    spot = _in_state(client, keeper, state)
    seen = client.get(f"/v1/spots/{spot['id']}").status_code == 200
    near = f"{POND['lat']},{POND['lon']}"
    found = client.get(f"/v1/spots?near={near}&radius_m=50").get_json()["features"]
    assert seen == (spot["id"] in {f["id"] for f in found}) == (state == "published")


def test_a_strangers_draft_is_like_no_spot(
    client: FlaskClient, database: RolledBackDatabase, keeper: Association
) -> None:
    spot = written(client, keeper)
    stranger = association(database, "隣町")
    for answer in (
        change(client, spot, stranger.owner, fee_minor=1),
        act(client, spot, "publish", stranger.owner),
        client.delete(f"/v1/spots/{spot['id']}", headers={**stranger.owner, "If-Match": "*"}),
        client.get(f"/v1/organisations/{keeper.id}/spots/{spot['id']}", headers=stranger.owner),
        client.get(f"/v1/organisations/{stranger.id}/spots/{spot['id']}", headers=stranger.owner),
    ):
        assert answer.status_code == 404


def test_a_spot_says_what_its_keeper_wrote(client: FlaskClient, keeper: Association) -> None:
    sent = draft(organisation_id=keeper.id)
    kept = written(client, keeper)
    for field in ("names", "descriptions", "name_kana", "categories", "opening_hours", "fees"):
        assert kept[field] == sent[field]
    assert kept["accessibility"]["wheelchair"] is False
    assert kept["accessibility"]["stroller_use"] is None
    shown = published(client, keeper)
    public = client.get(f"/v1/spots/{shown['id']}").get_json()["properties"]
    assert public["accessibility"] == kept["accessibility"]
    assert public["fees"] == kept["fees"]


def test_every_fault_is_named_at_once_in_the_callers_language(
    client: FlaskClient, keeper: Association
) -> None:
    wrong = draft(
        organisation_id=keeper.id,
        names={"fr": "Cascade"},
        lat=24.9,
        lon=60.1,
        categories=["nature", "volcano"],
        opening_hours="sometimes",
        fees=[{"who": "x", "amount_minor": 1, "from_age": 12, "to_age": 6}],
        listed={"colour": "blue"},
    )
    answer = client.post(
        "/v1/spots", json=wrong, headers={**keeper.editor, "Accept-Language": "ja"}
    )
    assert answer.status_code == 422
    faults = {fault["pointer"]: fault["message"] for fault in answer.get_json()["errors"]}
    assert faults.keys() == {
        "/names",
        "/lat",
        "/lon",
        "/categories/1",
        "/opening_hours",
        "/fees/0/from_age",
        "/listed/colour",
    }
    assert all(any("ぁ" <= c <= "ん" for c in message) for message in faults.values())


def test_a_change_is_made_on_the_version_seen(client: FlaskClient, keeper: Association) -> None:
    spot = written(client, keeper)
    here = f"/v1/organisations/{keeper.id}/spots/{spot['id']}"
    seen = client.get(here, headers=keeper.viewer).headers["ETag"]
    missing = client.patch(f"/v1/spots/{spot['id']}", json={"fee_minor": 1}, headers=keeper.editor)
    assert missing.status_code == 428
    assert change(client, spot, keeper.editor, seen, fee_minor=1).status_code == 200
    assert change(client, spot, keeper.editor, seen, fee_minor=2).status_code == 412
    assert client.get(here, headers=keeper.viewer).get_json()["fee_minor"] == 1


def test_null_takes_away_and_what_is_left_out_stays(
    client: FlaskClient, keeper: Association
) -> None:
    spot = written(client, keeper)
    changed = change(
        client, spot, keeper.editor, fee_minor=None, names={"en": None}, accessibility={}
    ).get_json()
    assert changed["fee_minor"] is None
    assert changed["names"] == {"ja": "白糸の滝"}
    assert changed["accessibility"]["wheelchair"] is False
    assert changed["descriptions"] == spot["descriptions"]


def test_the_same_again_is_no_change(client: FlaskClient, keeper: Association) -> None:
    spot = written(client, keeper)
    again = change(client, spot, keeper.editor, fee_minor=300)
    assert again.get_json()["version"] == spot["version"]


def test_the_history_tells_who_changed_what(client: FlaskClient, keeper: Association) -> None:
    spot = written(client, keeper)
    change(client, spot, keeper.editor, fee_minor=500)
    act(client, spot, "publish", keeper.owner)
    address = f"/v1/organisations/{keeper.id}/spots/{spot['id']}/history"
    changes = client.get(address, headers=keeper.viewer).get_json()["changes"]
    assert [c["action"] for c in changes] == ["published", "edited", "created"]
    assert changes[1]["changed"] == [{"field": "fee_minor", "before": 300, "after": 500}]
    assert changes[0]["account_id"] != changes[1]["account_id"]
    first = client.get(f"{address}?limit=2", headers=keeper.viewer).get_json()
    rest = client.get(first["links"]["next"], headers=keeper.viewer).get_json()
    assert first["changes"] + rest["changes"] == changes
    begun = client.get(f"{address}?cursor={encode_cursor(1.0)}", headers=keeper.viewer)
    assert begun.get_json()["changes"] == []


def test_a_former_version_is_restored_word_for_word(
    client: FlaskClient, keeper: Association
) -> None:
    spot = written(client, keeper)
    change(
        client,
        spot,
        keeper.editor,
        names={"ja": "別の滝"},
        seasons=[{"first": "05-01", "last": "10-31"}],
        dated=[{"date": "2027-05-03", "open": []}],
        categories=["historic"],
    )
    restored = client.post(
        f"/v1/organisations/{keeper.id}/spots/{spot['id']}/restore",
        json={"version": 1},
        headers={**keeper.editor, "If-Match": "*"},
    ).get_json()
    moving = {"version", "updated_at"}
    assert {k: v for k, v in restored.items() if k not in moving} == {
        k: v for k, v in spot.items() if k not in moving
    }
    assert restored["version"] == 3


def test_a_deleted_spot_is_gone_for_its_keepers_too(
    client: FlaskClient, keeper: Association
) -> None:
    spot = published(client, keeper)
    address = f"/v1/spots/{spot['id']}"
    refused = client.delete(address, headers={**keeper.editor, "If-Match": "*"})
    assert refused.status_code == 403
    gone = client.delete(address, headers={**keeper.owner, "If-Match": "*"})
    assert gone.status_code == 204
    assert client.get(address).status_code == 404
    here = f"/v1/organisations/{keeper.id}/spots/{spot['id']}"
    assert client.get(here, headers=keeper.owner).status_code == 404


def test_an_organisations_spots_are_listed_by_state_and_page(
    client: FlaskClient, keeper: Association
) -> None:
    drafts = {written(client, keeper)["id"] for _ in range(3)}
    published(client, keeper)
    address = f"/v1/organisations/{keeper.id}/spots?status=draft&limit=2"
    seen: list[str] = []
    while address:
        page = client.get(address, headers=keeper.viewer).get_json()
        seen += [spot["id"] for spot in page["spots"]]
        address = page["links"].get("next", "")
    assert sorted(seen) == sorted(drafts)


def test_a_translation_is_outdated_when_its_original_changes(
    client: FlaskClient, keeper: Association
) -> None:
    spot = written(client, keeper)
    original = client.get("/v1/regions/helsinki").get_json()["languages"][0]
    other = next(tag for tag in ("ja", "en") if tag != original)
    changed = change(client, spot, keeper.editor, names={original: "x" * 3}).get_json()
    assert changed["translations"][other]["outdated"] is (original in spot["names"])
    mended = change(client, spot, keeper.editor, names={other: "y" * 3}).get_json()
    assert mended["translations"][other]["outdated"] is False


class Parrot(NoTranslation):
    """Says everything again, in capitals."""

    def translate(self, texts: Any, source: str, target: str) -> list[str] | None:
        """Return the texts in capitals."""
        return [text.upper() for text in texts]


def _translate(client: FlaskClient, keeper: Association, spot: dict[str, Any], tag: str) -> Any:
    return client.post(
        f"/v1/organisations/{keeper.id}/spots/{spot['id']}/translations/{tag}",
        headers={**keeper.editor, "If-Match": "*"},
    )


def test_without_a_translator_nothing_is_translated(
    client: FlaskClient, keeper: Association
) -> None:
    answer = _translate(client, keeper, written(client, keeper), "fr")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "no_translator")


def test_what_a_machine_wrote_is_marked_everywhere(
    app: Flask, client: FlaskClient, keeper: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.spots.keeping_api.translator_at", lambda _: Parrot())
    spot = published(client, keeper)
    translated = _translate(client, keeper, spot, "fr").get_json()
    assert translated["translations"]["fr"] == {
        "made_by": "machine",
        "machine": True,
        "outdated": False,
    }
    public = client.get(f"/v1/spots/{spot['id']}", headers={"Accept-Language": "fr"}).get_json()
    assert public["properties"]["machine_translated"] is True


@pytest.mark.parametrize(
    ("date", "open_then"), [("2027-01-15", True), ("2027-07-15", False), ("2027-11-01", True)]
)
def test_outside_its_season_a_spot_is_closed(
    client: FlaskClient, keeper: Association, date: str, open_then: bool
) -> None:
    winter = [{"first": "11-01", "last": "03-31"}]
    spot = published(client, keeper, seasons=winter, opening_hours="Mo-Su 08:00-17:00")
    near = f"{POND['lat']},{POND['lon']}"
    found = client.get(
        "/v1/spots",
        query_string={"near": near, "radius_m": 50, "open_at": f"{date}T12:00:00+02:00"},
    ).get_json()["features"]
    assert (spot["id"] in {f["id"] for f in found}) == open_then


def test_one_date_has_one_entry(client: FlaskClient, keeper: Association) -> None:
    spot = written(client, keeper)
    half = {"date": "2027-05-03", "open": [{"opens": "09:00", "closes": "12:00"}]}
    answer = change(client, spot, keeper.editor, dated=[half, half])
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "repeated_date"
