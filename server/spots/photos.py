"""Use cases around a spot's photos.

They belong to their spot: each change gives it its next version and stands in its history. The
history tells which photos there were, but it keeps no pictures: what was taken away, perhaps
because somebody with rights demanded it, is gone.
"""

from __future__ import annotations

import ctypes
import threading
import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.errors import Unavailable
from server.spots.errors import PhotoNotFound, PhotoThere, TooManyPhotos
from server.spots.history import Change, record_change
from server.spots.models import Spot
from server.spots.photo_encoding import EncodedPhoto, encode_photo
from server.spots.photo_models import SpotPhoto

MAX_PHOTOS: Final = 20
"""The most photos of one spot."""

_WAIT_S: Final = 10.0
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class PhotoCredits:
    """Under which licence a photo is shown, who has its rights, who took it, what it shows."""

    licence: str
    holder: str
    author: str
    captions: Mapping[str, str]


def encoded(upload: bytes) -> EncodedPhoto:
    """Return an upload as it is served; a process decodes one at a time, to bound its memory.

    Raises
    ------
    Unavailable
        If too many wait.
    PhotoError
        If the upload is no photo.
    """
    if not _one_at_a_time.acquire(timeout=_WAIT_S):
        raise Unavailable
    try:
        return encode_photo(upload)
    finally:
        _give_memory_back()
        _one_at_a_time.release()


def _give_memory_back() -> None:
    """Return freed memory to the system; glibc would keep a hundred megabytes for later.

    Other C libraries have no such function, and no such habit.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def require_room(spot: Spot) -> None:
    """Let a spot have one photo more.

    Raises
    ------
    TooManyPhotos
        If it has as many as it can.
    """
    if len(spot.photos) >= MAX_PHOTOS:
        raise TooManyPhotos(most=MAX_PHOTOS)


def add_photo(
    session: Session, spot: Spot, encoded: EncodedPhoto, credits_: PhotoCredits, change: Change
) -> SpotPhoto:
    """Give a spot its next photo; its files are in the store already.

    Raises
    ------
    PhotoThere
        If it has the same picture.
    TooManyPhotos
        If it has as many as it can.
    """
    same = next((photo for photo in spot.photos if photo.digest == encoded.digest), None)
    if same is not None:
        raise PhotoThere(photo=same.id)
    require_room(spot)
    photo = SpotPhoto(
        id=str(uuid.uuid4()),
        position=len(spot.photos),
        digest=encoded.digest,
        width_px=encoded.width_px,
        height_px=encoded.height_px,
        size_bytes=sum(len(file) for file in encoded.renditions.values()),
        licence=credits_.licence,
        holder=credits_.holder,
        author=credits_.author,
        captions=dict(credits_.captions),
        created_at=change.now,
    )
    spot.photos.append(photo)
    record_change(session, spot, change)
    return photo


def find_photo(session: Session, key: str) -> SpotPhoto | None:
    """Return a photo, or None."""
    return session.get(SpotPhoto, key)


def photo_of(spot: Spot, key: str) -> SpotPhoto:
    """Return one of a spot's photos.

    Raises
    ------
    PhotoNotFound
        If it has no such photo.
    """
    for photo in spot.photos:
        if photo.id == key:
            return photo
    raise PhotoNotFound(photo=key)


def change_photo(
    session: Session,
    spot: Spot,
    photo: SpotPhoto,
    facts: Mapping[str, Any],
    position: int | None,
    change: Change,
) -> None:
    """Let a photo say something else, or stand in another place; the same again is no change.

    Parameters
    ----------
    facts
        New values of `licence`, `holder`, `author` and `captions`.
    position
        Its place among the spot's photos, from 0; behind the last means last.
    """
    places = [other for other in spot.photos if other is not photo]
    place = photo.position if position is None else min(position, len(places))
    same = all(getattr(photo, name) == value for name, value in facts.items())
    if same and place == photo.position:
        return
    for name, value in facts.items():
        setattr(photo, name, value)
    places.insert(place, photo)
    _arrange(spot, places)
    record_change(session, spot, change)


def remove_photo(session: Session, spot: Spot, photo: SpotPhoto, change: Change) -> None:
    """Take a photo away for good; its files follow when the store is tidied."""
    _arrange(spot, [other for other in spot.photos if other is not photo])
    record_change(session, spot, change)


def _arrange(spot: Spot, photos: list[SpotPhoto]) -> None:
    for position, photo in enumerate(photos):
        photo.position = position
    spot.photos = photos


def digests_in_use(session: Session, digests: Collection[str]) -> set[str]:
    """Return which of the digests some photo has."""
    return {digest for batch in _batches(sorted(digests)) for digest in _in_use(session, batch)}


def _in_use(session: Session, digests: list[str]) -> Iterator[str]:
    yield from session.scalars(sa.select(SpotPhoto.digest).where(SpotPhoto.digest.in_(digests)))


def _batches(digests: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(digests), 500):
        yield digests[first : first + 500]
