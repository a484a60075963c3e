"""Organisations, their members and invitations over HTTP."""

from __future__ import annotations

from flask import request
from sqlalchemy.orm import Session

from server.accounts import organisation_examples as examples
from server.accounts import organisations
from server.accounts.errors import OrganisationNotFound
from server.accounts.models import Account, Organisation
from server.accounts.organisation_schemas import (
    AcceptedOut,
    AcceptIn,
    InvitationIn,
    InvitationListOut,
    InvitationOut,
    MemberIn,
    MemberListOut,
    OrganisationChangeIn,
    OrganisationIn,
    OrganisationListOut,
    OrganisationNames,
    OrganisationOut,
    OrganisationQuery,
    invitation_out,
    member_out,
    organisation_out,
)
from server.errors import Forbidden, Unauthenticated
from server.http.access import authorise, current_principal
from server.http.contract import NO_CONTENT, Answer, Contract, Reply
from server.http.links import link_header
from server.http.paging import MAX_LIMIT, decode_cursor, encode_cursor
from server.http.versions import require_version, version_of
from server.permissions import Role
from server.services import services

contract = Contract("organisations")
_HERE = "/v1/organisations/<identifier:organisation_id>"
_KEY = {"organisation_id": examples.ORGANISATION_ID}
_MEMBER = {**_KEY, "account_id": examples.ACCOUNT_ID}


def _names(names: OrganisationNames) -> dict[str, str]:
    return names.model_dump(exclude_none=True)


def _version(organisation: Organisation) -> str:
    facts = (organisation.municipality_code, organisation.region_code, organisation.names)
    return version_of(organisation.id, organisation.updated_at, *facts)


def _theirs(session: Session, key: str) -> Organisation:
    """Return the organisation if the caller may do this with it."""
    authorise(key, missing=OrganisationNotFound())
    return organisations.get_organisation(session, key)


@contract.operation(
    "GET",
    "/v1/organisations",
    query=OrganisationQuery,
    reply=Reply(
        200, "A page of organisations", OrganisationListOut, example=examples.ORGANISATION_LIST
    ),
)
def list_organisations(query: OrganisationQuery) -> Answer:
    """List the organisations that keep spots here."""
    limit = min(query.limit, MAX_LIMIT)
    after = str(decode_cursor(query.cursor, str)[0]) if query.cursor else None
    with services().database.reading() as session:
        found = organisations.list_organisations(session, limit=limit + 1, after=after)
        page = [organisation_out(o) for o in found[:limit]]
    links = {"self": request.full_path.rstrip("?")}
    if len(found) > limit:
        cursor = encode_cursor(page[-1].id)
        links["next"] = f"/v1/organisations?limit={limit}&cursor={cursor}"
    return Answer(OrganisationListOut(organisations=page, links=links), link_header(links))


@contract.operation(
    "POST",
    "/v1/organisations",
    body=OrganisationIn,
    body_examples={"association": examples.ORGANISATION_IN},
    reply=Reply(201, "The organisation", OrganisationOut, example=examples.ORGANISATION),
    problems=(403,),
)
def create_organisation(body: OrganisationIn) -> Answer:
    """Make an organisation.

    Anybody who has signed in may open a guide's business; municipalities and tourism associations
    are let in by the platform's administrators.
    """
    principal = current_principal()
    if body.kind != "guide_business" and not principal.is_admin:
        raise Forbidden
    facts = organisations.OrganisationFacts(
        body.kind, _names(body.names), body.municipality_code, body.region_code
    )
    now = services().now()
    owner = None if body.owner_email else principal.account_id
    with services().database.writing() as session:
        made = organisations.create_organisation(session, facts, owner_id=owner, now=now)
        if body.owner_email:
            organisations.invite(session, made, body.owner_email, Role.OWNER, now=now)
        shown = organisation_out(made)
        return Answer(shown, {"Location": shown.links["self"]}, _version(made))


@contract.operation(
    "GET",
    _HERE,
    path_examples=_KEY,
    reply=Reply(200, "The organisation", OrganisationOut, example=examples.ORGANISATION),
    problems=(404,),
)
def get_organisation(organisation_id: str) -> Answer:
    """Show one organisation."""
    with services().database.reading() as session:
        found = organisations.get_organisation(session, organisation_id)
        return Answer(organisation_out(found), version=_version(found))


