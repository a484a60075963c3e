"""Notices over HTTP."""

from __future__ import annotations

from typing import Final

from flask import request
from sqlalchemy.orm import Session

from server.changes import last_change
from server.errors import Fault
from server.http.access import authorise, current_principal
from server.http.changes_query import change_cursors
from server.http.contract import Answer, Contract, Reply
from server.http.language import content_language_header, content_languages
from server.http.links import link_header
from server.http.paging import MAX_LIMIT, page_links
from server.http.versions import require_version
from server.notices import service
from server.notices.errors import NoticeNotFound
from server.notices.examples import (
    BLOSSOMS,
    CLOSED_TODAY,
    ENDED_EXAMPLE,
    LONGER,
    NOTICE_EXAMPLE,
    NOTICE_LIST_EXAMPLE,
    ROAD_WORKS,
)
from server.notices.faults import notice_faults
from server.notices.models import Notice
from server.notices.query import cursor_behind, to_search
from server.notices.schemas import (
    NoticeChange,
    NoticeIn,
    NoticeListOut,
    NoticeOut,
    NoticeQuery,
    changes_of,
    draft_of,
    notice_out,
)
from server.services import services
from server.text import chosen_language

contract = Contract("notices")

_PATH_EXAMPLES: Final = {"notice_id": NOTICE_EXAMPLE["id"]}
_LANGUAGES: Final = ("ja", "en")


def _shown(notice: Notice) -> Answer:
    languages = content_languages(_LANGUAGES)
    content = notice_out(notice, languages)
    shown = content_language_header([chosen_language(notice.titles, languages)])
    return Answer(content, shown, str(notice.version))


@contract.operation(
    "GET",
    "/v1/notices",
    query=NoticeQuery,
    reply=Reply(200, "A page of notices", NoticeListOut, example=NOTICE_LIST_EXAMPLE),
)
def list_notices(query: NoticeQuery) -> Answer:
    """List what holds now, or at another moment.

    Closed spots, spots at their best, road works and information; those that began first come
    first. With `updated_since`, what was changed or ended since
    then, in the order of the changes.
    """
    limit = min(query.limit, MAX_LIMIT)
    languages = content_languages(_LANGUAGES)
    with services().database.reading() as session:
        wanted, after = to_search(session, query, now=services().now())
        latest = last_change(session, Notice)
        found = service.list_notices(session, wanted, limit=limit + 1, after=after)
    page = found[:limit]
    if wanted.changes:
        cursors = change_cursors(wanted.changes, found, limit, latest)
    else:
        cursors = cursor_behind(page[-1]) if len(found) > limit else None, None
    links = page_links("/v1/notices", request.args, *cursors)
    shown = content_language_header(chosen_language(n.titles, languages) for n in page)
    content = NoticeListOut(notices=[notice_out(n, languages) for n in page], links=links)
    return Answer(content, {**link_header(links), **shown})


@contract.operation(
    "GET",
    "/v1/notices/<identifier:notice_id>",
    path_examples=_PATH_EXAMPLES,
    reply=Reply(200, "The notice", NoticeOut, example=NOTICE_EXAMPLE, headers=("ETag",)),
    problems=(404,),
)
def get_notice(notice_id: str) -> Answer:
    """Show one notice, also one that is over."""
    with services().database.reading() as session:
        return _shown(service.get_notice(session, notice_id))


def _content_faults(body: NoticeIn) -> list[Fault]:
    with services().database.reading() as session:
        return notice_faults(session, draft_of(body))


@contract.operation(
    "POST",
    "/v1/notices",
    body=NoticeIn,
    check_content=_content_faults,
    body_examples={"closed": CLOSED_TODAY, "at_its_best": BLOSSOMS, "road_works": ROAD_WORKS},
    reply=Reply(201, "The notice", NoticeOut, example=NOTICE_EXAMPLE, headers=("Location", "ETag")),
)
def create_notice(body: NoticeIn) -> Answer:
    """Post a notice.

    It reaches search, new plans and plans made anew at once. A closed spot is in no plan for as
    long as the closure holds, one at its best is worth more, and road works are kept away from.
    """
    authorise(body.organisation_id)
    parts, account_id = services(), current_principal().account_id
    with parts.database.writing() as session:
        notice = service.post_notice(
            session,
            body.organisation_id,
            draft_of(body),
            account_id=account_id,
            now=parts.now(),
        )
    shown = _shown(notice)
    return Answer(
        shown.content, {**shown.headers, "Location": f"/v1/notices/{notice.id}"}, shown.version
    )


def _taken(session: Session, notice_id: str) -> Notice:
    """Return a notice that the caller may change, on the version that it has."""
    notice = service.take_notice(session, notice_id)
    authorise(notice.organisation_id, missing=NoticeNotFound(notice=notice_id))
    require_version(str(notice.version))
    return notice


@contract.operation(
    "PATCH",
    "/v1/notices/<identifier:notice_id>",
    path_examples=_PATH_EXAMPLES,
    body=NoticeChange,
    body_examples={"longer": LONGER},
    reply=Reply(200, "The notice as it is now", NoticeOut, example=NOTICE_EXAMPLE),
    problems=(404,),
    if_match=True,
)
def change_notice(notice_id: str, body: NoticeChange) -> Answer:
    """Change texts, validity or area of a notice.

    Needs `If-Match` with the `ETag` of the notice as it was read. What is left out stays.
    """
    parts = services()
    with parts.database.writing() as session:
        notice = _taken(session, notice_id)
        service.change_notice(session, notice, changes_of(body), now=parts.now())
    return _shown(notice)


@contract.operation(
    "DELETE",
    "/v1/notices/<identifier:notice_id>",
    path_examples=_PATH_EXAMPLES,
    reply=Reply(200, "The notice as it ended", NoticeOut, example=ENDED_EXAMPLE),
    problems=(404,),
    if_match=True,
)
def end_notice(notice_id: str) -> Answer:
    """End a notice before its time.

    Needs `If-Match`. From now on it counts nowhere and is not found.
    """
    parts = services()
    with parts.database.writing() as session:
        notice = _taken(session, notice_id)
        service.end_notice(notice, now=parts.now())
    return _shown(notice)
