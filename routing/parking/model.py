"""What parking costs, and how one day is travelled by car and on foot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParkingRules:
    """How the car is left.

    Parameters
    ----------
    overhead_s
        What every arrival by car at a stop costs on top of the drive: to find a space, to pay, to
        get out. Arriving where the day ends costs nothing.
    longest_walk_s
        Nobody walks longer than this from one stop to the next or back to the car.
    most_stops
        So many stops at most are walked from one parking place.
    """

    overhead_s: int = 120
    longest_walk_s: int = 900
    most_stops: int = 6

    def __post_init__(self) -> None:
        if self.overhead_s < 0 or self.longest_walk_s < 0 or self.most_stops < 1:
            raise ValueError(f"parking rules must not be negative: {self}")


@dataclass(frozen=True, slots=True)
class Outing:
    """Some consecutive stops of a day, visited from one place of the car.

    Parameters
    ----------
    first, last
        Positions in the day's sequence of stops, both included.
    car
        Node at which the car stands meanwhile.
    moved
        Whether the car was driven there for this outing; it was not for a break taken where the
        car stood.
    """

    first: int
    last: int
    car: int
    moved: bool


@dataclass(frozen=True, slots=True)
class DayCourse:
    """How one day's sequence of stops is travelled best.

    Parameters
    ----------
    end_s
        When the end of the day is reached.
    travel_s
        Time on the way, by car with every parking and on foot.
    """

    end_s: int
    travel_s: int
    outings: tuple[Outing, ...]
