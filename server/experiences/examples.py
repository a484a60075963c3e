"""Examples of experiences, slots and schedules, shown in the contract."""

from __future__ import annotations

from typing import Any, Final

from server.opendata.listed_spot import ACCESSIBILITY_FIELDS
from server.spots.photo_examples import PHOTO_ID

EXPERIENCE_ID: Final = "7a6b5c4d-3e2f-41a0-9b8c-7d6e5f4a3b2c"
OPTION_ID: Final = "3b2a1908-f7e6-45d4-83c2-b1a09f8e7d6c"
UNIT_ID: Final = "9e8d7c6b-5a49-4382-b716-0f1e2d3c4b5a"
SLOT_ID: Final = "5d9a1f2c-7b64-4a0e-9c55-2f3e4d5c6b7a"
SCHEDULE_ID: Final = "c4a1b2d3-0e9f-4c8b-8a7d-6e5f4d3c2b1a"
ORGANISATION_ID: Final = "3f1c1f0e-7f0e-4a53-9a5e-2b1f6f2f8d11"
ASSOCIATION_ID: Final = "8c7d6e5f-4a3b-4c2d-9e1f-0a1b2c3d4e5f"
_ACCOUNT_ID: Final = "5f3c0a52-55a1-4a39-8f3b-0c9a3f1f2b11"
_HERE: Final = f"/v1/experiences/{EXPERIENCE_ID}"

_JAPANESE: Final[dict[str, str]] = {
    "title": "田植え体験",
    "description": "農家の佐藤さんと、昔ながらの手植えを一時間。",
    "included": "長靴・手袋の貸し出し、おにぎり",
    "not_included": "交通費",
    "to_bring": "汚れてもよい服、タオル",
    "meeting_point": "道の駅の東側、赤い小屋の前",
}
_ENGLISH: Final[dict[str, str]] = {
    "title": "An hour in the rice field",
    "description": "Plant rice by hand with Mr Sato, a farmer.",
    "included": "Boots, gloves and a rice ball",
    "not_included": "",
    "to_bring": "Clothes that may get dirty",
    "meeting_point": "In front of the red hut, east of the roadside station",
}
_UNIT: Final[dict[str, Any]] = {
    "kind": "ADULT",
    "names": {},
    "price_minor": 3000,
    "seats": 1,
    "min_age": 13,
    "max_age": None,
}
_OPTION_NAMES: Final = {"ja": "午前の部", "en": "Morning"}
RICE_FIELD: Final[dict[str, Any]] = {
    "organisation_id": ORGANISATION_ID,
    "region": "ube",
    "category": "farm",
    "languages": ["ja"],
    "texts": {"en": _ENGLISH, "ja": _JAPANESE},
    "lat": 33.9427,
    "lon": 131.2519,
    "duration_minutes": 60,
    "min_party": 1,
    "max_party": 8,
    "min_to_run": 2,
    "min_age": 4,
    "accessibility": {"wheelchair": False, "accessible_toilet": True},
    "cancellation": [
        {"hours_before": 48, "refund_percent": 100},
        {"hours_before": 24, "refund_percent": 50},
    ],
    "cutoff_minutes": 60,
    "confirmation": "instant",
    "approval_hours": 24,
    "payment": "on_site",
    "options": [
        {
            "names": _OPTION_NAMES,
            "units": [
                _UNIT,
                {"kind": "CHILD", "price_minor": 1500, "min_age": 4, "max_age": 12},
                {"kind": "INFANT", "price_minor": 0, "seats": 0, "max_age": 3},
            ],
        }
    ],
}

