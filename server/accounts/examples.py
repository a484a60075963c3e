"""Examples that the contract shows of accounts and tokens."""

from __future__ import annotations

from typing import Any, Final

ACCOUNT_EXAMPLE: Final[dict[str, Any]] = {
    "email": "hanako@example.jp",
    "password": "kaki no tane 7 tsubu",
    "name": "青森 花子",
    "language": "ja",
}
SIGN_IN_EXAMPLE: Final = {"email": "hanako@example.jp", "password": "kaki no tane 7 tsubu"}
ME_EXAMPLE: Final[dict[str, Any]] = {
    "id": "5f3c0a52-55a1-4a39-8f3b-0c9a3f1f2b11",
    "email": "hanako@example.jp",
    "name": "青森 花子",
    "language": "ja",
    "is_admin": False,
    "memberships": [{"organisation_id": "0b6f7c0e-6f0e-4b56-9b52-3d7d6d1f0a77", "role": "editor"}],
    "created_at": "2027-03-01T03:00:00+00:00",
    "updated_at": "2027-03-01T03:00:00+00:00",
}
TOKENS_EXAMPLE: Final[dict[str, Any]] = {
    "access_token": "AbC123",
    "token_type": "Bearer",
    "expires_at": "2027-03-01T03:30:00+00:00",
    "expires_in": 1800,
    "refresh_token": "1f0e.XyZ789",
    "refresh_expires_at": "2027-03-31T03:00:00+00:00",
}
ME_EXPORT_EXAMPLE: Final[dict[str, Any]] = {
    "account": ME_EXAMPLE,
    "signed_in": [
        {"signed_in_at": "2027-03-01T03:00:00+00:00", "until": "2027-03-31T03:00:00+00:00"}
    ],
    "kept": {"bookings": [], "messages": [], "letters": [], "traces": []},
    "exported_at": "2027-03-01T03:10:00+00:00",
}
