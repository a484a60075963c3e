"""Example answers for the contract."""

from __future__ import annotations

from typing import Any, Final

ORGANISATION_ID: Final = "3f1c1f0e-7f0e-4a53-9a5e-2b1f6f2f8d11"

AMENITY: Final[dict[str, Any]] = {
    "type": "Feature",
    "id": "9d0c7d0e-2f57-4d1e-8f2b-4f0b7f2b9a11",
    "geometry": {"type": "Point", "coordinates": [131.8062, 34.0554]},
    "properties": {
        "kind": "toilet",
        "region": "ube",
        "organisation_id": ORGANISATION_ID,
        "name": "徳山駅前公衆トイレ",
        "names": {"ja": "徳山駅前公衆トイレ"},
        "address": "山口県周南市御幸通2丁目",
        "wheelchair": True,
        "ostomate": None,
        "for_children": None,
        "hazards": None,
        "capacity": None,
        "listed": {"address": "山口県周南市御幸通2丁目", "wheelchair_toilets": "1"},
        "attribution": "周南市",
        "licence": "CC-BY-4.0",
        "updated_at": "2027-03-01T03:00:00+00:00",
        "distance_m": None,
    },
}

AMENITY_LIST: Final[dict[str, Any]] = {
    "type": "FeatureCollection",
    "features": [AMENITY],
    "numberReturned": 1,
    "links": {"self": "/v1/amenities?kind=toilet"},
}

REMOVED: Final[dict[str, Any]] = {"removed": 154}
