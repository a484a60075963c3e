"""Keeping spots over HTTP: write, review, publish, withdraw, look back, restore, translate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import request
from sqlalchemy.orm import Session

from server.accounts.errors import OrganisationNotFound
from server.accounts.owners import owner_faults
from server.errors import Fault, Invalid
from server.http.access import authorise, current_principal
from server.http.contract import NO_CONTENT, Answer, Contract, Handler, Reply
from server.http.links import link_header
from server.http.paging import (
    MAX_LIMIT,
    decode_cursor,
    decode_version,
    encode_cursor,
    page_links,
    timed_position,
)
from server.http.types import Model
from server.http.versions import require_version
from server.regions.service import find_region
from server.services import services
from server.spots import editing, history
from server.spots import keeping_examples as examples
from server.spots.content import content_of
from server.spots.errors import SpotNotFound
from server.spots.history import Change
from server.spots.keeping_faults import checked
from server.spots.keeping_schemas import (
    LANGUAGE,
    HistoryQuery,
    KeptSpotQuery,
    RestoreIn,
    ReturnIn,
    SpotChangeIn,
    SpotIn,
    content_with,
    empty_content,
)
from server.spots.keeping_views import (
    HistoryOut,
    KeptSpotListOut,
    KeptSpotOut,
    history_out,
    kept_spot_out,
)
from server.spots.kept_list import KeptFilter, list_by_id, list_latest
from server.spots.models import Spot
from server.spots.query import unknown_region
from server.spots.translating import translate_spot
from server.spots.translators import translator_at
from server.text import Text

contract = Contract("keeping spots")

_SPOT: Final = "/v1/spots/<identifier:spot_id>"
_THEIRS: Final = "/v1/organisations/<identifier:organisation_id>/spots"
_KEY: Final = {"spot_id": examples.SPOT_ID}
_OWNER: Final = {"organisation_id": examples.ORGANISATION_ID}
_KEPT: Final = {**_OWNER, **_KEY}
_BAD_LANGUAGE: Final = Text(
    "Name the language by its tag, such as fr or zh-Hans.",
    "言語は fr や zh-Hans のようなタグで指定してください。",
)
_REPLY: Final = Reply(200, "The spot as its keepers see it", KeptSpotOut, example=examples.KEPT)


def _step(
    action: str,
    body: type[Model] | None = None,
    body_examples: Mapping[str, Any] | None = None,
) -> Callable[[Handler], Handler]:
    """Declare a step of a spot's life, which is taken on the version that was seen."""
    return contract.operation(
        "POST",
        f"{_SPOT}/{action}",
        path_examples=_KEY,
        body=body,
        body_examples=body_examples,
        body_optional=body is not None,
        reply=_REPLY,
        problems=(409,),
        if_match=True,
    )


def _change(action: str, remark: str = "") -> Change:
    return Change(action, current_principal().account_id, services().now(), remark)


def _shown(spot: Spot) -> Answer:
    return Answer(kept_spot_out(spot), version=str(spot.version))


def _taken(session: Session, spot_id: str) -> Spot:
    """Return a spot that the caller may change, on the version that they saw."""
    spot = editing.get_kept_spot(session, spot_id, to_change=True)
    authorise(spot.organisation_id, missing=SpotNotFound(spot=spot_id))
    require_version(str(spot.version))
    return spot


def _of(session: Session, organisation_id: str, spot_id: str, *, to_change: bool = False) -> Spot:
    """Return one of the organisation's spots, which the caller belongs to."""
    authorise(organisation_id, missing=OrganisationNotFound())
    spot = editing.get_kept_spot(session, spot_id, to_change=to_change)
    if spot.organisation_id != organisation_id:
        raise SpotNotFound(spot=spot_id)
    return spot


