"""Spots are verified by their keepers, fall overdue, and what needs somebody stands in a queue."""

from __future__ import annotations

from typing import Any

import pytest

from server.config import Settings
from tests.databases import RolledBackDatabase
from tests.server.builders import keep_spots, make_record
from tests.server.spots.keepers import act, association, change, published, written
from tests.server.spots.towns import Town, open_town


@pytest.fixture
def town(database: RolledBackDatabase) -> Town:
    return open_town(database, Settings(rate_limit_enabled=False, verify_after_days=100))


def _order(town: Town, query: str = "") -> list[str]:
    return [entry["spot_id"] for entry in town.queue(query)]


def test_verifying_is_dated_kept_in_the_history_and_seen_by_everybody(town: Town) -> None:
    spot = town.spot()
    town.later(days=1)
    kept = town.verify(spot)
    assert kept["version"] == spot["version"] + 1
    assert kept["verified_at"] == town.public(spot["id"])["verified_at"]
    assert kept["verified_at"] == "2027-03-02T03:00:00+00:00"
    latest = town.read(f"spots/{spot['id']}/history")["changes"][0]
    assert (latest["action"], latest["changed"]) == ("verified", [])


def test_verifying_goes_by_the_version_that_was_looked_at(town: Town) -> None:
    spot = town.spot()
    stale = act(town.client, spot, "verify", town.keeper.editor, '"1"')
    assert (stale.status_code, stale.get_json()["code"]) == (412, "changed_meanwhile")
    headers = dict(town.keeper.editor)
    missing = town.client.post(f"/v1/spots/{spot['id']}/verify", headers=headers)
    assert missing.status_code == 428
    fresh = act(town.client, spot, "verify", town.keeper.editor, f'"{spot["version"]}"')
    assert fresh.status_code == 200


def test_only_its_keepers_verify_a_spot(town: Town) -> None:
    spot = town.spot()
    refused = act(town.client, spot, "verify", town.keeper.viewer)
    assert (refused.status_code, refused.get_json()["code"]) == (403, "not_allowed")
    other = association(town.database, "隣町")
    assert act(town.client, spot, "verify", other.owner).status_code == 404
    (platform,) = keep_spots(town.database, make_record(1))
    assert act(town.client, {"id": platform}, "verify", other.owner).status_code == 404


def test_who_publishes_a_spot_has_looked(town: Town) -> None:
    spot = town.spot()
    assert town.public(spot["id"])["overdue"] is False
    assert town.public(spot["id"])["verified_at"] == "2027-03-01T03:00:00+00:00"
    town.later(days=100, seconds=1)
    assert town.public(spot["id"])["overdue"] is True


def test_a_spot_is_overdue_until_looked_at_and_again_after_the_set_time(town: Town) -> None:
    spot = town.unverified()
    assert town.public(spot["id"])["overdue"] is True
    town.verify(spot)
    assert town.public(spot["id"])["overdue"] is False
    town.later(days=100)
    assert town.public(spot["id"])["overdue"] is False
    town.later(seconds=1)
    assert town.public(spot["id"])["overdue"] is True
    assert [e["why"] for e in town.queue()] == [["overdue"]]


def test_what_the_platform_took_in_is_never_overdue(town: Town) -> None:
    (spot,) = keep_spots(town.database, make_record(1))
    assert town.public(spot)["overdue"] is False


def test_the_list_of_spots_tells_what_is_overdue_and_reported(town: Town) -> None:
    spot = town.unverified()["id"]
    town.reported(spot, people=2)
    found = town.client.get("/v1/spots?near=60.1713,24.9414&radius_m=5").get_json()["features"]
    told = {f["id"]: f["properties"] for f in found}[spot]
    assert (told["overdue"], told["reported"], told["marks"]) == (True, True, [])


@pytest.mark.parametrize(
    ("kinds", "reported"),
    [
        (["closed"], False),
        (["closed", "moved"], True),
        (["closed", "wrong_hours"], False),
        (["other", "other"], False),
    ],
)
def test_a_spot_is_in_doubt_when_several_people_say_that_it_is_gone(
    town: Town, kinds: list[str], reported: bool
) -> None:
    spot = town.spot()["id"]
    for number, kind in enumerate(kinds):
        town.report(spot, kind, f"192.0.2.{number}")
    assert town.public(spot)["reported"] is reported


def test_one_person_who_says_two_things_is_one_person(town: Town) -> None:
    spot = town.spot()["id"]
    town.report(spot, "closed")
    town.report(spot, "moved")
    assert town.public(spot)["reported"] is False


def test_doubt_ends_with_the_keepers_answer(town: Town) -> None:
    spot = town.spot()
    town.reported(spot["id"], people=2)
    assert town.public(spot["id"])["reported"] is True
    town.settle(town.reports(spot["id"])[0]["id"], "rejected")
    assert town.public(spot["id"])["reported"] is False


def test_doubt_that_nobody_answers_ends_after_a_while(town: Town) -> None:
    (spot,) = keep_spots(town.database, make_record(1))
    town.reported(spot, people=2)
    town.later(days=89)
    assert town.public(spot)["reported"] is True
    town.later(days=2)
    assert town.public(spot)["reported"] is False


