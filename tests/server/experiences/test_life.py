from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from server.app import create_app
from server.outbox.letters import written as letter_text
from server.outbox.models import Mail
from tests.databases import RolledBackDatabase
from tests.server.conftest import NOW
from tests.server.experiences.guides import (
    act,
    add_slot,
    change,
    faults_in,
    make_guide,
    public,
    published,
    slots_of,
    submitted,
    written,
)
from tests.server.people import recognise
from tests.server.spots.keepers import Association, association

STATES = ("draft", "in_review", "published", "suspended", "withdrawn")
LEADS = {
    ("draft", "submit"): "in_review",
    ("in_review", "return"): "draft",
    ("in_review", "publish"): "published",
    ("in_review", "withdraw"): "withdrawn",
    ("published", "publish"): "published",
    ("published", "suspend"): "suspended",
    ("published", "withdraw"): "withdrawn",
    ("suspended", "publish"): "published",
    ("suspended", "withdraw"): "withdrawn",
    ("withdrawn", "submit"): "in_review",
}
STEPS: dict[str, list[str]] = {
    "draft": ["submit", "return"],
    "in_review": ["submit"],
    "published": ["submit", "publish"],
    "suspended": ["submit", "publish", "suspend"],
    "withdrawn": ["submit", "publish", "withdraw"],
}


def _take(
    client: FlaskClient,
    experience: dict[str, Any],
    step: str,
    guide: Association,
    town: Association,
) -> Any:
    """Take one step, as whoever may."""
    body: dict[str, Any] | None = {
        "submit": {"association_id": town.id},
        "publish": {},
        "return": {"remark": "直してください"},
        "suspend": {"remark": "苦情がありました"},
    }.get(step)
    who = guide.editor if step in ("submit", "withdraw") else town.editor
    return act(client, experience, step, who, body)


def _in_state(
    client: FlaskClient, state: str, guide: Association, town: Association
) -> dict[str, Any]:
    experience = written(client, guide)
    for step in STEPS[state]:
        experience = _take(client, experience, step, guide, town).get_json()
    assert experience["status"] == state
    return experience


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", ["submit", "return", "publish", "suspend", "withdraw"])
def test_every_step_leads_where_it_should_or_is_refused(
    client: FlaskClient, guide: Association, town: Association, state: str, step: str
) -> None:
    experience = _in_state(client, state, guide, town)
    answer = _take(client, experience, step, guide, town)
    if (state, step) in LEADS:
        assert answer.get_json()["status"] == LEADS[state, step], answer.text
        assert answer.get_json()["version"] == experience["version"] + 1
    else:
        assert (answer.status_code, answer.get_json()["code"]) == (409, "wrong_state")


@pytest.mark.parametrize("state", STATES)
def test_the_public_sees_published_experiences_only(
    client: FlaskClient, guide: Association, town: Association, state: str
) -> None:
    experience = _in_state(client, state, guide, town)
    seen = public(client, experience).status_code == 200
    found = client.get("/v1/experiences?region=helsinki").get_json()["features"]
    assert seen == (experience["id"] in {f["id"] for f in found}) == (state == "published")
    here = f"/v1/experiences/{experience['id']}"
    for part in ("slots", "calendar"):
        assert (client.get(f"{here}/{part}").status_code == 200) == seen
    for member in (guide.viewer, town.viewer):
        assert client.get(here, headers=member).get_json()["keeping"] is not None


def test_only_the_association_that_was_asked_decides(
    client: FlaskClient, database: RolledBackDatabase, guide: Association, town: Association
) -> None:
    experience = submitted(client, guide, town)
    for who in (association(database, "隣町").owner, guide.owner):
        for step in ("publish", "return"):
            body = {} if step == "publish" else {"remark": "…"}
            answer = act(client, experience, step, who, body)
            assert answer.get_json()["code"] == "experience_not_found", (step, answer.text)
    viewer = act(client, experience, "publish", town.viewer, {})
    assert viewer.get_json()["code"] == "not_allowed"
    by_town = act(client, experience, "withdraw", town.owner)
    assert by_town.get_json()["code"] == "experience_not_found"


def test_somebody_who_can_vouch_has_to_be_asked(
    client: FlaskClient, database: RolledBackDatabase, guide: Association
) -> None:
    draft = written(client, guide)
    for nobody in ("nobody", make_guide(database, "隣").id):
        answer = act(client, draft, "submit", guide.editor, {"association_id": nobody})
        assert faults_in(answer) == {"/association_id": "unknown_association"}


def test_who_vouches_is_told_until_it_lapses_by_itself(
    client: FlaskClient,
    app: Flask,
    database: RolledBackDatabase,
    guide: Association,
    town: Association,
) -> None:
    until = NOW + dt.timedelta(days=30)
    experience = submitted(client, guide, town)
    body = {"vouched_until": until.isoformat()}
    act(client, experience, "publish", town.editor, body)
    vouched = public(client, experience).get_json()["vouched"]
    assert vouched["organisation_id"] == town.id
    assert dt.datetime.fromisoformat(vouched["until"]) == until
    settings = app.extensions["yorimichi"].settings
    later = create_app(settings, database=database, now=lambda: until)
    recognise(later, database)
    shown = public(later.test_client(), experience)
    assert shown.status_code == 200
    assert shown.get_json()["vouched"] is None
    here = f"/v1/organisations/{town.id}/experiences-to-review"
    assert client.get(here, headers=town.viewer).get_json()["experiences"] == []
    waits = later.test_client().get(here, headers=town.viewer).get_json()["experiences"]
    assert [e["id"] for e in waits] == [experience["id"]]