_ACCESSIBILITY: Final[dict[str, bool | None]] = {
    **dict.fromkeys(ACCESSIBILITY_FIELDS),
    "wheelchair": False,
    "accessible_toilet": True,
}
_VOUCHED: Final[dict[str, Any]] = {
    "organisation_id": ASSOCIATION_ID,
    "name": "宇部市観光協会",
    "until": "2028-03-01T03:00:00+00:00",
}
_PHOTOS: Final = f"{_HERE}/photos"
CREDITS: Final[dict[str, Any]] = {
    "licence": "CC-BY-4.0",
    "holder": "田んぼの佐藤",
    "author": "佐藤 健",
    "captions": {"ja": "苗を植えるお客さま", "en": "Guests planting rice"},
}
NEW_PHOTO: Final[dict[str, Any]] = {"file": "…", **CREDITS}
PHOTO_CHANGE: Final[dict[str, Any]] = {"captions": {"fr": "On repique le riz"}, "position": 0}
PHOTO: Final[dict[str, Any]] = {
    "id": PHOTO_ID,
    "url": f"{_PHOTOS}/{PHOTO_ID}",
    "small_url": f"{_PHOTOS}/{PHOTO_ID}?size=small",
    "thumbnail_url": f"{_PHOTOS}/{PHOTO_ID}?size=thumbnail",
    "width": 2048,
    "height": 1365,
    **CREDITS,
    "caption": "苗を植えるお客さま",
}
PHOTO_LIST: Final[dict[str, Any]] = {
    "photos": [PHOTO],
    "links": {"self": _PHOTOS, "experience": _HERE},
}
_SHAPED: Final = frozenset({"accessibility", "options"})
EXPERIENCE: Final[dict[str, Any]] = {
    **{name: value for name, value in RICE_FIELD.items() if name not in _SHAPED},
    "id": EXPERIENCE_ID,
    "guide": "田んぼの佐藤",
    "time_zone": "Asia/Tokyo",
    "status": "published",
    "version": 3,
    "title": _JAPANESE["title"],
    "text": _JAPANESE,
    "accessibility": _ACCESSIBILITY,
    "currency": "JPY",
    "price_from_minor": 3000,
    "options": [
        {
            "id": OPTION_ID,
            "name": "午前の部",
            "names": _OPTION_NAMES,
            "duration_minutes": None,
            "units": [{**_UNIT, "id": UNIT_ID, "name": ""}],
        }
    ],
    "photos": [PHOTO],
    "vouched": _VOUCHED,
    "rating": None,
    "keeping": None,
    "created_at": "2027-02-20T03:00:00+00:00",
    "updated_at": "2027-03-01T03:00:00+00:00",
    "links": {
        "self": _HERE,
        "photos": _PHOTOS,
        "slots": f"{_HERE}/slots",
        "calendar": f"{_HERE}/calendar",
        "region": "/v1/regions/ube",
    },
}
KEPT: Final[dict[str, Any]] = {
    **EXPERIENCE,
    "status": "draft",
    "version": 1,
    "photos": [],
    "vouched": None,
    "keeping": {
        "association_id": None,
        "review_remark": "",
        "vouched_until": None,
        "changed_since_review": False,
        "retired_options": [],
    },
}
KEPT_LIST: Final[dict[str, Any]] = {
    "experiences": [KEPT],
    "links": {"self": f"/v1/organisations/{ORGANISATION_ID}/experiences"},
}
REVIEW_LIST: Final[dict[str, Any]] = {
    "experiences": [
        {
            **KEPT,
            "status": "in_review",
            "version": 2,
            "keeping": {**KEPT["keeping"], "association_id": ASSOCIATION_ID},
        }
    ],
    "links": {"self": f"/v1/organisations/{ASSOCIATION_ID}/experiences-to-review"},
}
HISTORY: Final[dict[str, Any]] = {
    "changes": [
        {
            "version": 2,
            "action": "edited",
            "at": "2027-02-21T01:10:00+00:00",
            "account_id": _ACCOUNT_ID,
            "remark": "",
            "changed": [{"field": "max_party", "before": 6, "after": 8}],
        }
    ],
    "links": {"self": f"{_HERE}/history"},
}

