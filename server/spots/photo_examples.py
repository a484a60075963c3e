"""Example requests and answers about photos, for the contract."""

from __future__ import annotations

from typing import Any, Final

from server.spots.keeping_examples import SPOT_ID

PHOTO_ID: Final = "9f3c6a52-0b57-4c2e-9a61-6f0b1c2d3e4f"

CREDITS: Final[dict[str, Any]] = {
    "licence": "CC-BY-4.0",
    "holder": "宇部市観光協会",
    "author": "山田 花子",
    "captions": {"ja": "新緑の白糸の滝", "en": "Shiraito Falls in May"},
}
NEW_PHOTO: Final[dict[str, Any]] = {"file": "…", **CREDITS}
CHANGE: Final[dict[str, Any]] = {"captions": {"fr": "La cascade en mai"}, "position": 0}
PHOTO: Final[dict[str, Any]] = {
    "id": PHOTO_ID,
    "url": f"/v1/photos/{PHOTO_ID}",
    "small_url": f"/v1/photos/{PHOTO_ID}?size=small",
    "thumbnail_url": f"/v1/photos/{PHOTO_ID}?size=thumbnail",
    "width": 2048,
    "height": 1365,
    **CREDITS,
    "caption": "新緑の白糸の滝",
}
PHOTO_LIST: Final[dict[str, Any]] = {
    "photos": [PHOTO],
    "links": {"self": f"/v1/spots/{SPOT_ID}/photos", "spot": f"/v1/spots/{SPOT_ID}"},
}
