from __future__ import annotations

from typing import Any

import pytest

from server.campaigns.examples import DRAMA, LONGER
from server.permissions import Role
from server.spots.records import HoursRule
from tests.server.builders import day_at, keep_spots, make_record, somewhere_request
from tests.server.itineraries.builders import plan, spot_ids, visits
from tests.server.notices.builders import Desk, faults
from tests.server.people import Headers

OPEN = HoursRule("09:00-17:00")


@pytest.fixture
def spots(desk: Desk) -> list[str]:
    """Six spots of the region `somewhere`."""
    return keep_spots(desk.database, *[make_record(n, hours=OPEN) for n in range(1, 7)])


def _post(desk: Desk, headers: Headers | None = None, **facts: Any) -> Any:
    body = {
        "organisation_id": desk.organisation_id,
        "kind": "drama_locations",
        "titles": {"ja": "ロケ地めぐり", "en": "The drama's places"},
        "valid_from": "2027-05-15",
        "valid_until": "2027-05-16",
        "boost": 0.5,
        **facts,
    }
    sent = desk.editor if headers is None else headers
    return desk.client.post("/v1/campaigns", json=body, headers=sent)


def _made(desk: Desk, spot_ids: list[str], **facts: Any) -> dict[str, Any]:
    answer = _post(desk, spot_ids=spot_ids, **facts)
    assert answer.status_code == 201, answer.text
    campaign: dict[str, Any] = answer.get_json()
    return campaign


def _listed(desk: Desk, **query: str) -> list[str]:
    answer = desk.client.get("/v1/campaigns", query_string=query)
    assert answer.status_code == 200, answer.text
    return [campaign["id"] for campaign in answer.get_json()["campaigns"]]


def test_a_campaign_keeps_its_spots_in_their_order(desk: Desk, spots: list[str]) -> None:
    order = [spots[3], spots[0], spots[5]]
    campaign = _made(desk, order)
    shown = desk.client.get(campaign["links"]["self"])
    assert shown.get_json() == campaign
    assert campaign["spot_ids"] == order
    headers = {**desk.editor, "If-Match": shown.headers["ETag"]}
    changed = desk.client.patch(
        campaign["links"]["self"], json={"spot_ids": [spots[5], *order[:2]]}, headers=headers
    )
    assert changed.get_json()["spot_ids"] == [spots[5], *order[:2]]
    assert changed.get_json()["titles"] == campaign["titles"]
    again = desk.client.patch(campaign["links"]["self"], json={}, headers=headers)
    assert again.status_code == 412


def test_the_contracts_examples_are_accepted(desk: Desk) -> None:
    answer = _post(desk, **{**DRAMA, "organisation_id": desk.organisation_id})
    headers = {**desk.editor, "If-Match": answer.headers["ETag"]}
    changed = desk.client.patch(answer.headers["Location"], json=LONGER, headers=headers)
    assert changed.get_json()["boost"] == LONGER["boost"]


def test_campaigns_are_found_by_date_region_spot_kind_and_organisation(
    desk: Desk, spots: list[str]
) -> None:
    key = _made(desk, spots[:2])["id"]
    over = _made(desk, spots[:1], valid_from="2027-02-01", valid_until="2027-02-10")["id"]
    assert _listed(desk) == [key]
    assert _listed(desk, on="2027-02-10") == [over]
    assert [_listed(desk, on=f"2027-05-{day}") for day in (14, 15, 16, 17)] == [
        [],
        [key],
        [key],
        [],
    ]
    assert _listed(desk, region="somewhere") == [key]
    assert _listed(desk, region="helsinki") == []
    assert _listed(desk, spot_id=spots[1]) == [key]
    assert _listed(desk, spot_id=spots[2]) == []
    assert _listed(desk, kind="festival") == []
    assert _listed(desk, organisation_id=desk.other_id) == []