SLOT_IN: Final[dict[str, Any]] = {
    "option_id": OPTION_ID,
    "starts_at": "2027-05-15T10:00:00+09:00",
    "capacity": 10,
}
SLOT: Final[dict[str, Any]] = {
    "id": SLOT_ID,
    "experience_id": EXPERIENCE_ID,
    "option_id": OPTION_ID,
    "date": "2027-05-15",
    "starts_at": "2027-05-15T10:00:00+09:00",
    "ends_at": "2027-05-15T11:00:00+09:00",
    "capacity": 10,
    "vacancies": 6,
    "status": "AVAILABLE",
    "bookable": True,
    "reason": None,
    "price_from_minor": 3000,
    "currency": "JPY",
    "keeping": None,
}
KEPT_SLOT: Final[dict[str, Any]] = {
    **SLOT,
    "keeping": {
        "state": "open",
        "taken": 4,
        "schedule_id": SCHEDULE_ID,
        "capacity_by_hand": False,
        "closed_by_schedule": False,
    },
}
SLOT_LIST: Final[dict[str, Any]] = {
    "slots": [
        SLOT,
        {
            **SLOT,
            "id": "0d1c2b3a-4958-4768-8a97-b6c5d4e3f201",
            "date": "2027-05-22",
            "starts_at": "2027-05-22T10:00:00+09:00",
            "ends_at": "2027-05-22T11:00:00+09:00",
            "vacancies": 0,
            "status": "SOLD_OUT",
            "bookable": False,
            "reason": "sold_out",
        },
    ],
    "links": {"self": f"{_HERE}/slots?from=2027-05-15"},
}
CALENDAR: Final[dict[str, Any]] = {
    "month": "2027-05",
    "time_zone": "Asia/Tokyo",
    "currency": "JPY",
    "days": [
        {
            "date": "2027-05-15",
            "status": "AVAILABLE",
            "slots": 1,
            "vacancies": 6,
            "price_from_minor": 3000,
        },
        {
            "date": "2027-05-16",
            "status": "CLOSED",
            "slots": 0,
            "vacancies": 0,
            "price_from_minor": None,
        },
    ],
    "links": {"self": f"{_HERE}/calendar?month=2027-05"},
}

SATURDAYS: Final[dict[str, Any]] = {
    "option_id": OPTION_ID,
    "weekdays": [6],
    "starts": ["10:00", "14:00"],
    "first_date": "2027-05-01",
    "last_date": None,
    "seasons": [{"first": "05-01", "last": "06-20"}],
    "except_dates": ["2027-05-29"],
    "capacity": 10,
}
SCHEDULE: Final[dict[str, Any]] = {
    **SATURDAYS,
    "id": SCHEDULE_ID,
    "experience_id": EXPERIENCE_ID,
    "version": 1,
    "made_until": "2027-08-28",
    "skipped": [],
    "made": {
        "created": 14,
        "reopened": 0,
        "resized": 0,
        "closed": 0,
        "removed": 0,
        "clashes": [],
    },
    "updated_at": "2027-03-01T03:00:00+00:00",
    "links": {"self": f"{_HERE}/schedules/{SCHEDULE_ID}", "schedules": f"{_HERE}/schedules"},
}
SCHEDULE_LIST: Final[dict[str, Any]] = {
    "schedules": [{**SCHEDULE, "made": None}],
    "links": {"self": f"{_HERE}/schedules"},
}

FOUND: Final[dict[str, Any]] = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": EXPERIENCE_ID,
            "geometry": {"type": "Point", "coordinates": [131.2519, 33.9427]},
            "properties": {
                **{
                    name: EXPERIENCE[name]
                    for name in (
                        "organisation_id",
                        "guide",
                        "region",
                        "category",
                        "title",
                        "languages",
                        "duration_minutes",
                        "min_party",
                        "max_party",
                        "min_age",
                        "accessibility",
                        "confirmation",
                        "payment",
                        "currency",
                        "price_from_minor",
                        "photos",
                        "vouched",
                        "rating",
                        "updated_at",
                    )
                },
                "description": _JAPANESE["description"],
                "next_slots": [SLOT],
                "distance_m": None,
            },
            "links": {"self": _HERE},
        }
    ],
    "numberReturned": 1,
    "links": {"self": "/v1/experiences?region=ube"},
}
