"""Examples of open data."""

from __future__ import annotations

from typing import Any, Final

_ID: Final = "efb7eb55-9a94-582b-b65d-3b8bb66b4977"
_NAMES: Final = {"ja": "ときわ公園", "en": "Tokiwa Park"}
_POINT: Final = {"type": "Point", "coordinates": [131.2833, 33.9553]}

FEATURES_EXAMPLE: Final[dict[str, Any]] = {
    "type": "FeatureCollection",
    "region": "ube",
    "names": {"ja": "宇部", "en": "Ube"},
    "updated_at": "2027-03-01T03:00:00+00:00",
    "numberReturned": 1,
    "attribution": ["山口県"],
    "sources": [{"attribution": "山口県", "licence": "CC-BY-4.0", "spots": 1}],
    "links": {"self": "/v1/regions/ube/spots.geojson", "region": "/v1/regions/ube"},
    "features": [
        {
            "type": "Feature",
            "id": _ID,
            "geometry": _POINT,
            "properties": {
                "name": "ときわ公園",
                "names": _NAMES,
                "category": "park",
                "attribution": "山口県",
                "licence": "CC-BY-4.0",
            },
        }
    ],
}
_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
LINKED_DATA_EXAMPLE: Final[dict[str, Any]] = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Dataset", "license": [_LICENCE], "creditText": "山口県"},
        {
            "@type": "TouristAttraction",
            "@id": f"urn:uuid:{_ID}",
            "name": [{"@value": "ときわ公園", "@language": "ja"}],
            "geo": {"@type": "GeoCoordinates", "latitude": 33.9553, "longitude": 131.2833},
            "publicAccess": True,
            "isAccessibleForFree": True,
            "subjectOf": {"@type": "Dataset", "license": _LICENCE, "creditText": "山口県"},
        },
    ],
}
ENTITIES_EXAMPLE: Final[list[dict[str, Any]]] = [
    {
        "id": f"urn:ngsi-ld:PointOfInterest:{_ID}",
        "type": "PointOfInterest",
        "name": {"type": "Property", "value": "ときわ公園"},
        "category": {"type": "Property", "value": ["park"]},
        "location": {"type": "GeoProperty", "value": _POINT},
        "dataProvider": {"type": "Property", "value": "山口県"},
        "@context": ["https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context.jsonld"],
    }
]
