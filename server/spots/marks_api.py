"""Marks over HTTP: an organisation vouches for spots, and takes its word back."""

from __future__ import annotations

from typing import Final

from flask import request

from server.accounts.errors import OrganisationNotFound
from server.errors import Fault, Invalid
from server.http.access import authorise, current_principal
from server.http.contract import Answer, Contract, Reply
from server.http.language import content_languages
from server.http.links import link_header
from server.http.paging import MAX_LIMIT, encode_cursor, page_links, timed_position
from server.services import services
from server.spots import freshness_examples as examples
from server.spots import marks
from server.spots.freshness_schemas import MarkIn, MarkQuery
from server.spots.freshness_views import GrantedMarkOut, MarkListOut, granted_mark_out
from server.spots.keeping_examples import ORGANISATION_ID

contract = Contract("marks")

_MARKS: Final = "/v1/organisations/<identifier:organisation_id>/marks"
_OWNER: Final = {"organisation_id": ORGANISATION_ID}
_LANGUAGES: Final = ("ja", "en")


def _shown(mark: marks.ShownMark) -> GrantedMarkOut:
    return granted_mark_out(mark, content_languages(_LANGUAGES), now=services().now())


@contract.operation(
    "POST",
    _MARKS,
    path_examples=_OWNER,
    body=MarkIn,
    body_examples={"accessibility": examples.NEW_MARK},
    reply=Reply(201, "The mark", GrantedMarkOut, example=examples.MARK),
)
def grant_mark(organisation_id: str, body: MarkIn) -> Answer:
    """Vouch for a public spot, one's own or another organisation's, for up to three years.

    Municipalities and tourism associations may. Everybody sees the mark, with its evidence, until
    it lapses or is taken back. A mark of the same scope takes the former one's place.
    """
    authorise(organisation_id, missing=OrganisationNotFound())
    new = marks.NewMark(organisation_id, **body.model_dump())
    parts, account_id = services(), current_principal().account_id
    with parts.database.writing() as session:
        granted = marks.grant_mark(session, new, account_id=account_id, now=parts.now())
        return Answer(_shown(granted))


@contract.operation(
    "POST",
    f"{_MARKS}/<identifier:mark_id>/revoke",
    path_examples={**_OWNER, "mark_id": examples.MARK_ID},
    reply=Reply(200, "The mark as it ended", GrantedMarkOut, example=examples.REVOKED_MARK),
)
def revoke_mark(organisation_id: str, mark_id: str) -> Answer:
    """Take a mark back, at once."""
    authorise(organisation_id, missing=OrganisationNotFound())
    with services().database.writing() as session:
        revoked = marks.revoke_mark(session, organisation_id, mark_id, now=services().now())
        return Answer(_shown(revoked))


@contract.operation(
    "GET",
    _MARKS,
    path_examples=_OWNER,
    query=MarkQuery,
    reply=Reply(200, "The marks", MarkListOut, example=examples.MARKS),
)
def list_marks(organisation_id: str, query: MarkQuery) -> Answer:
    """List the marks that an organisation granted, the latest first."""
    limit, faults = min(query.limit, MAX_LIMIT), list[Fault]()
    after = timed_position(query.cursor, faults)
    authorise(organisation_id, missing=OrganisationNotFound())
    if faults:
        raise Invalid(faults)
    with services().database.reading() as session:
        found = marks.list_marks(
            session,
            organisation_id,
            now=services().now(),
            limit=limit + 1,
            state=query.state,
            after=after,
        )
    last = found[limit - 1].mark if len(found) > limit else None
    following = encode_cursor(last.granted_at.isoformat(), last.id) if last else None
    links = page_links(request.path, request.args, following)
    page = [_shown(mark) for mark in found[:limit]]
    return Answer(MarkListOut(marks=page, links=links), link_header(links))
