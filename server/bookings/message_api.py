"""Messages about bookings over HTTP."""

from __future__ import annotations

from typing import Final

from flask import request
from sqlalchemy.orm import Session

from server.bookings import examples, guest_examples
from server.bookings.access import holds, theirs
from server.bookings.guest_schemas import (
    MessageIn,
    MessageListOut,
    MessageOut,
    PageQuery,
    message_out,
)
from server.bookings.messages import Sender, note_read, send
from server.bookings.messages import list_messages as messages_of
from server.bookings.models import Booking
from server.bookings.query import position_of
from server.http.access import current_principal
from server.http.contract import Answer, Contract, Reply
from server.http.links import link_header
from server.http.paging import MAX_LIMIT, encode_cursor, page_links
from server.idempotency.once import once
from server.permissions import Role
from server.services import services

contract = Contract("messages")

_HERE: Final = "/v1/bookings/<identifier:booking_id>/messages"
_KEY: Final = {"booking_id": examples.BOOKING_ID}
_ANSWERS: Final = (Role.OWNER, Role.EDITOR)


def _side(booking: Booking) -> str:
    return "guest" if holds(booking) else "guide"


def _reads_for_a_side(booking: Booking) -> bool:
    """Whether what the caller reads counts as read: who only looks on does not."""
    role = current_principal().memberships.get(booking.organisation_id)
    return holds(booking) or role in _ANSWERS


@contract.operation(
    "GET",
    _HERE,
    path_examples=_KEY,
    query=PageQuery,
    reply=Reply(200, "A page of messages", MessageListOut, example=guest_examples.MESSAGES),
)
def list_messages(booking_id: str, query: PageQuery) -> Answer:
    """List what guest and guide have written; what the other side wrote counts as read then."""
    limit, after = min(query.limit, MAX_LIMIT), position_of(query.cursor)
    with services().database.writing() as session:
        booking = theirs(session, booking_id)
        found = messages_of(session, booking.id, limit=limit + 1, after=after)
        shown = [message_out(message) for message in found[:limit]]
        if _reads_for_a_side(booking):
            note_read(session, booking.id, _side(booking), now=services().now())
    following = None
    if len(found) > limit:
        last = found[limit - 1]
        following = encode_cursor(last.sent_at.isoformat(), last.id)
    links = page_links(request.path, request.args, following)
    return Answer(MessageListOut(messages=shown, links=links), link_header(links))


@contract.operation(
    "POST",
    _HERE,
    path_examples=_KEY,
    body=MessageIn,
    body_examples={"boots": {"text": guest_examples.MESSAGE["text"]}},
    reply=Reply(201, "The message", MessageOut, example=guest_examples.MESSAGE),
    problems=(409,),
    idempotent=True,
)
def send_message(booking_id: str, body: MessageIn) -> Answer:
    """Write to the other side, which is told by letter; what it wrote before counts as read."""
    now = services().now()

    def work(session: Session) -> Answer:
        booking = theirs(session, booking_id, to_change=True)
        sender = Sender(_side(booking), current_principal().account_id)
        return Answer(message_out(send(session, booking, sender, body.text, now=now)))

    return once(
        services().database,
        body,
        work,
        now=now,
        before_replay=lambda session: theirs(session, booking_id),
    )
