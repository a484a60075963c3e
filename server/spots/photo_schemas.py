"""What the API takes and says about photos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final

from pydantic import Field

from server.http.types import IN_FORM, STRICT_INT, STRICT_TEXT, Model
from server.regions.schemas import localized
from server.spots.keeping_schemas import LanguageTag, Line
from server.spots.photo_encoding import LONGER_EDGE_PX, Rendition
from server.spots.photo_models import Photo
from server.spots.photos import MAX_PHOTOS, PhotoCredits

OF_SPOTS: Final = "/v1/photos"
"""Address below which photos of spots are shown."""

_WORDS = r"^[^\s\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*$"


Licence = Annotated[
    str,
    Field(
        max_length=200,
        pattern=_WORDS,
        description="Best an SPDX identifier; otherwise the terms in words",
        examples=["CC-BY-4.0"],
    ),
    STRICT_TEXT,
]
Holder = Annotated[
    str,
    Field(max_length=200, pattern=_WORDS, description="Who has the rights"),
    STRICT_TEXT,
]
Author = Annotated[
    str,
    Field(
        max_length=200,
        pattern=_WORDS,
        description="Who took it; where nobody knows, say so: unknown, 不明",
    ),
    STRICT_TEXT,
]
Captions = Annotated[
    dict[LanguageTag, Line],
    Field(max_length=20, description="What it shows, by language; in a form, as JSON"),
    IN_FORM,
]
Place = Annotated[
    int,
    Field(
        ge=0,
        lt=MAX_PHOTOS,
        description="Place among the photos; behind the last means last",
    ),
    STRICT_INT,
]


class PhotoIn(Model):
    """What belongs to a new photo, beside its file."""

    licence: Licence
    holder: Holder
    author: Author
    captions: Captions = Field(default_factory=dict)


class PhotoChangeIn(Model):
    """What changes about a photo. What is left out, or null, stays."""

    licence: Licence | None = None
    holder: Holder | None = None
    author: Author | None = None
    captions: Annotated[
        dict[LanguageTag, Line | None],
        Field(max_length=20, description="By language; null takes a language's away"),
    ] = Field(default_factory=dict)
    position: Place | None = None


class PhotoQuery(Model):
    """In which size."""

    size: Annotated[
        Rendition,
        Field(
            description="Longer edge of at most "
            + ", ".join(f"{LONGER_EDGE_PX[size]} ({size})" for size in Rendition)
            + " pixels"
        ),
    ] = Rendition.LARGE


class PhotoOut(Model):
    """A photo. Wherever it is shown, its author, holder and licence are named."""

    id: str
    url: str
    small_url: str = Field(description="The same, 640 pixels at most")
    thumbnail_url: str = Field(description="The same, 160 pixels at most")
    width: int = Field(description="Pixels of `url`")
    height: int
    licence: str
    holder: str
    author: str
    caption: str = Field(
        description="In the first language asked for, or of the region, that it has"
    )
    captions: dict[str, str]


class PhotoListOut(Model):
    """The photos of a spot or an experience, in order; the first stands for it."""

    photos: list[PhotoOut]
    links: dict[str, str]


def credits_of(sent: PhotoIn) -> PhotoCredits:
    """Return what was sent along with a photo."""
    captions = {tag: words for tag, words in sent.captions.items() if words}
    return PhotoCredits(sent.licence, sent.holder, sent.author, captions)


def facts_with(photo: Photo, sent: PhotoChangeIn) -> dict[str, Any]:
    """Return the new values of what was sent."""
    facts = {
        name: getattr(sent, name)
        for name in ("licence", "holder", "author")
        if getattr(sent, name) is not None
    }
    captions = {**photo.captions, **sent.captions}
    return facts | {"captions": {tag: words for tag, words in captions.items() if words}}


def photo_out(photo: Photo, languages: Sequence[str], *, among: str = OF_SPOTS) -> PhotoOut:
    """Return a photo as the API shows it, its caption in the first of `languages` it has.

    Parameters
    ----------
    among
        Address below which it is shown.
    """
    url = f"{among}/{photo.id}"
    return PhotoOut(
        id=photo.id,
        url=url,
        small_url=f"{url}?size={Rendition.SMALL}",
        thumbnail_url=f"{url}?size={Rendition.THUMBNAIL}",
        width=photo.width_px,
        height=photo.height_px,
        licence=photo.licence,
        holder=photo.holder,
        author=photo.author,
        caption=localized(photo.captions, languages),
        captions=photo.captions,
    )