@contract.operation(
    "POST",
    "/v1/spots",
    body=SpotIn,
    body_examples={"waterfall": examples.WATERFALL},
    reply=Reply(201, "The draft", KeptSpotOut, example=examples.KEPT, headers=("Location", "ETag")),
)
def create_spot(body: SpotIn) -> Answer:
    """Write a new spot; nobody else sees it before it is published."""
    authorise(body.organisation_id, missing=OrganisationNotFound())
    with services().database.writing() as session:
        region = find_region(session, body.region)
        if region is None:
            raise Invalid([unknown_region("/region", body.region)])
        if faults := list(owner_faults(session, body.organisation_id)):
            raise Invalid(faults)
        content = content_with(empty_content(), body, region.languages[0])
        new = editing.NewSpot(body.organisation_id, body.region, checked(content, region))
        spot = editing.create_spot(session, new, _change("created"))
        shown = kept_spot_out(spot)
        return Answer(shown, {"Location": shown.links["self"]}, str(spot.version))


@contract.operation(
    "PATCH",
    _SPOT,
    path_examples=_KEY,
    body=SpotChangeIn,
    body_examples={"hours": {"opening_hours": "Tu-Su 09:00-17:00"}},
    reply=_REPLY,
    if_match=True,
)
def update_spot(spot_id: str, body: SpotChangeIn) -> Answer:
    """Change what a spot says.

    What is left out stays. A published spot shows the change at once; its history keeps what it
    said before.
    """
    with services().database.writing() as session:
        spot = _taken(session, spot_id)
        content = content_with(content_of(spot), body, editing.original_language(spot))
        editing.change_spot(session, spot, checked(content, spot.region), _change("edited"))
        session.flush()
        return _shown(spot)


@contract.operation(
    "DELETE", _SPOT, path_examples=_KEY, reply=Reply(NO_CONTENT, "Gone"), if_match=True
)
def delete_spot(spot_id: str) -> Answer:
    """Take a spot away for good. To take it out of sight for a while, withdraw it."""
    with services().database.writing() as session:
        editing.delete_spot(session, _taken(session, spot_id), _change("deleted"))
    return Answer()


def _moved(spot_id: str, action: str, remark: str = "") -> Answer:
    with services().database.writing() as session:
        spot = _taken(session, spot_id)
        editing.move_spot(session, spot, _change(action, remark))
        session.flush()
        return _shown(spot)


@_step("submit")
def submit_spot(spot_id: str) -> Answer:
    """Hand a draft, or a withdrawn spot, to the organisation's owners for review."""
    return _moved(spot_id, "submitted")


@_step("return", ReturnIn, {"hours": {"remark": "冬季の営業時間を確かめて、書き足してください。"}})
def return_spot(spot_id: str, body: ReturnIn) -> Answer:
    """Give a spot in review back to its editors, who find the remark in its history."""
    return _moved(spot_id, "returned", body.remark.strip())


@_step("publish")
def publish_spot(spot_id: str) -> Answer:
    """Let everybody see a spot; search and plans have it from the next request on.

    What could not be written by hand, such as a place outside the region that an import left as a
    draft, is to be corrected first.
    """
    with services().database.writing() as session:
        spot = _taken(session, spot_id)
        checked(content_of(spot), spot.region)
        editing.move_spot(session, spot, _change("published"))
        session.flush()
        return _shown(spot)


@_step("withdraw")
def withdraw_spot(spot_id: str) -> Answer:
    """Take a published spot out of sight, at once."""
    return _moved(spot_id, "withdrawn")


@contract.operation(
    "GET",
    _THEIRS,
    path_examples=_OWNER,
    query=KeptSpotQuery,
    reply=Reply(200, "A page of spots", KeptSpotListOut, example=examples.KEPT_LIST),
)
def list_kept_spots(organisation_id: str, query: KeptSpotQuery) -> Answer:
    """List an organisation's spots in every state."""
    authorise(organisation_id, missing=OrganisationNotFound())
    wanted = KeptFilter(organisation_id, query.status, query.q, tuple(query.category or ()))
    limit = min(query.limit, MAX_LIMIT)
    with services().database.reading() as session:
        found = _sorted(session, wanted, query, limit + 1)
        page = [kept_spot_out(spot) for spot in found[:limit]]
        following = _behind(found[limit - 1], query.sort) if len(found) > limit else None
    links = page_links(request.path, request.args, following)
    return Answer(KeptSpotListOut(spots=page, links=links), link_header(links))