def test_what_its_keepers_confirmed_stays_in_doubt_until_they_act(town: Town) -> None:
    spot = town.spot()
    town.report(spot["id"])
    town.later(hours=1)
    town.settle(town.reports(spot["id"])[0]["id"], "confirmed")
    assert town.public(spot["id"])["reported"] is True
    town.later(days=200)
    assert town.public(spot["id"])["reported"] is True
    town.verify(spot)
    assert town.public(spot["id"])["reported"] is False


def test_the_queue_begins_with_what_most_people_report(town: Town) -> None:
    words = {"ja": "滝", "en": "Falls"}
    fresh, stale, never, many, few, review, translated = (town.spot(names=words) for _ in range(7))
    for spot in (fresh, few, many, stale, translated):
        town.verify(spot)
        town.later(days=1)
    town.later(days=99)
    for spot in (fresh, few, many, translated):
        town.verify(spot)
    act(town.client, review, "withdraw", town.keeper.owner)
    act(town.client, review, "submit", town.keeper.owner)
    change(town.client, translated, town.keeper.editor, names={"en": "Great Falls"})
    town.reported(few["id"], "other", people=1)
    town.reported(many["id"], "wrong_hours", people=3)
    expected = [many, few, never, stale, review, translated]
    assert _order(town) == [spot["id"] for spot in expected]
    reasons = {entry["spot_id"]: entry["why"] for entry in town.queue()}
    assert reasons[translated["id"]] == ["translations"]
    assert reasons[review["id"]] == ["in_review"]
    for why, only in {
        "reports": [many, few],
        "overdue": [never, stale],
        "in_review": [review],
        "translations": [translated],
    }.items():
        assert _order(town, f"?why={why}") == [spot["id"] for spot in only]


def test_an_entry_tells_what_was_reported_and_where_to_settle_it(town: Town) -> None:
    spot = town.unverified()
    town.report(spot["id"], "closed", remark="閉館の張り紙")
    town.later(minutes=5)
    town.report(spot["id"], "moved", remark="駅前に移転")
    town.later(minutes=5)
    town.report(spot["id"], "closed", sender="192.0.2.2")
    (entry,) = town.queue()
    assert entry["why"] == ["reports", "overdue"]
    assert entry["reports"] == {
        "people": 2,
        "kinds": {"closed": 2, "moved": 1},
        "latest_remark": "駅前に移転",
        "latest_remark_at": "2027-03-01T03:05:00+00:00",
    }
    links = entry["links"]
    listed = town.client.get(links["reports"], headers=town.keeper.viewer).get_json()
    assert len(listed["reports"]) == 3
    headers = {**town.keeper.editor, "If-Match": f'"{entry["version"]}"'}
    assert town.client.post(links["verify"], headers=headers).status_code == 200
    assert town.queue() == []


def test_every_link_of_the_queue_leads_somewhere(town: Town) -> None:
    town.reported(town.spot()["id"])
    waiting = written(town.client, town.keeper)
    act(town.client, waiting, "submit", town.keeper.editor)
    for entry in town.queue():
        for name, address in entry["links"].items():
            if name in ("verify", "publish", "return"):
                headers = {**town.keeper.owner, "If-Match": "*"}
                answer = town.client.post(address, headers=headers)
            else:
                answer = town.client.get(address, headers=town.keeper.owner)
            assert answer.status_code in (200, 409), (name, answer.text)


def test_pages_of_the_queue_hold_every_entry_once_while_reports_come_in(town: Town) -> None:
    spots = [town.unverified()["id"] for _ in range(7)]
    town.reported(spots[3], people=3)
    town.reported(spots[5], people=2)
    seen: list[str] = []
    part = "queue?limit=2"
    while part:
        page = town.read(part)
        seen += [entry["spot_id"] for entry in page["entries"]]
        part = page["links"].get("next", "").partition(f"{town.keeper.id}/")[2]
        town.reported(spots[3], people=5)  # moves what has been shown, not what is to come
    assert seen[:2] == [spots[3], spots[5]]
    assert sorted(seen) == sorted(spots)


def test_the_queue_holds_the_organisations_own_spots_only(town: Town) -> None:
    other = association(town.database, "隣町")
    theirs = published(town.client, other)["id"]
    town.report(theirs)
    ours = town.unverified()["id"]
    assert _order(town) == [ours]
    address = f"/v1/organisations/{other.id}/queue"
    assert town.client.get(address, headers=town.keeper.owner).status_code == 404


def test_what_was_withdrawn_bothers_nobody(town: Town) -> None:
    spot = town.spot()
    town.report(spot["id"])
    act(town.client, spot, "withdraw", town.keeper.editor)
    assert town.queue() == []
    assert len(town.reports(spot["id"])) == 1


@pytest.mark.parametrize(
    "query", ["?why=boredom", "?cursor=abc", "?cursor=WzEuMCwgMWUzMDAsICJ4IiwgIngiXQ", "?who=me"]
)
def test_a_queue_that_cannot_be_asked_for_is_refused(town: Town, query: str) -> None:
    address = f"/v1/organisations/{town.keeper.id}/queue{query}"
    answer: Any = town.client.get(address, headers=town.keeper.viewer)
    assert answer.status_code == 422
