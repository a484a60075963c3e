from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from server.experiences.models import ExperienceUnit
from server.http.paging import encode_cursor
from tests.databases import RolledBackDatabase
from tests.server.experiences.guides import (
    SATURDAY,
    add_slot,
    booked,
    change,
    change_slot,
    faults_in,
    make_guide,
    public,
    published,
    rice_field,
    slots_of,
    written,
)
from tests.server.spots.keepers import Association


@pytest.mark.parametrize(
    ("language", "names"),
    [("ja", ["大人", "子ども", "幼児"]), ("en", ["Adult", "Child", "Infant"])],
)
def test_a_ticket_without_a_name_is_called_after_whom_it_is_for(
    client: FlaskClient, guide: Association, town: Association, language: str, names: list[str]
) -> None:
    kept = published(client, guide, town)
    path = f"/v1/experiences/{kept['id']}"
    shown = client.get(path, headers={"Accept-Language": language}).get_json()
    assert [unit["name"] for unit in shown["options"][0]["units"]] == names
    assert [unit["names"] for unit in shown["options"][0]["units"]] == [{}] * 3


def test_a_new_experience_says_what_its_guide_wrote(
    client: FlaskClient, guide: Association
) -> None:
    kept, sent = written(client, guide), rice_field()
    same = ("category", "languages", "lat", "lon", "max_party", "min_to_run", "cancellation")
    assert {name: kept[name] for name in same} == {name: sent[name] for name in same}
    assert kept["texts"]["ja"] == sent["texts"]["ja"]
    assert kept["accessibility"]["wheelchair"] is False
    assert kept["accessibility"]["stroller_use"] is None
    assert (kept["status"], kept["version"]) == ("draft", 1)
    assert [u["kind"] for u in kept["options"][0]["units"]] == ["ADULT", "CHILD", "INFANT"]
    assert kept["price_from_minor"] == 3000


def test_a_draft_is_shown_to_its_guide_only(
    client: FlaskClient, database: RolledBackDatabase, guide: Association
) -> None:
    draft = written(client, guide)
    here = f"/v1/experiences/{draft['id']}"
    assert client.get(here, headers=guide.viewer).get_json()["keeping"] is not None
    for who in ({}, make_guide(database, "隣").owner):
        hidden, missing = client.get(here, headers=who), client.get(f"{here}x", headers=who)
        assert (hidden.status_code, hidden.get_json()["code"]) == (404, "experience_not_found")
        assert missing.get_json()["code"] == "experience_not_found"


def test_every_fault_is_named_at_once_in_the_callers_language(
    client: FlaskClient, guide: Association
) -> None:
    units = [{"kind": "CHILD", "price_minor": 1, "seats": 0, "min_age": 9, "max_age": 3}]
    wrong = rice_field(
        organisation_id=guide.id,
        texts={"fr": {"title": "Rizière", "description": ""}},
        lat=24.9,
        lon=60.1,
        category="volcano",
        languages=["ja", "en", "ja"],
        min_party=9,
        cancellation=[
            {"hours_before": 24, "refund_percent": 50},
            {"hours_before": 48, "refund_percent": 20},
            {"hours_before": 12, "refund_percent": 20},
        ],
        options=[{"id": "x", "units": [*units, {**units[0], "id": "y", "min_age": None}]}],
    )
    answer = client.post(
        "/v1/experiences", json=wrong, headers={**guide.editor, "Accept-Language": "ja"}
    )
    assert faults_in(answer) == {
        "/texts": "language_needed",
        "/lat": "outside_region",
        "/lon": "outside_region",
        "/category": "unknown_category",
        "/languages/2": "listed_twice",
        "/min_party": "party_swapped",
        "/cancellation/1": "policy_not_in_order",
        "/cancellation/2": "policy_not_in_order",
        "/options/0/id": "unknown_option",
        "/options/0/units/1/id": "unknown_unit",
        "/options/0/units/0/min_age": "ages_swapped",
        "/options/0/units": "no_seat",
    }
    messages = [fault["message"] for fault in answer.get_json()["errors"]]
    assert all(any("ぁ" <= c <= "ん" for c in message) for message in messages)


