"""Tickets: what the code that a guest shows says, and its picture.

A ticket proves that a booking is shown by who holds it, and nothing else: what is in it is made
from the booking's key but does not tell it, so that who photographs a ticket cannot cancel with it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Final

from server.bookings.models import Booking
from server.qr_codes import qr_code

_BEGINS: Final = "YM1"
_PROOF_CHARACTERS: Final = 24


def ticket_of(booking: Booking) -> str:
    """Return the text of a booking's ticket: `YM1.<booking id>.<proof>`."""
    return f"{_BEGINS}.{booking.id}.{_proof(booking)}"


def _proof(booking: Booking) -> str:
    """Return 144 bits that only who knows the booking's key can tell."""
    digest = hmac.digest(booking.access_key.encode(), booking.id.encode(), "sha256")
    return base64.urlsafe_b64encode(digest).decode()[:_PROOF_CHARACTERS]


def named_by(ticket: str) -> str | None:
    """Return the id of the booking that a ticket's text names, None if it is no ticket of ours."""
    begins, _, rest = ticket.partition(".")
    key, _, proof = rest.rpartition(".")
    return key if begins == _BEGINS and key and proof else None


def is_ticket_of(booking: Booking, shown: str) -> bool:
    """Tell whether a text is the booking's ticket, or its key itself."""
    is_ticket = hmac.compare_digest(shown.encode(), ticket_of(booking).encode())
    return is_ticket or hmac.compare_digest(shown.encode(), booking.access_key.encode())


def digest_of(booking: Booking) -> str:
    """Return the SHA-256 of a ticket's text, in hexadecimal digits."""
    return hashlib.sha256(ticket_of(booking).encode()).hexdigest()


def svg_of(booking: Booking) -> bytes:
    """Return a ticket as a QR code, SVG."""
    return qr_code(ticket_of(booking), "svg")


def png_of(booking: Booking) -> bytes:
    """Return a ticket as a QR code, PNG."""
    return qr_code(ticket_of(booking), "png")
