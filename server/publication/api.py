"""Open data over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import BinaryIO, Final

from server.http.contract import GEOJSON, Answer, Contract, Reply
from server.http.packed import Packed
from server.publication import geojson, ngsi_ld, schema_org
from server.publication.collection import Collection, collection_of, public_spots, state_of
from server.publication.examples import ENTITIES_EXAMPLE, FEATURES_EXAMPLE, LINKED_DATA_EXAMPLE
from server.publication.files import opened
from server.publication.schemas import Entities, EntityQuery, Form, LinkedData, OpenFeatures
from server.regions.service import get_region
from server.services import services
from server.spots.models import Spot

contract = Contract("publication")

Writer = Callable[[Collection, Iterable[Spot]], Iterator[str]]

_SPOTS: Final = "/v1/regions/<identifier:code>/spots"
_KEY: Final = {"code": "helsinki"}
_FOLDER: Final = "open-data"


def _document(code: str, form: str, write: Writer) -> Answer:
    with services().database.reading() as session:
        state = state_of(session, get_region(session, code))
    return Answer(Packed(state, partial(_opened, code, form, write)))


def _opened(code: str, form: str, write: Writer) -> BinaryIO:
    """Return the file of the region as it is at one moment, made where there is none yet."""
    parts = services()
    with parts.database.snapshot() as session:
        region = get_region(session, code)

        def pieces() -> Iterator[str]:
            yield from write(collection_of(session, region), public_spots(session, code))

        folder = parts.settings.data_dir / _FOLDER
        return opened(folder, f"{code}.{form}", state_of(session, region), pieces)


@contract.operation(
    "GET",
    f"{_SPOTS}.geojson",
    path_examples=_KEY,
    reply=Reply(
        200, "All public spots", OpenFeatures, GEOJSON, example=FEATURES_EXAMPLE, headers=("ETag",)
    ),
    problems=(404,),
)
def get_region_geojson(code: str) -> Answer:
    """Take all public spots of a region as GeoJSON.

    Open data, with licence and attribution for each spot and for all of them. In every language;
    what depends on the moment, such as notices, is in the list of spots.
    """
    return _document(code, "geojson", geojson.written)


@contract.operation(
    "GET",
    f"{_SPOTS}.jsonld",
    path_examples=_KEY,
    reply=Reply(
        200,
        "All public spots",
        LinkedData,
        schema_org.MEDIA_TYPE,
        example=LINKED_DATA_EXAMPLE,
        headers=("ETag",),
    ),
    problems=(404,),
)
def get_region_jsonld(code: str) -> Answer:
    """Take all public spots of a region as JSON-LD.

    Each is a TouristAttraction of schema.org. Only what is certain is said: opening hours only
    where they are the same every week, and no words that a machine translated.
    """
    return _document(code, "jsonld", schema_org.written)


@contract.operation(
    "GET",
    f"{_SPOTS}.ngsild",
    path_examples=_KEY,
    query=EntityQuery,
    reply=Reply(
        200,
        "All public spots",
        Entities,
        ngsi_ld.MEDIA_TYPE,
        example=ENTITIES_EXAMPLE,
        headers=("ETag",),
    ),
    problems=(404,),
)
def get_region_ngsild(code: str, query: EntityQuery) -> Answer:
    """Take all public spots of a region as NGSI-LD entities.

    Of the Smart Data Models' type PointOfInterest; `category` holds this API's codes.
    """
    if query.options is Form.KEY_VALUES:
        write: Writer = partial(ngsi_ld.written, key_values=True)
        return _document(code, "ngsild-keyvalues", write)
    return _document(code, "ngsild", ngsi_ld.written)
