"""A region's spots as NGSI-LD entities of the Smart Data Models' type PointOfInterest.

References
----------
ETSI GS CIM 009 (NGSI-LD API), 4.5; https://github.com/smart-data-models/dataModel.PointOfInterest
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from server.publication.collection import Collection, osm_address, people_wrote
from server.publication.geojson import as_json
from server.publication.licences import licence_address
from server.spots.models import Spot

MEDIA_TYPE = "application/ld+json"
CONTEXT: Final = [
    "https://raw.githubusercontent.com/smart-data-models/dataModel.PointOfInterest/master/context.jsonld",
    "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context.jsonld",
]
_GEO: Final = "location"
_TIMES: Final = frozenset({"dateModified"})


def written(
    collection: Collection, spots: Iterable[Spot], *, key_values: bool = False
) -> Iterator[str]:
    """Yield the array of entities in pieces, normalized or as plain key-values."""
    form: Callable[[str, Any], Any] = _plain if key_values else _normalized
    languages = collection.region.languages
    between = "[\n"
    for spot in spots:
        yield between + as_json(entity(spot, languages, form))
        between = ",\n"
    yield "\n]\n" if between != "[\n" else "[]\n"


def entity(spot: Spot, languages: Iterable[str], form: Callable[[str, Any], Any]) -> dict[str, Any]:
    """Return a spot as a PointOfInterest; what nobody knows is left out."""
    return {
        "id": f"urn:ngsi-ld:PointOfInterest:{spot.id}",
        "type": "PointOfInterest",
        **{
            name: form(name, value)
            for name, value in _attributes(spot, list(languages)).items()
            if value
        },
        "@context": CONTEXT,
    }


def _plain(_name: str, value: Any) -> Any:
    return value


def _normalized(name: str, value: Any) -> dict[str, Any]:
    if name == _GEO:
        return {"type": "GeoProperty", "value": value}
    if name in _TIMES:
        return {"type": "Property", "value": {"@type": "DateTime", "@value": value}}
    return {"type": "Property", "value": value}


def _attributes(spot: Spot, languages: list[str]) -> dict[str, Any]:
    texts = people_wrote(spot.texts) or spot.texts
    names = {text.language: text.name for text in texts if text.name}
    descriptions = {text.language: text.description for text in texts if text.description}
    name = _first(names, languages)
    same = osm_address(spot)
    return {
        "name": name,
        "alternateName": next((n for n in names.values() if n != name), spot.name_kana),
        "description": _first(descriptions, languages),
        "category": list(spot.categories),
        _GEO: {"type": "Point", "coordinates": [spot.lon, spot.lat]},
        "address": _address(spot),
        "contactPoint": {"telephone": spot.phone} if spot.phone else None,
        "dataProvider": spot.attribution,
        "license": licence_address(spot.licence),
        "source": same or spot.url,
        "seeAlso": spot.url,
        "refSeeAlso": [same] if same else None,
        "owner": [f"urn:ngsi-ld:Organization:{spot.organisation_id}"]
        if spot.organisation_id
        else None,
        "dateModified": spot.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _first(texts: dict[str, str], languages: list[str]) -> str | None:
    in_order = (texts[tag] for tag in languages if tag in texts)
    return next(in_order, next(iter(texts.values()), None))


def _address(spot: Spot) -> dict[str, str]:
    plain = {"streetAddress": spot.address, "addressCountry": spot.region.country}
    return {name: text for name, text in plain.items() if text}
