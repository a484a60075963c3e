"""Which payment service the app has; `create_app` says so."""

from __future__ import annotations

from typing import Final, cast

from flask import Flask, current_app

from server.bookings.errors import NoOnlinePayments
from server.bookings.models import Booking
from server.bookings.payment_services import PaymentService

_KEY: Final = "yorimichi.payments"


def install(app: Flask, service: PaymentService | None) -> None:
    """Let `app` take money through `service`, or not at all (None)."""
    app.extensions[_KEY] = service


def payment_service() -> PaymentService:
    """Return the payment service of the present request's app.

    Raises
    ------
    NoOnlinePayments
        If there is none.
    """
    service = cast(PaymentService | None, current_app.extensions.get(_KEY))
    if service is None:
        raise NoOnlinePayments
    return service


def require_payable(booking: Booking) -> None:
    """Let a booking pass that can be paid for here.

    Raises
    ------
    NoOnlinePayments
        If it is to be paid online and there is no service for that.
    """
    if booking.payment == "online" and booking.total_minor:
        payment_service()
