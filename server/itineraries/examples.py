"""Example requests and answers for the contract."""

from __future__ import annotations

from typing import Any, Final

from server.travel.examples import LEG_EXAMPLE

HELSINKI_DAY: Final[dict[str, Any]] = {
    "region": "helsinki",
    "mode": "walk",
    "days": [
        {
            "date": "2027-05-15",
            "start": {"lat": 60.1713, "lon": 24.9414, "time": "09:30"},
            "end": {"lat": 60.1713, "lon": 24.9414, "time": "17:00"},
        }
    ],
    "categories": ["museum", "gallery", "church", "historic", "park"],
    "lesser_known": 0.6,
    "lunch": {"earliest": "11:30", "latest": "13:30", "minutes": 60},
    "seed": 1,
}

UBE_DRIVE: Final[dict[str, Any]] = {
    "region": "ube",
    "mode": "drive",
    "days": [
        {
            "date": "2027-05-15",
            "start": {"lat": 33.9427, "lon": 131.2519, "time": "09:30"},
            "end": {"lat": 33.9427, "lon": 131.2519, "time": "17:00"},
        }
    ],
    "categories": [],
    "lesser_known": 0.8,
    "pace": "relaxed",
}

REPLAN_LATE: Final[dict[str, Any]] = {
    "at": {"lat": 60.1694, "lon": 24.9525},
    "now": "2027-05-15T13:40:00+03:00",
    "reason": "late",
}

_VISIT: Final[dict[str, Any]] = {
    "kind": "spot",
    "spot_id": "5b0c62a5-6f0e-5e0e-8f43-0d6a1d0e9b11",
    "slot_id": None,
    "experience_id": None,
    "booking": None,
    "bookable": None,
    "name": "Helsinki Cathedral",
    "category": "church",
    "location": {"lat": 60.1704, "lon": 24.9522},
    "arrive": "2027-05-15T09:41:00+03:00",
    "begin": "2027-05-15T10:00:00+03:00",
    "leave": "2027-05-15T10:25:00+03:00",
    "wait_s": 1140,
    "locked": False,
    "renown": 0.9,
    "fee_minor": None,
    "hours_assumed": False,
    "why": ["matches church", "well known"],
}

ITINERARY_EXAMPLE: Final[dict[str, Any]] = {
    "id": "0b6f8a3e-3d1c-4c53-8d3f-2d4a7c1e9f00",
    "region": "helsinki",
    "mode": "walk",
    "score": 812,
    "seed": 1,
    "created_at": "2026-11-23T09:00:00+00:00",
    "currency": "EUR",
    "cost_minor": 0,
    "days": [
        {
            "date": "2027-05-15",
            "visits": [_VISIT],
            "legs": [LEG_EXAMPLE, LEG_EXAMPLE],
            "totals": {"visit_s": 1500, "travel_s": 1220, "wait_s": 1140, "distance_m": 1624.8},
            "resumed": None,
        }
    ],
    "by_category": {"church": ["5b0c62a5-6f0e-5e0e-8f43-0d6a1d0e9b11"]},
    "skipped": [
        {
            "spot_id": "8a4a7b5e-32d1-5e44-9a8a-3f1f4a0c2b22",
            "name": "Ateneum",
            "reason": "closed_that_day",
            "message": "Not open long enough at any hour of your days.",
        }
    ],
    "warnings": [],
    "attribution": ["© OpenStreetMap contributors"],
    "replaces": None,
    "character": None,
    "alternatives": [],
    "links": {
        "self": "/v1/itineraries/0b6f8a3e-3d1c-4c53-8d3f-2d4a7c1e9f00",
        "geojson": "/v1/itineraries/0b6f8a3e-3d1c-4c53-8d3f-2d4a7c1e9f00.geojson",
        "gpx": "/v1/itineraries/0b6f8a3e-3d1c-4c53-8d3f-2d4a7c1e9f00.gpx",
        "ics": "/v1/itineraries/0b6f8a3e-3d1c-4c53-8d3f-2d4a7c1e9f00.ics",
        "experiences": "/v1/itineraries/0b6f8a3e-3d1c-4c53-8d3f-2d4a7c1e9f00/experiences",
        "page": "/itineraries/0b6f8a3e-3d1c-4c53-8d3f-2d4a7c1e9f00",
        "preview": "/v1/itineraries/0b6f8a3e-3d1c-4c53-8d3f-2d4a7c1e9f00/preview.png",
        "qr": "/v1/itineraries/0b6f8a3e-3d1c-4c53-8d3f-2d4a7c1e9f00/share.svg",
    },
}

DETOURS_EXAMPLE: Final[dict[str, Any]] = {
    "detours": [
        {
            "spot_id": "8a4a7b5e-32d1-5e44-9a8a-3f1f4a0c2b22",
            "name": "Ateneum",
            "category": "gallery",
            "location": {"lat": 60.1701, "lon": 24.9441},
            "mode": "walk",
            "date": "2027-05-15",
            "day": 1,
            "after": 1,
            "after_spot_id": "5b0c62a5-6f0e-5e0e-8f43-0d6a1d0e9b11",
            "arrive": "2027-05-15T10:34:00+03:00",
            "begin": "2027-05-15T10:34:00+03:00",
            "leave": "2027-05-15T11:19:00+03:00",
            "added_s": 2760,
            "added_travel_s": 60,
            "late_s": 0,
            "fee_minor": None,
            "renown": 0.8,
            "hours_assumed": False,
            "why": ["matches gallery", "on the way"],
        }
    ],
    "currency": "EUR",
    "attribution": ["© OpenStreetMap contributors"],
    "links": {
        "itinerary": "/v1/itineraries/0b6f8a3e-3d1c-4c53-8d3f-2d4a7c1e9f00",
        "self": "/v1/itineraries/0b6f8a3e-3d1c-4c53-8d3f-2d4a7c1e9f00/detours",
    },
}

FEATURES_EXAMPLE: Final[dict[str, Any]] = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [24.9522, 60.1704]},
            "properties": {"role": "visit", "day": 1, "order": 0, "name": "Helsinki Cathedral"},
        }
    ],
    "attribution": ["© OpenStreetMap contributors"],
    "links": ITINERARY_EXAMPLE["links"],
}

GPX_EXAMPLE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gpx version="1.1" creator="Yorimichi" xmlns="http://www.topografix.com/GPX/1/1">…</gpx>\n'
)

ICS_EXAMPLE: Final = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n…\r\nEND:VCALENDAR\r\n"
