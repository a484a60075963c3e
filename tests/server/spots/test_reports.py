"""What visitors report reaches the keepers, once a day from each, and nobody learns from whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from server.config import Settings
from server.db import Database
from server.regions.models import Region
from server.spots import reports as cases
from server.spots.freshness_models import ReportSalt, SpotReport
from server.spots.models import Spot
from server.spots.senders import network_of
from tests.databases import RolledBackDatabase
from tests.server.builders import keep_spots, make_record
from tests.server.conftest import NOW
from tests.server.spots.keepers import act, association, change, written
from tests.server.spots.towns import Town, open_town


@pytest.fixture
def town(database: RolledBackDatabase) -> Town:
    return open_town(database, Settings(rate_limit_enabled=False))


def test_a_report_needs_no_account_and_reaches_the_keepers(town: Town) -> None:
    spot = town.spot()["id"]
    answer = town.report(spot, "wrong_hours", remark="冬は15時まで")
    assert (answer.status_code, answer.get_json()["repeated"]) == (201, False)
    (report,) = town.reports(spot)
    assert (report["kind"], report["remark"]) == ("wrong_hours", "冬は15時まで")
    assert report["outcome"] is None
    assert report["links"]["settle"].endswith(f"/reports/{report['id']}/settle")


@pytest.mark.parametrize(
    ("language", "thanks"), [("en", "Thank you"), ("ja", "ありがとうございます")]
)
def test_who_reports_is_thanked_in_their_language(town: Town, language: str, thanks: str) -> None:
    answer = town.report(town.spot()["id"], language=language)
    assert thanks in answer.get_json()["message"]
    assert answer.headers["Content-Language"] == language


def test_the_same_from_the_same_address_on_the_same_day_is_one_report(town: Town) -> None:
    spot = town.spot()["id"]
    answers = [town.report(spot).get_json()["repeated"] for _ in range(3)]
    assert answers == [False, True, True]
    assert len(town.reports(spot)) == 1
    town.report(spot, "moved")
    town.report(spot, sender="192.0.2.2")
    assert len(town.reports(spot)) == 3


def test_the_next_day_begins_at_midnight_in_the_spots_region(town: Town) -> None:
    spot = town.spot()["id"]  # in Helsinki, where it is 05:00
    town.report(spot)
    town.later(hours=18.9)
    assert town.report(spot).get_json()["repeated"] is True
    town.later(hours=0.2)
    assert town.report(spot).get_json()["repeated"] is False


def test_words_said_with_a_repeated_report_are_kept_as_well(town: Town) -> None:
    spot = town.spot()["id"]
    for remark in ("", "門が閉まっている", "", "門が閉まっている", "張り紙あり"):
        town.report(spot, remark=remark)
    (report,) = town.reports(spot)
    assert report["remark"] == "門が閉まっている\n張り紙あり"


def test_what_could_not_be_kept_is_not_acknowledged(town: Town) -> None:
    spot = town.spot()["id"]
    answers = [town.report(spot, remark=f"{n}" * 500) for n in range(5)]
    assert [a.status_code for a in answers] == [201, 201, 201, 409, 409]
    assert answers[-1].get_json()["code"] == "enough_reports"
    assert len(town.reports(spot)[0]["remark"]) == 3 * 500 + 2


def test_no_more_reports_are_kept_than_anybody_can_read(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases, "MOST_OPEN", 3)
    spot = town.spot()["id"]
    town.reported(spot, people=3)
    refused = town.report(spot, sender="192.0.2.9")
    assert (refused.status_code, refused.get_json()["code"]) == (409, "enough_reports")
    assert town.report(spot, sender="192.0.2.1").status_code == 201
    town.settle(town.reports(spot)[0]["id"], "rejected")
    assert town.report(spot, sender="192.0.2.9").status_code == 201


def test_a_draft_cannot_be_reported(town: Town) -> None:
    hidden = written(town.client, town.keeper)["id"]
    answer = town.report(hidden)
    assert (answer.status_code, answer.get_json()["code"]) == (404, "spot_not_found")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "ugly"},
        {"kind": "closed", "remark": "x" * 501},
        {"kind": "closed", "from": "me"},
    ],
)
def test_a_report_that_says_nothing_or_too_much_is_refused(
    town: Town, body: dict[str, str]
) -> None:
    answer = town.client.post(f"/v1/spots/{town.spot()['id']}/reports", json=body)
    assert answer.status_code == 422


def test_neither_the_address_nor_a_digest_of_it_alone_is_kept(town: Town) -> None:
    one, two = town.spot()["id"], town.spot()["id"]
    town.report(one)
    town.report(two)
    with town.database.reading() as session:
        rows = session.execute(sa.select(SpotReport.__table__)).all()
    assert "192.0.2.1" not in str(rows)
    senders = {row.sender for row in rows}
    assert len(senders) == 2, "what one sender says of two spots can be put together"


def test_a_days_salt_is_thrown_away_when_the_day_is_over_everywhere(town: Town) -> None:
    spot = town.spot()["id"]
    town.report(spot)
    town.later(days=2)
    town.report(spot)
    with town.database.reading() as session:
        days = session.scalars(sa.select(ReportSalt.day)).all()
    assert days == [dt.date(2027, 3, 3)]


def test_looking_throws_old_salts_away_too(town: Town) -> None:
    spot = town.spot()
    town.report(spot["id"])
    town.later(days=2)
    town.verify(spot)
    with town.database.reading() as session:
        assert session.scalars(sa.select(ReportSalt.day)).all() == []


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_all_addresses_of_one_home_are_one_sender(address: str, network: str) -> None:
    assert network_of(address) == network


def test_a_report_is_settled_once(town: Town) -> None:
    spot = town.spot()["id"]
    town.report(spot)
    (report,) = town.reports(spot)
    settled = town.settle(report["id"], "confirmed").get_json()
    assert settled["outcome"] == "confirmed"
    assert settled["settled_by"]
    assert town.settle(report["id"], "confirmed").get_json() == settled
    other = town.settle(report["id"], "rejected")
    assert (other.status_code, other.get_json()["code"]) == (409, "report_settled")
    assert town.reports(spot, "?state=open") == []
    assert [r["id"] for r in town.reports(spot, "?state=settled")] == [report["id"]]


def test_a_viewer_reads_reports_but_does_not_settle_them(town: Town) -> None:
    spot = town.spot()["id"]
    town.report(spot)
    (report,) = town.reports(spot)
    refused = town.settle(report["id"], "rejected", town.keeper.viewer)
    assert (refused.status_code, refused.get_json()["code"]) == (403, "not_allowed")


def test_another_organisations_reports_are_not_there(town: Town) -> None:
    spot = town.spot()["id"]
    town.report(spot)
    (report,) = town.reports(spot)
    other = association(town.database, "隣町")
    theirs = f"/v1/organisations/{other.id}"
    settle = {"json": {"outcome": "rejected"}, "headers": other.owner}
    answers = [
        town.client.get(f"{theirs}/spots/{spot}/reports", headers=other.owner),
        town.client.post(f"{theirs}/reports/{report['id']}/settle", **settle),
    ]
    assert [a.get_json()["code"] for a in answers] == ["spot_not_found", "report_not_found"]


def test_reports_come_in_pages_the_latest_first(town: Town) -> None:
    spot = town.spot()["id"]
    for number in range(5):
        town.report(spot, sender=f"192.0.2.{number}", remark=str(number))
        town.later(minutes=number // 2)
    seen, part = [], f"spots/{spot}/reports?limit=2"
    while part:
        page = town.read(part)
        seen += [report["remark"] for report in page["reports"]]
        part = page["links"].get("next", "").partition(f"{town.keeper.id}/")[2]
    assert sorted(seen) == ["0", "1", "2", "3", "4"]
    assert seen[0] == "4"


def test_having_looked_settles_what_was_said_of_facts(town: Town) -> None:
    spot = town.spot()
    town.report(spot["id"], "wrong_hours", remark="before")
    town.later(hours=1)
    change(town.client, spot, town.keeper.editor, opening_hours="Tu-Su 09:00-15:00")
    town.later(hours=1)
    town.report(spot["id"], "closed")
    town.report(spot["id"], "other", remark="トイレが汚い")
    town.later(hours=1)
    town.verify(spot)
    outcomes = {r["kind"]: r["outcome"] for r in town.reports(spot["id"])}
    assert outcomes == {"wrong_hours": "confirmed", "closed": "rejected", "other": None}


def test_a_spot_of_the_platform_can_be_reported_though_nobody_keeps_it(town: Town) -> None:
    (spot,) = keep_spots(town.database, make_record(1))
    answer = town.report(spot)
    assert "Nobody keeps this spot" in answer.get_json()["message"]


def test_a_deleted_spots_reports_are_not_there_any_more(town: Town) -> None:
    spot = town.spot()
    town.report(spot["id"])
    (report,) = town.reports(spot["id"])
    headers = {**town.keeper.owner, "If-Match": "*"}
    assert town.client.delete(f"/v1/spots/{spot['id']}", headers=headers).status_code == 204
    assert town.settle(report["id"], "rejected").status_code == 404
    assert town.queue() == []


def test_reports_are_limited_like_other_costly_requests(database: RolledBackDatabase) -> None:
    town = open_town(database, Settings(plan_rate_limit="2 per hour"))
    spot = town.spot()["id"]
    codes = [town.report(spot).status_code for _ in range(3)]
    assert codes == [201, 201, 429]
    assert act(town.client, {"id": spot}, "verify", town.keeper.editor).status_code == 200


@pytest.fixture
def committed(engine: sa.Engine) -> Iterator[Database]:
    """A database in which changes stay; what the test makes is in a region of its own."""
    yield Database(engine)
    with Database(engine).writing() as session:
        session.execute(sa.delete(Spot).where(Spot.region_code == "race"))
        session.execute(sa.delete(Region).where(Region.code == "race"))
        session.execute(sa.delete(ReportSalt))


def test_the_same_sent_many_times_at_once_is_one_report(committed: Database) -> None:
    (spot,) = keep_spots(committed, make_record(1), region="race")
    saying = cases.Saying("closed", "", "192.0.2.1")

    def send(_: int) -> bool:
        with committed.writing() as session:
            return cases.receive_report(session, spot, saying, now=NOW).repeated

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(send, range(8))) == [False] + [True] * 7
    with committed.reading() as session:
        assert session.scalars(sa.select(sa.func.count(SpotReport.id))).one() == 1
