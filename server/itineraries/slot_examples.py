"""Examples of experiences in a plan, shown in the contract."""

from __future__ import annotations

from typing import Any, Final

from server.bookings.examples import (
    BOOKING,
    BOOKING_ID,
    CONTACT,
    EXPERIENCE_ID,
    OPTION_ID,
    SLOT_ID,
    UNIT_ID,
)
from server.itineraries.examples import ITINERARY_EXAMPLE

ITINERARY_ID: Final[str] = ITINERARY_EXAMPLE["id"]
_NEW_ID: Final = "c58f3b0d-6a1e-4f0b-9a3e-7d2b1c0e4f55"
_HERE: Final = f"/v1/itineraries/{ITINERARY_ID}"

FITTING: Final[dict[str, Any]] = {
    "slots": [
        {
            "slot_id": SLOT_ID,
            "experience_id": EXPERIENCE_ID,
            "option_id": OPTION_ID,
            "name": "田植え体験",
            "category": "farm",
            "location": {"lat": 40.6121, "lon": 140.4641},
            "date": "2027-05-15",
            "day": 1,
            "begin": "2027-05-15T10:00:00+09:00",
            "leave": "2027-05-15T11:00:00+09:00",
            "arrive": "2027-05-15T09:47:00+09:00",
            "fee_minor": 6000,
            "in_place_of": [],
            "links": {"experience": f"/v1/experiences/{EXPERIENCE_ID}"},
        }
    ],
    "currency": "JPY",
    "links": {
        "self": f"{_HERE}/experiences",
        "itinerary": _HERE,
        "book": f"{_HERE}/bookings",
    },
}
SEATS_IN_PLAN: Final[dict[str, Any]] = {
    "slot_id": SLOT_ID,
    "units": [{"unit_id": UNIT_ID, "quantity": 2}],
}
_SHOWN: Final = "9b1f0c52a7de44e08d3c6a5f17b2e940"
_CHANGES: Final[dict[str, Any]] = {
    "changes": [
        {
            "what": "new",
            "kind": "experience",
            "spot_id": None,
            "slot_id": SLOT_ID,
            "name": "田植え体験",
            "before": None,
            "after": {
                "day": 1,
                "begin": "2027-05-15T10:00:00+09:00",
                "leave": "2027-05-15T11:00:00+09:00",
            },
        },
        {
            "what": "moved",
            "kind": "spot",
            "spot_id": "4b0a1f5e-1d0c-4a57-8f0e-2d9f6c1e7a30",
            "slot_id": None,
            "name": "資料館",
            "before": {
                "day": 1,
                "begin": "2027-05-15T10:05:00+09:00",
                "leave": "2027-05-15T10:45:00+09:00",
            },
            "after": {
                "day": 1,
                "begin": "2027-05-15T11:20:00+09:00",
                "leave": "2027-05-15T12:00:00+09:00",
            },
        },
    ],
    "unchanged": 3,
}
BOOKING_PREVIEW: Final[dict[str, Any]] = {
    **_CHANGES,
    "shown": _SHOWN,
    "links": {"itinerary": _HERE, "book": f"{_HERE}/bookings"},
}
BOOK_IN_PLAN: Final[dict[str, Any]] = {
    **SEATS_IN_PLAN,
    "contact": CONTACT,
    "as_shown": _SHOWN,
}
BOOKED_IN_PLAN: Final[dict[str, Any]] = {
    "booking": {**BOOKING, "itinerary_id": _NEW_ID},
    "itinerary_id": _NEW_ID,
    **_CHANGES,
    "given_up": [],
    "links": {
        "itinerary": f"/v1/itineraries/{_NEW_ID}",
        "booking": f"/v1/bookings/{BOOKING_ID}",
        "replaces": _HERE,
    },
}
