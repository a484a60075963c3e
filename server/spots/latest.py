"""What others know of a spot just now; `create_app` says who tells it.

Notices lie above spots, as they are about them. So the list of spots asks through this door.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final, cast

from flask import Flask, current_app
from sqlalchemy.orm import Session

from server.spots.search import Closed

_KEY: Final = "yorimichi.latest"

NoticeIds = Callable[[Session, Collection[str], dt.datetime], Mapping[str, list[str]]]
"""Returns the ids of the notices that hold of spots at a moment, by spot."""


@dataclass(frozen=True, slots=True)
class Latest:
    """Who knows what holds of spots just now."""

    notice_ids: NoticeIds
    closed: Closed


def install(app: Flask, latest: Latest) -> None:
    """Let the lists of spots in `app` ask `latest`."""
    app.extensions[_KEY] = latest


def latest() -> Latest:
    """Return whom the app of the present request asks."""
    return cast(Latest, current_app.extensions[_KEY])
