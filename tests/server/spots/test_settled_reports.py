"""Colleagues read who settled what with which words, as long as anybody should."""

from __future__ import annotations

from typing import Any

import pytest

from server.config import Settings
from server.spots.settled_reports import WORDS_KEPT_FOR, forget_words
from tests.databases import RolledBackDatabase
from tests.server.conftest import NOW
from tests.server.spots.keepers import association
from tests.server.spots.towns import Town, open_town

NOTE = "電話で確認。冬季は15時閉館。"


@pytest.fixture
def town(database: RolledBackDatabase) -> Town:
    return open_town(database, Settings(rate_limit_enabled=False))


def open_report(town: Town, kind: str = "wrong_hours", remark: str = "張り紙あり") -> str:
    """Let a visitor report a spot of its own; return the report's id."""
    spot = town.spot()["id"]
    town.report(spot, kind, remark=remark)
    (report,) = town.reports(spot)
    return str(report["id"])


def settled(town: Town, query: str = "") -> list[dict[str, Any]]:
    """Return what a viewer reads of what was decided."""
    found: list[dict[str, Any]] = town.read(f"settled-reports{query}")["reports"]
    return found


def test_colleagues_read_how_when_and_with_which_words_it_was_settled(town: Town) -> None:
    report = open_report(town)
    assert settled(town) == []
    town.later(hours=3)
    told = town.settle(report, "confirmed", note=f" {NOTE}\n").get_json()
    (read,) = settled(town)
    assert {name: read[name] for name in told} == told
    assert (read["outcome"], read["note"], read["remark"]) == ("confirmed", NOTE, "張り紙あり")
    assert read["settled_at"] == "2027-03-01T06:00:00+00:00"
    assert read["settled_by"]
    assert read["spot_names"]["ja"] == "白糸の滝"


def test_a_word_is_not_needed(town: Town) -> None:
    report = open_report(town)
    assert town.reports(town.queue()[0]["spot_id"])[0]["note"] == ""
    assert town.settle(report, "rejected").get_json()["note"] == ""


def test_nobodys_words_are_lost_when_two_settle_at_once(town: Town) -> None:
    report = open_report(town)
    first = town.settle(report, "confirmed", note=NOTE).get_json()
    assert town.settle(report, "confirmed", note=NOTE).get_json() == first
    assert town.settle(report, "confirmed").get_json() == first
    other = town.settle(report, "confirmed", note="現地で確認", language="ja")
    assert (other.status_code, other.get_json()["code"]) == (409, "report_settled")
    assert "「正しい報告」として処理済み" in other.get_json()["detail"]
    assert [read["note"] for read in settled(town)] == [NOTE]


@pytest.mark.parametrize("note", ["x" * 501, "a\u0000b", 7, None])
def test_words_that_nobody_could_read_are_refused(town: Town, note: object) -> None:
    report = open_report(town)
    assert town.settle(report, "confirmed", note=note).status_code == 422
    assert settled(town) == []


def test_what_was_decided_comes_in_pages_the_last_first(town: Town) -> None:
    made = [open_report(town, remark=str(number)) for number in range(5)]
    for number in (3, 0, 4, 1):
        town.later(minutes=number // 3)  # some at the same moment
        town.settle(made[number], "rejected", note=str(number))
    seen, part = [], "settled-reports?limit=2"
    while part:
        page = town.read(part)
        seen += [report["note"] for report in page["reports"]]
        part = page["links"].get("next", "").partition(f"{town.keeper.id}/")[2]
    assert sorted(seen) == ["0", "1", "3", "4"]
    assert set(seen[:2]) == {"4", "1"}


def test_a_cursor_of_another_list_is_refused(town: Town) -> None:
    answer = town.client.get(
        f"/v1/organisations/{town.keeper.id}/settled-reports?cursor=x", headers=town.keeper.viewer
    )
    assert (answer.status_code, answer.get_json()["errors"][0]["code"]) == (422, "bad_cursor")


def test_having_looked_is_read_there_too_without_words(town: Town) -> None:
    spot = town.spot()
    town.report(spot["id"], "closed")
    town.verify(spot)
    (read,) = settled(town)
    assert (read["outcome"], read["note"]) == ("rejected", "")


def test_neither_other_organisations_nor_deleted_spots_are_read_of(town: Town) -> None:
    town.settle(open_report(town), "confirmed", note=NOTE)
    other = association(town.database, "隣町")
    theirs = town.client.get(f"/v1/organisations/{other.id}/settled-reports", headers=other.viewer)
    assert theirs.get_json()["reports"] == []
    path = f"/v1/organisations/{town.keeper.id}/settled-reports"
    assert town.client.get(path, headers=other.owner).status_code == 404
    spot = settled(town)[0]["spot_id"]
    town.client.delete(f"/v1/spots/{spot}", headers={**town.keeper.owner, "If-Match": "*"})
    assert settled(town) == []


def test_words_are_forgotten_a_year_later_and_the_decision_stays(town: Town) -> None:
    old, young, still_open = open_report(town), open_report(town), open_report(town)
    town.settle(old, "confirmed", note=NOTE)
    town.later(days=1)
    town.settle(young, "rejected", note=NOTE)
    with town.database.writing() as session:
        assert forget_words(session, now=NOW + WORDS_KEPT_FOR) == 0
        assert forget_words(session, now=town.now + WORDS_KEPT_FOR) == 1
        assert forget_words(session, now=town.now + WORDS_KEPT_FOR) == 0
    read = {report["id"]: report for report in settled(town)}
    assert (read[old]["note"], read[old]["remark"], read[old]["outcome"]) == ("", "", "confirmed")
    assert read[old]["settled_by"]
    assert (read[young]["note"], read[young]["remark"]) == (NOTE, "張り紙あり")
    remarks = {entry["reports"]["latest_remark"] for entry in town.queue() if entry["reports"]}
    assert remarks == {"張り紙あり"}, still_open


def test_who_leaves_takes_their_words_along(town: Town) -> None:
    report, by_owner = open_report(town), open_report(town)
    town.settle(report, "confirmed", note=NOTE)
    town.settle(by_owner, "rejected", town.keeper.owner, note="owner's")
    told = town.client.get("/v1/me/export", headers=town.keeper.editor).get_json()
    (note,) = told["kept"]["report_notes"]
    assert (note["report_id"], note["note"]) == (report, NOTE)
    me = town.client.delete("/v1/me", headers={**town.keeper.editor, "If-Match": "*"})
    assert me.status_code == 204, me.text
    read = {one["id"]: (one["outcome"], one["note"]) for one in settled(town)}
    assert read == {report: ("confirmed", ""), by_owner: ("rejected", "owner's")}
