"""What all addresses of photos share: the file that comes in, and the picture that goes out."""

from __future__ import annotations

from typing import Final

import structlog

from server.errors import Unavailable
from server.http.contract import Answer, Reply
from server.http.uploads import Upload
from server.services import services
from server.spots import photos
from server.spots.photo_encoding import EncodedPhoto, PhotoError, Rendition
from server.spots.photo_faults import unusable
from server.spots.photo_models import Photo
from server.spots.photo_store import PhotoStore

log = structlog.get_logger()

JPEG: Final = "image/jpeg"
MAX_UPLOAD_BYTES: Final = 10 * 1024 * 1024
PHOTO_FILE: Final = Upload(
    MAX_UPLOAD_BYTES,
    "A JPEG, PNG or WebP picture of up to 10 MB and 40 million pixels (WebP: 20 million)",
    (JPEG, "image/png", "image/webp"),
)
PICTURE: Final = Reply(
    200, "The picture", media_type=JPEG, example="…", headers=("ETag", "Cache-Control")
)
_FOR_ALL: Final = "public, max-age=604800, immutable"
_FOR_ONE: Final = "private, no-store"
"""A photo never changes; but one that is taken away should leave caches within a week."""


def _store() -> PhotoStore:
    return PhotoStore(services().settings.photos_folder)


def taken_in(upload: bytes) -> EncodedPhoto:
    """Return an upload as it is served, with its files on the disk for good.

    Raises
    ------
    Invalid, Unavailable
        If it is no photo that can be used; if too many wait.
    """
    try:
        picture = photos.encoded(upload)
    except PhotoError as error:
        raise unusable(error) from error
    _store().keep(picture)
    return picture


def picture_of(photo: Photo, size: Rendition, *, public: bool) -> Answer:
    """Answer with a photo's picture, which caches may keep where it is `public`.

    Raises
    ------
    Unavailable
        If its file cannot be read now.
    """
    kept = _FOR_ALL if public else _FOR_ONE
    headers = {"ETag": f'"{photo.digest}-{size}"', "Cache-Control": kept}
    return Answer(_file(photo, size), headers)


def _file(photo: Photo, size: Rendition) -> bytes:
    try:
        return _store().read(photo.digest, size)
    except OSError as error:
        log.error("photo_file_missing", photo=photo.id, digest=photo.digest, size=size.value)
        raise Unavailable from error
