"""Example requests and answers for the contract."""

from __future__ import annotations

from typing import Any, Final

STATION_TO_CATHEDRAL: Final[dict[str, Any]] = {
    "points": [{"lat": 60.1713, "lon": 24.9414}, {"lat": 60.1694, "lon": 24.9525}],
    "mode": "walk",
    "region": "helsinki",
}

LEG_EXAMPLE: Final[dict[str, Any]] = {
    "mode": "walk",
    "distance_m": 812.4,
    "duration_s": 610,
    "estimated": False,
    "streets": ["Kaisaniemenkatu", "Yliopistonkatu"],
    "geometry": {
        "type": "LineString",
        "coordinates": [[24.9414, 60.1713], [24.9466, 60.1699], [24.9525, 60.1694]],
    },
}

ROUTE_EXAMPLE: Final[dict[str, Any]] = {
    "region": "helsinki",
    "mode": "walk",
    "distance_m": 812.4,
    "duration_s": 610,
    "legs": [LEG_EXAMPLE],
    "attribution": ["© OpenStreetMap contributors"],
}

TRAVEL_TIMES_EXAMPLE: Final[dict[str, Any]] = {
    "region": "helsinki",
    "mode": "walk",
    "estimated": False,
    "points": [
        {"status": "ok", "location": {"lat": 60.1712, "lon": 24.9415}, "distance_m": 12.1},
        {"status": "ok", "location": {"lat": 60.1695, "lon": 24.9524}, "distance_m": 9.8},
    ],
    "durations_s": [[0, 610], [611, 0]],
    "attribution": ["© OpenStreetMap contributors"],
}

ISOCHRONES_EXAMPLE: Final[dict[str, Any]] = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[24.9379, 60.17], [24.9449, 60.17], [24.9414, 60.1729], [24.9379, 60.17]]
                ],
            },
            "properties": {"minutes": 5, "area_m2": 62450, "estimated": False},
        }
    ],
    "region": "helsinki",
    "mode": "walk",
    "profile": "none",
    "attribution": ["© OpenStreetMap contributors"],
}
