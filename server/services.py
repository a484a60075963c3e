"""What a request handler may reach: the service's long-lived parts, and the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

from flask import Flask, current_app

from server.config import Settings
from server.db import Database
from server.regions.maps import MapShelf
from server.regions.networks import NetworkShelf

_KEY: Final = "yorimichi"


@dataclass(frozen=True, slots=True)
class Services:
    """The parts that `create_app` wires together."""

    settings: Settings
    database: Database
    networks: NetworkShelf
    maps: MapShelf
    now: Callable[[], dt.datetime]


def attach(app: Flask, services: Services) -> None:
    """Give `app` its parts."""
    app.extensions[_KEY] = services


def services() -> Services:
    """Return the parts of the app that serves the present request."""
    return cast(Services, current_app.extensions[_KEY])
