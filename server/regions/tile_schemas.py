"""What the API says about a region's map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from routing.networks.model import ATTRIBUTION
from server.cartography.kinds import LARGEST_ZOOM
from server.http.types import Model
from server.regions.maps import MapState

LEAST_ZOOM: Final = 5
"""Nothing is drawn before."""

_FIRST_VIEW_ZOOM: Final = 13

Degrees = Annotated[list[float], Field(min_length=4, max_length=4)]


class VectorLayer(Model):
    """One layer of the tiles and the names of its properties."""

    id: Literal["areas", "streets"]
    description: str
    minzoom: int
    maxzoom: int
    fields: dict[str, str]


class TileJson(Model):
    """How to get the tiles of a map, TileJSON 3.0.0."""

    tilejson: Literal["3.0.0"]
    name: str
    tiles: list[str] = Field(description="Address of a tile, with {z}, {x} and {y}")
    minzoom: int
    maxzoom: int = Field(description="Beyond it the same tiles are enlarged")
    bounds: Degrees = Field(description="west, south, east, north")
    center: list[float] = Field(description="longitude, latitude, zoom", min_length=3, max_length=3)
    attribution: str = Field(description="To be shown with the map; empty where nothing is drawn")
    vector_layers: list[VectorLayer]


class TileQuery(Model):
    """Which version of the map is asked for."""

    v: str | None = Field(
        default=None,
        min_length=1,
        max_length=32,
        pattern="^[a-z0-9]+$",
        description="As in the tiles' address: what is named may be kept for a year",
        examples=["3f9a1c07bd52"],
    )


_LAYERS: Final = [
    VectorLayer(
        id="areas",
        description="Water, green and built-up areas",
        minzoom=LEAST_ZOOM,
        maxzoom=LARGEST_ZOOM,
        fields={"kind": "water, green or built"},
    ),
    VectorLayer(
        id="streets",
        description="Streets and paths",
        minzoom=LEAST_ZOOM,
        maxzoom=LARGEST_ZOOM,
        fields={
            "kind": "motorway, main, minor, service, path or steps",
            "name": "As written on the spot; missing where there is none",
        },
    ),
]


def tilejson(
    name: str, address: str, box: Sequence[float], centre: tuple[float, float], state: MapState
) -> TileJson:
    """Return the description of a region's tiles.

    Parameters
    ----------
    address
        Of a tile, up to the version.
    box
        The region's bounds, which count where there is no map.
    centre
        Longitude and latitude.
    """
    return TileJson(
        tilejson="3.0.0",
        name=name,
        tiles=[f"{address}?v={state.version}"],
        minzoom=LEAST_ZOOM,
        maxzoom=LARGEST_ZOOM,
        bounds=list(state.bounds or box),
        center=[*centre, _FIRST_VIEW_ZOOM],
        attribution=ATTRIBUTION if state.bounds else "",
        vector_layers=_LAYERS,
    )


TILEJSON_EXAMPLE: Final[dict[str, Any]] = tilejson(
    "Central Helsinki",
    "https://yorimichi.example/v1/regions/helsinki/tiles/{z}/{x}/{y}.mvt",
    (24.935, 60.164, 24.954, 60.18),
    (24.9414, 60.1713),
    MapState("3f9a1c07bd52", (24.935184, 60.164158, 24.953413, 60.179107)),
).model_dump()
