"""What the API takes and says about organisations, their members and invitations."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from server.accounts.models import Account, Invitation, Membership, Organisation
from server.accounts.schemas import Email, Secret
from server.http.types import STRICT_INT, STRICT_TEXT, Code, LocalDateTime, Model

_NO_CONTROLS: Final = r"^[^\u0000-\u001f\u007f]+$"

OrganisationKind = Literal["municipality", "tourism_association", "guide_business"]
RoleName = Literal["owner", "editor", "viewer"]
OrganisationName = Annotated[
    str, Field(min_length=1, max_length=200, pattern=_NO_CONTROLS), STRICT_TEXT
]
MunicipalityCode = Annotated[
    str,
    Field(pattern=r"^[0-9]{5}$", description="JIS X 0402, five digits", examples=["35305"]),
    STRICT_TEXT,
]


RegionCode = Annotated[Code, Field(description="Where its spots lie unless told otherwise")]


class OrganisationNames(Model):
    """The organisation's name; Japanese, and in English where it has one."""

    ja: OrganisationName
    en: OrganisationName | None = None


class OrganisationIn(Model):
    """An organisation that is to be made."""

    kind: OrganisationKind
    names: OrganisationNames
    municipality_code: MunicipalityCode | None = None
    region_code: RegionCode | None = None
    owner_email: Email | None = Field(
        default=None,
        description="Who is invited as its first owner; nobody means the caller owns it",
    )


class OrganisationChangeIn(Model):
    """What changes of an organisation; what is left out stays."""

    names: OrganisationNames | None = None
    municipality_code: MunicipalityCode | None = None
    region_code: RegionCode | None = None


class OrganisationOut(Model):
    """An organisation: one tenant."""

    id: str
    kind: str
    names: dict[str, str]
    municipality_code: str | None
    region_code: str | None
    created_at: LocalDateTime
    updated_at: LocalDateTime
    links: dict[str, str]


class OrganisationQuery(Model):
    """Which page of the organisations."""

    limit: Annotated[
        int, Field(ge=1, le=1_000_000, description="Page size; clamped to 100"), STRICT_INT
    ] = 50
    cursor: (
        Annotated[
            str, Field(min_length=1, max_length=300, pattern=r"^[A-Za-z0-9_-]+$"), STRICT_TEXT
        ]
        | None
    ) = None


class OrganisationListOut(Model):
    """A page of organisations."""

    organisations: list[OrganisationOut]
    links: dict[str, str]


class MemberOut(Model):
    """Somebody who belongs to the organisation."""

    account_id: str
    name: str
    email: str
    role: str


class MemberListOut(Model):
    """Everybody who belongs to the organisation."""

    members: list[MemberOut]


class MemberIn(Model):
    """The role that a member is to have."""

    role: RoleName


class InvitationIn(Model):
    """Whom to invite."""

    email: Email
    role: RoleName


class InvitationOut(Model):
    """An open invitation; the code in it is only in the letter."""

    id: str
    email: str
    role: str
    expires_at: LocalDateTime


class InvitationListOut(Model):
    """The open invitations."""

    invitations: list[InvitationOut]


class AcceptIn(Model):
    """The code from the letter."""

    token: Secret


class AcceptedOut(Model):
    """What the person is now."""

    organisation_id: str
    role: str


def organisation_out(organisation: Organisation) -> OrganisationOut:
    """Return an organisation as everybody sees it."""
    return OrganisationOut(
        id=organisation.id,
        kind=organisation.kind,
        names=organisation.names,
        municipality_code=organisation.municipality_code,
        region_code=organisation.region_code,
        created_at=organisation.created_at,
        updated_at=organisation.updated_at,
        links={"self": f"/v1/organisations/{organisation.id}"},
    )


def member_out(membership: Membership, account: Account) -> MemberOut:
    """Return a member as the other members see them."""
    return MemberOut(
        account_id=account.id, name=account.name, email=account.email or "", role=membership.role
    )


def invitation_out(invitation: Invitation) -> InvitationOut:
    """Return an invitation without its code."""
    return InvitationOut(
        id=invitation.id,
        email=invitation.email,
        role=invitation.role,
        expires_at=invitation.expires_at,
    )
