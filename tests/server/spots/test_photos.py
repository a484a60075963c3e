from __future__ import annotations

import io
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from server.spots import photos
from server.spots.photo_encoding import Rendition
from server.spots.photo_http import MAX_UPLOAD_BYTES
from server.spots.photo_store import PhotoStore
from tests.databases import RolledBackDatabase
from tests.server.spots.keepers import (
    POND,
    Association,
    Headers,
    act,
    association,
    change,
    published,
    written,
)
from tests.server.spots.pictures import (
    LATITUDE,
    file_of,
    huge_png,
    jpeg,
    opened,
    picture,
    told_by_camera,
)

CREDITS = {"licence": "CC-BY-4.0", "holder": "観光協会", "author": "不明"}
NEAR = f"/v1/spots?near={POND['lat']},{POND['lon']}&radius_m=50&limit=100"


@pytest.fixture
def keeper(database: RolledBackDatabase) -> Association:
    return association(database)


def send(
    client: FlaskClient, spot: Mapping[str, Any], who: Headers, upload: bytes, **fields: str
) -> TestResponse:
    file = FileStorage(io.BytesIO(upload), "滝.jpg")
    boundary, body = encode_multipart({**CREDITS, **fields, "file": file})
    kind = f"multipart/form-data; boundary={boundary}"
    here = f"/v1/spots/{spot['id']}/photos"
    return client.post(here, data=body, content_type=kind, headers=who)


def sent(
    client: FlaskClient, spot: Mapping[str, Any], keeper: Association, shade: int = 0, **fields: str
) -> dict[str, Any]:
    answer = send(client, spot, keeper.editor, jpeg(shade), **fields)
    assert answer.status_code == 201, answer.text
    photo: dict[str, Any] = answer.get_json()
    return photo


def listed(client: FlaskClient, spot: Mapping[str, Any], who: Headers | None = None) -> list[str]:
    answer = client.get(f"/v1/spots/{spot['id']}/photos", headers=who or {})
    return [photo["id"] for photo in answer.get_json()["photos"]]


