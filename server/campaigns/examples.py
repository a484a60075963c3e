"""Example requests and answers for the contract."""

from __future__ import annotations

from typing import Any, Final

DRAMA: Final[dict[str, Any]] = {
    "organisation_id": "3f1c1f0e-7f0e-4a53-9a5e-2b1f6f2f8d11",
    "kind": "drama_locations",
    "titles": {"ja": "ドラマのロケ地めぐり", "en": "On the trail of the drama"},
    "descriptions": {},
    "valid_from": "2027-04-01",
    "valid_until": "2027-06-30",
    "spot_ids": ["efb7eb55-9a94-582b-b65d-3b8bb66b4977"],
    "boost": 0.3,
}

LONGER: Final[dict[str, Any]] = {"valid_until": "2027-07-31", "boost": 0.2}

CAMPAIGN_EXAMPLE: Final[dict[str, Any]] = {
    **DRAMA,
    "id": "d0b6f3d1-3c0c-4d4e-8f0e-6c8f4a0b9e21",
    "title": "ドラマのロケ地めぐり",
    "description": "",
    "created_at": "2027-03-20T01:00:00+00:00",
    "updated_at": "2027-03-20T01:00:00+00:00",
    "ended_at": None,
    "deleted": False,
    "links": {"self": "/v1/campaigns/d0b6f3d1-3c0c-4d4e-8f0e-6c8f4a0b9e21"},
}

ENDED_EXAMPLE: Final[dict[str, Any]] = {
    **CAMPAIGN_EXAMPLE,
    "updated_at": "2027-05-15T02:00:00+00:00",
    "ended_at": "2027-05-15T02:00:00+00:00",
    "deleted": True,
}

CAMPAIGN_LIST_EXAMPLE: Final[dict[str, Any]] = {
    "campaigns": [CAMPAIGN_EXAMPLE],
    "links": {"self": "/v1/campaigns?on=2027-05-15"},
}
