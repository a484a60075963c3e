"""Photos of spots over HTTP: send, show, describe, put in order, take away."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from server.http.access import authorise, current_principal
from server.http.contract import NO_CONTENT, Answer, Contract, Reply
from server.http.language import content_language_header, content_languages
from server.http.uploads import SentFile
from server.http.versions import require_version
from server.permissions import VIEWERS
from server.services import services
from server.spots import editing
from server.spots import photo_examples as examples
from server.spots.errors import PhotoNotFound, SpotNotFound
from server.spots.history import Change, record_change
from server.spots.keeping_examples import SPOT_ID
from server.spots.models import Spot
from server.spots.photo_http import PHOTO_FILE, PICTURE, picture_of, taken_in
from server.spots.photo_models import SpotPhoto
from server.spots.photo_schemas import (
    PhotoChangeIn,
    PhotoIn,
    PhotoListOut,
    PhotoOut,
    PhotoQuery,
    credits_of,
    facts_with,
    photo_out,
)
from server.spots.photos import Album
from server.text import chosen_language

contract = Contract("photos")

_OF_SPOT: Final = "/v1/spots/<identifier:spot_id>/photos"
_PHOTO: Final = "/v1/photos/<identifier:photo_id>"
_SPOT_KEY: Final = {"spot_id": SPOT_ID}
_PHOTO_KEY: Final = {"photo_id": examples.PHOTO_ID}


def _album(session: Session, spot: Spot) -> Album[SpotPhoto]:
    change = Change("photographed", current_principal().account_id, services().now())
    return Album(SpotPhoto, spot.photos, lambda: record_change(session, spot, change))


def _languages(spot: Spot) -> tuple[str, ...]:
    return content_languages(spot.region.languages)


def _is_theirs(spot: Spot) -> bool:
    """Return whether the caller belongs to those who keep the spot."""
    principal = current_principal()
    role = principal.memberships.get(spot.organisation_id) if spot.organisation_id else None
    return VIEWERS.admits(role, is_admin=principal.is_admin)


def _seen_spot(session: Session, spot_id: str) -> Spot:
    """Return a spot that the caller may look at: a public one, or one of their own."""
    spot = editing.get_kept_spot(session, spot_id)
    if spot.status != "published" and not _is_theirs(spot):
        raise SpotNotFound(spot=spot_id)
    return spot


def _taken(session: Session, photo_id: str) -> Spot:
    """Return the spot of a photo that the caller may change, on the version that they saw."""
    missing = PhotoNotFound(photo=photo_id)
    found = session.get(SpotPhoto, photo_id)
    if found is None:
        raise missing
    spot = editing.get_kept_spot(session, found.spot_id, to_change=True)
    authorise(spot.organisation_id, missing=missing)
    require_version(str(spot.version))
    return spot


@contract.operation(
    "GET",
    _OF_SPOT,
    path_examples=_SPOT_KEY,
    reply=Reply(
        200,
        "The photos",
        PhotoListOut,
        example=examples.PHOTO_LIST,
        headers=("ETag",),
        links={
            "first": {
                "operationId": "get_photo",
                "parameters": {"photo_id": "$response.body#/photos/0/id"},
            }
        },
    ),
    problems=(404,),
)
def list_photos(spot_id: str) -> Answer:
    """List a spot's photos, in order; the first stands for it.

    The photos of a spot that is not public exist for its organisation's members only. The `ETag`
    is what `If-Match` names when one of them is changed.
    """
    with services().database.reading() as session:
        spot = _seen_spot(session, spot_id)
        languages = _languages(spot)
        shown = [photo_out(photo, languages) for photo in spot.photos]
        used = [chosen_language(photo.captions, languages) for photo in spot.photos]
        links = {"self": f"/v1/spots/{spot_id}/photos", "spot": f"/v1/spots/{spot_id}"}
        content = PhotoListOut(photos=shown, links=links)
        return Answer(content, content_language_header(used), str(spot.version))


@contract.operation(
    "POST",
    _OF_SPOT,
    path_examples=_SPOT_KEY,
    upload=PHOTO_FILE,
    body=PhotoIn,
    body_examples={"photo": examples.NEW_PHOTO},
    reply=Reply(201, "The photo", PhotoOut, example=examples.PHOTO, headers=("Location", "ETag")),
    problems=(409,),
)
def add_photo(spot_id: str, body: PhotoIn, file: SentFile) -> Answer:
    """Give a spot one photo more, behind the others.

    It is encoded anew as JPEG, upright, in sRGB and at most 2048 pixels long. Nothing that the
    camera noted, such as the place, is handed on. A public spot shows it at once.
    """
    with services().database.reading() as session:
        _album(session, _owned(editing.get_kept_spot(session, spot_id))).require_room()
    picture = taken_in(file.data)
    with services().database.writing() as session:
        spot = _owned(editing.get_kept_spot(session, spot_id, to_change=True))
        photo = _album(session, spot).add(picture, credits_of(body), now=services().now())
        shown = photo_out(photo, _languages(spot))
        return Answer(shown, {"Location": shown.url}, str(spot.version))


def _owned(spot: Spot) -> Spot:
    authorise(spot.organisation_id, missing=SpotNotFound(spot=spot.id))
    return spot


@contract.operation(
    "GET",
    _PHOTO,
    path_examples=_PHOTO_KEY,
    query=PhotoQuery,
    reply=PICTURE,
    problems=(404,),
)
def get_photo(photo_id: str, query: PhotoQuery) -> Answer:
    """Show a picture.

    It never changes, so that it can be kept for a week without asking again. One of a spot that is
    not public exists for the organisation's members only.
    """
    with services().database.reading() as session:
        photo = session.get(SpotPhoto, photo_id)
        if photo is None:
            raise PhotoNotFound(photo=photo_id)
        try:
            spot = _seen_spot(session, photo.spot_id)
        except SpotNotFound as hidden:
            raise PhotoNotFound(photo=photo_id) from hidden
    return picture_of(photo, query.size, public=spot.status == "published")


@contract.operation(
    "PATCH",
    _PHOTO,
    path_examples=_PHOTO_KEY,
    body=PhotoChangeIn,
    body_examples={"caption": examples.CHANGE},
    reply=Reply(200, "The photo", PhotoOut, example=examples.PHOTO, headers=("ETag",)),
    if_match=True,
)
def change_photo(photo_id: str, body: PhotoChangeIn) -> Answer:
    """Change what a photo says, or its place among the others.

    Photos are part of their spot: `If-Match` names the version of the spot, or of its photos.
    """
    with services().database.writing() as session:
        spot = _taken(session, photo_id)
        album = _album(session, spot)
        photo = album.get(photo_id)
        album.change(photo, facts_with(photo, body), body.position)
        return Answer(photo_out(photo, _languages(spot)), version=str(spot.version))


@contract.operation(
    "DELETE", _PHOTO, path_examples=_PHOTO_KEY, reply=Reply(NO_CONTENT, "Gone"), if_match=True
)
def remove_photo(photo_id: str) -> Answer:
    """Take a photo away for good. The spot's history tells that there was one, without it."""
    with services().database.writing() as session:
        album = _album(session, _taken(session, photo_id))
        album.remove(album.get(photo_id))
    return Answer()
