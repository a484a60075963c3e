"""Use cases around organisations: who belongs to them, in which role, and who is let in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.accounts.apps import app_of
from server.accounts.errors import (
    UNKNOWN_REGION,
    InvitationRefused,
    LastOwner,
    MemberNotFound,
    OrganisationNotFound,
)
from server.accounts.models import Account, Invitation, Membership, Organisation
from server.accounts.tokens import digest_of, new_token
from server.errors import Fault, Invalid
from server.outbox.service import Letter, post
from server.permissions import Role
from server.regions.service import find_region

INVITED_FOR: Final = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """What is kept of an organisation; see `Organisation`."""

    kind: str
    names: Mapping[str, str]
    municipality_code: str | None = None
    region_code: str | None = None


def create_organisation(
    session: Session, facts: OrganisationFacts, *, owner_id: str | None, now: dt.datetime
) -> Organisation:
    """Make an organisation, with its first owner where one is known already.

    Raises
    ------
    Invalid
        If nobody serves the region that it is to be in.
    """
    organisation = Organisation(
        id=str(uuid.uuid4()),
        kind=facts.kind,
        names=dict(facts.names),
        municipality_code=facts.municipality_code,
        created_at=now,
        updated_at=now,
    )
    session.add(organisation)
    if owner_id is not None:
        organisation.memberships.append(Membership(account_id=owner_id, role=Role.OWNER))
    session.flush()
    settle_in(session, organisation, facts.region_code)
    return organisation


def settle_in(session: Session, organisation: Organisation, region_code: str | None) -> None:
    """Let the organisation's spots lie in this region, or in none in particular.

    Raises
    ------
    Invalid
        If nobody serves the region.
    """
    if region_code is not None and find_region(session, region_code) is None:
        values: dict[str, object] = {"region": region_code}
        raise Invalid([Fault("/region_code", "unknown_region", UNKNOWN_REGION, values)])
    organisation.region_code = region_code


def get_organisation(session: Session, key: str) -> Organisation:
    """Return an organisation.

    Raises
    ------
    OrganisationNotFound
        If there is none with that id.
    """
    organisation = session.get(Organisation, key)
    if organisation is None:
        raise OrganisationNotFound
    return organisation


def list_organisations(
    session: Session, *, limit: int, after: str | None = None
) -> list[Organisation]:
    """Return up to `limit` organisations by id, beginning behind `after`."""
    statement = sa.select(Organisation).order_by(Organisation.id).limit(limit)
    if after is not None:
        statement = statement.where(Organisation.id > after)
    return list(session.scalars(statement))


def list_members(session: Session, key: str) -> list[tuple[Membership, Account]]:
    """Return an organisation's members with their accounts, by account id."""
    statement = (
        sa.select(Membership, Account)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.organisation_id == key)
        .order_by(Membership.account_id)
    )
    return [(membership, account) for membership, account in session.execute(statement)]


def _locked_roles(session: Session, key: str) -> dict[str, str]:
    """Return role by account id; nobody else changes them until the transaction ends."""
    session.execute(sa.select(Organisation.id).where(Organisation.id == key).with_for_update())
    theirs = sa.select(Membership.account_id, Membership.role)
    rows = session.execute(theirs.where(Membership.organisation_id == key))
    return {row.account_id: row.role for row in rows}


def _require_other_owner(roles: Mapping[str, str], account_id: str) -> None:
    if account_id not in roles:
        raise MemberNotFound
    others = {role for other, role in roles.items() if other != account_id}
    if roles[account_id] == Role.OWNER and Role.OWNER not in others:
        raise LastOwner


def change_role(session: Session, key: str, account_id: str, role: Role) -> None:
    """Give a member another role.

    Raises
    ------
    MemberNotFound, LastOwner
        If they are no member; if nobody would own the organisation.
    """
    roles = _locked_roles(session, key)
    if role is not Role.OWNER or account_id not in roles:
        _require_other_owner(roles, account_id)
    _membership(session, key, account_id).role = role
    session.flush()


def remove_member(session: Session, key: str, account_id: str) -> None:
    """Let a member go.

    Raises
    ------
    MemberNotFound, LastOwner
        As for `change_role`.
    """
    _require_other_owner(_locked_roles(session, key), account_id)
    session.delete(_membership(session, key, account_id))
    session.flush()


def _membership(session: Session, key: str, account_id: str) -> Membership:
    return session.get_one(Membership, (key, account_id), populate_existing=True)


def invite(
    session: Session, organisation: Organisation, email: str, role: Role, *, now: dt.datetime
) -> Invitation:
    """Invite whoever reads mail at `email`, in the language of their account if they have one."""
    secret = new_token()
    invitation = Invitation(
        id=str(uuid.uuid4()),
        organisation_id=organisation.id,
        email=email.strip().casefold(),
        role=role,
        digest=secret.digest,
        expires_at=now + INVITED_FOR,
        created_at=now,
    )
    session.add(invitation)
    held = sa.select(Account.language).where(Account.email == invitation.email)
    language = session.scalars(held).one_or_none() or "ja"
    name = organisation.names.get(language) or next(iter(organisation.names.values()))
    values = {"organisation": name, "role": str(role), "token": secret.text}
    values["app"] = app_of([organisation.kind])
    post(session, Letter("invitation", invitation.email, language, values), now=now)
    session.flush()
    return invitation


def list_invitations(session: Session, key: str, *, now: dt.datetime) -> list[Invitation]:
    """Return an organisation's open invitations, the oldest first."""
    statement = (
        sa.select(Invitation)
        .where(Invitation.organisation_id == key, Invitation.accepted_at.is_(None))
        .where(Invitation.expires_at > now)
        .order_by(Invitation.created_at, Invitation.id)
    )
    return list(session.scalars(statement))


def withdraw_invitation(session: Session, key: str, invitation_id: str) -> None:
    """Take an open invitation back.

    Raises
    ------
    InvitationRefused
        If there is none.
    """
    invitation = session.get(Invitation, invitation_id)
    if invitation is None or invitation.organisation_id != key or invitation.accepted_at:
        raise InvitationRefused
    session.delete(invitation)


def accept_invitation(
    session: Session, token: str, account: Account, *, now: dt.datetime
) -> Membership:
    """Make a person the member that an invitation says; who is one already keeps the higher role.

    Raises
    ------
    InvitationRefused
        If it is not open, or was sent to another address.
    """
    by_token = sa.select(Invitation).where(Invitation.digest == digest_of(token))
    invitation = session.scalars(by_token.with_for_update()).one_or_none()
    if invitation is None or invitation.accepted_at or invitation.expires_at <= now:
        raise InvitationRefused
    if invitation.email != account.email:
        raise InvitationRefused
    invitation.accepted_at = now
    _locked_roles(session, invitation.organisation_id)
    key = (invitation.organisation_id, account.id)
    membership = session.get(Membership, key, populate_existing=True)
    if membership is None:
        membership = Membership(organisation_id=key[0], account_id=key[1], role=invitation.role)
        session.add(membership)
    ranks = list(Role)
    membership.role = min(membership.role, invitation.role, key=lambda r: ranks.index(Role(r)))
    session.flush()
    return membership
