"""Example answers for the contract."""

from __future__ import annotations

from typing import Any, Final

from server.opendata.listed_spot import ACCESSIBILITY_FIELDS

SPOT_EXAMPLE: Final[dict[str, Any]] = {
    "type": "Feature",
    "id": "5b0c62a5-6f0e-5e0e-8f43-0d6a1d0e9b11",
    "geometry": {"type": "Point", "coordinates": [131.2461, 33.9517]},
    "properties": {
        "region": "ube",
        "organisation_id": None,
        "name": "琴崎八幡宮",
        "names": {"en": "Kotozaki Hachimangu", "ja": "琴崎八幡宮"},
        "name_kana": "コトザキハチマングウ",
        "description": "",
        "descriptions": {},
        "translations": {
            "en": {"made_by": "keeper", "machine": False, "outdated": False},
            "ja": {"made_by": "keeper", "machine": False, "outdated": False},
        },
        "machine_translated": False,
        "category": "shrine",
        "categories": ["shrine"],
        "opening_hours": None,
        "closed_after_holiday": False,
        "hours_note": "",
        "fee_minor": 0,
        "currency": "JPY",
        "fees": [],
        "fee_note": "",
        "seasons": [],
        "visit_minutes": 25,
        "renown": 0.45,
        "wheelchair": None,
        "accessibility": dict.fromkeys(ACCESSIBILITY_FIELDS),
        "address": "",
        "phone": "",
        "url": "",
        "attribution": "山口県",
        "licence": "CC-BY-4.0",
        "photos": [],
        "updated_at": "2026-11-01T00:00:00+00:00",
        "verified_at": None,
        "distance_m": None,
        "notices": [],
        "overdue": False,
        "reported": False,
        "marks": [],
    },
    "links": {
        "self": "/v1/spots/5b0c62a5-6f0e-5e0e-8f43-0d6a1d0e9b11",
        "region": "/v1/regions/ube",
    },
}

SPOT_LIST_EXAMPLE: Final[dict[str, Any]] = {
    "type": "FeatureCollection",
    "features": [SPOT_EXAMPLE],
    "numberReturned": 1,
    "links": {"self": "/v1/spots?region=ube&category=shrine"},
}
