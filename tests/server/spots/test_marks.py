"""Associations vouch for spots, for a while, and everybody sees it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from werkzeug.test import TestResponse

from server.accounts.models import Organisation
from server.config import Settings
from tests.databases import RolledBackDatabase
from tests.server.people import signed_in
from tests.server.spots.keepers import Association, act, association, published, written
from tests.server.spots.towns import Town, open_town


@pytest.fixture
def town(database: RolledBackDatabase) -> Town:
    return open_town(database, Settings(rate_limit_enabled=False))


def _grant(
    town: Town, spot: str, days: float = 365, who: Association | None = None, **facts: Any
) -> TestResponse:
    voucher = who or town.keeper
    mark = {
        "spot_id": spot,
        "scope": "accessibility",
        "evidence": "現地で確認",
        "expires_at": (town.now + dt.timedelta(days=days)).isoformat(),
        **facts,
    }
    address = f"/v1/organisations/{voucher.id}/marks"
    return town.client.post(address, json=mark, headers=voucher.owner)


def _granted(town: Town, spot: str, **more: Any) -> dict[str, Any]:
    answer = _grant(town, spot, **more)
    assert answer.status_code == 201, answer.text
    mark: dict[str, Any] = answer.get_json()
    return mark


def _faults(answer: TestResponse) -> set[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return {(e["pointer"], e["code"]) for e in answer.get_json()["errors"]}


def test_everybody_sees_what_is_vouched_for_by_whom_and_on_which_grounds(town: Town) -> None:
    spot = town.spot()["id"]
    mark = _granted(town, spot)
    (shown,) = town.public(spot)["marks"]
    assert shown == {
        "id": mark["id"],
        "scope": "accessibility",
        "evidence": "現地で確認",
        "organisation_id": town.keeper.id,
        "granted_by": "観光協会",
        "granted_at": "2027-03-01T03:00:00+00:00",
        "expires_at": "2028-02-29T03:00:00+00:00",
    }


def test_a_mark_lapses_by_itself(town: Town) -> None:
    spot = town.spot()["id"]
    _granted(town, spot, days=10)
    town.later(days=10, seconds=-1)
    assert len(town.public(spot)["marks"]) == 1
    town.later(seconds=1)
    assert town.public(spot)["marks"] == []
    (listed,) = town.read("marks?state=lapsed")["marks"]
    assert listed["state"] == "lapsed"


def test_an_organisation_vouches_for_another_ones_spot(town: Town) -> None:
    spot, other = town.spot()["id"], association(town.database, "隣町")
    _granted(town, spot, who=other)
    assert town.public(spot)["marks"][0]["granted_by"] == "隣町"
    assert town.read("marks")["marks"] == []


def test_a_guides_business_does_not_vouch(town: Town) -> None:
    spot = town.spot()["id"]
    with town.database.writing() as session:
        session.get_one(Organisation, town.keeper.id).kind = "guide_business"
    refused = _grant(town, spot)
    assert (refused.status_code, refused.get_json()["code"]) == (403, "may_not_vouch")


def test_only_owners_grant_and_editors_take_back(town: Town) -> None:
    spot = town.spot()["id"]
    address = f"/v1/organisations/{town.keeper.id}/marks"
    mark = _granted(town, spot)
    sent = {"spot_id": spot, "scope": "hours", "evidence": "x", "expires_at": mark["expires_at"]}
    refused = town.client.post(address, json=sent, headers=town.keeper.editor)
    assert (refused.status_code, refused.get_json()["code"]) == (403, "not_allowed")
    revoke = mark["links"]["revoke"]
    assert town.client.post(revoke, headers=town.keeper.viewer).status_code == 403
    assert town.client.post(revoke, headers=town.keeper.editor).status_code == 200
    assert town.public(spot)["marks"] == []


def test_a_mark_that_is_over_stays_as_it_ended(town: Town) -> None:
    spot = town.spot()["id"]
    revoke = _granted(town, spot)["links"]["revoke"]
    first = town.client.post(revoke, headers=town.keeper.editor).get_json()
    assert (first["state"], "revoke" in first["links"]) == ("revoked", False)
    town.later(hours=1)
    assert town.client.post(revoke, headers=town.keeper.editor).get_json() == first


def test_another_organisations_mark_is_not_there_to_be_taken_back(town: Town) -> None:
    mark, other = _granted(town, town.spot()["id"]), association(town.database, "隣町")
    theirs = f"/v1/organisations/{other.id}/marks/{mark['id']}/revoke"
    answer = town.client.post(theirs, headers=other.owner)
    assert (answer.status_code, answer.get_json()["code"]) == (404, "mark_not_found")


def test_a_renewed_mark_takes_the_former_ones_place(town: Town) -> None:
    spot = town.spot()["id"]
    first = _granted(town, spot, days=30)
    second = _granted(town, spot, days=900)
    third = _granted(town, spot, scope="hours")
    assert {m["id"] for m in town.public(spot)["marks"]} == {second["id"], third["id"]}
    assert [m["id"] for m in town.read("marks?state=revoked")["marks"]] == [first["id"]]


@pytest.mark.parametrize(
    ("days", "code"), [(0, "over_already"), (-1, "over_already"), (1098.1, "holds_too_long")]
)
def test_a_mark_holds_for_three_years_at_most_and_not_into_the_past(
    town: Town, days: float, code: str
) -> None:
    assert _faults(_grant(town, town.spot()["id"], days)) == {("/expires_at", code)}
    assert _grant(town, town.spot()["id"], 1098).status_code == 201


def test_nobody_vouches_for_what_the_public_cannot_see(town: Town) -> None:
    hidden = written(town.client, town.keeper)["id"]
    unknown = ("/spot_id", "unknown_spot")
    assert _faults(_grant(town, hidden)) == {unknown}
    assert _faults(_grant(town, "nowhere", -1)) == {unknown, ("/expires_at", "over_already")}


@pytest.mark.parametrize("wrong", [{"scope": "beauty"}, {"evidence": ""}, {"evidence": "x" * 1001}])
def test_a_mark_says_what_was_looked_at_and_how(town: Town, wrong: dict[str, Any]) -> None:
    (fault,) = _faults(_grant(town, town.spot()["id"], **wrong))
    assert fault[0] == f"/{next(iter(wrong))}"


def test_the_list_does_not_name_a_spot_that_its_keepers_withdrew(town: Town) -> None:
    other = association(town.database, "隣町")
    theirs = published(town.client, other, names={"ja": "隠れ滝"})
    _granted(town, theirs["id"])
    (listed,) = town.read("marks")["marks"]
    assert listed["spot_names"] == {"ja": "隠れ滝"}
    act(town.client, theirs, "withdraw", other.owner)
    (listed,) = town.read("marks")["marks"]
    assert (listed["spot_id"], listed["spot_names"]) == (theirs["id"], {})


def test_an_organisation_that_does_not_exist_has_no_marks_even_for_administrators(
    town: Town,
) -> None:
    headers = signed_in(town.database, None, admin=True)
    sent = {"spot_id": town.spot()["id"], "scope": "hours", "evidence": "x"}
    mark = {**sent, "expires_at": "2027-05-01T00:00:00Z"}
    address = "/v1/organisations/nobody/marks"
    for answer in (
        town.client.get(address, headers=headers),
        town.client.post(address, json=mark, headers=headers),
    ):
        assert (answer.status_code, answer.get_json()["code"]) == (404, "organisation_not_found")


def test_marks_come_in_pages_the_latest_first(town: Town) -> None:
    granted = []
    for _ in range(5):
        granted.append(_granted(town, town.spot()["id"])["id"])
        town.later(minutes=1)
    seen, part = [], "marks?limit=2"
    while part:
        page = town.read(part)
        seen += [mark["id"] for mark in page["marks"]]
        part = page["links"].get("next", "").partition(f"{town.keeper.id}/")[2]
    assert seen == granted[::-1]
