"""Pictures of plans: drawn when somebody asks, one at a time, and kept for who asks next.

They are kept in memory only, so that nothing is left of a plan anywhere but where plans are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.model import Mode
from server.cartography.index import MapIndex
from server.cartography.model import Street, make_map
from server.cartography.painting import FAINT_FROM
from server.cartography.projection import Box, to_lonlat, to_world
from server.itineraries.models import SavedItinerary
from server.itineraries.preview.picture import DRAWING_VERSION, draw_preview, preview_view
from server.itineraries.preview.sketch import Sketch, sketch_of
from server.recent import Recent
from server.regions.maps import MapShelf
from server.regions.networks import NetworkShelf
from server.turns import Turns

KEPT: Final = Recent[str](16 * 1024 * 1024)
"""Pictures by state: some three hundred."""

_turns: Final = Turns(wait_s=10.0)
"""One takes some 25 MB while it is drawn, and a tenth of a second; a second over a city."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A picture; `state` changes whenever it does."""

    state: str
    png: bytes


@dataclass(frozen=True, slots=True)
class Grounds:
    """Where the grounds of pictures come from: maps, or else the streets that one travels on."""

    maps: MapShelf
    networks: NetworkShelf


def preview_of(saved: SavedItinerary, grounds: Grounds) -> Preview:
    """Return the picture of a kept plan.

    Raises
    ------
    Unavailable
        If too many are being drawn.
    """
    sketch = sketch_of(saved)
    region, mode = saved.region_code, Mode(saved.request["mode"])
    ground = grounds.maps.ground(region)
    made_of = ground.map.fingerprint if ground else grounds.networks.state(region, mode).version
    stated = f"{DRAWING_VERSION} {made_of} {sketch.digest}"
    state = hashlib.sha256(stated.encode()).hexdigest()[:24]

    def draw() -> bytes:
        streets = ground or _streets(grounds.networks, region, mode, sketch)
        return draw_preview(sketch, streets)

    return Preview(state, KEPT.find(state) or _drawn(state, draw))


def _drawn(state: str, draw: Callable[[], bytes]) -> bytes:
    with _turns.one():
        return KEPT.get(state, draw)  # whoever was before may have drawn the same


def _streets(networks: NetworkShelf, region: str, mode: Mode, sketch: Sketch) -> MapIndex | None:
    """Return the streets around a plan where there is no map; None where there are none either."""
    view = preview_view(sketch)
    if view.zoom < FAINT_FROM:
        return None
    lines = networks.lines(region, mode, _degrees(view.box))
    streets = [Street("residential", "", to_world(np.array(line))) for line in lines]
    return MapIndex(make_map("", streets, [])) if streets else None


def _degrees(box: Box) -> Box:
    """Return west, south, east and north of a part of the square."""
    west, north, east, south = box
    (west, south), (east, north) = to_lonlat(np.array([[west, south], [east, north]])).tolist()
    return west, south, east, north
