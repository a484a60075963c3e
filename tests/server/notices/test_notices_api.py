from __future__ import annotations

from typing import Any

import pytest

from server.notices.examples import BLOSSOMS, CLOSED_TODAY, LONGER, ROAD_WORKS
from server.permissions import Role
from tests.server.builders import keep_spots, make_record
from tests.server.notices.builders import SQUARE, Desk, faults
from tests.server.people import signed_in

BEFORE, BEGIN = "2027-05-14T23:59:59+09:00", "2027-05-15T00:00:00+09:00"
LAST, UNTIL = "2027-05-15T23:59:59+09:00", "2027-05-16T00:00:00+09:00"


@pytest.fixture
def spot(desk: Desk) -> str:
    """A spot of the region `somewhere`."""
    return keep_spots(desk.database, make_record(1), make_record(2))[0]


def _listed(desk: Desk, **query: Any) -> list[str]:
    answer = desk.client.get("/v1/notices", query_string=query)
    assert answer.status_code == 200, answer.text
    return [notice["id"] for notice in answer.get_json()["notices"]]


def test_a_posted_notice_is_shown_to_everybody(desk: Desk, spot: str) -> None:
    answer = desk.post(spot_id=spot)
    assert answer.status_code == 201
    notice = answer.get_json()
    assert answer.headers["Location"] == notice["links"]["self"]
    shown = desk.client.get(notice["links"]["self"], headers={"Accept-Language": "en"})
    assert shown.get_json()["title"] == "Closed for repairs"
    assert shown.get_json()["valid_from"] == "2027-05-14T15:00:00+00:00"
    assert {**shown.get_json(), "title": "臨時休館"} == notice
    assert "created_by" not in notice


@pytest.mark.parametrize("example", [CLOSED_TODAY, BLOSSOMS, ROAD_WORKS])
def test_the_contracts_examples_are_accepted(desk: Desk, example: dict[str, Any]) -> None:
    posted = desk.posted(**{"spot_id": None, **example, "organisation_id": desk.organisation_id})
    headers = {**desk.editor, "If-Match": "*"}
    changed = desk.client.patch(posted["links"]["self"], json=LONGER, headers=headers)
    assert changed.status_code == 200


@pytest.mark.parametrize(("at", "holds"), [(BEFORE, 0), (BEGIN, 1), (LAST, 1), (UNTIL, 0)])
def test_a_notice_is_listed_from_its_first_moment_until_before_its_last(
    desk: Desk, spot: str, at: str, holds: int
) -> None:
    notice = desk.posted(spot_id=spot)
    assert _listed(desk, at=at, region="somewhere") == [notice["id"]] * holds


def test_only_what_holds_now_is_listed_unless_asked(desk: Desk, spot: str) -> None:
    now = {"valid_from": "2027-03-01T00:00:00Z", "valid_until": "2027-03-02T00:00:00Z"}
    notice = desk.posted(spot_id=spot, **now)
    desk.posted(spot_id=spot)
    assert _listed(desk) == [notice["id"]]


def test_every_filter_narrows_the_list(desk: Desk, spot: str) -> None:
    closure, works = desk.posted(spot_id=spot)["id"], desk.works()["id"]
    at = {"at": BEGIN}
    assert set(_listed(desk, **at)) == {closure, works}
    assert _listed(desk, **at, kind="closure") == [closure]
    assert _listed(desk, **at, spot_id=spot) == [closure]
    assert _listed(desk, **at, bbox="134.995,35.0005,135.001,35.0015") == sorted([closure, works])
    assert _listed(desk, **at, bbox="135.005,34.995,135.02,34.998") == [works]
    assert _listed(desk, **at, bbox="135.2,34.0,135.4,36.0") == []
    assert _listed(desk, **at, bbox="135.2,34.0,134.9999,36.0") == [works]
    assert _listed(desk, **at, region="helsinki") == []
    assert _listed(desk, **at, organisation_id=desk.other_id) == []


def test_pages_show_every_notice_once(desk: Desk, spot: str) -> None:
    ids = {desk.posted(spot_id=spot)["id"] for _ in range(5)}
    address, seen = f"/v1/notices?limit=2&at={BEGIN.replace('+', '%2B')}", []
    while address:
        page = desk.client.get(address).get_json()
        seen += [notice["id"] for notice in page["notices"]]
        address = page["links"].get("next", "")
    assert len(seen) == 5
    assert set(seen) == ids


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ({"region": "atlantis"}, ("?region", "unknown_region")),
        ({"bbox": "1,50,2,40"}, ("?bbox", "bad_bbox")),
        ({"at": "2027-02-30T00:00:00Z"}, ("?at", "bad_time")),
        ({"cursor": "abc"}, ("?cursor", "bad_cursor")),
        ({"cursor": "WyJ4IiwgInkiXQ"}, ("?cursor", "bad_cursor")),
        ({"cursor": "WyIyMDI3LTA1LTE1IiwgInkiXQ"}, ("?cursor", "bad_cursor")),
        ({"kind": "party"}, ("?kind", "choice")),
    ],
)
def test_a_query_that_cannot_be_used_is_refused(
    desk: Desk, query: dict[str, str], fault: tuple[str, str]
) -> None:
    assert faults(desk.client.get("/v1/notices", query_string=query)) == {fault}


