"""Events over HTTP."""

from __future__ import annotations

from typing import Final

from flask import request
from sqlalchemy.orm import Session

from server.changes import last_change
from server.errors import Fault
from server.events import service
from server.events.errors import EventNotFound
from server.events.examples import (
    EVENT_EXAMPLE,
    EVENT_LIST_EXAMPLE,
    MARKET,
    MOVED,
    REMOVED_EXAMPLE,
)
from server.events.faults import event_faults
from server.events.models import Event
from server.events.query import cursor_behind, to_search
from server.events.schemas import (
    EventChange,
    EventIn,
    EventListOut,
    EventOut,
    EventQuery,
    changes_of,
    event_out,
    record_of,
)
from server.events.search import list_events as list_events_of
from server.http.access import authorise, current_principal
from server.http.changes_query import change_cursors
from server.http.contract import Answer, Contract, Reply
from server.http.language import content_language_header, content_languages
from server.http.links import link_header
from server.http.paging import MAX_LIMIT, page_links
from server.http.versions import require_version
from server.services import services
from server.text import chosen_language

contract = Contract("events")

_PATH_EXAMPLES: Final = {"event_id": EVENT_EXAMPLE["id"]}
_LANGUAGES: Final = ("ja", "en")


def _shown(event: Event) -> Answer:
    languages = content_languages(_LANGUAGES)
    content = event_out(event, languages)
    shown = content_language_header([chosen_language(event.names, languages)])
    return Answer(content, shown, str(event.version))


@contract.operation(
    "GET",
    "/v1/events",
    query=EventQuery,
    reply=Reply(200, "A page of events", EventListOut, example=EVENT_LIST_EXAMPLE),
)
def list_events(query: EventQuery) -> Answer:
    """List events, those that begin first first.

    With `updated_since`, what was changed since then in the order of the changes; what was removed
    is among it, with `deleted` and `removed_at`. Ask at `links.changes` for what comes later.
    """
    limit = min(query.limit, MAX_LIMIT)
    languages = content_languages(_LANGUAGES)
    with services().database.reading() as session:
        wanted, after = to_search(session, query)
        latest = last_change(session, Event)
        found = list_events_of(session, wanted, limit=limit + 1, after=after)
    page = found[:limit]
    if wanted.changes:
        cursors = change_cursors(wanted.changes, found, limit, latest)
    else:
        cursors = cursor_behind(page[-1]) if len(found) > limit else None, None
    links = page_links("/v1/events", request.args, *cursors)
    shown = content_language_header(chosen_language(n.names, languages) for n in page)
    content = EventListOut(events=[event_out(n, languages) for n in page], links=links)
    return Answer(content, {**link_header(links), **shown})


@contract.operation(
    "GET",
    "/v1/events/<identifier:event_id>",
    path_examples=_PATH_EXAMPLES,
    reply=Reply(200, "The event", EventOut, example=EVENT_EXAMPLE, headers=("ETag",)),
    problems=(404,),
)
def get_event(event_id: str) -> Answer:
    """Show one event, also one that is over."""
    with services().database.reading() as session:
        return _shown(service.get_event(session, event_id))


def _content_faults(body: EventIn) -> list[Fault]:
    with services().database.reading() as session:
        return event_faults(session, record_of(body))


@contract.operation(
    "POST",
    "/v1/events",
    body=EventIn,
    check_content=_content_faults,
    body_examples={"market": MARKET},
    reply=Reply(201, "The event", EventOut, example=EVENT_EXAMPLE, headers=("Location", "ETag")),
    problems=(409,),
)
def create_event(body: EventIn) -> Answer:
    """Enter an event.

    A `listed_id` is yours to give, once; imports find the event again by it.
    """
    authorise(body.organisation_id)
    parts, account_id = services(), current_principal().account_id
    with parts.database.writing() as session:
        event = service.enter_event(
            session,
            body.organisation_id,
            record_of(body),
            account_id=account_id,
            now=parts.now(),
        )
    shown = _shown(event)
    return Answer(
        shown.content, {**shown.headers, "Location": f"/v1/events/{event.id}"}, shown.version
    )


def _taken(session: Session, event_id: str) -> Event:
    """Return an event that the caller may change, on the version that it has."""
    event = service.take_event(session, event_id)
    authorise(event.organisation_id, missing=EventNotFound(event=event_id))
    require_version(str(event.version))
    return event


@contract.operation(
    "PATCH",
    "/v1/events/<identifier:event_id>",
    path_examples=_PATH_EXAMPLES,
    body=EventChange,
    body_examples={"moved": MOVED},
    reply=Reply(200, "The event as it is now", EventOut, example=EVENT_EXAMPLE),
    problems=(404, 409),
    if_match=True,
)
def change_event(event_id: str, body: EventChange) -> Answer:
    """Change an event.

    Needs `If-Match` with the `ETag` of the event as it was read. What is left out stays.
    """
    parts = services()
    with parts.database.writing() as session:
        event = _taken(session, event_id)
        service.change_event(session, event, changes_of(body), now=parts.now())
    return _shown(event)


@contract.operation(
    "DELETE",
    "/v1/events/<identifier:event_id>",
    path_examples=_PATH_EXAMPLES,
    reply=Reply(200, "The event as it was removed", EventOut, example=REMOVED_EXAMPLE),
    problems=(404,),
    if_match=True,
)
def remove_event(event_id: str) -> Answer:
    """Remove an event.

    Needs `If-Match`. It is not found any more; lists of changes tell that it was removed.
    """
    parts = services()
    with parts.database.writing() as session:
        event = _taken(session, event_id)
        service.remove_event(event, now=parts.now())
    return _shown(event)
