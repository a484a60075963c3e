from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.experiences.photo_commands import KINDS
from server.spots.photo_encoding import Rendition
from server.spots.photo_models import Photo
from server.spots.photo_store import GRACE, PhotoStore
from server.spots.photos import MAX_PHOTOS, digests_in_use
from tests.databases import RolledBackDatabase
from tests.server.experiences.guides import act, faults_in, make_guide, public, published, written
from tests.server.spots.keepers import Association, Headers
from tests.server.spots.pictures import LATITUDE, file_of, jpeg, opened, picture, told_by_camera

CREDITS = {"licence": "CC-BY-4.0", "holder": "田んぼの佐藤", "author": "不明"}


def send(
    client: FlaskClient, experience: Mapping[str, Any], who: Headers, upload: bytes, **fields: str
) -> TestResponse:
    form = {**CREDITS, **fields, "file": (io.BytesIO(upload), "田.jpg")}
    return client.post(f"/v1/experiences/{experience['id']}/photos", data=form, headers=who)


def sent(
    client: FlaskClient, experience: Mapping[str, Any], guide: Association, shade: int = 0
) -> dict[str, Any]:
    answer = send(client, experience, guide.editor, jpeg(shade), captions='{"ja": "田植え"}')
    assert answer.status_code == 201, answer.text
    photo: dict[str, Any] = answer.get_json()
    return photo


def listed(client: FlaskClient, experience: Mapping[str, Any], who: Headers | None = None) -> Any:
    answer = client.get(f"/v1/experiences/{experience['id']}/photos", headers=who or {})
    return [photo["id"] for photo in answer.get_json()["photos"]]


