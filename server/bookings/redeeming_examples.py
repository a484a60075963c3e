"""Examples of tickets and of who came, shown in the contract."""

from __future__ import annotations

from typing import Any, Final

from server.bookings.examples import BOOKING_ID, ORGANISATION_ID, SLOT_ID, UNIT_ID

_TICKET: Final = f"YM1.{BOOKING_ID}.q3V9cLw2ZtY8mB5nXr7KdA1s"
_UNKNOWN: Final = "8ZK3Q7WN"

REDEEM_IN: Final[dict[str, Any]] = {
    "ticket": _TICKET,
    "redeemed_at": "2027-05-15T09:55:00+09:00",
    "device": "佐藤の携帯",
}
SCANS_IN: Final[dict[str, Any]] = {
    "device": "佐藤の携帯",
    "scans": [
        {"ticket": _TICKET, "redeemed_at": "2027-05-15T09:55:00+09:00"},
        {"booking": _UNKNOWN, "redeemed_at": "2027-05-15T09:57:00+09:00"},
    ],
}
SCANS: Final[dict[str, Any]] = {
    "scans": [
        {
            "booking_id": BOOKING_ID,
            "code": "7KQ4M2XD",
            "redeemed_at": "2027-05-15T09:55:00+09:00",
            "outcome": "redeemed",
            "first_redeemed_at": "2027-05-15T00:55:00+00:00",
            "first_device": "佐藤の携帯",
        },
        {
            "booking_id": None,
            "code": None,
            "redeemed_at": "2027-05-15T09:57:00+09:00",
            "outcome": "unknown",
            "first_redeemed_at": None,
            "first_device": None,
        },
    ]
}
REDEMPTION_LIST: Final[dict[str, Any]] = {
    "on": "2027-05-15",
    "expected": [
        {
            "booking_id": BOOKING_ID,
            "code": "7KQ4M2XD",
            "ticket_sha256": "0f7c7cf3b4e7a1e9a2b5b8d3c6e1f40912ab34cd56ef7890a1b2c3d4e5f60718",
            "status": "CONFIRMED",
            "title": "田植え体験",
            "slot_id": SLOT_ID,
            "starts_at": "2027-05-15T10:00:00+09:00",
            "name": "青森 花子",
            "people": 2,
            "units": [
                {
                    "unit_id": UNIT_ID,
                    "kind": "ADULT",
                    "quantity": 2,
                    "price_minor": 3000,
                    "seats": 1,
                }
            ],
            "redeemed_at": None,
        }
    ],
    "links": {"self": f"/v1/organisations/{ORGANISATION_ID}/redemption-list?on=2027-05-15"},
}
SLOT_CANCELLED: Final[dict[str, Any]] = {
    "slot_id": SLOT_ID,
    "status": "cancelled",
    "cancelled_bookings": 3,
    "refund_minor": 6000,
    "currency": "JPY",
}
