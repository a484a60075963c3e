"""Payments over HTTP: asking for one, and the payment service's messages."""

from __future__ import annotations

from typing import Annotated, Any, Final

import structlog
from flask import current_app, request
from pydantic import Field
from sqlalchemy.orm import Session

from server.bookings import examples
from server.bookings.access import theirs
from server.bookings.errors import PaymentServiceAway
from server.bookings.holding import Contact
from server.bookings.money import note_begun
from server.bookings.paying import charge_for, receive
from server.bookings.payment_door import payment_service
from server.bookings.payment_services import (
    BadSignatureError,
    Begun,
    Charge,
    PaymentService,
    PaymentServiceError,
)
from server.bookings.schemas import ContactIn
from server.errors import Fault, Invalid
from server.http.binding import read_body
from server.http.contract import MAX_BODY_BYTES, Answer, Contract, Reply
from server.http.types import Model
from server.idempotency.once import answered_before, once
from server.services import services
from server.text import Text

log = structlog.get_logger()
contract = Contract("payments")

_KEY: Final = {"booking_id": examples.BOOKING_ID}
_SECRET: Final = {"Cache-Control": "no-store"}
_BAD_SIGNATURE: Final = Text(
    "This is not signed by the payment service.", "決済サービスの署名を確認できません。"
)
_PAYMENT: Final[dict[str, Any]] = {
    "booking_id": examples.BOOKING_ID,
    "provider": "stripe",
    "reference": "pi_3Qx",
    "client_secret": "pi_3Qx_secret_u9",
    "amount_minor": 6000,
    "currency": "JPY",
}


class PaymentIn(Model):
    """Whom the booking is for, where that was not told before."""

    contact: ContactIn = ContactIn()


class PaymentOut(Model):
    """What the guest's app needs to pay."""

    booking_id: str
    provider: str
    reference: Annotated[str, Field(description="The payment service's name of the payment")]
    client_secret: Annotated[str, Field(description="For the payment service's own library")]
    amount_minor: int
    currency: str


class ReceivedOut(Model):
    """The message has arrived."""

    received: bool = True


@contract.operation(
    "POST",
    "/v1/bookings/<identifier:booking_id>/payments",
    path_examples=_KEY,
    body=PaymentIn,
    body_examples={"contact": {"contact": examples.CONTACT}},
    reply=Reply(201, "The payment, to be made", PaymentOut, example=_PAYMENT),
    problems=(409, 503),
    idempotent=True,
)
def begin_payment(booking_id: str, body: PaymentIn) -> Answer:
    """Begin to pay for a hold online.

    The booking stands by itself once the payment service has told that the money came in.
    """

    def may(session: Session) -> object:
        return theirs(session, booking_id)

    database, now = services().database, services().now()
    before = answered_before(database, body, before_replay=may)
    if before is not None:
        return before
    sent = body.contact
    contact = Contact(sent.name, sent.email, sent.phone, sent.language)
    with database.writing() as session:
        booking = theirs(session, booking_id, to_change=True)
        charge = charge_for(booking, contact, now=now)
        service = payment_service()
    begun = _asked_for(service, charge)

    def keep(session: Session) -> Answer:
        booking = theirs(session, booking_id, to_change=True)
        note_begun(session, booking, service.name, begun.reference, charge.amount_minor, now=now)
        return Answer(_shown(service, charge, begun), _SECRET)

    return once(database, body, keep, now=now, before_replay=may)


def _asked_for(service: PaymentService, charge: Charge) -> Begun:
    try:
        return service.begin(charge)
    except PaymentServiceError as error:
        log.warning("payment_not_begun", booking=charge.booking_id, reason=str(error))
        raise PaymentServiceAway from error


def _shown(service: PaymentService, charge: Charge, begun: Begun) -> PaymentOut:
    return PaymentOut(
        booking_id=charge.booking_id,
        provider=service.name,
        reference=begun.reference,
        client_secret=begun.secret,
        amount_minor=charge.amount_minor,
        currency=charge.currency,
    )


@contract.operation(
    "POST",
    "/v1/payments/stripe",
    reply=Reply(200, "Received", ReceivedOut, example={"received": True}),
    problems=(409,),
)
def receive_stripe_event() -> Answer:
    """Take a message of Stripe, whose body and `Stripe-Signature` are as Stripe sends them.

    Each event is acted upon once, however often it comes, and in whatever order.
    """
    service = payment_service()
    body = read_body(request, current_app.config[MAX_BODY_BYTES])
    try:
        told = service.read(body, request.headers.get("Stripe-Signature", ""))
    except BadSignatureError as error:
        fault = Fault("header:Stripe-Signature", "bad_signature", _BAD_SIGNATURE)
        raise Invalid([fault]) from error
    if told is not None:
        with services().database.writing() as session:
            receive(session, service.name, told, now=services().now())
    return Answer(ReceivedOut())
