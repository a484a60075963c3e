from __future__ import annotations

from typing import Any

import pytest

from server.events.examples import MARKET, MOVED
from server.permissions import Role
from tests.server.builders import keep_spots, make_record
from tests.server.notices.builders import Desk, faults
from tests.server.people import Headers


@pytest.fixture(autouse=True)
def spot(desk: Desk) -> str:
    """A spot of the region `somewhere`."""
    return keep_spots(desk.database, make_record(1))[0]


def _post(desk: Desk, headers: Headers | None = None, **facts: Any) -> Any:
    body = {
        "organisation_id": desk.organisation_id,
        "region": "somewhere",
        "names": {"ja": "朝市", "en": "Morning market"},
        "first_date": "2027-05-15",
        **facts,
    }
    sent = desk.editor if headers is None else headers
    return desk.client.post("/v1/events", json=body, headers=sent)


def _entered(desk: Desk, **facts: Any) -> dict[str, Any]:
    answer = _post(desk, **facts)
    assert answer.status_code == 201, answer.text
    event: dict[str, Any] = answer.get_json()
    return event


def _listed(desk: Desk, **query: str) -> list[str]:
    answer = desk.client.get("/v1/events", query_string=query)
    assert answer.status_code == 200, answer.text
    return [event["id"] for event in answer.get_json()["events"]]


def test_an_event_is_shown_as_it_was_entered(desk: Desk, spot: str) -> None:
    facts = {
        "listed_id": "KD-1",
        "descriptions": {"ja": "野菜と魚"},
        "last_date": "2027-05-16",
        "begins_at": "07:00",
        "fee_minor": 0,
        "application_needed": False,
        "lat": 35.0,
        "lon": 135.0,
        "spot_id": spot,
        "url": "https://example.jp/asaichi",
    }
    event = _entered(desk, **facts)
    assert {name: event[name] for name in facts} == facts
    assert event["links"]["spot"] == f"/v1/spots/{spot}"
    assert desk.client.get(event["links"]["self"]).get_json() == event
    assert _entered(desk)["last_date"] == "2027-05-15"


def test_the_contracts_examples_are_accepted(desk: Desk) -> None:
    answer = _post(desk, **{**MARKET, "organisation_id": desk.organisation_id})
    headers = {**desk.editor, "If-Match": answer.headers["ETag"]}
    changed = desk.client.patch(answer.headers["Location"], json=MOVED, headers=headers)
    assert changed.get_json()["first_date"] == MOVED["first_date"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"on": "2027-05-14"}, 0),
        ({"on": "2027-05-15"}, 1),
        ({"on": "2027-05-17"}, 1),
        ({"on": "2027-05-18"}, 0),
        ({"from": "2027-05-17"}, 1),
        ({"from": "2027-05-18"}, 0),
        ({"until": "2027-05-14"}, 0),
        ({"until": "2027-05-15"}, 1),
        ({"from": "2027-05-01", "until": "2027-05-31"}, 1),
        ({"from": "2027-05-01", "until": "2027-05-31", "on": "2027-05-20"}, 0),
        ({"region": "somewhere"}, 1),
        ({"region": "helsinki"}, 0),
        ({"bbox": "134.9,34.9,135.1,35.1"}, 1),
        ({"bbox": "135.01,34.9,135.1,35.1"}, 0),
        ({"bbox": "134.9,34.9,-170,35.1"}, 1),
        ({"near": "35.0,135.01", "radius_m": "950"}, 1),
        ({"near": "35.0,135.01", "radius_m": "900"}, 0),
        ({"q": "morning"}, 1),
        ({"q": "朝"}, 1),
        ({"q": "アサイチ"}, 1),
        ({"q": "100%"}, 0),
        ({"q": "夜"}, 0),
        ({"category": "市場"}, 1),
        ({"category": "市"}, 0),
    ],
)
def test_every_filter_narrows_the_list(desk: Desk, query: dict[str, str], found: int) -> None:
    key = _entered(
        desk,
        last_date="2027-05-17",
        lat=35.0,
        lon=135.0,
        name_kana="アサイチ",
        category="市場",
    )["id"]
    assert _listed(desk, **query) == [key] * found


def test_an_organisations_events_are_found(desk: Desk) -> None:
    key = _entered(desk)["id"]
    assert _listed(desk, organisation_id=desk.organisation_id) == [key]
    assert _listed(desk, organisation_id=desk.other_id) == []


