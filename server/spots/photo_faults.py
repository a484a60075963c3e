"""Why an upload cannot become a photo, in words."""

from __future__ import annotations

from typing import Final

from server.errors import Fault, Invalid
from server.spots.photo_encoding import (
    MAX_PIXELS,
    MAX_WEBP_PIXELS,
    BrokenPhotoError,
    NotAPhotoError,
    PhotoError,
    TooManyPixelsError,
)
from server.text import Text

_REASONS: Final[dict[type[PhotoError], tuple[str, Text]]] = {
    NotAPhotoError: (
        "not_a_photo",
        Text(
            "This is no JPEG, PNG or WebP file, whatever its name says. Save the picture as JPEG.",
            "JPEG・PNG・WebP 形式の画像ではありません（拡張子ではなく中身で判断しています）。"
            "JPEG 形式で保存し直してください。",
        ),
    ),
    BrokenPhotoError: (
        "broken_photo",
        Text(
            "The picture is damaged or was cut off. Send the original file again.",
            "画像が壊れているか、途中で切れています。元のファイルをもう一度送ってください。",
        ),
    ),
    TooManyPixelsError: (
        "too_many_pixels",
        Text(
            "The picture has more than {most} million pixels (WebP: {webp}). Make it smaller "
            "first; 2048 pixels on the longer side are enough.",
            "画像の画素数が{most}00万（WebP は{webp}00万）を超えています。"
            "長辺2048ピクセルあれば十分ですので、縮小してから送ってください。",
        ),
    ),
}


def unusable(error: PhotoError) -> Invalid:
    """Return the failure that tells what is wrong with a file."""
    code, text = _REASONS[type(error)]
    values: dict[str, object] = {
        "most": MAX_PIXELS // 1_000_000,
        "webp": MAX_WEBP_PIXELS // 1_000_000,
    }
    return Invalid([Fault("/file", code, text, values)])
