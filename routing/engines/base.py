"""The few methods that every source of travel times has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from routing.model import AccessProfile, Leg, Mode, Point, Snap, TravelTimeMatrix


class Engine(Protocol):
    """One region's travel in one mode; safe to share between threads."""

    @property
    def mode(self) -> Mode:
        """How this engine travels."""

    @property
    def estimated(self) -> bool:
        """True when times come from distances, not from streets."""

    def snap(self, points: Sequence[Point]) -> tuple[Snap | None, ...]:
        """Bring each point onto the network; None where no street is near enough."""

    def distance_m(self, point: Point) -> float:
        """Return how far the nearest point of the network is, however far; metres."""

    def travel_times(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> TravelTimeMatrix:
        """Return the times between all pairs.

        A point off the network is unreachable from and to every other; each point is 0 ms from
        itself.
        """

    def legs(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> tuple[Leg, ...]:
        """Return the ways between consecutive points, one fewer than there are points.

        Each leg's duration equals the matrix entry of its pair.

        Raises
        ------
        OutsideNetworkError
            If a point is off the network.
        UnreachableError
            If two consecutive points have no path between them.
        """
