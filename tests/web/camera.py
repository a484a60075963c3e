"""A device whose camera sees a picture: Chromium plays a film of it in the camera's place."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps
from playwright.sync_api import Browser, Playwright

from tests.web.browser import open_browser

_FRAME_PX: Final = (640, 480)
_HELD_PX: Final = (400, 400)
_TABLE: Final = (92, 84, 76)
"""The colour of what is behind a picture that is held before the camera."""


def film_of(picture: bytes, file: Path) -> None:
    """Write a film, of one frame that comes again and again, of a picture held before a camera."""
    with Image.open(io.BytesIO(picture)) as found:
        held = ImageOps.contain(found.convert("RGB"), _HELD_PX)
    frame = Image.new("RGB", _FRAME_PX, _TABLE)
    frame.paste(held, ((frame.width - held.width) // 2, (frame.height - held.height) // 2))
    frame.save(file, "JPEG", quality=90)


@contextmanager
def camera_before(playwright: Playwright, picture: bytes, folder: Path) -> Iterator[Browser]:
    """Open a browser of its own, whose camera sees a picture.

    A page of it may look through the camera only where its context permits `camera`; elsewhere
    that is refused, as by somebody who says no.
    """
    film = folder / "held.mjpeg"
    film_of(picture, film)
    opened = open_browser(
        playwright,
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    try:
        yield opened
    finally:
        opened.close()