def faults(answer: TestResponse) -> set[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return {(fault["pointer"], fault["code"]) for fault in answer.get_json()["errors"]}


def test_a_photo_is_shown_with_its_credits_wherever_its_spot_is(
    client: FlaskClient, keeper: Association
) -> None:
    spot = published(client, keeper)
    captions = {"ja": "新緑の滝", "en": "The falls in May"}
    photo = sent(client, spot, keeper, captions=json.dumps(captions))
    assert photo.items() >= {**CREDITS, "captions": captions, "width": 90, "height": 60}.items()
    here = f"/v1/spots/{spot['id']}"
    english = {"Accept-Language": "en"}
    public = client.get(here, headers=english).get_json()["properties"]["photos"]
    assert public == [{**photo, "caption": "The falls in May"}]
    assert client.get(f"{here}/photos", headers=english).get_json()["photos"] == public
    found = client.get(NEAR, headers=english).get_json()["features"]
    assert [f["properties"]["photos"] for f in found if f["id"] == spot["id"]] == [public]
    kept = client.get(spot["links"]["self"], headers=keeper.viewer).get_json()
    assert kept["photos"] == public


def test_a_photo_is_served_as_a_jpeg_that_caches_may_keep(
    client: FlaskClient, keeper: Association
) -> None:
    spot = published(client, keeper)
    upload = file_of(picture(width=3000, height=2000), exif=told_by_camera(6))
    photo = send(client, spot, keeper.editor, upload).get_json()
    assert LATITUDE.encode() in upload
    assert (photo["width"], photo["height"]) == (1365, 2048)
    tags = set()
    for name, edge in (("url", 2048), ("small_url", 640), ("thumbnail_url", 160)):
        answer = client.get(photo[name])
        assert answer.status_code == 200
        assert answer.mimetype == "image/jpeg"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "public, max-age=604800, immutable"
        assert "Accept-Language" not in answer.headers.get("Vary", "")
        assert opened(answer.data).size[1] == edge
        assert dict(opened(answer.data).getexif()) == {}
        assert LATITUDE.encode() not in answer.data
        tag = answer.headers["ETag"]
        assert not tag.startswith("W/")
        tags.add(tag)
        again = client.get(photo[name], headers={"If-None-Match": tag})
        assert again.status_code == 304
        assert again.data == b""
        assert again.headers["Cache-Control"] == answer.headers["Cache-Control"]
    assert len(tags) == 3


def test_photos_of_a_spot_that_is_not_public_exist_for_its_members_only(
    client: FlaskClient, database: RolledBackDatabase, keeper: Association
) -> None:
    spot = written(client, keeper)
    photo = sent(client, spot, keeper)
    stranger = association(database, "隣町観光協会")
    addresses = (f"/v1/spots/{spot['id']}/photos", photo["url"], photo["small_url"])
    for who in ({}, stranger.owner):
        assert [client.get(a, headers=who).status_code for a in addresses] == [404] * 3
    for who in (keeper.viewer, keeper.editor, keeper.owner):
        answers = [client.get(a, headers=who) for a in addresses]
        assert [answer.status_code for answer in answers] == [200] * 3
        assert all("no-store" in answer.headers["Cache-Control"] for answer in answers)
    act(client, spot, "publish", keeper.owner)
    assert [client.get(a).status_code for a in addresses] == [200] * 3
    act(client, spot, "withdraw", keeper.owner)
    assert [client.get(a).status_code for a in addresses] == [404] * 3
    act(client, spot, "publish", keeper.owner)
    match = {**keeper.owner, "If-Match": "*"}
    assert client.delete(f"/v1/spots/{spot['id']}", headers=match).status_code == 204
    for who in ({}, keeper.owner):
        assert [client.get(a, headers=who).status_code for a in addresses] == [404] * 3


def test_only_editors_of_the_keeping_organisation_change_photos(
    client: FlaskClient, database: RolledBackDatabase, keeper: Association
) -> None:
    spot = published(client, keeper)
    photo = sent(client, spot, keeper)
    stranger = association(database, "隣町観光協会")
    for who, status in (({}, 401), (stranger.owner, 404), (keeper.viewer, 403)):
        match = {**who, "If-Match": "*"}
        assert send(client, spot, who, jpeg(9)).status_code == status
        answer = client.patch(photo["url"], json={"author": "x"}, headers=match)
        assert answer.status_code == status
        assert client.delete(photo["url"], headers=match).status_code == status
    assert listed(client, spot) == [photo["id"]]


def test_photos_of_a_spot_that_the_platform_keeps_are_for_nobody_to_change(
    client: FlaskClient, keeper: Association
) -> None:
    spot = client.get("/v1/spots?region=helsinki&limit=1").get_json()["features"][0]
    assert client.get(f"/v1/spots/{spot['id']}/photos").get_json()["photos"] == []
    assert send(client, spot, keeper.owner, jpeg()).status_code == 404


def test_a_photo_changes_on_the_version_of_its_spot(
    client: FlaskClient, keeper: Association
) -> None:
    spot = published(client, keeper)
    photo = sent(client, spot, keeper, captions='{"ja": "滝", "en": "Falls"}')
    read = client.get(f"/v1/spots/{spot['id']}/photos").headers["ETag"]
    facts = {"author": "山田 花子", "captions": {"fr": "Cascade", "en": None}}
    assert client.patch(photo["url"], json=facts, headers=keeper.editor).status_code == 428
    match = {**keeper.editor, "If-Match": read}
    changed = client.patch(photo["url"], json=facts, headers=match)
    assert changed.status_code == 200, changed.text
    assert changed.get_json()["author"] == "山田 花子"
    assert changed.get_json()["captions"] == {"ja": "滝", "fr": "Cascade"}
    assert changed.get_json()["licence"] == CREDITS["licence"]
    assert client.patch(photo["url"], json=facts, headers=match).status_code == 412
    assert client.delete(photo["url"], headers=match).status_code == 412
    assert change(client, spot, keeper.editor, read, address="x").status_code == 412
    newest = {**keeper.editor, "If-Match": changed.headers["ETag"]}
    same = client.patch(photo["url"], json=facts, headers=newest)
    assert same.headers["ETag"] == changed.headers["ETag"]
    assert client.delete(photo["url"], headers=newest).status_code == 204
    assert client.get(photo["url"]).status_code == 404
    assert listed(client, spot) == []


@pytest.mark.parametrize(
    ("moved", "position", "order"),
    [(2, 0, "cabd"), (0, 2, "bcad"), (0, 19, "bcda"), (3, 1, "adbc"), (1, 1, "abcd")],
)
def test_photos_are_put_in_order(
    client: FlaskClient, keeper: Association, moved: int, position: int, order: str
) -> None:
    spot = published(client, keeper)
    names = {letter: sent(client, spot, keeper, n)["id"] for n, letter in enumerate("abcd")}
    one = f"/v1/photos/{names['abcd'[moved]]}"
    match = {**keeper.editor, "If-Match": "*"}
    assert client.patch(one, json={"position": position}, headers=match).status_code == 200
    assert listed(client, spot) == [names[letter] for letter in order]
    assert client.delete(f"/v1/photos/{names[order[1]]}", headers=match).status_code == 204
    assert listed(client, spot) == [names[order[n]] for n in (0, 2, 3)]


def test_the_history_tells_of_photos_and_restoring_does_not_bring_them_back(
    client: FlaskClient, keeper: Association
) -> None:
    spot = written(client, keeper)
    photo = sent(client, spot, keeper)
    change(client, spot, keeper.editor, address="新しい住所")
    match = {**keeper.editor, "If-Match": "*"}
    client.delete(photo["url"], headers=match)
    here = spot["links"]["history"]
    changes = client.get(here, headers=keeper.viewer).get_json()["changes"]
    told = {n: photo[n] for n in ("id", "licence", "holder", "author", "captions")}
    assert [c["action"] for c in changes] == ["photographed", "edited", "photographed", "created"]
    assert changes[0]["changed"] == [{"field": "photos", "before": [told], "after": []}]
    assert changes[2]["changed"] == [{"field": "photos", "before": [], "after": [told]}]
    restore = here.replace("/history", "/restore")
    back = client.post(restore, json={"version": 2}, headers=match).get_json()
    assert back["address"] == spot["address"]
    assert back["photos"] == []
    again = client.post(restore, json={"version": 2}, headers=match).get_json()
    assert again["version"] == back["version"]


def test_a_photo_corrects_nothing_that_was_reported(
    client: FlaskClient, keeper: Association
) -> None:
    spot = published(client, keeper)
    assert client.post(f"/v1/spots/{spot['id']}/reports", json={"kind": "moved"}).status_code == 201
    sent(client, spot, keeper)
    assert act(client, spot, "verify", keeper.editor).status_code == 200
    here = f"{spot['links']['self']}/reports"
    reports = client.get(here, headers=keeper.viewer).get_json()["reports"]
    assert [report["outcome"] for report in reports] == ["rejected"]


def test_the_same_picture_is_taken_once(client: FlaskClient, keeper: Association) -> None:
    spot, other = written(client, keeper), written(client, keeper)
    photo = sent(client, spot, keeper)
    answer = send(client, spot, keeper.editor, jpeg())
    assert (answer.status_code, answer.get_json()["code"]) == (409, "photo_there")
    assert photo["id"] in answer.get_json()["detail"]
    assert sent(client, other, keeper)["id"] != photo["id"]


def test_a_spot_has_twenty_photos_at_most(client: FlaskClient, keeper: Association) -> None:
    spot = written(client, keeper)
    for shade in range(photos.MAX_PHOTOS):
        sent(client, spot, keeper, shade)
    answer = send(client, spot, keeper.editor, jpeg(200))
    assert (answer.status_code, answer.get_json()["code"]) == (409, "too_many_photos")


def test_every_fault_of_a_form_is_named_at_once(client: FlaskClient, keeper: Association) -> None:
    spot = written(client, keeper)
    here = f"/v1/spots/{spot['id']}/photos"
    form = {"licence": " ", "colour": "x", "photo": (io.BytesIO(jpeg()), "p.jpg")}
    answer = client.post(here, data=form, headers=keeper.editor)
    assert faults(answer) >= {
        ("/licence", "text_form"),
        ("/holder", "required"),
        ("/author", "required"),
        ("/colour", "unknown_field"),
        ("/photo", "unknown_field"),
        ("/file", "required"),
    }
    for captions in ("{", "[]", '"滝"', "3", "[" * 5000):
        wrong = send(client, spot, keeper.editor, jpeg(), captions=captions)
        assert faults(wrong) == {("/captions", "object_type")}
    assert listed(client, spot, keeper.viewer) == []


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (b"", "not_a_photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not_a_photo"),
        (file_of(picture(), "GIF"), "not_a_photo"),
        (b"\xff\xd8\xff<script>alert(1)</script>", "broken_photo"),
        (jpeg()[:200], "broken_photo"),
    ],
)
def test_what_is_no_photo_is_refused(
    client: FlaskClient, keeper: Association, upload: bytes, code: str
) -> None:
    spot = written(client, keeper)
    assert faults(send(client, spot, keeper.editor, upload)) == {("/file", code)}