BOW_TIE = [[135.0, 35.0], [135.01, 35.01], [135.01, 35.0], [135.0, 35.01], [135.0, 35.0]]
LINE = [[135.0, 35.0], [135.01, 35.01], [135.02, 35.02], [135.0, 35.0]]
FAR = [[10.0, 35.0], [10.1, 35.0], [10.1, 35.1], [10.0, 35.0]]
WIDE = [[134.6, 35.0], [135.4, 35.0], [135.4, 35.1], [134.6, 35.0]]
MANY = [[135.0 + n / 1e5, 35.0] for n in range(300)]


def _area(*rings: list[list[float]]) -> dict[str, Any]:
    return {"kind": "road_works", "area": {"type": "Polygon", "coordinates": list(rings)}}


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"region": "atlantis"}, ("/region", "unknown_region")),
        ({"titles": {"fr": "Fermé"}}, ("/titles", "language_needed")),
        ({"titles": {"ja": "あ" * 121}}, ("/titles/ja", "too_long")),
        ({"bodies": {"ja": "あ" * 2001}}, ("/bodies/ja", "too_long")),
        ({"titles": {}}, ("/titles", "too_few")),
        ({"kind": "party"}, ("/kind", "choice")),
        ({"valid_from": "2027-05-15T00:00:00"}, ("/valid_from", "instant_format")),
        ({"valid_until": BEGIN}, ("/valid_until", "ends_too_early")),
        ({"valid_until": "2028-05-15T00:00:01+09:00"}, ("/valid_until", "holds_too_long")),
        ({"valid_until": None}, ("/valid_until", "end_needed")),
        ({"spot_id": None}, ("/spot_id", "spot_target_needed")),
        ({"spot_id": "nowhere"}, ("/spot_id", "unknown_spot")),
        ({**_area(SQUARE)}, ("/area", "area_target_needed")),
        ({**_area(SQUARE), "kind": "information"}, ("/spot_id", "one_target_needed")),
        ({**_area(BOW_TIE), "spot_id": None}, ("/area", "area_not_simple")),
        ({**_area(LINE), "spot_id": None}, ("/area", "area_not_simple")),
        ({**_area(SQUARE[:-1]), "spot_id": None}, ("/area", "ring_not_closed")),
        ({**_area(FAR), "spot_id": None}, ("/area", "area_elsewhere")),
        ({**_area(WIDE), "spot_id": None}, ("/area", "area_too_large")),
        ({**_area(MANY, MANY), "spot_id": None}, ("/area", "too_many_points")),
        ({"sopt_id": "x"}, ("/sopt_id", "unknown_field")),
    ],
)
def test_a_notice_that_cannot_be_posted_is_refused(
    desk: Desk, spot: str, facts: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert fault in faults(desk.post(**{"spot_id": spot, **facts}))
    assert _listed(desk, at=BEGIN) == []


def test_a_year_is_not_too_long_and_information_needs_no_end(desk: Desk, spot: str) -> None:
    desk.posted(spot_id=spot, valid_until="2028-05-15T00:00:00+09:00")
    endless = desk.posted(spot_id=spot, kind="information", valid_until=None)
    assert endless["id"] in _listed(desk, at="2190-01-01T00:00:00Z")


def test_only_owners_editors_and_administrators_post(desk: Desk, spot: str) -> None:
    assert desk.post(headers={}, spot_id=spot).status_code == 401
    assert desk.post(headers=desk.headers(Role.VIEWER), spot_id=spot).status_code == 403
    assert desk.post(headers=desk.stranger, spot_id=spot).status_code == 404
    assert _listed(desk, at=BEGIN) == []
    assert desk.post(headers=desk.headers(Role.OWNER), spot_id=spot).status_code == 201


def test_nobody_posts_for_an_organisation_that_does_not_exist(desk: Desk, spot: str) -> None:
    admin = signed_in(desk.database, None, admin=True)
    answer = desk.post(headers=admin, spot_id=spot, organisation_id="nobody")
    assert faults(answer) == {("/organisation_id", "unknown_organisation")}
    assert desk.post(headers=desk.editor, organisation_id="nobody", spot_id=spot).status_code == 404


def _tag(desk: Desk, address: str, language: str = "ja", encoding: str = "identity") -> str:
    headers = {"Accept-Language": language, "Accept-Encoding": encoding}
    return desk.client.get(address, headers=headers).headers["ETag"]


def test_a_change_needs_the_version_it_is_based_on(desk: Desk, spot: str) -> None:
    address = desk.posted(spot_id=spot)["links"]["self"]
    change = {"titles": {"ja": "本日休館"}}
    assert desk.client.patch(address, json=change, headers=desk.editor).status_code == 428
    assert desk.client.delete(address, headers=desk.editor).status_code == 428
    first = _tag(desk, address, "en", "gzip")
    headers = {**desk.editor, "If-Match": first}
    changed = desk.client.patch(address, json=change, headers=headers)
    assert changed.status_code == 200
    assert changed.get_json()["titles"] == {"ja": "本日休館"}
    assert changed.get_json()["valid_until"] == "2027-05-15T15:00:00+00:00"
    assert desk.client.patch(address, json=change, headers=headers).status_code == 412
    assert desk.client.delete(address, headers=headers).status_code == 412
    headers["If-Match"] = changed.headers["ETag"]
    assert desk.client.delete(address, headers=headers).status_code == 200


def test_each_look_of_a_notice_has_a_tag_of_its_own(desk: Desk, spot: str) -> None:
    address = desk.posted(spot_id=spot)["links"]["self"]
    assert _tag(desk, address, "ja") != _tag(desk, address, "en")
    again = desk.client.get(address, headers={"If-None-Match": _tag(desk, address)})
    assert again.status_code == 304


def test_only_members_change_and_end_a_notice(desk: Desk, spot: str) -> None:
    notice = desk.posted(spot_id=spot)
    address, anybody = notice["links"]["self"], {"If-Match": "*"}
    for headers, status in (
        ({}, 401),
        (desk.stranger, 404),
        (desk.headers(Role.VIEWER), 403),
    ):
        sent = {**headers, **anybody}
        assert desk.client.patch(address, json={}, headers=sent).status_code == status
        assert desk.client.delete(address, headers=sent).status_code == status
    assert desk.client.get(address).get_json() == notice


def test_a_changed_notice_is_checked_as_a_whole(desk: Desk, spot: str) -> None:
    address = desk.posted(spot_id=spot)["links"]["self"]
    headers = {**desk.editor, "If-Match": "*"}
    late = desk.client.patch(address, json={"valid_from": UNTIL}, headers=headers)
    assert faults(late) == {("/valid_until", "ends_too_early")}
    area = {"type": "Polygon", "coordinates": [SQUARE]}
    both = desk.client.patch(address, json={"area": area}, headers=headers)
    assert faults(both) == {("/spot_id", "spot_target_needed")}
    endless = desk.client.patch(address, json={"valid_until": None}, headers=headers)
    assert faults(endless) == {("/valid_until", "end_needed")}


def test_an_ended_notice_holds_no_longer_but_is_known_to_have_held(desk: Desk, spot: str) -> None:
    now = {"valid_from": "2027-03-01T00:00:00Z", "valid_until": "2027-03-02T00:00:00Z"}
    notice = desk.posted(spot_id=spot, **now)
    address, headers = notice["links"]["self"], {**desk.editor, "If-Match": "*"}
    ended = desk.client.delete(address, headers=headers).get_json()
    assert ended["ended_at"] == "2027-03-01T03:00:00+00:00"
    assert _listed(desk) == []
    assert _listed(desk, at="2027-03-01T02:59:59Z") == [notice["id"]]
    assert desk.client.get(address).status_code == 404
    assert desk.client.delete(address, headers=headers).status_code == 404
    assert desk.client.patch(address, json={}, headers=headers).status_code == 404


def test_an_unknown_notice_is_not_found(desk: Desk) -> None:
    headers = {**desk.editor, "If-Match": "*"}
    for answer in (
        desk.client.get("/v1/notices/none"),
        desk.client.patch("/v1/notices/none", json={}, headers=headers),
        desk.client.delete("/v1/notices/none", headers=headers),
    ):
        assert (answer.status_code, answer.get_json()["code"]) == (404, "notice_not_found")


def test_search_names_the_notices_of_now_and_leaves_out_what_is_closed(
    desk: Desk, spot: str
) -> None:
    now = {"valid_from": "2027-03-01T00:00:00Z", "valid_until": "2027-03-02T00:00:00Z"}
    notice = desk.posted(spot_id=spot, **now)
    desk.posted(spot_id=spot)
    desk.posted(spot_id=spot, kind="at_its_best")

    def found(**query: str) -> dict[str, list[str]]:
        answer = desk.client.get("/v1/spots", query_string={"region": "somewhere", **query})
        return {f["id"]: f["properties"]["notices"] for f in answer.get_json()["features"]}

    assert found()[spot] == [notice["id"]]
    assert [notices for key, notices in found().items() if key != spot] == [[]]
    one = desk.client.get(f"/v1/spots/{spot}").get_json()
    assert one["properties"]["notices"] == [notice["id"]]
    assert spot not in found(open_at="2027-05-15T12:00:00+09:00")
    assert spot in found(open_at="2027-05-16T12:00:00+09:00")