@contract.operation(
    "PATCH",
    _HERE,
    path_examples=_KEY,
    body=OrganisationChangeIn,
    body_examples={"names": {"names": examples.ORGANISATION["names"]}},
    reply=Reply(200, "The organisation", OrganisationOut, example=examples.ORGANISATION),
    if_match=True,
)
def update_organisation(organisation_id: str, body: OrganisationChangeIn) -> Answer:
    """Change an organisation's name, municipality code or region."""
    with services().database.writing() as session:
        found = _theirs(session, organisation_id)
        session.refresh(found, with_for_update=True)
        require_version(_version(found))
        if body.names is not None:
            found.names = _names(body.names)
        if "municipality_code" in body.model_fields_set:
            found.municipality_code = body.municipality_code
        if "region_code" in body.model_fields_set:
            organisations.settle_in(session, found, body.region_code)
        found.updated_at = services().now()
        return Answer(organisation_out(found), version=_version(found))


@contract.operation(
    "GET",
    f"{_HERE}/members",
    path_examples=_KEY,
    reply=Reply(200, "The members", MemberListOut, example=examples.MEMBERS),
)
def list_members(organisation_id: str) -> Answer:
    """List who belongs to the organisation."""
    with services().database.reading() as session:
        _theirs(session, organisation_id)
        members = organisations.list_members(session, organisation_id)
        return Answer(MemberListOut(members=[member_out(*member) for member in members]))


@contract.operation(
    "PATCH",
    f"{_HERE}/members/<identifier:account_id>",
    path_examples=_MEMBER,
    body=MemberIn,
    body_examples={"editor": {"role": "editor"}},
    reply=Reply(200, "The members", MemberListOut, example=examples.MEMBERS),
    problems=(409,),
)
def update_member(organisation_id: str, account_id: str, body: MemberIn) -> Answer:
    """Give a member another role; it holds from their next request on."""
    with services().database.writing() as session:
        _theirs(session, organisation_id)
        organisations.change_role(session, organisation_id, account_id, Role(body.role))
        members = organisations.list_members(session, organisation_id)
        return Answer(MemberListOut(members=[member_out(*member) for member in members]))


@contract.operation(
    "DELETE",
    f"{_HERE}/members/<identifier:account_id>",
    path_examples=_MEMBER,
    reply=Reply(NO_CONTENT, "Gone"),
    problems=(409,),
)
def remove_member(organisation_id: str, account_id: str) -> Answer:
    """Let a member go; owners may do so with anybody, and everybody with themselves."""
    with services().database.writing() as session:
        _theirs(session, organisation_id)
        principal = current_principal()
        role = principal.memberships.get(organisation_id)
        if account_id != principal.account_id and role is not Role.OWNER and not principal.is_admin:
            raise Forbidden
        organisations.remove_member(session, organisation_id, account_id)
    return Answer()


@contract.operation(
    "GET",
    f"{_HERE}/invitations",
    path_examples=_KEY,
    reply=Reply(200, "Open invitations", InvitationListOut, example=examples.INVITATIONS),
)
def list_invitations(organisation_id: str) -> Answer:
    """List the organisation's open invitations."""
    with services().database.reading() as session:
        _theirs(session, organisation_id)
        found = organisations.list_invitations(session, organisation_id, now=services().now())
        return Answer(InvitationListOut(invitations=[invitation_out(i) for i in found]))


@contract.operation(
    "POST",
    f"{_HERE}/invitations",
    path_examples=_KEY,
    body=InvitationIn,
    body_examples={"editor": {"email": "taro@example.jp", "role": "editor"}},
    reply=Reply(201, "The invitation", InvitationOut, example=examples.INVITATION),
)
def create_invitation(organisation_id: str, body: InvitationIn) -> Answer:
    """Invite somebody by letter; open invitations to the same address stay good."""
    with services().database.writing() as session:
        found = _theirs(session, organisation_id)
        now = services().now()
        made = organisations.invite(session, found, body.email, Role(body.role), now=now)
        return Answer(invitation_out(made))


@contract.operation(
    "DELETE",
    f"{_HERE}/invitations/<identifier:invitation_id>",
    path_examples={**_KEY, "invitation_id": examples.INVITATION_ID},
    reply=Reply(NO_CONTENT, "Taken back"),
)
def withdraw_invitation(organisation_id: str, invitation_id: str) -> Answer:
    """Take an invitation back."""
    with services().database.writing() as session:
        _theirs(session, organisation_id)
        organisations.withdraw_invitation(session, organisation_id, invitation_id)
    return Answer()


@contract.operation(
    "POST",
    "/v1/invitations/accept",
    body=AcceptIn,
    body_examples={"code": {"token": "AbC123"}},
    reply=Reply(200, "What the caller is now", AcceptedOut, example=examples.ACCEPTED),
    problems=(404,),
)
def accept_invitation(body: AcceptIn) -> Answer:
    """Join an organisation with the code from a letter to one's own address."""
    with services().database.writing() as session:
        account = session.get(Account, current_principal().account_id)
        if account is None:
            raise Unauthenticated
        made = organisations.accept_invitation(session, body.token, account, now=services().now())
        return Answer(AcceptedOut(organisation_id=made.organisation_id, role=made.role))
