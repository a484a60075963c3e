"""Build only what matters."""

from __future__ import annotations

import datetime as dt
from typing import Any

from server.db import Database
from server.regions.models import Region
from server.spots.records import SpotRecord
from server.spots.service import save_spots, spot_id

EPOCH = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


def make_region(code: str = "somewhere", **overrides: Any) -> Region:
    """Return a region around (35, 135) that is not yet stored."""
    facts: dict[str, Any] = {
        "code": code,
        "names": {"ja": "どこか", "en": "Somewhere"},
        "time_zone": "Asia/Tokyo",
        "country": "JP",
        "subdivision": None,
        "currency": "JPY",
        "languages": ["ja", "en"],
        "centre_lat": 35.0,
        "centre_lon": 135.0,
        "west": 134.5,
        "south": 34.5,
        "east": 135.5,
        "north": 35.5,
        "attribution": "test",
        "licence": "CC0-1.0",
        "updated_at": EPOCH,
    }
    return Region(**{**facts, **overrides})


def make_record(number: int = 1, **overrides: Any) -> SpotRecord:
    """Return a museum near (35, 135)."""
    facts: dict[str, Any] = {
        "source": "test",
        "source_id": str(number),
        "names": {"ja": f"資料館{number}", "en": f"Museum {number}"},
        "lat": 35.0 + number / 1000,
        "lon": 135.0,
        "categories": ("museum",),
        "attribution": "test",
        "licence": "CC0-1.0",
    }
    return SpotRecord(**{**facts, **overrides})


def keep_spots(
    database: Database, *records: SpotRecord, region: str = "somewhere", **about: Any
) -> list[str]:
    """Store a region with these spots and return the spots' ids in order."""
    with database.writing() as session:
        if session.get(Region, region) is None:
            session.add(make_region(region, **about))
            session.flush()
        save_spots(session, region, records, now=EPOCH)
    return [spot_id(region, record.source, record.source_id) for record in records]


def itinerary_request(**overrides: Any) -> dict[str, Any]:
    """Return a day on foot in central Helsinki, a Saturday in May."""
    station = {"lat": 60.1713, "lon": 24.9414}
    request: dict[str, Any] = {
        "region": "helsinki",
        "mode": "walk",
        "days": [
            {
                "date": "2027-05-15",
                "start": {**station, "time": "09:30"},
                "end": {**station, "time": "17:00"},
            }
        ],
        "categories": ["museum", "gallery", "church", "historic", "park"],
        "seed": 1,
    }
    return {**request, **overrides}


def day_at(lat: float, lon: float, date: str = "2027-05-15", **times: str) -> dict[str, Any]:
    """Return a day that starts and ends at one place, 09:00 to 17:00 unless told."""
    place = {"lat": lat, "lon": lon}
    return {
        "date": date,
        "start": {**place, "time": times.get("start", "09:00")},
        "end": {**place, "time": times.get("end", "17:00")},
    }


def somewhere_request(**overrides: Any) -> dict[str, Any]:
    """Return a Saturday on foot in the region of `keep_spots`, which has no street network."""
    request: dict[str, Any] = {
        "region": "somewhere",
        "days": [day_at(35.0, 135.0)],
        "categories": ["museum"],
        "seed": 1,
    }
    return {**request, **overrides}
