"""From an uploaded photograph to the pictures that are served. Pure: no web, files or database.

Nothing of the upload's bytes reaches the public. What a person sees is decoded, brought to sRGB
and upright, and encoded anew, so that neither the place where a picture was taken (EXIF, XMP, IPTC)
nor whatever else was hidden in the file is handed on. The same upload gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PIL import Image, ImageCms, ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

MAX_PIXELS: Final = 40_000_000
"""The most pixels that are decoded; a sharp photo of a current phone has 12 to 24 million."""

MAX_WEBP_PIXELS: Final = 20_000_000
"""The same of a WebP file, whose decoder takes twice the memory."""

_QUALITY: Final = 82
_WHITE: Final = (255, 255, 255)
_ORIENTATION_TAG: Final = 0x0112
_MAX_PROFILE_BYTES: Final = 4 * 1024 * 1024


class Rendition(StrEnum):
    """In which sizes a photo is served."""

    LARGE = "large"
    SMALL = "small"
    THUMBNAIL = "thumbnail"


LONGER_EDGE_PX: Final[Mapping[Rendition, int]] = {
    Rendition.LARGE: 2048,
    Rendition.SMALL: 640,
    Rendition.THUMBNAIL: 160,
}
"""How long the longer edge is at most; nothing is made larger than it came."""


class PhotoError(ValueError):
    """An upload that cannot become a photo."""


class NotAPhotoError(PhotoError):
    """It is no JPEG, PNG or WebP file, whatever its name says."""


class BrokenPhotoError(PhotoError):
    """It begins like one, but cannot be read to its end."""


class TooManyPixelsError(PhotoError):
    """It would take too much memory to look at."""


@dataclass(frozen=True, slots=True)
class EncodedPhoto:
    """A photo as it is served.

    Parameters
    ----------
    digest
        SHA-256 of the large rendition, in hexadecimal.
    width_px, height_px
        Size of the large rendition.
    renditions
        JPEG files.
    """

    digest: str
    width_px: int
    height_px: int
    renditions: Mapping[Rendition, bytes]


_KINDS: Final[tuple[tuple[int, bytes, type[ImageFile.ImageFile], int], ...]] = (
    (0, b"\xff\xd8\xff", JpegImageFile, MAX_PIXELS),
    (0, b"\x89PNG\r\n\x1a\n", PngImageFile, MAX_PIXELS),
    (8, b"WEBP", WebPImageFile, MAX_WEBP_PIXELS),
)
"""How a file of each kind begins (offset, bytes), what reads it, and its most pixels."""

_UNREADABLE: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    AttributeError,
    NotImplementedError,
    struct.error,
    zlib.error,
)
"""What Pillow raises about files that are not what they should be."""

_TRANSPOSITIONS: Final[Mapping[object, Image.Transpose]] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What puts a picture upright, by its EXIF orientation."""


def encode_photo(upload: bytes) -> EncodedPhoto:
    """Return an uploaded file as it is served.

    Of a file with several pictures, the first is taken. What is transparent becomes white.

    Raises
    ------
    NotAPhotoError
        If it is no JPEG, PNG or WebP file.
    TooManyPixelsError
        If it has more than `MAX_PIXELS`, or `MAX_WEBP_PIXELS`; nothing has been decoded by then.
    BrokenPhotoError
        If it cannot be read.
    """
    large = _upright_srgb(_opened(upload))
    pictures = {Rendition.LARGE: large}
    for smaller in (Rendition.SMALL, Rendition.THUMBNAIL):
        pictures[smaller] = _fitted(large, LONGER_EDGE_PX[smaller])
    renditions = {name: _jpeg(picture) for name, picture in pictures.items()}
    digest = hashlib.sha256(renditions[Rendition.LARGE]).hexdigest()
    return EncodedPhoto(digest, *large.size, renditions)


def _opened(upload: bytes) -> ImageFile.ImageFile:
    """Return the picture with its header read and nothing decoded."""
    for offset, begins, opener, max_pixels in _KINDS:
        if upload.startswith(begins, offset):
            return _within(max_pixels, opener, upload)
    raise NotAPhotoError


def _within(
    max_pixels: int, opener: type[ImageFile.ImageFile], upload: bytes
) -> ImageFile.ImageFile:
    try:
        # The readers are called by name: `Image.open` would warn of what is refused here anyway.
        image = opener(io.BytesIO(upload))
    except Image.DecompressionBombError as error:
        raise TooManyPixelsError from error
    except _UNREADABLE as error:
        raise BrokenPhotoError from error
    if image.width * image.height > max_pixels:
        raise TooManyPixelsError
    return image


def _upright_srgb(image: ImageFile.ImageFile) -> Image.Image:
    """Return the picture in its largest rendition's size."""
    try:
        if isinstance(image, JpegImageFile):
            # Decoded at a half, a quarter or an eighth where that is enough: less time and memory.
            image.draft(None, _fitted_size(image.size, LONGER_EDGE_PX[Rendition.LARGE]))
        image.load()
        profile = image.info.get("icc_profile")
        picture = _fitted(_simple(image), LONGER_EDGE_PX[Rendition.LARGE])
    except _UNREADABLE as error:
        raise BrokenPhotoError from error
    picture = _on_white(_in_srgb(_in_eight_bits(picture), profile))
    orientation = _orientation(image)
    if orientation in _TRANSPOSITIONS:
        picture = picture.transpose(_TRANSPOSITIONS[orientation])
    return picture


def _orientation(image: Image.Image) -> object:
    try:
        return image.getexif().get(_ORIENTATION_TAG)
    except _UNREADABLE:
        return None  # Only the picture has to be readable.


def _simple(image: Image.Image) -> Image.Image:
    """Return the picture in a mode that can be resized: L, I;16, RGB, RGBA or CMYK."""
    if image.mode in ("I;16", "RGBA", "CMYK"):
        return image
    if image.mode in ("L", "RGB") and "transparency" not in image.info:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _fitted_size(size: tuple[int, int], edge_px: int) -> tuple[int, int]:
    share = min(1.0, edge_px / max(size))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _fitted(picture: Image.Image, edge_px: int) -> Image.Image:
    size = _fitted_size(picture.size, edge_px)
    if size == picture.size:
        return picture
    gap = None if picture.mode == "I;16" else 2.0  # Pillow reduces only eight bits quickly.
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=gap)


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Return the picture; of sixteen bits of grey the upper eight, which `convert` would clip."""
    if picture.mode != "I;16":
        return picture
    return picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")


def _in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """Return the picture in sRGB, as RGB or RGBA; a profile that cannot be used is passed over."""
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    if not isinstance(profile, bytes) or not 0 < len(profile) <= _MAX_PROFILE_BYTES:
        return picture.convert(mode)
    alpha = picture.getchannel("A") if mode == "RGBA" else None
    try:
        colours = ImageCms.profileToProfile(
            picture.convert("RGB") if alpha else picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, *_UNREADABLE):
        return picture.convert(mode)
    assert colours is not None  # noqa: S101 - None only where it converts in place
    if alpha:
        colours.putalpha(alpha)
    return colours


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the picture as RGB with nothing of its file's remarks."""
    plain = Image.new("RGB", picture.size, _WHITE)
    plain.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    return plain


def _jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY, progressive=True, optimize=True)
    return file.getvalue()