def test_a_photo_is_shown_with_its_credits_wherever_its_experience_is(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    captions = {"ja": "田植え", "en": "Planting rice"}
    answer = send(client, experience, guide.editor, jpeg(), captions=json.dumps(captions))
    photo = answer.get_json()
    assert answer.headers["Location"] == photo["url"]
    assert photo.items() >= {**CREDITS, "captions": captions, "width": 90, "height": 60}.items()
    english = {"Accept-Language": "en"}
    here = f"/v1/experiences/{experience['id']}"
    shown = client.get(here, headers=english).get_json()["photos"]
    assert shown == [{**photo, "caption": "Planting rice"}]
    assert client.get(f"{here}/photos", headers=english).get_json()["photos"] == shown
    found = client.get("/v1/experiences", headers=english).get_json()["features"]
    assert [f["properties"]["photos"] for f in found if f["id"] == experience["id"]] == [shown]
    own = client.get(f"/v1/organisations/{guide.id}/experiences", headers=guide.viewer).get_json()
    assert own["experiences"][0]["photos"][0]["id"] == photo["id"]


def test_a_photo_is_served_upright_without_what_the_camera_told(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    upload = file_of(picture(width=3000, height=2000), exif=told_by_camera(6))
    photo = send(client, experience, guide.editor, upload).get_json()
    for name, edge in (("url", 2048), ("small_url", 640), ("thumbnail_url", 160)):
        answer = client.get(photo[name])
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
        assert answer.headers["Cache-Control"] == "public, max-age=604800, immutable"
        assert opened(answer.data).size[1] == edge
        assert LATITUDE.encode() not in answer.data
        tag = {"If-None-Match": answer.headers["ETag"]}
        assert client.get(photo[name], headers=tag).status_code == 304


def test_photos_of_an_experience_that_is_not_public_are_for_both_sides_only(
    client: FlaskClient, database: RolledBackDatabase, guide: Association, town: Association
) -> None:
    experience = written(client, guide)
    photo = sent(client, experience, guide)
    stranger = make_guide(database, "隣のガイド")
    addresses = (f"/v1/experiences/{experience['id']}/photos", photo["url"], photo["small_url"])

    def statuses(who: Headers | None = None) -> set[int]:
        return {client.get(a, headers=who or {}).status_code for a in addresses}

    assert statuses() == statuses(stranger.owner) == statuses(town.owner) == {404}
    assert statuses(guide.viewer) == {200}
    assert "no-store" in client.get(photo["url"], headers=guide.viewer).headers["Cache-Control"]
    act(client, experience, "submit", guide.editor, {"association_id": town.id})
    assert statuses(town.viewer) == {200}
    act(client, experience, "publish", town.editor, {})
    assert statuses() == {200}
    act(client, experience, "suspend", town.editor, {"remark": "確認中"})
    assert statuses() == {404}
    match = {**guide.owner, "If-Match": "*"}
    assert client.delete(f"/v1/experiences/{experience['id']}", headers=match).status_code == 204
    assert statuses(guide.owner) == {404}


def test_only_the_guides_editors_change_photos(
    client: FlaskClient, database: RolledBackDatabase, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    photo = sent(client, experience, guide)
    stranger = make_guide(database, "隣のガイド")
    cases: tuple[tuple[Headers, int], ...] = (
        ({}, 401),
        (stranger.owner, 404),
        (town.owner, 404),
        (guide.viewer, 403),
    )
    for who, status in cases:
        match = {**who, "If-Match": "*"}
        assert send(client, experience, who, jpeg(9)).status_code == status
        answer = client.patch(photo["url"], json={"author": "x"}, headers=match)
        assert answer.status_code == status
        assert client.delete(photo["url"], headers=match).status_code == status
    assert listed(client, experience) == [photo["id"]]


def test_a_photo_changes_on_the_version_of_its_experience(
    client: FlaskClient, guide: Association
) -> None:
    experience = written(client, guide)
    photo = sent(client, experience, guide)
    here = f"/v1/experiences/{experience['id']}/photos"
    read = client.get(here, headers=guide.viewer).headers["ETag"]
    facts = {"author": "佐藤", "captions": {"fr": "Riz", "ja": None}}
    assert client.patch(photo["url"], json=facts, headers=guide.editor).status_code == 428
    match = {**guide.editor, "If-Match": read}
    changed = client.patch(photo["url"], json=facts, headers=match)
    assert changed.status_code == 200, changed.text
    assert (changed.get_json()["author"], changed.get_json()["captions"]) == ("佐藤", {"fr": "Riz"})
    assert client.patch(photo["url"], json=facts, headers=match).status_code == 412
    assert client.delete(photo["url"], headers=match).status_code == 412
    newest = {**guide.editor, "If-Match": changed.headers["ETag"]}
    same = client.patch(photo["url"], json=facts, headers=newest)
    assert same.headers["ETag"] == changed.headers["ETag"]
    assert client.delete(photo["url"], headers=newest).status_code == 204
    assert listed(client, experience, guide.viewer) == []


@pytest.mark.parametrize(
    ("moved", "position", "order"), [(2, 0, "cabd"), (0, 2, "bcad"), (0, 19, "bcda")]
)
def test_photos_are_put_in_order(
    client: FlaskClient, guide: Association, moved: int, position: int, order: str
) -> None:
    experience = written(client, guide)
    names = {letter: sent(client, experience, guide, n)["id"] for n, letter in enumerate("abcd")}
    here = f"/v1/experiences/{experience['id']}/photos"
    match = {**guide.editor, "If-Match": "*"}
    one = f"{here}/{names['abcd'[moved]]}"
    assert client.patch(one, json={"position": position}, headers=match).status_code == 200
    assert listed(client, experience, guide.viewer) == [names[letter] for letter in order]
    assert client.delete(f"{here}/{names[order[1]]}", headers=match).status_code == 204
    left = [names[order[n]] for n in (0, 2, 3)]
    assert listed(client, experience, guide.viewer) == left


def test_a_photo_of_another_experience_is_not_there(
    client: FlaskClient, guide: Association
) -> None:
    one, other = written(client, guide), written(client, guide)
    photo = sent(client, one, guide)
    there = f"/v1/experiences/{other['id']}/photos/{photo['id']}"
    match = {**guide.editor, "If-Match": "*"}
    answers = [
        client.get(there, headers=guide.editor),
        client.patch(there, json={"author": "x"}, headers=match),
        client.delete(there, headers=match),
    ]
    assert {a.get_json()["code"] for a in answers} == {"photo_not_found"}


def test_the_history_and_the_association_see_that_photos_changed(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    photo = sent(client, experience, guide)
    kept = client.get(f"/v1/experiences/{experience['id']}", headers=town.viewer).get_json()
    assert kept["keeping"]["changed_since_review"] is True
    client.delete(photo["url"], headers={**guide.editor, "If-Match": "*"})
    here = f"/v1/experiences/{experience['id']}/history"
    changes = client.get(here, headers=guide.viewer).get_json()["changes"]
    told = {n: photo[n] for n in ("id", "licence", "holder", "author", "captions")}
    assert [c["action"] for c in changes[:2]] == ["photographed", "photographed"]
    assert changes[0]["changed"] == [{"field": "photos", "before": [told], "after": []}]
    assert changes[1]["changed"] == [{"field": "photos", "before": [], "after": [told]}]


def test_what_is_no_photo_or_there_already_or_too_much_is_refused(
    client: FlaskClient, guide: Association
) -> None:
    experience = written(client, guide)
    assert faults_in(send(client, experience, guide.editor, b"<svg/>")) == {"/file": "not_a_photo"}
    assert faults_in(send(client, experience, guide.editor, jpeg(), licence=" ")) == {
        "/licence": "text_form"
    }
    for shade in range(MAX_PHOTOS):
        sent(client, experience, guide, shade)
    again = send(client, experience, guide.editor, jpeg())
    assert (again.status_code, again.get_json()["code"]) == (409, "too_many_photos")
    last = (
        f"/v1/experiences/{experience['id']}/photos/{listed(client, experience, guide.viewer)[9]}"
    )
    client.delete(last, headers={**guide.editor, "If-Match": "*"})
    twice = send(client, experience, guide.editor, jpeg())
    assert (twice.status_code, twice.get_json()["code"]) == (409, "photo_there")


def test_tidying_leaves_the_files_of_experiences(
    client: FlaskClient, database: RolledBackDatabase, guide: Association, data_dir: Path
) -> None:
    experience = written(client, guide)
    kept, gone = (sent(client, experience, guide, shade) for shade in (61, 62))
    digests = {}
    for photo in (kept, gone):
        tag = client.get(photo["url"], headers=guide.viewer).headers["ETag"]
        digests[photo["id"]] = tag.strip('"').partition("-")[0]
    client.delete(gone["url"], headers={**guide.editor, "If-Match": "*"})
    store = PhotoStore(data_dir / "photos")
    later = dt.datetime.now(dt.UTC) + GRACE + dt.timedelta(hours=1)
    with database.reading() as session:
        store.tidy(lambda found: digests_in_use(session, found, KINDS), now=later)
    there = [store.path(digests[p["id"]], Rendition.LARGE).exists() for p in (kept, gone)]
    assert there == [True, False]


def test_every_kind_of_photo_is_asked_for_before_tidying() -> None:
    assert set(KINDS) == set(Photo.__subclasses__())


def test_a_page_of_experiences_with_photos_takes_one_question_for_them(
    client: FlaskClient, database: RolledBackDatabase, guide: Association, town: Association
) -> None:
    for shade in range(3):
        sent(client, published(client, guide, town), guide, shade)
    asked: list[str] = []

    def count(*arguments: Any) -> None:
        asked.append(arguments[2])

    sa.event.listen(database.engine, "before_cursor_execute", count)
    try:
        found = client.get("/v1/experiences?limit=100").get_json()["features"]
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", count)
    assert sum(bool(f["properties"]["photos"]) for f in found) >= 3
    assert sum("experience_photos" in statement for statement in asked) == 1


def test_taking_part_in_photos_stands_in_the_export_of_who_did(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    sent(client, experience, guide)
    kept = client.get("/v1/me/export", headers=guide.editor).get_json()["kept"]
    mine = [t for t in kept["traces"] if t["kind"] == "experience_changes"]
    assert {t["version"] for t in mine} >= {1, public(client, experience).get_json()["version"]}
