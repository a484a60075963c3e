"""Maps of regions over HTTP."""

from __future__ import annotations

import io
from typing import Final

from flask import request

from server.cartography.kinds import LARGEST_ZOOM
from server.cartography.projection import Tile
from server.http.contract import Answer, Contract, Reply
from server.http.language import content_language_header, content_languages
from server.http.packed import Packed
from server.regions.errors import TileNotFound
from server.regions.schemas import localized
from server.regions.service import get_region
from server.regions.tile_schemas import TILEJSON_EXAMPLE, TileJson, TileQuery, tilejson
from server.services import services
from server.text import chosen_language

contract = Contract("map")

VECTOR_TILE: Final = "application/vnd.mapbox-vector-tile"

_TILES: Final = "/v1/regions/<identifier:code>/tiles"
_FOR_A_YEAR: Final = "public, max-age=31536000, immutable"


@contract.operation(
    "GET",
    f"{_TILES}.json",
    path_examples={"code": "helsinki"},
    reply=Reply(200, "How to get the tiles", TileJson, example=TILEJSON_EXAMPLE),
    problems=(404,),
)
def get_tilejson(code: str) -> Answer:
    """Describe a region's map.

    TileJSON 3, ready for MapLibre and others. A region whose map was never made has tiles without
    anything in them.
    """
    with services().database.reading() as session:
        region = get_region(session, code)
        languages = content_languages(region.languages)
        shown = content_language_header([chosen_language(region.names, languages)])
        described = tilejson(
            localized(region.names, languages),
            f"{request.url_root}v1/regions/{code}/tiles/{{z}}/{{x}}/{{y}}.mvt",
            region.bbox,
            (region.centre_lon, region.centre_lat),
            services().maps.state(code),
        )
    return Answer(described, shown)


@contract.operation(
    "GET",
    f"{_TILES}/<number:z>/<number:x>/<number:y>.mvt",
    path_examples={"code": "helsinki", "z": "14", "x": "9327", "y": "4742"},
    query=TileQuery,
    reply=Reply(
        200, "The tile", media_type=VECTOR_TILE, example="(Mapbox vector tile)", headers=("ETag",)
    ),
    problems=(404,),
)
def get_tile(code: str, z: str, x: str, y: str, query: TileQuery) -> Answer:
    """Take one tile of a region's map.

    A Mapbox vector tile with the layers `areas` and `streets`; a layer without anything in it is
    left out, and so may all be.
    """
    tile = Tile(int(z), int(x), int(y))
    if tile.z > LARGEST_ZOOM or not tile.exists:
        raise TileNotFound(z=z, x=x, y=y, largest=LARGEST_ZOOM)
    maps = services().maps
    state = maps.state(code)
    if state.bounds is None:
        with services().database.reading() as session:
            get_region(session, code)
    packed = Packed(state.version, lambda: io.BytesIO(maps.packed_tile(code, tile)))
    return Answer(packed, {"Cache-Control": _FOR_A_YEAR} if query.v == state.version else {})
