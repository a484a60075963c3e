"""Example requests and answers for the contract."""

from __future__ import annotations

from typing import Any, Final

from server.opendata.listed_spot import ACCESSIBILITY_FIELDS

SPOT_ID: Final = "4b0a1f5e-1d0c-4a57-8f0e-2d9f6c1e7a30"
ORGANISATION_ID: Final = "3f1c1f0e-7f0e-4a53-9a5e-2b1f6f2f8d11"

WATERFALL: Final[dict[str, Any]] = {
    "organisation_id": ORGANISATION_ID,
    "region": "ube",
    "names": {"ja": "白糸の滝", "en": "Shiraito Falls"},
    "descriptions": {"ja": "林道の奥にある小さな滝。"},
    "name_kana": "シライトノタキ",
    "lat": 34.0262,
    "lon": 131.2934,
    "categories": ["nature"],
    "opening_hours": "Mo-Su 08:00-17:00",
    "seasons": [{"first": "04-01", "last": "11-30"}],
    "fee_minor": 300,
    "fees": [{"who": "小学生", "amount_minor": 100, "from_age": 6, "to_age": 12}],
    "visit_minutes": 40,
    "renown": 0.1,
    "accessibility": {"wheelchair": False, "stroller_use": None},
    "address": "山口県宇部市",
    "attribution": "宇部市観光協会",
    "licence": "CC BY 4.0",
}

KEPT: Final[dict[str, Any]] = {
    **{k: v for k, v in WATERFALL.items() if k != "accessibility"},
    "id": SPOT_ID,
    "status": "draft",
    "version": 1,
    "translations": {
        "en": {"made_by": "translator", "machine": False, "outdated": False},
        "ja": {"made_by": "keeper", "machine": False, "outdated": False},
    },
    "closed_after_holiday": False,
    "hours_note": "",
    "dated": [],
    "currency": "JPY",
    "fee_note": "",
    "accessibility": {**dict.fromkeys(ACCESSIBILITY_FIELDS), "wheelchair": False},
    "phone": "",
    "url": "",
    "listed": {},
    "photos": [],
    "updated_at": "2027-03-01T03:00:00+00:00",
    "verified_at": None,
    "links": {
        "self": f"/v1/organisations/{ORGANISATION_ID}/spots/{SPOT_ID}",
        "public": f"/v1/spots/{SPOT_ID}",
        "history": f"/v1/organisations/{ORGANISATION_ID}/spots/{SPOT_ID}/history",
    },
}

KEPT_LIST: Final[dict[str, Any]] = {
    "spots": [KEPT],
    "links": {"self": f"/v1/organisations/{ORGANISATION_ID}/spots"},
}

HISTORY: Final[dict[str, Any]] = {
    "changes": [
        {
            "version": 2,
            "action": "edited",
            "at": "2027-03-02T01:10:00+00:00",
            "account_id": "5f3c0a52-55a1-4a39-8f3b-0c9a3f1f2b11",
            "remark": "",
            "changed": [{"field": "fee_minor", "before": None, "after": 300}],
        }
    ],
    "links": {"self": f"/v1/organisations/{ORGANISATION_ID}/spots/{SPOT_ID}/history"},
}