def test_faults_of_form_and_of_content_are_named_together(
    client: FlaskClient, guide: Association
) -> None:
    wrong = rice_field(organisation_id=guide.id, category="volcano", cutoff_minutes=-1)
    answer = client.post("/v1/experiences", json=wrong, headers=guide.editor)
    assert faults_in(answer).keys() == {"/category", "/cutoff_minutes"}


@pytest.mark.parametrize(
    ("pointer", "facts"),
    [
        ("/region", {"region": "atlantis"}),
        ("/options", {"options": []}),
        ("/options/0/units", {"options": [{"units": []}]}),
        ("/duration_minutes", {"duration_minutes": 4}),
        ("/approval_hours", {"approval_hours": 169}),
        ("/texts/ja/title", {"texts": {"ja": {"title": "", "description": ""}}}),
        ("/guide", {"guide": "me"}),
    ],
)
def test_what_cannot_be_is_refused(
    client: FlaskClient, guide: Association, pointer: str, facts: dict[str, Any]
) -> None:
    sent = rice_field(organisation_id=guide.id, **facts)
    assert pointer in faults_in(client.post("/v1/experiences", json=sent, headers=guide.editor))


def test_nobody_offers_under_anothers_name(
    client: FlaskClient, database: RolledBackDatabase, guide: Association
) -> None:
    sent = rice_field(organisation_id=guide.id)
    other = client.post("/v1/experiences", json=sent, headers=make_guide(database).owner)
    assert (other.status_code, other.get_json()["code"]) == (404, "organisation_not_found")
    viewer = client.post("/v1/experiences", json=sent, headers=guide.viewer)
    assert viewer.get_json()["code"] == "not_allowed"
    assert client.post("/v1/experiences", json=sent).status_code == 401


def test_a_change_leaves_what_is_left_out_and_null_takes_away(
    client: FlaskClient, guide: Association
) -> None:
    draft = written(client, guide)
    french = {"title": "Une heure à la rizière", "description": "…"}
    answer = change(
        client,
        draft,
        guide.editor,
        texts={"fr": french, "en": None},
        min_age=None,
        accessibility={"wheelchair": None, "step_free": True},
    )
    kept = answer.get_json()
    assert kept["texts"].keys() == {"fr", "ja"}
    assert kept["min_age"] is None
    assert kept["accessibility"]["wheelchair"] is None
    assert kept["accessibility"]["step_free"] is True
    assert kept["accessibility"]["accessible_toilet"] is True
    assert kept["max_party"] == draft["max_party"]
    assert kept["version"] == 2


def test_changes_do_not_add_up_to_more_languages_than_there_can_be(
    client: FlaskClient, guide: Association
) -> None:
    draft = written(client, guide)
    more = [f"a{letter}" for letter in "abcdefghijklmnopqrst"]
    texts = {tag: {"title": tag, "description": ""} for tag in more}
    refused = change(client, draft, guide.editor, texts=texts)
    assert faults_in(refused) == {"/texts": "too_many_languages"}
    for tag in more[20 - len(draft["texts"]) :]:
        del texts[tag]
    kept = change(client, draft, guide.editor, texts=texts)
    assert len(kept.get_json()["texts"]) == 20


def test_what_is_needed_cannot_be_taken_away(client: FlaskClient, guide: Association) -> None:
    draft = written(client, guide)
    answer = change(client, draft, guide.editor, category=None, options=None, lat=None)
    assert faults_in(answer) == dict.fromkeys(("/category", "/lat", "/options"), "needed")


def test_the_same_again_is_no_change(client: FlaskClient, guide: Association) -> None:
    draft = written(client, guide)
    said = {n: draft[n] for n in ("texts", "cancellation", "languages", "accessibility")}
    options = [_sent(option) for option in draft["options"]]
    again = change(client, draft, guide.editor, **said, options=options).get_json()
    assert again["version"] == draft["version"]
    assert again["options"] == draft["options"]


