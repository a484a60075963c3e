"""Bookings over HTTP: hold, confirm, extend, change, give up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flask import request
from pydantic import BaseModel
from sqlalchemy.orm import Session

from server.accounts.errors import OrganisationNotFound
from server.bookings import examples
from server.bookings.access import holds, theirs, who
from server.bookings.amending import Amendment, amend
from server.bookings.cancelling import cancel, quote
from server.bookings.changes import By
from server.bookings.confirming import approve, confirm
from server.bookings.holding import Contact, Wish, extend, hold
from server.bookings.models import Booking, State
from server.bookings.payment_door import require_payable
from server.bookings.query import counts_of, list_bookings_of, list_own_bookings, position_of
from server.bookings.schemas import (
    AmendIn,
    BookingIn,
    BookingListOut,
    BookingOut,
    BookingQuery,
    ConfirmIn,
    ContactIn,
    ExtendIn,
    OwnBookingQuery,
    QuoteOut,
    ReasonIn,
    booking_out,
    quote_out,
)
from server.http.access import authorise, current_principal
from server.http.contract import Answer, Contract, Reply
from server.http.language import message_language
from server.http.links import link_header
from server.http.paging import MAX_LIMIT, encode_cursor, page_links
from server.http.versions import require_version
from server.idempotency.once import once
from server.services import services

contract = Contract("bookings")

_HERE: Final = "/v1/bookings/<identifier:booking_id>"
_KEY: Final = {"booking_id": examples.BOOKING_ID}
_OWNER: Final = {"organisation_id": examples.ORGANISATION_ID}
_REPLY: Final = Reply(200, "The booking", BookingOut, example=examples.BOOKING, headers=("ETag",))


def _shown(booking: Booking) -> Answer:
    shown = booking_out(booking, language=message_language(), holds=holds(booking))
    return Answer(shown, version=str(booking.version))


def new_contact(sent: ContactIn) -> Contact:
    """Return whom a new booking is for; its letters are in the language of the request."""
    return Contact(sent.name, sent.email, sent.phone, sent.language or message_language())


def _contact(sent: ContactIn) -> Contact:
    return Contact(sent.name, sent.email, sent.phone, sent.language)


@contract.operation(
    "POST",
    "/v1/bookings",
    body=BookingIn,
    body_examples={"two adults": examples.BOOKING_IN},
    reply=Reply(201, "The hold", BookingOut, example=examples.BOOKING, headers=("Location",)),
    problems=(404, 409),
    idempotent=True,
)
def create_booking(body: BookingIn) -> Answer:
    """Hold seats for a quarter of an hour; nobody else gets them meanwhile.

    The answer's `key` is what its holder shows from then on, as `Booking-Key`; keep it.
    """
    counts = counts_of(body.units)
    now, account = services().now(), current_principal().account_id
    wish = Wish(
        body.slot_id,
        counts,
        new_contact(body.contact),
        account_id=account,
        itinerary_id=body.itinerary_id,
        remark=body.remark,
    )

    def work(session: Session) -> Answer:
        booking = hold(session, wish, By("held", "guest", account), now=now)
        require_payable(booking)
        shown = booking_out(booking, language=message_language(), holds=True)
        return Answer(shown, {"Location": shown.links["self"]}, str(booking.version))

    return once(services().database, body, work, now=now)


@contract.operation("GET", _HERE, path_examples=_KEY, reply=_REPLY)
def get_booking(booking_id: str) -> Answer:
    """Show a booking to who made it, or to the guide."""
    with services().database.reading() as session:
        return _shown(theirs(session, booking_id))


def _stepped(
    booking_id: str, body: BaseModel, step: Callable[[Session, Booking], object]
) -> Answer:
    """Take one step with a booking, once, and show what it is then."""

    def work(session: Session) -> Answer:
        booking = theirs(session, booking_id, to_change=True)
        step(session, booking)
        session.flush()
        return _shown(booking)

    return once(
        services().database,
        body,
        work,
        now=services().now(),
        before_replay=lambda session: theirs(session, booking_id),
    )


@contract.operation(
    "POST",
    f"{_HERE}/confirm",
    path_examples=_KEY,
    body=ConfirmIn,
    body_examples={"contact": {"contact": examples.CONTACT}},
    reply=_REPLY,
    problems=(409,),
    idempotent=True,
)
def confirm_booking(booking_id: str, body: ConfirmIn) -> Answer:
    """Confirm a hold; the guide confirms what they were asked for.

    Where the guide wants to be asked, the booking is `PENDING` until they have answered.
    """

    def step(session: Session, booking: Booking) -> None:
        by, now = who(booking, "confirmed"), services().now()
        if by.actor != "guest" and booking.status == State.PENDING:
            approve(session, booking, by, now=now)
        else:
            confirm(session, booking, _contact(body.contact), by, now=now)

    return _stepped(booking_id, body, step)


@contract.operation(
    "POST",
    f"{_HERE}/extend",
    path_examples=_KEY,
    body=ExtendIn,
    body_examples={"the usual": {}},
    reply=_REPLY,
    problems=(409,),
    idempotent=True,
)
def extend_booking(booking_id: str, body: ExtendIn) -> Answer:
    """Let a hold last longer, up to an hour in all."""
    return _stepped(
        booking_id,
        body,
        lambda session, booking: extend(
            session,
            booking,
            who(booking, "extended"),
            minutes=body.minutes,
            now=services().now(),
        ),
    )


@contract.operation(
    "PATCH",
    _HERE,
    path_examples=_KEY,
    body=AmendIn,
    body_examples={"three": {"units": [{"unit_id": examples.UNIT_ID, "quantity": 3}]}},
    reply=_REPLY,
    problems=(409,),
    if_match=True,
)
def amend_booking(booking_id: str, body: AmendIn) -> Answer:
    """Change party or time; it costs what it costs today, and what is paid too much goes back."""
    counts = counts_of(body.units) if body.units is not None else None
    with services().database.writing() as session:
        booking = theirs(session, booking_id, to_change=True)
        require_version(str(booking.version))
        wanted = Amendment(body.slot_id, counts)
        amend(session, booking, wanted, who(booking, "amended"), now=services().now())
        return _shown(booking)


@contract.operation(
    "GET",
    f"{_HERE}/cancel-quote",
    path_examples=_KEY,
    reply=Reply(200, "What it costs", QuoteOut, example=examples.QUOTE),
    problems=(409,),
)
def quote_cancellation(booking_id: str) -> Answer:
    """Tell what cancelling would cost now, and until when that holds."""
    with services().database.reading() as session:
        booking = theirs(session, booking_id)
        by = who(booking, "asked")
        cost = quote(booking, by_guide=by.of_guide, now=services().now())
        return Answer(quote_out(booking, cost))


@contract.operation(
    "POST",
    f"{_HERE}/cancel",
    path_examples=_KEY,
    body=ReasonIn,
    body_examples={"ill": {"reason": "体調不良のため"}},
    reply=_REPLY,
    problems=(409,),
    idempotent=True,
)
def cancel_booking(booking_id: str, body: ReasonIn) -> Answer:
    """Give a booking up; what goes back follows the policy, and is everything if the guide does."""
    return _stepped(
        booking_id,
        body,
        lambda session, booking: cancel(
            session,
            booking,
            who(booking, "cancelled"),
            reason=body.reason,
            now=services().now(),
        ),
    )


@contract.operation(
    "GET",
    "/v1/organisations/<identifier:organisation_id>/bookings",
    path_examples=_OWNER,
    query=BookingQuery,
    reply=Reply(200, "A page of bookings", BookingListOut, example=examples.BOOKING_LIST),
)
def list_bookings(organisation_id: str, query: BookingQuery) -> Answer:
    """List the bookings of a guide's experiences, by when they take place."""
    authorise(organisation_id, missing=OrganisationNotFound())
    with services().database.reading() as session:
        limit, after = min(query.limit, MAX_LIMIT), position_of(query.cursor)
        found = list_bookings_of(
            session, organisation_id, query, limit=limit + 1, after=after, now=services().now()
        )
        return _page(found, limit)


@contract.operation(
    "GET",
    "/v1/me/bookings",
    query=OwnBookingQuery,
    reply=Reply(200, "A page of bookings", BookingListOut, example=examples.BOOKING_LIST),
)
def list_my_bookings(query: OwnBookingQuery) -> Answer:
    """List what oneself has booked, by when it takes place."""
    account = str(current_principal().account_id)
    with services().database.reading() as session:
        limit, after = min(query.limit, MAX_LIMIT), position_of(query.cursor)
        found = list_own_bookings(session, account, limit=limit + 1, after=after)
        return _page(found, limit)


def _page(found: list[Booking], limit: int) -> Answer:
    language = message_language()
    page = [booking_out(b, language=language, holds=holds(b)) for b in found[:limit]]
    following = None
    if len(found) > limit:
        last = found[limit - 1]
        following = encode_cursor(last.slot.starts_at.isoformat(), last.id)
    links = page_links(request.path, request.args, following)
    return Answer(BookingListOut(bookings=page, links=links), link_header(links))
