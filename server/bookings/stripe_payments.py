"""Payments through Stripe's own library."""

from __future__ import annotations

from typing import Any, Final

import stripe

from server.bookings.payment_services import (
    BadSignatureError,
    Begun,
    Charge,
    Paid,
    PaymentServiceError,
)

_SUCCEEDED: Final = "payment_intent.succeeded"


class StripePayments:
    """Takes money through Stripe.

    Parameters
    ----------
    api_base
        Where its API is; its own address unless told, as tests do.
    """

    name = "stripe"

    def __init__(self, secret_key: str, webhook_secret: str, api_base: str | None = None) -> None:
        addresses: Any = {"api": api_base} if api_base else None
        self._client = stripe.StripeClient(
            secret_key, base_addresses=addresses, max_network_retries=2
        )
        self._webhook_secret = webhook_secret

    def begin(self, charge: Charge) -> Begun:
        """Make a payment intent; yen have no smaller unit, so the amount is the minor one."""
        params: Any = {
            "amount": charge.amount_minor,
            "currency": charge.currency.lower(),
            "description": charge.description,
            "metadata": {"booking_id": charge.booking_id},
            "automatic_payment_methods": {"enabled": True},
        }
        if charge.email:
            params["receipt_email"] = charge.email
        try:
            made = self._client.v1.payment_intents.create(params, {"idempotency_key": charge.key})
        except stripe.StripeError as error:
            raise PaymentServiceError(str(error)) from error
        return Begun(made.id, str(made.client_secret))

    def refund(self, reference: str, amount_minor: int, *, key: str) -> str:
        """Give back some of a payment intent."""
        params: Any = {"payment_intent": reference, "amount": amount_minor}
        try:
            made = self._client.v1.refunds.create(params, {"idempotency_key": key})
        except stripe.StripeError as error:
            raise PaymentServiceError(str(error)) from error
        return str(made.id)

    def read(self, body: bytes, signature: str) -> Paid | None:
        """Return the payment that an event tells of, its signature checked."""
        try:
            event: Any = stripe.Webhook.construct_event(  # type: ignore[no-untyped-call]
                body, signature, self._webhook_secret
            )
        except (ValueError, stripe.SignatureVerificationError) as error:
            raise BadSignatureError from error
        if event["type"] != _SUCCEEDED:
            return None
        intent = event["data"]["object"]
        booking = (intent["metadata"] or {}).get("booking_id")
        return Paid(
            key=event["id"],
            reference=intent["id"],
            booking_id=booking,
            amount_minor=int(intent["amount_received"]),
            currency=str(intent["currency"]).upper(),
        )