def _sorted(session: Session, wanted: KeptFilter, query: KeptSpotQuery, limit: int) -> list[Spot]:
    """Return up to `limit` spots, from where the cursor points on.

    Raises
    ------
    Invalid
        If the cursor is not from a page in this order.
    """
    if query.sort == "changed":
        faults = list[Fault]()
        after = timed_position(query.cursor, faults)
        if faults:
            raise Invalid(faults)
        return list_latest(session, wanted, limit=limit, after=after)
    key = str(decode_cursor(query.cursor, str)[0]) if query.cursor else None
    return list_by_id(session, wanted, limit=limit, after=key)


def _behind(last: Spot, sort: str) -> str:
    """Return the cursor of what comes behind a page's last spot."""
    if sort == "changed":
        return encode_cursor(last.updated_at.isoformat(), last.id)
    return encode_cursor(last.id)


@contract.operation("GET", f"{_THEIRS}/<identifier:spot_id>", path_examples=_KEPT, reply=_REPLY)
def get_kept_spot(organisation_id: str, spot_id: str) -> Answer:
    """Show a spot with everything that its keepers know of it, in whatever state."""
    with services().database.reading() as session:
        return _shown(_of(session, organisation_id, spot_id))


@contract.operation(
    "GET",
    f"{_THEIRS}/<identifier:spot_id>/history",
    path_examples=_KEPT,
    query=HistoryQuery,
    reply=Reply(200, "Who changed what", HistoryOut, example=examples.HISTORY),
)
def list_spot_history(organisation_id: str, spot_id: str, query: HistoryQuery) -> Answer:
    """Show who changed what about a spot, the latest first."""
    limit = min(query.limit, MAX_LIMIT)
    before = decode_version(query.cursor) if query.cursor else None
    with services().database.reading() as session:
        spot = _of(session, organisation_id, spot_id)
        found = history.list_changes(session, spot.id, limit=limit + 1, before=before)
        following = encode_cursor(float(found[limit - 1].version)) if len(found) > limit else None
        links = page_links(request.path, request.args, following)
        return Answer(history_out(found, limit, links), link_header(links))


@contract.operation(
    "POST",
    f"{_THEIRS}/<identifier:spot_id>/restore",
    path_examples=_KEPT,
    body=RestoreIn,
    body_examples={"first": {"version": 1}},
    reply=_REPLY,
    problems=(404,),
    if_match=True,
)
def restore_spot(organisation_id: str, spot_id: str, body: RestoreIn) -> Answer:
    """Let a spot say again what it said as of a former version; its state stays."""
    with services().database.writing() as session:
        spot = _of(session, organisation_id, spot_id, to_change=True)
        require_version(str(spot.version))
        editing.restore_spot(session, spot, body.version, _change("restored"))
        session.flush()
        return _shown(spot)


@contract.operation(
    "POST",
    f"{_THEIRS}/<identifier:spot_id>/translations/<identifier:language>",
    path_examples={**_KEPT, "language": "fr"},
    reply=_REPLY,
    problems=(409,),
    if_match=True,
)
def translate_kept_spot(organisation_id: str, spot_id: str, language: str) -> Answer:
    """Have a spot translated by machine; what it wrote is marked as such everywhere."""
    if not LANGUAGE.fullmatch(language):
        raise Invalid([Fault("/language", "bad_language", _BAD_LANGUAGE)])
    translator = translator_at(services().settings.translator)
    with services().database.writing() as session:
        spot = _of(session, organisation_id, spot_id, to_change=True)
        require_version(str(spot.version))
        translate_spot(session, spot, language, translator, _change("translated"))
        session.flush()
        return _shown(spot)