def test_pages_show_every_campaign_once(desk: Desk, spots: list[str]) -> None:
    ids = {_made(desk, spots[:1])["id"] for _ in range(5)}
    address, seen = "/v1/campaigns?limit=2", []
    while address:
        page = desk.client.get(address).get_json()
        seen += [campaign["id"] for campaign in page["campaigns"]]
        address = page["links"].get("next", "")
    assert len(seen) == 5
    assert set(seen) == ids


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"titles": {"ko": "드라마"}}, ("/titles", "language_needed")),
        ({"valid_until": "2027-05-14"}, ("/valid_until", "ends_too_early")),
        ({"boost": 0.51}, ("/boost", "too_large")),
        ({"boost": -0.01}, ("/boost", "too_small")),
        ({"kind": "party"}, ("/kind", "choice")),
        ({"spot_ids": []}, ("/spot_ids", "too_few")),
        ({"spot_ids": ["x"] * 501}, ("/spot_ids", "too_many")),
        ({"spot_ids": ["nowhere"]}, ("/spot_ids/0", "unknown_spot")),
    ],
)
def test_a_campaign_that_cannot_be_made_is_refused(
    desk: Desk, spots: list[str], facts: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert fault in faults(_post(desk, **{"spot_ids": spots[:1], **facts}))


def test_a_spot_is_listed_once(desk: Desk, spots: list[str]) -> None:
    assert faults(_post(desk, spot_ids=[spots[0]] * 2)) == {("/spot_ids/1", "listed_twice")}


def test_a_query_that_cannot_be_used_is_refused(desk: Desk) -> None:
    query = {"region": "atlantis", "cursor": "WyJ4IiwgInkiXQ"}
    refused = faults(desk.client.get("/v1/campaigns", query_string=query))
    assert refused == {("?region", "unknown_region"), ("?cursor", "bad_cursor")}


def test_only_members_make_change_and_end_campaigns(desk: Desk, spots: list[str]) -> None:
    campaign = _made(desk, spots)
    address = campaign["links"]["self"]
    for who, status in (({}, 401), (desk.stranger, 404), (desk.headers(Role.VIEWER), 403)):
        assert _post(desk, headers=who, spot_ids=spots).status_code == status
        sent = {**who, "If-Match": "*"}
        assert desk.client.patch(address, json={}, headers=sent).status_code == status
        assert desk.client.delete(address, headers=sent).status_code == status
    assert desk.client.delete(address, headers=desk.editor).status_code == 428
    assert desk.client.get(address).get_json() == campaign


def test_an_ended_campaign_counts_no_longer(desk: Desk, spots: list[str]) -> None:
    campaign = _made(desk, spots)
    address, headers = campaign["links"]["self"], {**desk.editor, "If-Match": "*"}
    ended = desk.client.delete(address, headers=headers).get_json()
    assert ended["ended_at"] == "2027-03-01T03:00:00+00:00"
    assert _listed(desk) == []
    assert desk.client.get(address).status_code == 404
    assert desk.client.patch(address, json={}, headers=headers).status_code == 404
    assert "The drama" not in str(plan(desk.client, somewhere_request()))


def test_an_unknown_campaign_is_not_found(desk: Desk) -> None:
    headers = {**desk.editor, "If-Match": "*"}
    for answer in (
        desk.client.get("/v1/campaigns/none"),
        desk.client.patch("/v1/campaigns/none", json={}, headers=headers),
        desk.client.delete("/v1/campaigns/none", headers=headers),
    ):
        assert (answer.status_code, answer.get_json()["code"]) == (404, "campaign_not_found")


def test_a_campaigns_spots_are_preferred_and_say_so_while_it_runs(
    desk: Desk, spots: list[str]
) -> None:
    limits = {"visits_per_day": 1}
    before = plan(desk.client, somewhere_request(limits=limits))
    other = next(key for key in spots if key not in spot_ids(before))
    _made(desk, [other])
    after = plan(desk.client, somewhere_request(limits=limits))
    assert spot_ids(after) == [other]
    assert "part of The drama's places" in next(visits(after))["why"]
    in_japanese = desk.client.get(after["links"]["self"], headers={"Accept-Language": "ja"})
    assert "「ロケ地めぐり」の対象" in next(visits(in_japanese.get_json()))["why"]
    days = [day_at(35.0, 135.0, "2027-05-17")]
    later = plan(desk.client, somewhere_request(limits=limits, days=days))
    assert spot_ids(later) == spot_ids(before)


def test_many_campaigns_raise_a_spot_only_so_far(desk: Desk, spots: list[str]) -> None:
    request = somewhere_request(must_visit=[spots[0]], avoid=spots[1:])
    plain = plan(desk.client, request)["score"]
    for _ in range(4):
        _made(desk, spots[:1])
    assert plan(desk.client, request)["score"] == pytest.approx(1.6 * plain, abs=2)
