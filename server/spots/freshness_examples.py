"""Example requests and answers for the contract."""

from __future__ import annotations

from typing import Any, Final

from server.spots.keeping_examples import ORGANISATION_ID, SPOT_ID

REPORT_ID: Final = "7d0c2c57-8d5e-4c3b-9a3a-6f1f0e2b4d10"
MARK_ID: Final = "9a4f6d1b-2b7e-4e0f-8d55-1c0a7b3e9f42"
_HERE: Final = f"/v1/organisations/{ORGANISATION_ID}"

CLOSED: Final[dict[str, Any]] = {"kind": "closed"}
OTHER_HOURS: Final[dict[str, Any]] = {
    "kind": "wrong_hours",
    "remark": "冬は15時に閉まるとの張り紙がありました。",
}

RECEIPT: Final[dict[str, Any]] = {
    "kind": "closed",
    "repeated": False,
    "message": "Thank you. Those who keep this spot will look into it.",
}

REPORT: Final[dict[str, Any]] = {
    "id": REPORT_ID,
    "spot_id": SPOT_ID,
    **OTHER_HOURS,
    "created_at": "2027-02-27T06:12:00+00:00",
    "outcome": None,
    "settled_at": None,
    "settled_by": None,
    "note": "",
    "links": {
        "spot": f"{_HERE}/spots/{SPOT_ID}",
        "settle": f"{_HERE}/reports/{REPORT_ID}/settle",
    },
}

SETTLED: Final[dict[str, Any]] = {
    **REPORT,
    "outcome": "confirmed",
    "settled_at": "2027-03-01T00:30:00+00:00",
    "settled_by": "5f3c0a52-55a1-4a39-8f3b-0c9a3f1f2b11",
    "note": "2月28日に電話で確認。冬季は15時閉館。",
    "links": {"spot": f"{_HERE}/spots/{SPOT_ID}"},
}
SETTLE: Final[dict[str, Any]] = {"outcome": "confirmed", "note": SETTLED["note"]}

SETTLED_REPORTS: Final[dict[str, Any]] = {
    "reports": [{**SETTLED, "spot_names": {"en": "Shiraito Falls", "ja": "白糸の滝"}}],
    "links": {"self": f"{_HERE}/settled-reports"},
}

REPORTS: Final[dict[str, Any]] = {
    "reports": [REPORT],
    "links": {"self": f"{_HERE}/spots/{SPOT_ID}/reports"},
}

QUEUE: Final[dict[str, Any]] = {
    "entries": [
        {
            "spot_id": SPOT_ID,
            "names": {"en": "Shiraito Falls", "ja": "白糸の滝"},
            "status": "published",
            "version": 4,
            "verified_at": "2026-01-20T01:00:00+00:00",
            "why": ["reports", "overdue"],
            "reports": {
                "people": 2,
                "kinds": {"closed": 1, "wrong_hours": 1},
                "latest_remark": OTHER_HOURS["remark"],
                "latest_remark_at": "2027-02-27T06:12:00+00:00",
            },
            "stale_translations": [],
            "links": {
                "self": f"{_HERE}/spots/{SPOT_ID}",
                "reports": f"{_HERE}/spots/{SPOT_ID}/reports?state=open",
                "verify": f"/v1/spots/{SPOT_ID}/verify",
            },
        }
    ],
    "links": {"self": f"{_HERE}/queue"},
}

NEW_MARK: Final[dict[str, Any]] = {
    "spot_id": SPOT_ID,
    "scope": "accessibility",
    "evidence": "2027-02-20に車椅子利用者と現地を回り、入口から滝見台まで確認しました。",
    "expires_at": "2029-03-01T00:00:00+09:00",
}

PUBLIC_MARK: Final[dict[str, Any]] = {
    "id": MARK_ID,
    "scope": NEW_MARK["scope"],
    "evidence": NEW_MARK["evidence"],
    "organisation_id": ORGANISATION_ID,
    "granted_by": "宇部市観光協会",
    "granted_at": "2027-03-01T03:00:00+00:00",
    "expires_at": "2029-02-28T15:00:00+00:00",
}

MARK: Final[dict[str, Any]] = {
    **PUBLIC_MARK,
    "spot_id": SPOT_ID,
    "spot_names": {"en": "Shiraito Falls", "ja": "白糸の滝"},
    "state": "live",
    "revoked_at": None,
    "links": {"spot": f"/v1/spots/{SPOT_ID}", "revoke": f"{_HERE}/marks/{MARK_ID}/revoke"},
}

REVOKED_MARK: Final[dict[str, Any]] = {
    **MARK,
    "state": "revoked",
    "revoked_at": "2027-05-01T03:00:00+00:00",
    "links": {"spot": f"/v1/spots/{SPOT_ID}"},
}

MARKS: Final[dict[str, Any]] = {"marks": [MARK], "links": {"self": f"{_HERE}/marks"}}
