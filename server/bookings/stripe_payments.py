"""Payments through Stripe's own library."""

from __future__ import annotations

import json
from typing import Any, Final

import stripe

from server.bookings.payment_services import (
    BadSignatureError,
    Begun,
    Charge,
    Paid,
    PaymentServiceError,
    Refund,
    RefundFailed,
    Told,
)
from server.config import Settings

_TIMEOUT_S: Final = 20.0
_HUNDREDFOLD: Final = frozenset({"ISK", "UGX"})
"""Stripe counts these in hundredths that do not exist; all others as ISO 4217 does."""


class StripePayments:
    """Takes money through Stripe.

    Parameters
    ----------
    api_base
        Where its API is; its own address unless told, as tests do.
    retries
        How often its library tries again by itself, under the same idempotency key.
    """

    name = "stripe"

    def __init__(
        self, secret_key: str, webhook_secret: str, api_base: str | None = None, retries: int = 2
    ) -> None:
        addresses: Any = {"api": api_base} if api_base else None
        self._client = stripe.StripeClient(
            secret_key,
            base_addresses=addresses,
            max_network_retries=retries,
            http_client=stripe.RequestsClient(timeout=_TIMEOUT_S),
        )
        self._webhook_secret = webhook_secret

    def begin(self, charge: Charge) -> Begun:
        """Make a payment intent; for the same charge it is the same intent."""
        params: Any = {
            "amount": _to_stripe(charge.amount_minor, charge.currency),
            "currency": charge.currency.lower(),
            "description": charge.description,
            "metadata": {"booking_id": charge.booking_id},
            "automatic_payment_methods": {"enabled": True},
        }
        try:
            made = self._client.v1.payment_intents.create(params, {"idempotency_key": charge.key})
        except stripe.StripeError as error:
            raise PaymentServiceError(_reason(error)) from error
        return Begun(made.id, str(made.client_secret))

    def refund(self, refund: Refund) -> str:
        """Give back some of a payment intent.

        Stripe remembers idempotency keys for a day only, so that a later try first looks among the
        intent's refunds for its own.
        """
        try:
            done = self._find_refund(refund) if refund.tried_before else None
            return done or self._refund(refund)
        except stripe.StripeError as error:
            raise PaymentServiceError(_reason(error)) from error

    def _refund(self, refund: Refund) -> str:
        params: Any = {
            "payment_intent": refund.charge,
            "amount": _to_stripe(refund.amount_minor, refund.currency),
            "metadata": {"refund_id": refund.key},
        }
        made = self._client.v1.refunds.create(params, {"idempotency_key": f"refund-{refund.key}"})
        return str(made.id)

    def _find_refund(self, refund: Refund) -> str | None:
        asked: Any = {"payment_intent": refund.charge, "limit": 100}
        for made in self._client.v1.refunds.list(asked).auto_paging_iter():
            told: Any = made.to_dict()
            if (told.get("metadata") or {}).get("refund_id") == refund.key:
                return str(made.id)
        return None

    def read(self, body: bytes, signature: str) -> Told | None:
        """Return what an event tells, its signature checked."""
        try:
            stripe.Webhook.construct_event(body, signature, self._webhook_secret)
        except (ValueError, stripe.SignatureVerificationError) as error:
            raise BadSignatureError from error
        event: Any = json.loads(body)
        told = event["data"]["object"]
        if event["type"] == "payment_intent.succeeded":
            return _paid(event["id"], told)
        if event["type"] == "refund.failed":
            return RefundFailed(event["id"], told["id"])
        return None


def _paid(key: str, intent: Any) -> Paid:
    currency = str(intent["currency"]).upper()
    return Paid(
        key=key,
        reference=intent["id"],
        booking_id=(intent["metadata"] or {}).get("booking_id"),
        amount_minor=_from_stripe(int(intent["amount_received"]), currency),
        currency=currency,
    )


def _to_stripe(amount_minor: int, currency: str) -> int:
    return amount_minor * 100 if currency in _HUNDREDFOLD else amount_minor


def _from_stripe(amount: int, currency: str) -> int:
    return amount // 100 if currency in _HUNDREDFOLD else amount


def _reason(error: stripe.StripeError) -> str:
    """Return what went wrong in Stripe's own words for programs, which name nobody."""
    return f"{type(error).__name__} {error.code or ''} {error.request_id or ''}".strip()


def open_stripe(settings: Settings) -> StripePayments | None:
    """Return Stripe as the settings have it, or None where they do not."""
    if settings.stripe_secret_key is None or settings.stripe_webhook_secret is None:
        return None
    base = settings.stripe_api_base
    return StripePayments(
        settings.stripe_secret_key.get_secret_value(),
        settings.stripe_webhook_secret.get_secret_value(),
        str(base).rstrip("/") if base else None,
    )
