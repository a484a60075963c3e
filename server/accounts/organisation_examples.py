"""Examples that the contract shows of organisations."""

from __future__ import annotations

from typing import Any, Final

ORGANISATION_ID: Final = "0b6f7c0e-6f0e-4b56-9b52-3d7d6d1f0a77"
ACCOUNT_ID: Final = "5f3c0a52-55a1-4a39-8f3b-0c9a3f1f2b11"
INVITATION_ID: Final = "c2c0f2c7-2f0b-4d1c-9c58-4f9c7f3f6b02"

_NAMES: Final = {"ja": "周防大島観光協会", "en": "Suo-Oshima Tourism Association"}

ORGANISATION_IN: Final[dict[str, Any]] = {
    "kind": "tourism_association",
    "names": _NAMES,
    "municipality_code": "35305",
    "region_code": "helsinki",
    "owner_email": "hanako@example.jp",
}
ORGANISATION: Final[dict[str, Any]] = {
    "id": ORGANISATION_ID,
    "kind": "tourism_association",
    "names": _NAMES,
    "municipality_code": "35305",
    "region_code": "helsinki",
    "created_at": "2027-03-01T03:00:00+00:00",
    "updated_at": "2027-03-01T03:00:00+00:00",
    "links": {"self": f"/v1/organisations/{ORGANISATION_ID}"},
}
ORGANISATION_LIST: Final[dict[str, Any]] = {
    "organisations": [ORGANISATION],
    "links": {"self": "/v1/organisations"},
}
MEMBERS: Final[dict[str, Any]] = {
    "members": [
        {
            "account_id": ACCOUNT_ID,
            "name": "青森 花子",
            "email": "hanako@example.jp",
            "role": "owner",
        }
    ]
}
INVITATION: Final[dict[str, Any]] = {
    "id": INVITATION_ID,
    "email": "taro@example.jp",
    "role": "editor",
    "expires_at": "2027-03-15T03:00:00+00:00",
}
INVITATIONS: Final[dict[str, Any]] = {"invitations": [INVITATION]}
ACCEPTED: Final[dict[str, Any]] = {"organisation_id": ORGANISATION_ID, "role": "editor"}
