"""Examples of bookings, shown in the contract."""

from __future__ import annotations

from typing import Any, Final

BOOKING_ID: Final = "1c2b7d0e-9a53-4d3a-8a61-6b0f0f4d2c11"
SLOT_ID: Final = "5d9a1f2c-7b64-4a0e-9c55-2f3e4d5c6b7a"
UNIT_ID: Final = "9e8d7c6b-5a49-4382-b716-0f1e2d3c4b5a"
OPTION_ID: Final = "3b2a1908-f7e6-45d4-83c2-b1a09f8e7d6c"
EXPERIENCE_ID: Final = "7a6b5c4d-3e2f-41a0-9b8c-7d6e5f4a3b2c"
ORGANISATION_ID: Final = "3f1c1f0e-7f0e-4a53-9a5e-2b1f6f2f8d11"

CONTACT: Final[dict[str, Any]] = {
    "name": "青森 花子",
    "email": "hanako@example.jp",
    "phone": "090-1234-5678",
    "language": "ja",
}
BOOKING_IN: Final[dict[str, Any]] = {
    "slot_id": SLOT_ID,
    "units": [{"unit_id": UNIT_ID, "quantity": 2}],
    "contact": CONTACT,
}
BOOKING: Final[dict[str, Any]] = {
    "id": BOOKING_ID,
    "code": "7KQ4M2XD",
    "status": "ON_HOLD",
    "version": 1,
    "experience_id": EXPERIENCE_ID,
    "title": "田植え体験",
    "organisation_id": ORGANISATION_ID,
    "slot": {
        "id": SLOT_ID,
        "option_id": OPTION_ID,
        "starts_at": "2027-05-15T10:00:00+09:00",
        "ends_at": "2027-05-15T11:00:00+09:00",
        "status": "open",
    },
    "units": [
        {"unit_id": UNIT_ID, "kind": "ADULT", "quantity": 2, "price_minor": 3000, "seats": 1}
    ],
    "people": 2,
    "seats": 2,
    "total_minor": 6000,
    "paid_minor": 0,
    "refund_minor": 0,
    "currency": "JPY",
    "payment": "on_site",
    "contact": CONTACT,
    "remark": "",
    "itinerary_id": None,
    "reason": "",
    "cancellation": [
        {"hours_before": 48, "refund_percent": 100},
        {"hours_before": 24, "refund_percent": 50},
    ],
    "created_at": "2027-05-01T09:00:00+09:00",
    "expires_at": "2027-05-01T09:15:00+09:00",
    "hold_limit": "2027-05-01T10:00:00+09:00",
    "answer_by": None,
    "confirmed_at": None,
    "redeemed_at": None,
    "no_show_at": None,
    "cancelled_at": None,
    "cancelled_by": None,
    "key": "sD3vX1mT0nq2Z8b4yW6kR9cJ5hF7gL1aP0eU2iO4tYs",
    "links": {
        "self": f"/v1/bookings/{BOOKING_ID}",
        "cancel_quote": f"/v1/bookings/{BOOKING_ID}/cancel-quote",
        "experience": f"/v1/experiences/{EXPERIENCE_ID}",
    },
}
BOOKING_LIST: Final[dict[str, Any]] = {
    "bookings": [{**BOOKING, "key": None}],
    "links": {"self": f"/v1/organisations/{ORGANISATION_ID}/bookings"},
}
QUOTE: Final[dict[str, Any]] = {
    "refund_percent": 50,
    "fee_minor": 3000,
    "refund_minor": 0,
    "currency": "JPY",
    "until": "2027-05-14T10:00:00+09:00",
}
