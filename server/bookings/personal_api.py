"""Data rights of guests without an account, over HTTP: by the booking's key."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import Field

from server.bookings import examples
from server.bookings.access import theirs
from server.bookings.beside import rooms_beside
from server.bookings.forgetting import export_bookings, forget_bookings
from server.http.contract import Answer, Contract, Reply
from server.http.types import Model
from server.services import services

contract = Contract("personal_data")

_KEY: Final = {"booking_id": examples.BOOKING_ID}
_EXPORTED: Final[dict[str, Any]] = {
    "action": "export",
    "kept": {
        "bookings": [{"id": examples.BOOKING_ID, "contact_name": "青森 花子"}],
        "messages": [],
    },
}


class PersonalDataIn(Model):
    """What is to be done."""

    action: Literal["export", "erase"]


class PersonalDataOut(Model):
    """What was done."""

    action: str
    kept: dict[str, list[dict[str, Any]]] = Field(
        description="Everything that is kept of the booking, by kind; empty once it was erased"
    )


@contract.operation(
    "POST",
    "/v1/bookings/<identifier:booking_id>/personal-data",
    path_examples=_KEY,
    body=PersonalDataIn,
    body_examples={"export": {"action": "export"}, "erase": {"action": "erase"}},
    reply=Reply(200, "Done", PersonalDataOut, example=_EXPORTED),
    problems=(409,),
)
def handle_personal_data(booking_id: str, body: PersonalDataIn) -> Answer:
    """Hand out, or forget, what is kept of the person behind a booking.

    Erasing gives up a hold. While the guide still expects somebody it is refused: cancel first.
    """
    database, now = services().database, services().now()
    if body.action == "export":
        with database.reading() as session:
            kept = export_bookings(session, [theirs(session, booking_id)], rooms_beside())
        return Answer(PersonalDataOut(action="export", kept=kept), {"Cache-Control": "no-store"})
    with database.writing() as session:
        booking = theirs(session, booking_id, to_change=True)
        mail_dir = services().settings.mail_dir
        forget_bookings(session, [booking], mail_dir, rooms_beside(), now=now)
    database.overwrite_deleted()
    return Answer(PersonalDataOut(action="erase", kept={}), {"Cache-Control": "no-store"})