def test_a_picture_of_13000_by_13000_is_refused(client: FlaskClient, keeper: Association) -> None:
    spot = written(client, keeper)
    answer = send(client, spot, keeper.editor, huge_png(13_000, 13_000))
    assert faults(answer) == {("/file", "too_many_pixels")}
    assert "40 million" in answer.get_json()["errors"][0]["message"]


def test_an_upload_of_more_than_10_mb_is_refused(client: FlaskClient, keeper: Association) -> None:
    spot = written(client, keeper)
    answer = send(client, spot, keeper.editor, jpeg() + bytes(MAX_UPLOAD_BYTES))
    assert (answer.status_code, answer.get_json()["code"]) == (413, "body_too_large")
    full = jpeg() + bytes(MAX_UPLOAD_BYTES - len(jpeg()))
    assert send(client, spot, keeper.editor, full).status_code == 201


def test_a_photo_whose_file_is_away_is_for_later(
    client: FlaskClient, keeper: Association, data_dir: Path
) -> None:
    spot = published(client, keeper)
    photo = send(client, spot, keeper.editor, jpeg(77)).get_json()
    digest = client.get(photo["url"]).headers["ETag"].strip('"').partition("-")[0]
    PhotoStore(data_dir / "photos").path(digest, Rendition.SMALL).unlink()
    assert client.get(photo["small_url"]).status_code == 503
    assert client.get(photo["url"]).status_code == 200


