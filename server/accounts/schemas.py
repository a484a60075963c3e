"""What the API takes and says about people and their tokens."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from server.accounts.models import Account
from server.accounts.service import Tokens
from server.http.types import STRICT_TEXT, LocalDateTime, Model

_SHORTEST_PASSWORD: Final = 10
_NO_CONTROLS: Final = r"^[^\u0000-\u001f\u007f]+$"

Email = Annotated[
    str,
    Field(
        min_length=3,
        max_length=254,
        pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$",
        examples=["hanako@example.jp"],
    ),
    STRICT_TEXT,
]
NewPassword = Annotated[
    str,
    Field(
        min_length=_SHORTEST_PASSWORD,
        max_length=200,
        description="At least 10 characters; a sentence is fine",
        examples=["kaki no tane 7 tsubu"],
    ),
    STRICT_TEXT,
]
Password = Annotated[
    str, Field(min_length=1, max_length=200, examples=["kaki no tane 7 tsubu"]), STRICT_TEXT
]
PersonName = Annotated[
    str,
    Field(min_length=1, max_length=100, pattern=_NO_CONTROLS, examples=["青森 花子"]),
    STRICT_TEXT,
]
Secret = Annotated[
    str, Field(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9._-]+$"), STRICT_TEXT
]
ProductLanguage = Literal["ja", "en"]


class AccountIn(Model):
    """Somebody who asks for an account."""

    email: Email
    password: NewPassword
    name: PersonName
    language: ProductLanguage = "ja"


class SignInIn(Model):
    """E-mail address and password."""

    email: Email
    password: Password


class ResetRequestIn(Model):
    """Whose password was forgotten."""

    email: Email


class ResetIn(Model):
    """The code from the letter, and the password from now on."""

    token: Secret
    new_password: NewPassword


class RefreshIn(Model):
    """A refresh token; it is good for one use."""

    refresh_token: Secret


class MeIn(Model):
    """What a person changes of their account; what is left out stays."""

    name: PersonName | None = None
    language: ProductLanguage | None = None


class PasswordIn(Model):
    """The present password and the one that replaces it."""

    current_password: Password
    new_password: NewPassword


class MembershipOut(Model):
    """What the person is in an organisation."""

    organisation_id: str
    role: str


class MeOut(Model):
    """The caller's account."""

    id: str
    email: str
    name: str
    language: str
    is_admin: bool
    memberships: list[MembershipOut]
    created_at: LocalDateTime
    updated_at: LocalDateTime


class StayOut(Model):
    """One device on which the person has signed in."""

    signed_in_at: LocalDateTime
    until: LocalDateTime


class MeExportOut(Model):
    """Everything that is kept about the caller."""

    account: MeOut
    signed_in: list[StayOut]
    kept: dict[str, list[dict[str, Any]]] = Field(
        description=(
            "Rows by kind: bookings with tickets, steps, payments, messages and reviews; waiting "
            "entries, letters, invitations; and under `traces` what the account changed elsewhere"
        )
    )
    exported_at: LocalDateTime


class TokensOut(Model):
    """What to sign requests with, and how to get more of it."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - a scheme's name, not a secret
    expires_at: LocalDateTime
    expires_in: int = Field(description="Seconds until the access token ends")
    refresh_token: str = Field(description="Good for one use")
    refresh_expires_at: LocalDateTime


def me_out(account: Account) -> MeOut:
    """Return an account as its owner sees it."""
    return MeOut(
        id=account.id,
        email=account.email or "",
        name=account.name,
        language=account.language,
        is_admin=account.is_admin,
        memberships=[
            MembershipOut(organisation_id=m.organisation_id, role=m.role)
            for m in sorted(account.memberships, key=lambda m: m.organisation_id)
        ],
        created_at=account.created_at,
        updated_at=account.updated_at,
    )


def tokens_out(tokens: Tokens, now: dt.datetime) -> TokensOut:
    """Return tokens as the API hands them over."""
    return TokensOut(
        access_token=tokens.access,
        expires_at=tokens.access_until,
        expires_in=int((tokens.access_until - now).total_seconds()),
        refresh_token=tokens.refresh,
        refresh_expires_at=tokens.refresh_until,
    )
