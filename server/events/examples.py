"""Example requests and answers for the contract."""

from __future__ import annotations

from typing import Any, Final

MARKET: Final[dict[str, Any]] = {
    "organisation_id": "3f1c1f0e-7f0e-4a53-9a5e-2b1f6f2f8d11",
    "region": "ube",
    "listed_id": "KD0001200001",
    "names": {"ja": "朝市", "en": "Morning market"},
    "name_kana": "アサイチ",
    "descriptions": {"ja": "地元の野菜と海産物が並びます。"},
    "first_date": "2027-05-15",
    "last_date": "2027-05-16",
    "begins_at": "07:00",
    "closes_at": "11:00",
    "remark": "雨天中止",
    "category": "市場",
    "place_name": "ときわ公園",
    "address": "山口県宇部市則貞三丁目4番1号",
    "lat": 33.9483,
    "lon": 131.288,
    "spot_id": None,
    "organiser": "実行委員会",
    "contact": "観光課",
    "phone": "0836-00-0000",
    "access": "バス停から徒歩 5 分",
    "parking": "有り（無料）",
    "capacity": "",
    "application_needed": False,
    "application_from": None,
    "application_until": None,
    "fee_text": "無料",
    "fee_minor": 0,
    "url": "https://example.jp/asaichi",
}

MOVED: Final[dict[str, Any]] = {"first_date": "2027-05-22", "last_date": "2027-05-23"}

EVENT_EXAMPLE: Final[dict[str, Any]] = {
    **MARKET,
    "id": "51c7a6d7-1f53-4e0b-9b7e-0c6e2a8d4f31",
    "name": "朝市",
    "description": "地元の野菜と海産物が並びます。",
    "created_at": "2027-03-20T01:00:00+00:00",
    "updated_at": "2027-03-20T01:00:00+00:00",
    "removed_at": None,
    "deleted": False,
    "links": {
        "self": "/v1/events/51c7a6d7-1f53-4e0b-9b7e-0c6e2a8d4f31",
        "region": "/v1/regions/ube",
    },
}

REMOVED_EXAMPLE: Final[dict[str, Any]] = {
    **EVENT_EXAMPLE,
    "updated_at": "2027-05-10T02:00:00+00:00",
    "removed_at": "2027-05-10T02:00:00+00:00",
    "deleted": True,
}

EVENT_LIST_EXAMPLE: Final[dict[str, Any]] = {
    "events": [EVENT_EXAMPLE],
    "links": {"self": "/v1/events?region=ube&on=2027-05-15"},
}
