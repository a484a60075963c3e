"""Travel times and ways on a street network held in this process."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from routing.engines.conditions import StreetConditions, network_under
from routing.engines.ground import Ground
from routing.engines.profiles import WalkingRules, rules_for
from routing.engines.snapping import SNAP_LIMIT_M
from routing.engines.ways import Way, WayDrawer
from routing.errors import OutsideNetworkError, UnreachableError
from routing.geodesy import points_to_arrays
from routing.hierarchy.customization import customize
from routing.hierarchy.model import NO_WAY, Int32Array, frozen
from routing.model import (
    UNREACHABLE,
    AccessProfile,
    Leg,
    Mode,
    Point,
    Snap,
    TravelTimeMatrix,
)
from routing.networks.model import RoutingIndex, StreetNetwork
from routing.snapping.model import NO_STREET
from routing.snapping.snapper import Snapper


class EmbeddedEngine:
    """Shortest times on one network, exact to the millisecond.

    A point enters the network at the nearest places of up to three streets, on foot in a straight
    line also when driving; that walk counts in time, distance and geometry. Safe to share between
    threads.

    A network without an index, which one that was never saved has not, is indexed first.

    Parameters
    ----------
    usual_ms
        Weights of the edges that decide what is on the network at all; the network's own times
        when None.
    """

    def __init__(self, network: StreetNetwork, *, usual_ms: Int32Array | None = None) -> None:
        self._network = network
        self._index = network.index or _indexed(network)
        self._snapper = Snapper(network, self._index.grid, SNAP_LIMIT_M[network.mode])
        self._drawer = WayDrawer(network, self._snapper)
        self._now_ms = frozen(network.edges.time_ms)
        self._open_ms = self._now_ms if usual_ms is None else usual_ms
        self._grounds: dict[tuple[bool, float], Ground] = {}
        self._grounds_made: list[tuple[Int32Array, Ground]] = []
        self._lock = threading.Lock()

    @property
    def mode(self) -> Mode:
        """How this engine travels."""
        return self._network.mode

    @property
    def estimated(self) -> bool:
        """False: times come from streets."""
        return False

    @property
    def network(self) -> StreetNetwork:
        """The streets it travels on."""
        return self._network

    def under(self, conditions: StreetConditions) -> EmbeddedEngine:
        """Return an engine for the same streets under conditions, exact like this one.

        It shares everything with this engine but the times. Conditions that this engine is already
        under do not count: they are those of the network as it was built. A point is on the
        network as before; if all streets near it are closed, it cannot be reached.

        Raises
        ------
        ValueError
            If a closed edge is not one of the network's.
        """
        as_built = replace(self._network, edges=replace(self._network.edges, time_ms=self._open_ms))
        network = network_under(as_built, self._index, conditions)
        return EmbeddedEngine(network, usual_ms=self._open_ms)

    def snap(self, points: Sequence[Point]) -> tuple[Snap | None, ...]:
        """Bring each point onto its nearest street; None where that lies beyond the limit."""
        found = self._snapper.nearest_within(*points_to_arrays(points), self._open_ms)
        nearest = (column[:, 0].tolist() for column in found)
        return tuple(
            None if street == NO_STREET else Snap(Point(lat, lon), distance_m)
            for street, _, _, lat, lon, distance_m in zip(*nearest, strict=True)
        )

    def distance_m(self, point: Point) -> float:
        """Return how far the nearest street is, however far; metres."""
        return self._distances_m([point])[0]

    def travel_times(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> TravelTimeMatrix:
        """Return the times between all pairs.

        A point off the network is unreachable from and to every other; each point is 0 ms from
        itself, and points of the network at the very same coordinates are 0 ms apart.
        """
        rules = rules_for(profile, self.mode)
        times_ms, inside = self._ground(rules).times_ms(points)
        times_ms = _scaled(times_ms, rules)
        times_ms[_same_place(points) & inside[:, None]] = 0
        np.fill_diagonal(times_ms, 0)
        return TravelTimeMatrix(times_ms)

    def reachable(
        self,
        point: Point,
        limit_ms: int = UNREACHABLE,
        profile: AccessProfile = AccessProfile.NONE,
    ) -> NDArray[np.int32]:
        """Return the times from a point to every node of the network, shape (nodes,).

        `UNREACHABLE` where a node takes longer than `limit_ms` or cannot be reached.

        Raises
        ------
        OutsideNetworkError
            If the point is off the network.
        """
        rules = rules_for(profile, self.mode)
        ground = self._ground(rules)
        _, _, inside = ground.enter([point])
        self._refuse([point], ~inside)
        times_ms = _scaled(ground.node_times_ms(point), rules)
        times_ms[times_ms > limit_ms] = UNREACHABLE
        return times_ms

    def legs(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> tuple[Leg, ...]:
        """Return the ways between consecutive points, one fewer than there are points.

        Raises
        ------
        OutsideNetworkError
            If a point is off the network.
        UnreachableError
            If two consecutive points have no path between them.
        """
        rules = rules_for(profile, self.mode)
        ground = self._ground(rules)
        candidates, ties, inside = ground.enter(points)
        self._refuse(points, ~inside)
        legs = []
        for i, (here, there) in enumerate(pairwise(points)):
            if here == there:
                legs.append(Leg(self.mode, 0.0, 0, (_lonlat(here), _lonlat(there))))
                continue
            path = ground.path(ties, i, i + 1)
            way = self._drawer.draw(points, (candidates, ties), i, path)
            if way is None:
                raise UnreachableError(i, i + 1)
            legs.append(self._leg(way, rules))
        return tuple(legs)

    def _leg(self, way: Way, rules: WalkingRules) -> Leg:
        return Leg(
            mode=self.mode,
            distance_m=way.length_m,
            duration_ms=int(_scaled(np.array([way.time_ms], dtype=np.int32), rules)[0]),
            coordinates=tuple(zip(*way.line.T.tolist(), strict=True)),
            street_names=self._street_names(way.names),
        )

    def _street_names(self, along: Int32Array) -> tuple[str, ...]:
        sequences = dict.fromkeys(along.tolist())
        names = (name for sequence in sequences for name in self._network.names[sequence])
        return tuple(dict.fromkeys(names))

    def _refuse(self, points: Sequence[Point], outside: NDArray[np.bool_]) -> None:
        if outside.any():
            indices = np.flatnonzero(outside).tolist()
            distances_m = self._distances_m([points[i] for i in indices])
            raise OutsideNetworkError(dict(zip(indices, distances_m, strict=True)))

    def _distances_m(self, points: Sequence[Point]) -> list[float]:
        found = self._snapper.nearest(*points_to_arrays(points), self._open_ms)
        distances_m: list[float] = found.distance_m[:, 0].tolist()
        return distances_m

    def _ground(self, rules: WalkingRules) -> Ground:
        """Return the streets as these rules leave them, customizing them at their first use.

        Rules that differ in pace only share one: the quickest way is the same. So do rules that
        close the same streets, as where no slope is known.
        """
        key = (rules.steps_allowed, rules.max_slope)
        with self._lock:
            if key not in self._grounds:
                self._grounds[key] = self._make_ground(rules)
            return self._grounds[key]

    def _make_ground(self, rules: WalkingRules) -> Ground:
        edges, topology = self._network.edges, self._index.topology
        passable = edges.slope <= rules.max_slope
        if not rules.steps_allowed:
            passable &= ~edges.is_steps
        if passable.all():
            edge_ms, metric = self._now_ms, self._index.metric
        else:
            edge_ms = frozen(np.where(passable, self._now_ms, NO_WAY))
            for made_ms, made in self._grounds_made:
                if np.array_equal(made_ms, edge_ms):
                    return made
            metric = customize(topology, edge_ms)
        ground = Ground(self._snapper, topology, metric, open_ms=self._open_ms, edge_ms=edge_ms)
        self._grounds_made.append((edge_ms, ground))
        return ground


def _indexed(network: StreetNetwork) -> RoutingIndex:
    from routing.networks.indexing import build_index  # loads what only a build needs

    return build_index(network)


def _scaled(times_ms: NDArray[np.int32], rules: WalkingRules) -> NDArray[np.int32]:
    """Return the times at the rules' pace, rounded up; what no int32 holds is unreachable."""
    if rules.numerator == rules.denominator:
        return times_ms
    scaled = -(-times_ms.astype(np.int64) * rules.numerator // rules.denominator)
    scaled[times_ms == UNREACHABLE] = UNREACHABLE
    return np.minimum(scaled, UNREACHABLE).astype(np.int32)


def _same_place(points: Sequence[Point]) -> NDArray[np.bool_]:
    lat, lon = points_to_arrays(points)
    same: NDArray[np.bool_] = (lat[:, None] == lat) & (lon[:, None] == lon)
    return same


def _lonlat(point: Point) -> tuple[float, float]:
    return (point.lon, point.lat)
