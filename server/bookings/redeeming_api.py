"""The guide's side of bookings over HTTP: refusing, tickets, who came, slots that do not happen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import sqlalchemy as sa
from flask import request
from sqlalchemy.orm import Session

from server.accounts.errors import OrganisationNotFound
from server.bookings import cancelling, examples, redeeming, redeeming_examples
from server.bookings.access import holds, theirs, who
from server.bookings.changes import By
from server.bookings.confirming import reject
from server.bookings.holding import find_slot, require_state
from server.bookings.models import Booking, State
from server.bookings.query import list_expected, position_of
from server.bookings.redeeming import Scan
from server.bookings.redeeming_schemas import (
    RedeemIn,
    RedemptionListOut,
    RedemptionQuery,
    ScansIn,
    ScansOut,
    SlotCancelIn,
    SlotCancelledOut,
    expected_out,
    scans_of,
    scans_out,
)
from server.bookings.scanning import redeem_once, sync
from server.bookings.schemas import BookingOut, ReasonIn, booking_out
from server.bookings.tickets import png_of, svg_of
from server.experiences.errors import SlotNotFound
from server.http.access import authorise, current_principal
from server.http.contract import Answer, Contract, Reply
from server.http.language import message_language
from server.http.links import link_header
from server.http.paging import MAX_LIMIT, encode_cursor, page_links
from server.idempotency.once import once
from server.qr_codes import SVG_EXAMPLE
from server.services import services

contract = Contract("redeeming")

_HERE: Final = "/v1/bookings/<identifier:booking_id>"
_KEY: Final = {"booking_id": examples.BOOKING_ID}
_THEIRS: Final = "/v1/organisations/<identifier:organisation_id>"
_OWNER: Final = {"organisation_id": examples.ORGANISATION_ID}
_REPLY: Final = Reply(200, "The booking", BookingOut, example=examples.BOOKING, headers=("ETag",))


def _by_guide(action: str) -> By:
    return By(action, "guide", current_principal().account_id)


def _shown(booking: Booking) -> Answer:
    shown = booking_out(booking, language=message_language(), holds=holds(booking))
    return Answer(shown, version=str(booking.version))


@contract.operation(
    "POST",
    f"{_HERE}/reject",
    path_examples=_KEY,
    body=ReasonIn,
    body_examples={"full": {"reason": "その日は別の予約が入りました"}},
    reply=_REPLY,
    problems=(409,),
    idempotent=True,
)
def reject_booking(booking_id: str, body: ReasonIn) -> Answer:
    """Say no to who asked; seats and payment go back, and the reason is told."""
    now = services().now()

    def work(session: Session) -> Answer:
        booking = theirs(session, booking_id, to_change=True)
        reject(session, booking, who(booking, "rejected"), reason=body.reason, now=now)
        return _shown(booking)

    return once(
        services().database,
        body,
        work,
        now=now,
        before_replay=lambda session: theirs(session, booking_id),
    )


def _step(booking_id: str, step: Callable[[Session, Booking], None]) -> Answer:
    with services().database.writing() as session:
        found = session.scalars(sa.select(Booking.id).where(Booking.code == booking_id))
        booking = theirs(session, found.one_or_none() or booking_id, to_change=True)
        step(session, booking)
        return _shown(booking)


@contract.operation(
    "POST",
    f"{_HERE}/redeem",
    path_examples=_KEY,
    body=RedeemIn,
    body_examples={"by name": {}, "ticket": redeeming_examples.REDEEM_IN},
    reply=_REPLY,
    problems=(409,),
)
def redeem_booking(booking_id: str, body: RedeemIn) -> Answer:
    """Note that the guests came; the booking's `code` stands in place of its id, too.

    The same scan (`device` and `redeemed_at`) again changes nothing. Another one of a ticket that
    was used is 409 `already_redeemed`, and says when that was.
    """
    now = services().now()
    scan = Scan(body.ticket, body.redeemed_at or now, body.device)
    return _step(
        booking_id,
        lambda session, booking: redeem_once(
            session, booking, scan, who(booking, "redeemed"), now=now
        ),
    )


@contract.operation("POST", f"{_HERE}/no-show", path_examples=_KEY, reply=_REPLY, problems=(409,))
def note_no_show(booking_id: str) -> Answer:
    """Note that nobody came; possible once it has begun, and undone by redeeming after all."""
    now = services().now()

    def step(session: Session, booking: Booking) -> None:
        if booking.no_show_at is None:
            redeeming.note_no_show(session, booking, who(booking, "no_show"), now=now)

    return _step(booking_id, step)


@contract.operation(
    "POST",
    f"{_THEIRS}/redemptions",
    path_examples=_OWNER,
    body=ScansIn,
    body_examples={"two": redeeming_examples.SCANS_IN},
    reply=Reply(200, "What came of each", ScansOut, example=redeeming_examples.SCANS),
)
def sync_redemptions(organisation_id: str, body: ScansIn) -> Answer:
    """Tell which tickets were looked at where there was no network; sending it again is harmless.

    Each scan is told in its place what came of it. A ticket that was used before is
    `already_redeemed`, with when and on which phone that was.
    """
    authorise(organisation_id, missing=OrganisationNotFound())
    scans = scans_of(body)
    by = _by_guide("redeemed")
    with services().database.writing() as session:
        return Answer(scans_out(sync(session, organisation_id, scans, by, now=services().now())))


@contract.operation(
    "GET",
    f"{_THEIRS}/redemption-list",
    path_examples=_OWNER,
    query=RedemptionQuery,
    reply=Reply(
        200, "Who is expected", RedemptionListOut, example=redeeming_examples.REDEMPTION_LIST
    ),
)
def get_redemption_list(organisation_id: str, query: RedemptionQuery) -> Answer:
    """List who is expected on a day, so that a phone can check tickets without a network.

    A ticket is good if the SHA-256 of its text is in the list; what was seen then goes to
    `redemptions` later.
    """
    authorise(organisation_id, missing=OrganisationNotFound())
    limit, after = min(query.limit, MAX_LIMIT), position_of(query.cursor)
    with services().database.reading() as session:
        found = list_expected(session, organisation_id, query.on, limit=limit + 1, after=after)
        following = None
        if len(found) > limit:
            last = found[limit - 1]
            following = encode_cursor(last.slot.starts_at.isoformat(), last.id)
        links = page_links(request.path, request.args, following)
        page = expected_out(found[:limit], message_language())
        return Answer(
            RedemptionListOut(on=query.on, expected=page, links=links), link_header(links)
        )


def _ticket(booking_id: str, draw: Callable[[Booking], bytes]) -> Answer:
    with services().database.reading() as session:
        booking = theirs(session, booking_id)
        require_state(booking, "shown as a ticket", State.CONFIRMED, State.REDEEMED)
        return Answer(draw(booking))


@contract.operation(
    "GET",
    f"{_HERE}/ticket",
    path_examples=_KEY,
    reply=Reply(200, "A QR code", media_type="image/svg+xml", example=SVG_EXAMPLE),
    problems=(409,),
)
def get_booking_ticket(booking_id: str) -> Answer:
    """Draw the ticket that the guest shows, as SVG; it holds nothing that opens the booking."""
    return _ticket(booking_id, svg_of)


@contract.operation(
    "GET",
    f"{_HERE}/ticket.png",
    path_examples=_KEY,
    reply=Reply(200, "A QR code", media_type="image/png", example="(PNG)"),
    problems=(409,),
)
def get_booking_ticket_png(booking_id: str) -> Answer:
    """Draw the ticket that the guest shows, as PNG."""
    return _ticket(booking_id, png_of)


@contract.operation(
    "POST",
    "/v1/slots/<identifier:slot_id>/cancel",
    path_examples={"slot_id": examples.SLOT_ID},
    body=SlotCancelIn,
    body_examples={"storm": {"reason": "台風のため"}},
    reply=Reply(
        200, "What it has done", SlotCancelledOut, example=redeeming_examples.SLOT_CANCELLED
    ),
    problems=(409,),
    idempotent=True,
)
def cancel_slot(slot_id: str, body: SlotCancelIn) -> Answer:
    """Let a slot not take place: everybody gets everything back, and is offered other times."""
    now = services().now()

    def allowed(session: Session) -> None:
        slot = find_slot(session, slot_id)
        owner = slot.experience.organisation_id if slot else None
        authorise(owner, missing=SlotNotFound(slot=slot_id))
        if slot is None:
            raise SlotNotFound(slot=slot_id)

    def work(session: Session) -> Answer:
        allowed(session)
        slot = find_slot(session, slot_id)
        assert slot is not None  # noqa: S101 - `allowed` has seen it
        by, currency = _by_guide("cancelled"), slot.experience.region.currency
        gone = cancelling.cancel_slot(session, slot, by, reason=body.reason, now=now)
        return Answer(
            SlotCancelledOut(
                slot_id=slot.id,
                status=slot.status,
                cancelled_bookings=len(gone),
                refund_minor=sum(booking.refund_minor for booking in gone),
                currency=currency,
            )
        )

    return once(services().database, body, work, now=now, before_replay=allowed)
