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
    """Money to be asked of a guest, in minor units; says nothing of who they are.

    Parameters
    ----------
    description
        What the guest and the guide read at the service; must not change from try to try.
    """

    booking_id: str
    amount_minor: int
    currency: str
    description: str

    @property
    def key(self) -> str:
        """Return what names the charge: asked for twice, it is one charge."""
        return f"charge-{self.booking_id}-{self.amount_minor}-{self.currency}"


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


@dataclass(frozen=True, slots=True)
class RefundFailed:
    """A message of the service that money it took up could not be given back after all."""

    key: str
    reference: str


@dataclass(frozen=True, slots=True)
class Refund:
    """Money of one charge that is to go back.

    Parameters
    ----------
    key
        Names the refund: asked for twice, it is one.
    charge
        The service's name of the charge.
    tried_before
        Whether somebody may have asked for it, so that the service is first asked what it has done.
    """

    key: str
    charge: str
    amount_minor: int
    currency: str
    tried_before: bool = False


Told = Paid | RefundFailed


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

    def refund(self, refund: Refund) -> str:
        """Give back some of a charge and return the service's name of that; once for each key.

        Raises
        ------
        PaymentServiceError
            If that is not possible now.
        """

    def read(self, body: bytes, signature: str) -> Told | None:
        """Return what a message of the service says; None where it says nothing of interest.

        Raises
        ------
        BadSignatureError
            If it is not the service's.
        """