def _sent(option: dict[str, Any]) -> dict[str, Any]:
    """Return an option as it was shown, in the form in which it is sent."""
    units = [{k: v for k, v in unit.items() if k != "name"} for unit in option["units"]]
    return {**{k: v for k, v in option.items() if k != "name"}, "units": units}


def test_a_change_is_made_on_the_version_seen(client: FlaskClient, guide: Association) -> None:
    draft = written(client, guide)
    here = f"/v1/experiences/{draft['id']}"
    seen = client.get(here, headers=guide.viewer).headers["ETag"]
    assert change(client, draft, guide.editor, match=seen, max_party=6).status_code == 200
    late = change(client, draft, guide.editor, match=seen, max_party=4)
    assert (late.status_code, late.get_json()["code"]) == (412, "changed_meanwhile")
    bare = client.patch(here, json={"max_party": 4}, headers=guide.editor)
    assert bare.status_code == 428


def test_options_that_are_left_out_are_retired_and_come_back_by_their_id(
    client: FlaskClient, guide: Association
) -> None:
    draft = written(client, guide)
    old = _sent(draft["options"][0])
    new = {"names": {"ja": "午後の部"}, "units": [{"kind": "ADULT", "price_minor": 2500}]}
    kept = change(client, draft, guide.editor, options=[new]).get_json()
    assert [o["names"] for o in kept["options"]] == [new["names"]]
    assert [o["id"] for o in kept["keeping"]["retired_options"]] == [old["id"]]
    both = [*(_sent(option) for option in kept["options"]), old]
    back = change(client, draft, guide.editor, options=both).get_json()
    assert [o["id"] for o in back["options"]] == [kept["options"][0]["id"], old["id"]]
    assert back["options"][1] == draft["options"][0]
    assert back["keeping"]["retired_options"] == []


def test_a_unit_that_somebody_booked_stays_to_be_pointed_at(
    client: FlaskClient, database: RolledBackDatabase, guide: Association, town: Association
) -> None:
    shown = published(client, guide, town)
    slot = add_slot(client, shown, guide.editor).get_json()
    adult, child, _ = shown["options"][0]["units"]
    booked(client, slot, adult["id"])
    option = _sent(shown["options"][0])
    option["units"] = [{"id": child["id"], "kind": "CHILD", "price_minor": 900}]
    kept = change(client, shown, guide.editor, options=[option]).get_json()
    assert [u["price_minor"] for u in kept["options"][0]["units"]] == [900]
    with database.reading() as session:
        retired = session.get_one(ExperienceUnit, adult["id"]).retired_at
    assert retired is not None
    again = client.post(
        "/v1/bookings",
        json={"slot_id": slot["id"], "units": [{"unit_id": adult["id"], "quantity": 1}]},
        headers={"Idempotency-Key": "a-key-that-nobody-guesses"},
    )
    assert faults_in(again)["/units/0/unit_id"] == "unknown_unit"


