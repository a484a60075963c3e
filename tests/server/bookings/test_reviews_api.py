from __future__ import annotations

import datetime as dt
from typing import Any

from server.bookings.models import Booking
from server.experiences.models import Experience
from server.permissions import Role
from tests.databases import RolledBackDatabase
from tests.server.access.world import sign_in
from tests.server.bookings.builders import STARTS, RiceField, make_rice_field
from tests.server.bookings.conftest import Clock
from tests.server.bookings.people import booked, guide_of, key_of
from tests.server.people import make_organisation

GOOD: dict[str, Any] = {"stars": 5, "text": "大喜びでした", "author": "花子", "language": "ja"}
AFTER = STARTS + dt.timedelta(days=1)


def _used(at: Clock, database: RolledBackDatabase, field: RiceField) -> Booking:
    booking = booked(database, field)
    guide = guide_of(database, field.organisation_id)
    used = at(STARTS).post(f"/v1/bookings/{booking.id}/redeem", json={}, headers=guide)
    assert used.status_code == 200, used.text
    return booking


def _reviewed(at: Clock, database: RolledBackDatabase, field: RiceField, **said: Any) -> str:
    booking = _used(at, database, field)
    here = f"/v1/bookings/{booking.id}/review"
    written = at(AFTER).post(here, json={**GOOD, **said}, headers=key_of(booking))
    assert written.status_code == 201, written.text
    return str(written.get_json()["id"])


def test_only_who_came_writes_a_review_and_only_one(
    at: Clock, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    waiting, client = booked(database, field), at(AFTER)
    early = client.post(f"/v1/bookings/{waiting.id}/review", json=GOOD, headers=key_of(waiting))
    assert early.get_json()["code"] == "wrong_state"
    booking = _used(at, database, field)
    here = f"/v1/bookings/{booking.id}/review"
    late = at(STARTS + dt.timedelta(days=62)).post(here, json=GOOD, headers=key_of(booking))
    assert late.get_json()["code"] == "too_late_to_review"
    assert client.post(here, json=GOOD, headers=key_of(booking)).status_code == 201
    again = client.post(here, json={**GOOD, "stars": 1}, headers=key_of(booking))
    assert (again.status_code, again.get_json()["code"]) == (409, "already_reviewed")
    assert client.post(here, json={**GOOD, "stars": 6}, headers=key_of(booking)).status_code == 422


def test_reviews_are_shown_with_what_they_come_to(at: Clock, database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    for stars in (5, 4, 3):
        _reviewed(at, database, field, stars=stars)
    here = f"/v1/experiences/{field.experience_id}/reviews"
    shown = at(AFTER).get(f"{here}?limit=2").get_json()
    assert (shown["count"], shown["stars"], len(shown["reviews"])) == (3, 4.0, 2)
    rest = at(AFTER).get(shown["links"]["next"]).get_json()["reviews"]
    assert {r["stars"] for r in shown["reviews"] + rest} == {3, 4, 5}
    assert at(AFTER).get("/v1/experiences/none/reviews").status_code == 404


def test_a_guide_answers_a_review_and_cannot_hide_it(
    at: Clock, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    review, client = _reviewed(at, database, field, stars=1), at(AFTER)
    owner = guide_of(database, field.organisation_id, Role.OWNER)
    said = client.post(f"/v1/reviews/{review}/reply", json={"text": "雨でした"}, headers=owner)
    assert said.get_json()["reply"] == "雨でした"
    hide = {"hidden_reason": "insult"}
    refused = client.post(f"/v1/reviews/{review}/moderate", json=hide, headers=owner)
    assert refused.status_code == 404
    with database.writing() as session:  # not even as their own reviewer
        session.get_one(Experience, field.experience_id).reviewer_id = field.organisation_id
    assert (
        client.post(f"/v1/reviews/{review}/moderate", json=hide, headers=owner).status_code == 404
    )


def test_the_association_that_reviews_hides_with_a_reason_and_shows_again(
    at: Clock, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    association = make_organisation(database, "阿武町観光協会")
    with database.writing() as session:
        session.get_one(Experience, field.experience_id).reviewer_id = association
    review, client = _reviewed(at, database, field), at(AFTER)
    here, moderate = (
        f"/v1/experiences/{field.experience_id}/reviews",
        f"/v1/reviews/{review}/moderate",
    )
    editor = guide_of(database, association)
    assert client.post(moderate, json={"hidden_reason": "bad"}, headers=editor).status_code == 422
    hidden = client.post(moderate, json={"hidden_reason": "personal_data"}, headers=editor)
    assert hidden.get_json()["hidden_reason"] == "personal_data"
    assert client.get(here).get_json() | {"links": {}} == {
        "count": 0,
        "stars": None,
        "reviews": [],
        "links": {},
    }
    admin = sign_in(database, "admin", None, None, is_admin=True).headers
    shown = client.post(moderate, json={"hidden_reason": None}, headers=admin)
    assert shown.get_json()["hidden_reason"] is None
    assert client.get(here).get_json()["count"] == 1
    viewer = guide_of(database, association, Role.VIEWER)
    assert client.post(moderate, json={"hidden_reason": None}, headers=viewer).status_code == 403


def test_moderators_see_what_is_hidden_and_why(at: Clock, database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    association = make_organisation(database, "阿武町観光協会")
    with database.writing() as session:
        session.get_one(Experience, field.experience_id).reviewer_id = association
    seen, hidden = (_reviewed(at, database, field, stars=stars) for stars in (5, 1))
    client, editor = at(AFTER), guide_of(database, association)
    client.post(f"/v1/reviews/{hidden}/moderate", json={"hidden_reason": "insult"}, headers=editor)
    here = f"/v1/organisations/{association}/reviews"
    viewer = {**guide_of(database, association, Role.VIEWER), "Accept-Language": "ja"}

    def listed(query: str = "") -> list[Any]:
        return [r["id"] for r in client.get(here + query, headers=viewer).get_json()["reviews"]]

    assert set(listed()) == {seen, hidden}
    assert (listed("?state=hidden"), listed("?state=visible")) == ([hidden], [seen])
    (shown,) = client.get(f"{here}?state=hidden", headers=viewer).get_json()["reviews"]
    assert (shown["hidden_reason"], shown["experience"]) == ("insult", "田植え体験")
    assert (shown["hidden_at"], bool(shown["hidden_by"])) == (AFTER.isoformat(), True)
    first = client.get(f"{here}?limit=1", headers=viewer).get_json()
    rest = client.get(first["links"]["next"], headers=viewer).get_json()["reviews"]
    assert {r["id"] for r in first["reviews"] + rest} == {seen, hidden}
    stranger = guide_of(database, field.organisation_id)
    assert client.get(here, headers=stranger).status_code == 404


def test_nobody_moderates_reviews_of_their_own_experiences(
    at: Clock, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    with database.writing() as session:
        session.get_one(Experience, field.experience_id).reviewer_id = field.organisation_id
    _reviewed(at, database, field)
    owner = guide_of(database, field.organisation_id, Role.OWNER)
    here = f"/v1/organisations/{field.organisation_id}/reviews"
    assert at(AFTER).get(here, headers=owner).get_json()["reviews"] == []