@pytest.mark.parametrize("since", ["", "&updated_since=2027-01-01T00:00:00Z"])
def test_pages_show_every_event_once(desk: Desk, since: str) -> None:
    ids = {_entered(desk, first_date=f"2027-05-{10 + n % 2}")["id"] for n in range(5)}
    address, seen = f"/v1/events?limit=2{since}", []
    while address:
        page = desk.client.get(address).get_json()
        seen += [event["id"] for event in page["events"]]
        address = page["links"].get("next", "")
    assert len(seen) == 5
    assert set(seen) == ids


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"region": "atlantis"}, ("/region", "unknown_region")),
        ({"names": {"fr": "Marché"}}, ("/names", "language_needed")),
        ({"last_date": "2027-05-14"}, ("/last_date", "ends_too_early")),
        ({"first_date": "2027-02-30"}, ("/first_date", "date_format")),
        ({"begins_at": "7時"}, ("/begins_at", "clock_format")),
        ({"lat": 35.0}, ("/lon", "half_a_point")),
        ({"lon": 135.0}, ("/lat", "half_a_point")),
        ({"lat": 60.2, "lon": 24.9}, ("/lat", "outside_region")),
        ({"lat": 91, "lon": 135.0}, ("/lat", "too_large")),
        ({"spot_id": "nowhere"}, ("/spot_id", "unknown_spot")),
        ({"fee_minor": -1}, ("/fee_minor", "too_small")),
        ({"url": "javascript:alert(1)"}, ("/url", "text_form")),
        (
            {"application_from": "2027-05-02", "application_until": "2027-05-01"},
            ("/application_until", "ends_too_early"),
        ),
    ],
)
def test_an_event_that_cannot_be_entered_is_refused(
    desk: Desk, facts: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert fault in faults(_post(desk, **facts))
    assert _listed(desk) == []


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("region=atlantis", ("?region", "unknown_region")),
        ("near=95,0", ("?near", "bad_point")),
        ("radius_m=5", ("?radius_m", "radius_without_near")),
        ("from=2027-05-01&from=2027-05-02", ("?from", "repeated")),
        ("from_date=2027-05-01", ("?from_date", "unknown_field")),
        ("updated_since=2027-02-30T00:00:00Z", ("?updated_since", "bad_time")),
        ("cursor=WyJ4IiwgInkiXQ", ("?cursor", "bad_cursor")),
        (
            "updated_since=2027-02-01T00:00:00Z&cursor=WyIyMDI3LTA1LTE1IiwgInkiXQ",
            ("?cursor", "bad_cursor"),
        ),
    ],
)
def test_a_query_that_cannot_be_used_is_refused(
    desk: Desk, query: str, fault: tuple[str, str]
) -> None:
    assert faults(desk.client.get(f"/v1/events?{query}")) == {fault}


def test_only_members_enter_change_and_remove_events(desk: Desk) -> None:
    event = _entered(desk)
    address = event["links"]["self"]
    for who, status in (({}, 401), (desk.stranger, 404), (desk.headers(Role.VIEWER), 403)):
        assert _post(desk, headers=who).status_code == status
        sent = {**who, "If-Match": "*"}
        assert desk.client.patch(address, json={}, headers=sent).status_code == status
        assert desk.client.delete(address, headers=sent).status_code == status
    assert desk.client.patch(address, json={}, headers=desk.editor).status_code == 428
    assert _listed(desk) == [event["id"]]


def test_a_change_leaves_the_rest_and_null_empties_what_may_be_unknown(desk: Desk) -> None:
    event = _entered(desk, begins_at="07:00", place_name="公園")
    address = event["links"]["self"]
    headers = {**desk.editor, "If-Match": desk.client.get(address).headers["ETag"]}
    change = {"begins_at": None, "place_name": None, "names": {"ja": "夕市"}}
    changed = desk.client.patch(address, json=change, headers=headers).get_json()
    assert (changed["begins_at"], changed["place_name"]) == (None, "公園")
    assert _listed(desk, q="夕市") == [event["id"]]
    assert _listed(desk, q="朝市") == []
    assert desk.client.patch(address, json={}, headers=headers).status_code == 412
    late = desk.client.patch(
        address, json={"first_date": "2027-06-01"}, headers={**desk.editor, "If-Match": "*"}
    )
    assert faults(late) == {("/last_date", "ends_too_early")}


def test_a_number_of_the_list_is_given_once_in_an_organisation(desk: Desk) -> None:
    _entered(desk, listed_id="KD-1")
    assert _post(desk, listed_id="KD-1").get_json()["code"] == "listed_id_taken"
    other = _entered(desk, listed_id="KD-2")
    headers = {**desk.editor, "If-Match": "*"}
    taken = desk.client.patch(other["links"]["self"], json={"listed_id": "KD-1"}, headers=headers)
    assert taken.status_code == 409
    same = desk.client.patch(other["links"]["self"], json={"listed_id": "KD-2"}, headers=headers)
    assert same.status_code == 200
    theirs = _post(desk, headers=desk.stranger, organisation_id=desk.other_id, listed_id="KD-1")
    assert theirs.status_code == 201


def test_a_removed_event_that_is_entered_again_is_back_under_its_id(desk: Desk) -> None:
    event = _entered(desk, listed_id="KD-1")
    headers = {**desk.editor, "If-Match": "*"}
    desk.client.delete(event["links"]["self"], headers=headers)
    again = _entered(desk, listed_id="KD-1", names={"ja": "夕市"})
    assert again["id"] == event["id"]
    assert desk.client.get(event["links"]["self"]).get_json() == again


def test_what_was_removed_is_told_to_those_who_ask_what_has_changed(desk: Desk) -> None:
    stays, goes = _entered(desk), _entered(desk)
    headers = {**desk.editor, "If-Match": "*"}
    removed = desk.client.delete(goes["links"]["self"], headers=headers).get_json()
    assert removed["removed_at"] == "2027-03-01T03:00:00+00:00"
    assert _listed(desk) == [stays["id"]]
    since = desk.client.get("/v1/events?updated_since=2027-03-01T03:00:00Z").get_json()["events"]
    assert {e["id"]: e["removed_at"] for e in since} == {
        stays["id"]: None,
        goes["id"]: "2027-03-01T03:00:00+00:00",
    }
    assert _listed(desk, updated_since="2027-03-01T03:00:01Z") == []
    assert desk.client.get(goes["links"]["self"]).status_code == 404
    assert desk.client.patch(goes["links"]["self"], json={}, headers=headers).status_code == 404
    assert desk.client.delete(goes["links"]["self"], headers=headers).status_code == 404


def test_an_unknown_event_is_not_found(desk: Desk) -> None:
    headers = {**desk.editor, "If-Match": "*"}
    for answer in (
        desk.client.get("/v1/events/none"),
        desk.client.patch("/v1/events/none", json={}, headers=headers),
        desk.client.delete("/v1/events/none", headers=headers),
    ):
        assert (answer.status_code, answer.get_json()["code"]) == (404, "event_not_found")
