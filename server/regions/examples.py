"""Example answers for the contract."""

from __future__ import annotations

from typing import Any, Final

REGION_EXAMPLE: Final[dict[str, Any]] = {
    "code": "helsinki",
    "name": "Central Helsinki",
    "names": {"en": "Central Helsinki", "ja": "ヘルシンキ中心部"},
    "time_zone": "Europe/Helsinki",
    "country": "FI",
    "currency": "EUR",
    "languages": ["fi", "sv", "en", "ja"],
    "centre": {"lat": 60.1713, "lon": 24.9414},
    "bbox": [24.935, 60.164, 24.954, 60.18],
    "networks": [
        {
            "mode": "walk",
            "estimated": False,
            "version": "3f9a1c",
            "source": "Helsinki.osm.pbf",
            "nodes": 2810,
            "edges": 8120,
        }
    ],
    "attribution": ["© OpenStreetMap contributors"],
    "licence": "ODbL-1.0",
    "links": {
        "self": "/v1/regions/helsinki",
        "spots": "/v1/spots?region=helsinki",
        "tiles": "/v1/regions/helsinki/tiles.json",
    },
}

REGION_LIST_EXAMPLE: Final[dict[str, Any]] = {
    "regions": [REGION_EXAMPLE],
    "links": {"self": "/v1/regions"},
}

CATEGORY_LIST_EXAMPLE: Final[dict[str, Any]] = {
    "categories": [
        {
            "code": "temple",
            "name": "Temple",
            "names": {"en": "Temple", "ja": "寺院"},
            "usual_visit_minutes": 30,
        }
    ],
    "links": {"self": "/v1/categories"},
}
