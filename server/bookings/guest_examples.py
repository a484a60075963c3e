"""Examples of messages, reviews and waiting lists, shown in the contract."""

from __future__ import annotations

from typing import Any, Final

from server.bookings.examples import BOOKING_ID, EXPERIENCE_ID, SLOT_ID
from server.experiences.examples import ASSOCIATION_ID

REVIEW_ID: Final = "6a1f0c3e-2b4d-4f60-9c7e-1d2e3f4a5b6c"
ENTRY_ID: Final = "2e7d1c40-5f3b-4a8e-8b19-0c9d8e7f6a5b"

MESSAGE: Final[dict[str, Any]] = {
    "id": "0d9c8b7a-6f5e-4d3c-9b2a-1f0e9d8c7b6a",
    "sender": "guest",
    "text": "長靴は借りられますか？",
    "sent_at": "2027-05-10T01:20:00+00:00",
    "read_at": None,
}
MESSAGES: Final[dict[str, Any]] = {
    "messages": [MESSAGE],
    "links": {"self": f"/v1/bookings/{BOOKING_ID}/messages"},
}
REVIEW_IN: Final[dict[str, Any]] = {
    "stars": 5,
    "text": "子どもが泥だらけで大喜びでした。",
    "author": "花子",
    "language": "ja",
}
REVIEW: Final[dict[str, Any]] = {
    "id": REVIEW_ID,
    "experience_id": EXPERIENCE_ID,
    **REVIEW_IN,
    "written_at": "2027-05-16T10:00:00+00:00",
    "reply": None,
    "replied_at": None,
    "hidden_reason": None,
}
REVIEWS: Final[dict[str, Any]] = {
    "count": 1,
    "stars": 5.0,
    "reviews": [REVIEW],
    "links": {"self": f"/v1/experiences/{EXPERIENCE_ID}/reviews"},
}
MODERATED: Final[dict[str, Any]] = {
    "reviews": [
        {
            **REVIEW,
            "hidden_reason": "personal_data",
            "experience": "田植え体験",
            "hidden_at": "2027-05-17T08:00:00+00:00",
            "hidden_by": "5f3c0a52-55a1-4a39-8f3b-0c9a3f1f2b11",
        }
    ],
    "links": {"self": f"/v1/organisations/{ASSOCIATION_ID}/reviews"},
}
WAITING_IN: Final[dict[str, Any]] = {"email": "hanako@example.jp", "seats": 2, "language": "ja"}
WAITING_ENTRY: Final[dict[str, Any]] = {
    "slot_id": SLOT_ID,
    "experience_id": EXPERIENCE_ID,
    "starts_at": "2027-05-15T10:00:00+09:00",
    "ends_at": "2027-05-15T11:30:00+09:00",
    "id": ENTRY_ID,
    "seats": 2,
    "ahead": 1,
    "joined_at": "2027-05-10T01:20:00+00:00",
    "told_at": None,
}
WAITING: Final[dict[str, Any]] = {
    "slot_id": SLOT_ID,
    "id": ENTRY_ID,
    "key": "rT5wX2mB9nq4Z8c6yV1kL3dJ7hG0sA5pE2uI4oQ6xYw",
    "seats": 2,
}
