"""An example order and its answer for the contract."""

from __future__ import annotations

from typing import Any, Final

OWN_ORDER: Final[dict[str, Any]] = {
    "region": "helsinki",
    "mode": "walk",
    "days": [
        {
            "date": "2027-05-15",
            "start": {"lat": 60.1713, "lon": 24.9414, "time": "09:30"},
            "end": {"lat": 60.1713, "lon": 24.9414, "time": "13:00"},
            "stops": [
                {"kind": "rest", "minutes": 20},
                {
                    "kind": "lunch",
                    "location": {"lat": 60.1694, "lon": 24.9525},
                    "begin": "12:00",
                    "minutes": 60,
                },
            ],
        }
    ],
}

CHECK_EXAMPLE: Final[dict[str, Any]] = {
    "ok": False,
    "region": "helsinki",
    "mode": "walk",
    "currency": "EUR",
    "cost_minor": 0,
    "days": [
        {
            "date": "2027-05-15",
            "start": "2027-05-15T09:30:00+03:00",
            "end": "2027-05-15T13:10:39+03:00",
            "stops": [
                {
                    "kind": "lunch",
                    "spot_id": None,
                    "slot_id": None,
                    "name": "lunch",
                    "category": None,
                    "location": {"lat": 60.1694, "lon": 24.9525},
                    "arrive": "2027-05-15T09:40:39+03:00",
                    "begin": "2027-05-15T12:00:00+03:00",
                    "leave": "2027-05-15T13:00:00+03:00",
                    "wait_s": 8361,
                    "travel_s": 639,
                    "hours_assumed": False,
                }
            ],
            "legs": None,
            "totals": {"visit_s": 3600, "travel_s": 1278, "wait_s": 8361, "distance_m": 0.0},
        }
    ],
    "violations": [
        {
            "rule": "day_end_missed",
            "pointer": "/days/0",
            "day": 1,
            "spot_id": None,
            "slot_id": None,
            "minutes": 11,
            "amount": None,
            "message": "You reach the end of day 1 at 13:10, 11 min too late.",
            "fix": {
                "kind": "end_later",
                "message": "Let day 1 end at 13:15.",
                "day": 1,
                "stops": [],
                "after": None,
                "time": "13:15",
                "minutes": None,
                "limit": None,
            },
        }
    ],
    "attribution": ["© OpenStreetMap contributors"],
}