def test_slots_of_an_option_that_is_not_offered_any_more_are_closed(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    shown = published(client, guide, town)
    slot = add_slot(client, shown, guide.editor).get_json()
    units = [{"kind": "ADULT", "price_minor": 1}]
    change(client, shown, guide.editor, options=[{"units": units}])
    (found,) = slots_of(client, shown)
    assert (found["status"], found["reason"]) == ("CLOSED", "slot_closed")
    opened = client.patch(f"/v1/slots/{slot['id']}", json={"status": "open"}, headers=guide.editor)
    assert opened.get_json()["code"] == "option_retired"
    gone = add_slot(client, shown, guide.editor, f"{SATURDAY}T15:00:00+02:00")
    assert faults_in(gone) == {"/option_id": "unknown_option"}


def test_a_longer_experience_makes_slots_longer_unless_they_are_sold(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    shown = published(client, guide, town)
    sold = add_slot(client, shown, guide.editor).get_json()
    add_slot(client, shown, guide.editor, f"{SATURDAY}T14:00:00+02:00")
    booked(client, sold, shown["options"][0]["units"][0]["id"])
    assert change(client, shown, guide.editor, duration_minutes=90).status_code == 200
    ends = {slot["starts_at"][11:16]: slot["ends_at"][11:16] for slot in slots_of(client, shown)}
    assert ends == {"10:00": "11:00", "14:00": "15:30"}


def test_a_deleted_experience_is_gone(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    shown = published(client, guide, town)
    slot = add_slot(client, shown, guide.editor).get_json()
    here = f"/v1/experiences/{shown['id']}"
    editor = client.delete(here, headers={**guide.editor, "If-Match": "*"})
    assert editor.get_json()["code"] == "not_allowed"
    assert client.delete(here, headers={**guide.owner, "If-Match": "*"}).status_code == 204
    for answer in (
        public(client, shown),
        client.get(here, headers=guide.owner),
        client.get(f"{here}/slots"),
    ):
        assert answer.get_json()["code"] == "experience_not_found"
    slots = change_slot(client, slot, guide.owner, capacity=1)
    assert slots.get_json()["code"] == "slot_not_found"


def test_an_experience_that_people_have_booked_is_not_deleted(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    shown = published(client, guide, town)
    slot = add_slot(client, shown, guide.editor).get_json()
    booked(client, slot, shown["options"][0]["units"][0]["id"], people=3)
    here = f"/v1/experiences/{shown['id']}"
    answer = client.delete(here, headers={**guide.owner, "If-Match": "*"})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "seats_taken")
    assert "3" in answer.get_json()["detail"]
    assert public(client, shown).status_code == 200


def test_the_history_tells_who_changed_what(client: FlaskClient, guide: Association) -> None:
    draft = written(client, guide)
    change(client, draft, guide.editor, max_party=6)
    here = f"/v1/experiences/{draft['id']}/history"
    latest, first = client.get(here, headers=guide.viewer).get_json()["changes"]
    assert latest["changed"] == [{"field": "max_party", "before": 8, "after": 6}]
    assert (first["action"], latest["action"]) == ("created", "edited")
    assert latest["account_id"] is not None
    page = client.get(f"{here}?limit=1", headers=guide.viewer).get_json()
    assert [c["version"] for c in page["changes"]] == [2]
    rest = client.get(page["links"]["next"], headers=guide.viewer).get_json()
    assert [c["version"] for c in rest["changes"]] == [1]


def test_a_guide_sees_their_experiences_in_every_state_page_by_page(
    client: FlaskClient, database: RolledBackDatabase, guide: Association, town: Association
) -> None:
    made = {written(client, guide)["id"], published(client, guide, town)["id"]}
    written(client, make_guide(database, "隣"))
    here = f"/v1/organisations/{guide.id}/experiences"
    first = client.get(f"{here}?limit=1", headers=guide.viewer).get_json()
    second = client.get(first["links"]["next"], headers=guide.viewer).get_json()
    found = [e["id"] for e in (*first["experiences"], *second["experiences"])]
    assert found == sorted(made)
    assert "next" not in second["links"]
    drafts = client.get(f"{here}?status=draft", headers=guide.viewer).get_json()["experiences"]
    assert [e["status"] for e in drafts] == ["draft"]
    bad = client.get(f"{here}?cursor=x", headers=guide.viewer)
    assert faults_in(bad) == {"?cursor": "bad_cursor"}


def test_a_unit_count_never_grows_by_saying_the_same(
    client: FlaskClient, database: RolledBackDatabase, guide: Association
) -> None:
    draft = written(client, guide)
    for _ in range(2):
        change(client, draft, guide.editor, options=[_sent(o) for o in draft["options"]])
    with database.reading() as session:
        count = session.scalar(sa.select(sa.func.count()).select_from(ExperienceUnit))
    assert count == 3


def test_before_the_first_change_there_was_none(client: FlaskClient, guide: Association) -> None:
    draft = written(client, guide)
    here = f"/v1/experiences/{draft['id']}/history?cursor={encode_cursor(1.0)}"
    answer = client.get(here, headers=guide.viewer)
    assert (answer.status_code, answer.get_json()["changes"]) == (200, [])