@pytest.mark.parametrize(
    ("days", "code"), [(0, "in_the_past"), (-1, "in_the_past"), (732, "too_far_ahead")]
)
def test_nobody_vouches_for_the_past_or_for_ever(
    client: FlaskClient, guide: Association, town: Association, days: int, code: str
) -> None:
    experience = submitted(client, guide, town)
    until = (NOW + dt.timedelta(days=days)).isoformat()
    answer = act(client, experience, "publish", town.editor, {"vouched_until": until})
    assert faults_in(answer) == {"/vouched_until": code}


def test_an_association_sees_what_changed_since_it_looked_and_renews_its_word(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    here = f"/v1/organisations/{town.id}/experiences-to-review"
    assert client.get(here, headers=town.viewer).get_json()["experiences"] == []
    change(client, experience, guide.editor, max_party=6)
    (changed,) = client.get(here, headers=town.viewer).get_json()["experiences"]
    assert changed["keeping"]["changed_since_review"] is True
    renewed = act(client, experience, "publish", town.editor, {}).get_json()
    assert renewed["keeping"]["changed_since_review"] is False
    assert client.get(here, headers=town.viewer).get_json()["experiences"] == []


def test_an_association_sees_what_was_changed_after_it_suspended_it(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    change(client, experience, guide.editor, max_party=6)
    here = f"/v1/organisations/{town.id}/experiences-to-review"
    act(client, experience, "suspend", town.editor, {"remark": "定員を見直してください"})
    assert client.get(here, headers=town.viewer).get_json()["experiences"] == []
    change(client, experience, guide.editor, max_party=4)
    (waits,) = client.get(here, headers=town.viewer).get_json()["experiences"]
    assert (waits["status"], waits["keeping"]["changed_since_review"]) == ("suspended", True)


def test_an_association_lists_what_waits_and_what_it_vouches_for(
    client: FlaskClient, database: RolledBackDatabase, guide: Association, town: Association
) -> None:
    handed_in, shown = submitted(client, guide, town), published(client, guide, town)
    submitted(client, guide, association(database, "隣町"))
    written(client, guide)
    here = f"/v1/organisations/{town.id}/experiences-to-review"
    waits = client.get(here, headers=town.viewer).get_json()["experiences"]
    assert [e["id"] for e in waits] == [handed_in["id"]]
    theirs = client.get(f"{here}?status=published", headers=town.viewer).get_json()["experiences"]
    assert [e["id"] for e in theirs] == [shown["id"]]
    assert client.get(here, headers=guide.viewer).status_code == 404


def test_what_an_association_says_reaches_the_guide(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = submitted(client, guide, town)
    returned = act(client, experience, "return", town.editor, {"remark": "地図が必要です"})
    assert returned.get_json()["keeping"]["review_remark"] == "地図が必要です"
    again = act(client, experience, "submit", guide.editor, {"association_id": town.id})
    assert again.get_json()["keeping"]["review_remark"] == ""
    history = client.get(f"/v1/experiences/{experience['id']}/history", headers=town.viewer)
    remarks = [c["remark"] for c in history.get_json()["changes"]]
    assert remarks == ["", "地図が必要です", "", ""]


@pytest.mark.parametrize("step", ["return", "suspend"])
def test_a_remark_is_needed(
    client: FlaskClient, guide: Association, town: Association, step: str
) -> None:
    experience = submitted(client, guide, town)
    answer = act(client, experience, step, town.editor, {"remark": ""})
    assert faults_in(answer) == {"/remark": "too_short"}


def _letters(database: RolledBackDatabase) -> dict[str, list[str]]:
    with database.reading() as session:
        mails = list(session.scalars(sa.select(Mail)))
    told: dict[str, list[str]] = {}
    for mail in mails:
        text = "\n".join(letter_text(mail.kind, mail.language, mail.values))
        told.setdefault(mail.kind, []).append(text)
    return told


def test_letters_go_to_who_has_to_know(
    client: FlaskClient, database: RolledBackDatabase, guide: Association, town: Association
) -> None:
    experience = _in_state(client, "suspended", guide, town)
    told = _letters(database)
    assert {kind: len(texts) for kind, texts in told.items()} == {
        "experience_submitted": 1,
        "experience_published": 2,
        "experience_suspended": 2,
    }
    for texts in told.values():
        assert all(experience["texts"]["ja"]["title"] in text for text in texts)
    assert "苦情がありました" in told["experience_suspended"][0]
    assert "2028-02-29" in told["experience_published"][0]


def test_a_refused_step_tells_nobody(
    client: FlaskClient, database: RolledBackDatabase, guide: Association, town: Association
) -> None:
    draft = written(client, guide)
    act(client, draft, "submit", guide.editor, {"association_id": "nobody"})
    act(client, draft, "withdraw", guide.editor)
    assert _letters(database) == {}


def test_a_suspended_experience_takes_no_bookings_and_keeps_its_slots(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    slot = add_slot(client, experience, guide.editor).get_json()
    act(client, experience, "suspend", town.editor, {"remark": "確認中"})
    (shown,) = slots_of(client, experience, guide.viewer)
    assert (shown["id"], shown["reason"]) == (slot["id"], "not_published")
    unit = experience["options"][0]["units"][0]["id"]
    refused = client.post(
        "/v1/bookings",
        json={"slot_id": slot["id"], "units": [{"unit_id": unit, "quantity": 1}]},
        headers={"Idempotency-Key": "a-key-that-nobody-guesses"},
    )
    assert refused.get_json()["code"] == "slot_not_found"
    act(client, experience, "publish", town.editor, {})
    assert slots_of(client, experience)[0]["bookable"] is True
