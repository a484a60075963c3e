"""Who knows of bookings; `create_app` says so.

Bookings lie above experiences, as they are made of their slots. So what is shown of slots asks
through this door.
"""

from __future__ import annotations

from typing import Final, cast

from flask import Flask, current_app

from server.experiences.demand import Booked

_KEY: Final = "yorimichi.booked"


def install(app: Flask, booked: Booked) -> None:
    """Let what is shown of slots in `app` ask `booked`."""
    app.extensions[_KEY] = booked


def booked() -> Booked:
    """Return whom the app of the present request asks."""
    return cast(Booked, current_app.extensions[_KEY])
