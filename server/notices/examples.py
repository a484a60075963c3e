"""Example requests and answers for the contract."""

from __future__ import annotations

from typing import Any, Final

_ORGANISATION: Final = "3f1c1f0e-7f0e-4a53-9a5e-2b1f6f2f8d11"

CLOSED_TODAY: Final[dict[str, Any]] = {
    "organisation_id": _ORGANISATION,
    "region": "ube",
    "kind": "closure",
    "titles": {"ja": "設備点検のため臨時休園", "en": "Closed for maintenance"},
    "bodies": {"ja": "ご不便をおかけします。"},
    "spot_id": "efb7eb55-9a94-582b-b65d-3b8bb66b4977",
    "valid_from": "2027-05-15T00:00:00+09:00",
    "valid_until": "2027-05-16T00:00:00+09:00",
}

BLOSSOMS: Final[dict[str, Any]] = {
    **CLOSED_TODAY,
    "kind": "at_its_best",
    "titles": {"ja": "桜が満開です", "en": "Cherry blossoms are at their peak"},
    "bodies": {},
    "valid_from": "2027-04-01T00:00:00+09:00",
    "valid_until": "2027-04-11T00:00:00+09:00",
}

ROAD_WORKS: Final[dict[str, Any]] = {
    "organisation_id": _ORGANISATION,
    "region": "ube",
    "kind": "road_works",
    "titles": {"ja": "水道管の工事", "en": "Works on a water main"},
    "area": {
        "type": "Polygon",
        "coordinates": [
            [[131.246, 33.951], [131.248, 33.951], [131.248, 33.953], [131.246, 33.951]]
        ],
    },
    "valid_from": "2027-05-10T09:00:00+09:00",
    "valid_until": "2027-05-21T17:00:00+09:00",
}

LONGER: Final[dict[str, Any]] = {"valid_until": "2027-05-18T00:00:00+09:00"}

NOTICE_EXAMPLE: Final[dict[str, Any]] = {
    **CLOSED_TODAY,
    "id": "8c6f0f43-55a2-4d8e-9a55-7c0d5b1c2a10",
    "title": "設備点検のため臨時休園",
    "body": "ご不便をおかけします。",
    "area": None,
    "valid_from": "2027-05-14T15:00:00+00:00",
    "valid_until": "2027-05-15T15:00:00+00:00",
    "created_at": "2027-05-14T08:30:00+00:00",
    "updated_at": "2027-05-14T08:30:00+00:00",
    "ended_at": None,
    "deleted": False,
    "links": {
        "self": "/v1/notices/8c6f0f43-55a2-4d8e-9a55-7c0d5b1c2a10",
        "region": "/v1/regions/ube",
        "spot": "/v1/spots/efb7eb55-9a94-582b-b65d-3b8bb66b4977",
    },
}

ENDED_EXAMPLE: Final[dict[str, Any]] = {
    **NOTICE_EXAMPLE,
    "updated_at": "2027-05-15T02:00:00+00:00",
    "ended_at": "2027-05-15T02:00:00+00:00",
    "deleted": True,
}

NOTICE_LIST_EXAMPLE: Final[dict[str, Any]] = {
    "notices": [NOTICE_EXAMPLE],
    "links": {"self": "/v1/notices?region=ube"},
}
