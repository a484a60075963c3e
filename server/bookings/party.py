"""Who comes along: from units and how many of each to tickets, seats and the sum."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from server.bookings.models import BookingTicket
from server.errors import Fault, Invalid
from server.experiences.models import Experience, ExperienceOption
from server.text import Text

_NO_SUCH_UNIT: Final = Text(
    "This option has no unit '{unit}'.", "このプランに「{unit}」という区分はありません。"
)
_TOO_FEW: Final = Text("At least {party} people are needed.", "{party}名以上でお申し込みください。")
_TOO_MANY: Final = Text(
    "At most {party} people can come along.", "{party}名までお申し込みいただけます。"
)
_NOBODY: Final = Text("Somebody who takes a seat must come along.", "席を使う方が1名以上必要です。")


class Place(NamedTuple):
    """One person: whom the ticket is for, what it costs in minor units, the seats that it takes."""

    unit_id: str
    kind: str
    price_minor: int
    seats: int


@dataclass(frozen=True, slots=True)
class Party:
    """The people of one booking, a place for each."""

    places: tuple[Place, ...]

    @classmethod
    def as_booked(cls, tickets: Iterable[BookingTicket]) -> Party:
        """Return the party as it was booked, at the prices of then."""
        return cls(tuple(Place(t.unit_id, t.kind, t.price_minor, t.seats) for t in tickets))

    @property
    def seats(self) -> int:
        """How many seats they take."""
        return sum(place.seats for place in self.places)

    @property
    def total_minor(self) -> int:
        """What they pay, in the region's minor units."""
        return sum(place.price_minor for place in self.places)

    def tickets(self) -> list[BookingTicket]:
        """Return a ticket for each person."""
        return [
            BookingTicket(id=str(uuid.uuid4()), position=position, **place._asdict())
            for position, place in enumerate(self.places)
        ]


def party_of(experience: Experience, option: ExperienceOption, counts: Mapping[str, int]) -> Party:
    """Return the party of `counts` people by unit id.

    Raises
    ------
    Invalid
        With every unit that is not on offer, and where the party is too small or too large.
    """
    offered = {unit.id: unit for unit in option.units if unit.retired_at is None}
    party = Party(
        tuple(
            Place(unit.id, unit.kind, unit.price_minor, unit.seats)
            for key, unit in offered.items()
            for _ in range(counts.get(key, 0))
        )
    )
    faults = [
        Fault(f"/units/{position}/unit_id", "unknown_unit", _NO_SUCH_UNIT, {"unit": key})
        for position, key in enumerate(counts)
        if key not in offered
    ]
    faults += _size_faults(experience, party)
    if faults:
        raise Invalid(faults)
    return party


def _size_faults(experience: Experience, party: Party) -> Iterator[Fault]:
    people = len(party.places)
    if people < experience.min_party:
        yield Fault("/units", "party_too_small", _TOO_FEW, {"party": experience.min_party})
    if people > experience.max_party:
        yield Fault("/units", "party_too_large", _TOO_MANY, {"party": experience.max_party})
    if people and not party.seats:
        yield Fault("/units", "nobody_seated", _NOBODY)