def test_a_hundred_spots_with_photos_take_one_question_more(
    client: FlaskClient, database: RolledBackDatabase, keeper: Association
) -> None:
    spots = [published(client, keeper) for _ in range(3)]

    def questions() -> int:
        asked: list[str] = []

        def count(*arguments: Any) -> None:
            asked.append(arguments[2])

        sa.event.listen(database.engine, "before_cursor_execute", count)
        try:
            answer = client.get(NEAR)
        finally:
            sa.event.remove(database.engine, "before_cursor_execute", count)
        assert len(answer.get_json()["features"]) >= 3
        assert sum("spot_photos" in statement for statement in asked) == 1
        return len(asked)

    before = questions()
    for shade, spot in enumerate(spots):
        sent(client, spot, keeper, shade)
        sent(client, spot, keeper, shade + 100)
    assert questions() == before


def test_one_picture_is_decoded_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    busy: list[int] = []
    most = 0

    def slow(_upload: bytes) -> Any:
        nonlocal most
        busy.append(1)
        most = max(most, len(busy))
        for _ in range(200_000):
            pass
        busy.pop()

    monkeypatch.setattr(photos, "encode_photo", slow)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(photos.encoded, [b""] * 8))
    assert most == 1


def test_who_has_to_wait_too_long_is_told_to_come_back(
    app: Flask, keeper: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = app.test_client()
    spot = written(client, keeper)
    monkeypatch.setattr(photos._turns, "wait_s", 0.01)
    with photos._turns.one():
        answer = send(client, spot, keeper.editor, jpeg())
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
