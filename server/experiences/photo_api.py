"""Photos of experiences over HTTP: send, show, describe, put in order, take away."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from server.experiences import examples
from server.experiences.access import guided, seen, taken
from server.experiences.history import Change
from server.experiences.models import Experience
from server.experiences.photo_models import ExperiencePhoto
from server.experiences.service import album_of
from server.experiences.views import photos_of, photos_out
from server.http.access import current_principal
from server.http.contract import NO_CONTENT, Answer, Contract, Reply
from server.http.language import content_language_header, content_languages
from server.http.uploads import SentFile
from server.services import services
from server.spots.photo_examples import PHOTO_ID
from server.spots.photo_http import PHOTO_FILE, PICTURE, picture_of, taken_in
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

contract = Contract("photos of experiences")

_ALL: Final = "/v1/experiences/<identifier:experience_id>/photos"
_PHOTO: Final = f"{_ALL}/<identifier:photo_id>"
_KEY: Final = {"experience_id": examples.EXPERIENCE_ID}
_PHOTO_KEY: Final = {**_KEY, "photo_id": PHOTO_ID}


def _album(session: Session, experience: Experience) -> Album[ExperiencePhoto]:
    change = Change("photographed", current_principal().account_id, services().now())
    return album_of(session, experience, change)


def _languages(experience: Experience) -> tuple[str, ...]:
    return content_languages(experience.region.languages)


def _out(experience: Experience, photo: ExperiencePhoto) -> PhotoOut:
    return photo_out(photo, _languages(experience), among=photos_of(experience))


@contract.operation(
    "GET",
    _ALL,
    path_examples=_KEY,
    reply=Reply(
        200,
        "The photos",
        PhotoListOut,
        example=examples.PHOTO_LIST,
        headers=("ETag",),
        links={
            "first": {
                "operationId": "get_experience_photo",
                "parameters": {
                    "experience_id": "$request.path.experience_id",
                    "photo_id": "$response.body#/photos/0/id",
                },
            }
        },
    ),
    problems=(404,),
)
def list_experience_photos(experience_id: str) -> Answer:
    """List an experience's photos, in order; the first stands for it.

    The photos of one that is not public exist for the guide's and the association's people only.
    The `ETag` is what `If-Match` names when one of them is changed.
    """
    with services().database.reading() as session:
        experience = seen(session, experience_id)
        languages = _languages(experience)
        used = [chosen_language(photo.captions, languages) for photo in experience.photos]
        links = {"self": photos_of(experience), "experience": f"/v1/experiences/{experience_id}"}
        content = PhotoListOut(photos=photos_out(experience, languages), links=links)
        return Answer(content, content_language_header(used), str(experience.version))


@contract.operation(
    "POST",
    _ALL,
    path_examples=_KEY,
    upload=PHOTO_FILE,
    body=PhotoIn,
    body_examples={"photo": examples.NEW_PHOTO},
    reply=Reply(201, "The photo", PhotoOut, example=examples.PHOTO, headers=("Location", "ETag")),
    problems=(409,),
)
def add_experience_photo(experience_id: str, body: PhotoIn, file: SentFile) -> Answer:
    """Give an experience one photo more, behind the others.

    It is encoded anew as JPEG, upright, in sRGB and at most 2048 pixels long. Nothing that the
    camera noted, such as the place, is handed on. A published experience shows it at once, and the
    association that vouches for it sees that it changed.
    """
    with services().database.reading() as session:
        _album(session, guided(session, experience_id)).require_room()
    picture = taken_in(file.data)
    with services().database.writing() as session:
        experience = guided(session, experience_id, to_change=True)
        photo = _album(session, experience).add(picture, credits_of(body), now=services().now())
        shown = _out(experience, photo)
        return Answer(shown, {"Location": shown.url}, str(experience.version))


@contract.operation(
    "GET",
    _PHOTO,
    path_examples=_PHOTO_KEY,
    query=PhotoQuery,
    reply=PICTURE,
    problems=(404,),
)
def get_experience_photo(experience_id: str, photo_id: str, query: PhotoQuery) -> Answer:
    """Show a picture.

    It never changes, so that it can be kept for a week without asking again. One of an experience
    that is not public exists for the guide's and the association's people only.
    """
    with services().database.reading() as session:
        experience = seen(session, experience_id)
        photo = _album(session, experience).get(photo_id)
    return picture_of(photo, query.size, public=experience.status == "published")


@contract.operation(
    "PATCH",
    _PHOTO,
    path_examples=_PHOTO_KEY,
    body=PhotoChangeIn,
    body_examples={"caption": examples.PHOTO_CHANGE},
    reply=Reply(200, "The photo", PhotoOut, example=examples.PHOTO, headers=("ETag",)),
    if_match=True,
)
def change_experience_photo(experience_id: str, photo_id: str, body: PhotoChangeIn) -> Answer:
    """Change what a photo says, or its place among the others.

    Photos are part of their experience: `If-Match` names its version, or that of its photos.
    """
    with services().database.writing() as session:
        experience = taken(session, experience_id)
        album = _album(session, experience)
        photo = album.get(photo_id)
        album.change(photo, facts_with(photo, body), body.position)
        return Answer(_out(experience, photo), version=str(experience.version))


@contract.operation(
    "DELETE", _PHOTO, path_examples=_PHOTO_KEY, reply=Reply(NO_CONTENT, "Gone"), if_match=True
)
def remove_experience_photo(experience_id: str, photo_id: str) -> Answer:
    """Take a photo away for good. The history tells that there was one, without the picture."""
    with services().database.writing() as session:
        album = _album(session, taken(session, experience_id))
        album.remove(album.get(photo_id))
    return Answer()
