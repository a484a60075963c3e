"""What the rooms above keep beside a booking; `create_app` says who does.

Resellers' words for a booking lie above bookings, and they may name people. So handing out and
forgetting a booking ask through this door.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, cast

from flask import Flask, current_app
from sqlalchemy.orm import Session

from server.accounts.personal import Record, Records

_KEY: Final = "yorimichi.beside-bookings"


@dataclass(frozen=True, slots=True)
class Beside:
    """A room that keeps something about bookings, by their ids.

    Parameters
    ----------
    export
        Returns all of it.
    forget
        Forgets what may name somebody.
    """

    export: Callable[[Session, Sequence[str]], Records]
    forget: Callable[[Session, Sequence[str]], None]


def install(app: Flask, rooms: Sequence[Beside]) -> None:
    """Let `app` ask `rooms`."""
    app.extensions[_KEY] = tuple(rooms)


def rooms_beside() -> tuple[Beside, ...]:
    """Return the rooms of the present request's app."""
    return cast(tuple[Beside, ...], current_app.extensions[_KEY])


def export_beside(
    session: Session, booking_ids: Sequence[str], rooms: Sequence[Beside]
) -> dict[str, list[Record]]:
    """Return what is kept beside bookings."""
    return {
        kind: list(records)
        for room in rooms
        for kind, records in room.export(session, booking_ids).items()
    }


def forget_beside(session: Session, booking_ids: Sequence[str], rooms: Sequence[Beside]) -> None:
    """Let everybody forget whose bookings these are."""
    for room in rooms:
        room.forget(session, booking_ids)
