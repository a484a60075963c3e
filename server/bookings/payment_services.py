"""What a payment service must be able to do; none unless one is set up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class PaymentServiceError(Exception):
    """The service cannot be reached, or refused."""


class BadSignatureError(Exception):
    """A message does not come from the service."""


@dataclass(frozen=True, slots=True)
class Charge:
    """Money to be asked of a guest, in minor units.

    Parameters
    ----------
    key
        The same charge asked for twice is one charge.
    """

    booking_id: str
    amount_minor: int
    currency: str
    key: str
    description: str
    email: str | None


@dataclass(frozen=True, slots=True)
class Begun:
    """A charge that the service knows of; `secret` is what the guest's app pays it with."""

    reference: str
    secret: str


@dataclass(frozen=True, slots=True)
class Paid:
    """A message of the service that money came in.

    Parameters
    ----------
    key
        Names the message; it may come several times.
    """

    key: str
    reference: str
    booking_id: str | None
    amount_minor: int
    currency: str


class PaymentService(Protocol):
    """A service that takes money from guests and gives it back."""

    name: str

    def begin(self, charge: Charge) -> Begun:
        """Ask for money.

        Raises
        ------
        PaymentServiceError
            If that is not possible now.
        """

    def refund(self, reference: str, amount_minor: int, *, key: str) -> str:
        """Give back some of a charge and return the service's name of that; once for each key.

        Raises
        ------
        PaymentServiceError
            If that is not possible now.
        """

    def read(self, body: bytes, signature: str) -> Paid | None:
        """Return what a message of the service says; None where it says nothing of interest.

        Raises
        ------
        BadSignatureError
            If it is not the service's.
        """
