"""Use cases around the photos of a spot, or of whatever else has an album.

They belong to what they show: each change gives it its next version and stands in its history. The
history tells which photos there were, but it keeps no pictures: what was taken away, perhaps
because somebody with rights demanded it, is gone.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.spots.errors import PhotoNotFound, PhotoThere, TooManyPhotos
from server.spots.photo_encoding import EncodedPhoto, encode_photo
from server.spots.photo_models import Photo
from server.turns import Turns

P = TypeVar("P", bound=Photo)

MAX_PHOTOS: Final = 20
"""The most photos of one spot or experience."""

_TOLD: Final = ("id", "licence", "holder", "author", "captions")
_turns: Final = Turns(wait_s=10.0)


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
    with _turns.one():
        try:
            return encode_photo(upload)
        finally:
            _give_memory_back()


def _give_memory_back() -> None:
    """Return freed memory to the system; glibc would keep a hundred megabytes for later.

    Other C libraries have no such function, and no such habit.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def told_of(photos: Sequence[Photo]) -> list[dict[str, Any]]:
    """Return what histories tell of photos."""
    return [{name: getattr(photo, name) for name in _TOLD} for photo in photos]


@dataclass(frozen=True, slots=True)
class Album(Generic[P]):
    """The photos of one thing, in order; the first stands for it.

    Parameters
    ----------
    kind
        The table of such photos.
    photos
        The thing's own list of them.
    changed
        Gives the thing its next version; called after each change.
    """

    kind: type[P]
    photos: list[P]
    changed: Callable[[], None]

    def require_room(self) -> None:
        """Let there be one photo more.

        Raises
        ------
        TooManyPhotos
            If there are as many as there can be.
        """
        if len(self.photos) >= MAX_PHOTOS:
            raise TooManyPhotos(most=MAX_PHOTOS)

    def add(self, encoded: EncodedPhoto, credits_: PhotoCredits, *, now: dt.datetime) -> P:
        """Put a photo behind the others; its files are in the store already.

        Raises
        ------
        PhotoThere
            If the same picture is among them.
        TooManyPhotos
            If there are as many as there can be.
        """
        same = next((photo for photo in self.photos if photo.digest == encoded.digest), None)
        if same is not None:
            raise PhotoThere(photo=same.id)
        self.require_room()
        photo = self.kind(
            id=str(uuid.uuid4()),
            position=len(self.photos),
            digest=encoded.digest,
            width_px=encoded.width_px,
            height_px=encoded.height_px,
            size_bytes=sum(len(file) for file in encoded.renditions.values()),
            licence=credits_.licence,
            holder=credits_.holder,
            author=credits_.author,
            captions=dict(credits_.captions),
            created_at=now,
        )
        self.photos.append(photo)
        self.changed()
        return photo

    def get(self, key: str) -> P:
        """Return one of the photos.

        Raises
        ------
        PhotoNotFound
            If there is none by that id.
        """
        for photo in self.photos:
            if photo.id == key:
                return photo
        raise PhotoNotFound(photo=key)

    def change(self, photo: P, facts: Mapping[str, Any], position: int | None) -> None:
        """Let a photo say something else, or stand in another place; the same is no change.

        Parameters
        ----------
        facts
            New values of `licence`, `holder`, `author` and `captions`.
        position
            Its place among the others, from 0; behind the last means last.
        """
        others = [other for other in self.photos if other is not photo]
        place = photo.position if position is None else min(position, len(others))
        same = all(getattr(photo, name) == value for name, value in facts.items())
        if same and place == photo.position:
            return
        for name, value in facts.items():
            setattr(photo, name, value)
        self._number([*others[:place], photo, *others[place:]])
        self.changed()

    def remove(self, photo: P) -> None:
        """Take a photo away for good; its files follow when the store is tidied."""
        self.photos.remove(photo)
        self._number(list(self.photos))
        self.changed()

    def _number(self, in_order: Sequence[P]) -> None:
        for position, photo in enumerate(in_order):
            photo.position = position
        self.photos.sort(key=lambda photo: photo.position)


def digests_in_use(
    session: Session, digests: Collection[str], kinds: Collection[type[Photo]]
) -> set[str]:
    """Return which of the digests some photo of these kinds has."""
    return {
        digest
        for batch in _batches(sorted(digests))
        for kind in kinds
        for digest in session.scalars(sa.select(kind.digest).where(kind.digest.in_(batch)))
    }


def _batches(digests: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(digests), 500):
        yield digests[first : first + 500]
