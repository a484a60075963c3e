"""Times between points beside streets against Dijkstra with a node at every place entered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import pairwise

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from routing.engines.embedded import EmbeddedEngine
from routing.engines.known_points import KnownPoint, KnownPoints
from routing.engines.profiles import rules_for
from routing.engines.snapping import SNAP_LIMIT_M
from routing.errors import OutsideNetworkError, UnreachableError
from routing.geodesy import great_circle_m, points_to_arrays
from routing.hierarchy.model import frozen
from routing.model import UNREACHABLE, AccessProfile, Mode, Point
from routing.networks.indexing import build_index
from routing.networks.model import StreetNetwork
from routing.networks.speeds import WALKING_KMH
from routing.snapping.model import NO_STREET
from routing.snapping.snapper import Snapper
from tests.routing.networks.builders import LAT0, LON0, Edge, make_network

STEP = 0.002
_Key = tuple[str, int]


@st.composite
def towns(draw: st.DrawFn) -> StreetNetwork:
    """Draw streets on a grid: one-ways, others slower one way, parallels, dead ends."""
    places = [(LAT0 + STEP * row, LON0 + STEP * column) for row in range(3) for column in range(3)]
    node, time_ms = st.integers(0, 8), st.integers(1, 400_000)
    edges: list[Edge] = []
    for _ in range(draw(st.integers(1, 12))):
        tail, head = draw(st.tuples(node, node).filter(lambda pair: pair[0] != pair[1]))
        steps, length_m = draw(st.booleans()), float(draw(st.integers(100, 900)))
        edges.append(Edge(tail, head, draw(time_ms), length_m, steps))
        if draw(st.booleans()):
            edges.append(Edge(head, tail, draw(time_ms), length_m, steps))
    return make_network(edges, places, draw(st.sampled_from(Mode)))


@st.composite
def points(draw: st.DrawFn) -> list[Point]:
    """Draw places on, beside and off the streets, some of them on crossings."""
    offset = st.one_of(
        st.floats(-0.0005, 2.3 * STEP, allow_subnormal=False), st.sampled_from([0.0, STEP])
    )
    drawn = draw(st.lists(st.tuples(offset, offset), min_size=2, max_size=6))
    return [Point(LAT0 + lat, LON0 + lon) for lat, lon in drawn]


def open_times_ms(network: StreetNetwork, profile: AccessProfile) -> list[int | None]:
    on_wheels = profile in {AccessProfile.STROLLER, AccessProfile.WHEELCHAIR}
    closed = network.edges.is_steps & (on_wheels and network.mode is Mode.WALK)
    times = zip(network.edges.time_ms.tolist(), closed.tolist(), strict=True)
    return [None if is_closed else time for time, is_closed in times]


def streets_of(network: StreetNetwork) -> list[dict[bool, list[int]]]:
    """Return each street's edges along (True) and against its line (False)."""
    grid = build_index(network).grid
    streets = []
    for begin, middle, end in zip(
        grid.street_start[:-1:2], grid.street_start[1::2], grid.street_start[2::2], strict=True
    ):
        sides = {True: grid.street_edge[begin:middle], False: grid.street_edge[middle:end]}
        streets.append({side: edges.tolist() for side, edges in sides.items()})
    return streets


def entries(
    network: StreetNetwork, asked: list[Point], times: list[int | None]
) -> Iterator[tuple[int, int, float, int]]:
    """Yield point, street, fraction and walk of every candidate."""
    snapper = Snapper(network, build_index(network).grid, SNAP_LIMIT_M[network.mode])
    edge_ms = frozen(np.array([UNREACHABLE if t is None else t for t in times]))
    found = snapper.candidates(*points_to_arrays(asked), edge_ms)
    for p, k in np.argwhere(found.street != NO_STREET).tolist():
        walk_ms = round(float(found.distance_m[p, k]) / (WALKING_KMH / 3600))
        yield p, int(found.street[p, k]), float(found.fraction[p, k]), walk_ms


class Oracle:
    """Nodes, a node wherever a point enters a street, and each point twice: to leave, to arrive."""

    def __init__(
        self,
        network: StreetNetwork,
        asked: list[Point],
        profile: AccessProfile,
        times: list[int | None] | None = None,
    ) -> None:
        self.graph: nx.DiGraph[_Key] = nx.DiGraph()
        self.graph.add_nodes_from(("leave", p) for p in range(len(asked)))
        self._edges, self._osmid = network.edges, np.asarray(network.nodes.osmid)
        self._times = open_times_ms(network, profile) if times is None else times
        self._streets = streets_of(network)
        self._on_edge: dict[int, list[tuple[int, _Key]]] = {}
        for p, street, fraction, walk_ms in entries(network, asked, self._times):
            for place in self._enter(street, fraction):
                self._connect(("leave", p), place, walk_ms)
                self._connect(place, ("arrive", p), walk_ms)
        for edge, time in enumerate(self._times):
            if time is not None:
                self._lay(edge, time)

    def times_ms(self, point: int) -> dict[_Key, int]:
        lengths = nx.single_source_dijkstra_path_length(self.graph, ("leave", point))
        return {node: int(length) for node, length in lengths.items()}

    def is_inside(self, point: int) -> bool:
        return bool(self.graph.out_degree(("leave", point)))

    def _connect(self, a: _Key, b: _Key, weight: int) -> None:
        if not self.graph.has_edge(a, b) or self.graph[a][b]["weight"] > weight:
            self.graph.add_edge(a, b, weight=weight)

    def _enter(self, street: int, fraction: float) -> list[_Key]:
        """Return the nodes of a place, noting where it lies on the street's open edges.

        One for each edge: whoever passes neither turns round nor changes edges there.
        Turn restrictions give a crossing several nodes, and a street several edges of which some
        lose time at their beginning.
        """
        sides = self._streets[street]
        if fraction in (0.0, 1.0):
            ends = self._edges.tail if fraction == 0.0 else self._edges.head
            here = self._osmid[ends[sides[True][0]]]
            return [("node", node) for node in np.flatnonzero(self._osmid == here).tolist()]
        places: list[_Key] = []
        for along, edges in sides.items():
            times = {edge: time for edge in edges if (time := self._times[edge]) is not None}
            share = fraction if along else 1.0 - fraction
            for edge, time in times.items():
                quickest = min(times.values())
                position_ms = round(share * quickest) + time - quickest
                places.append(("place", self.graph.number_of_nodes()))
                self.graph.add_node(places[-1])
                self._on_edge.setdefault(edge, []).append((position_ms, places[-1]))
        return places

    def _lay(self, edge: int, time: int) -> None:
        """Connect the places on an edge in their order; two at one millisecond are together."""
        begin, end = (int(ends[edge]) for ends in (self._edges.tail, self._edges.head))
        places = sorted(self._on_edge.get(edge, []))
        stops: list[tuple[int, _Key]] = [(0, ("node", begin)), *places, (time, ("node", end))]
        for (a_ms, a), (b_ms, b) in pairwise(stops):
            self._connect(a, b, b_ms - a_ms)
            if a_ms == b_ms and a[0] == b[0] == "place":
                self._connect(b, a, 0)


def at_pace(time: int, network: StreetNetwork, profile: AccessProfile) -> int:
    slow = profile is AccessProfile.SLOW_WALKER and network.mode is Mode.WALK
    return -(-time * 3 // 2) if slow and time < UNREACHABLE else time


def expected_ms(
    network: StreetNetwork, asked: list[Point], profile: AccessProfile
) -> list[list[int]]:
    oracle, answer = Oracle(network, asked, profile), []
    everybody = Oracle(network, asked, AccessProfile.NONE)
    for i, here in enumerate(asked):
        lengths = oracle.times_ms(i)
        row = [lengths.get(("arrive", j), UNREACHABLE) for j in range(len(asked))]
        row = [at_pace(time, network, profile) for time in row]
        for j, there in enumerate(asked):
            if i == j or (everybody.is_inside(i) and here == there):
                row[j] = 0
        answer.append(row)
    return answer


@given(towns(), points(), st.sampled_from(AccessProfile))
def test_times_equal_those_with_a_node_at_every_place_entered(
    network: StreetNetwork, asked: list[Point], profile: AccessProfile
) -> None:
    times = EmbeddedEngine(network).travel_times(asked, profile).durations_ms
    np.testing.assert_array_equal(times, expected_ms(network, asked, profile))


@given(towns(), points(), st.sampled_from(AccessProfile))
def test_a_leg_takes_what_the_matrix_says_from_door_to_door(
    network: StreetNetwork, asked: list[Point], profile: AccessProfile
) -> None:
    engine = EmbeddedEngine(network)
    times = engine.travel_times(asked, profile).durations_ms
    for i, here in enumerate(asked):
        for j, there in enumerate(asked):
            try:
                (leg,) = engine.legs([here, there], profile)
            except UnreachableError:
                assert times[i, j] == UNREACHABLE
                continue
            except OutsideNetworkError:
                assert times[i, j] == (0 if i == j else UNREACHABLE)
                continue
            assert leg.duration_ms == times[i, j]
            assert (leg.coordinates[0], leg.coordinates[-1]) == (here[::-1], there[::-1])
            assert len(leg.coordinates) >= 2


@given(towns(), points(), st.sampled_from(AccessProfile), st.integers(0, 900_000))
def test_reachable_nodes_are_those_within_the_limit(
    network: StreetNetwork, asked: list[Point], profile: AccessProfile, limit_ms: int
) -> None:
    engine, oracle = EmbeddedEngine(network), Oracle(network, asked[:1], profile)
    try:
        times = engine.reachable(asked[0], limit_ms, profile)
    except OutsideNetworkError:
        assert not oracle.is_inside(0)
        return
    lengths = oracle.times_ms(0)
    for node in range(network.node_count):
        time = at_pace(lengths.get(("node", node), UNREACHABLE), network, profile)
        assert times[node] == (time if time <= limit_ms else UNREACHABLE)


def test_points_on_one_street_go_along_it_and_round_a_one_way() -> None:
    corners = [(LAT0, LON0), (LAT0, LON0 + 0.01), (LAT0 + 0.01, LON0)]
    ring = [Edge(0, 1, 10_000), Edge(1, 2, 20_000), Edge(2, 0, 30_000)]
    engine = EmbeddedEngine(make_network(ring, corners, Mode.DRIVE))
    early, late = Point(LAT0, LON0 + 0.002), Point(LAT0, LON0 + 0.007)
    times = engine.travel_times([early, late]).durations_ms
    assert times.tolist() == [[0, 5000], [55_000, 0]]
    onward, back = engine.legs([early, late, early])
    assert onward.coordinates == (early[::-1], late[::-1])
    assert len(back.coordinates) == 5
    both_ways = EmbeddedEngine(make_network([*ring, Edge(1, 0, 40_000)], corners, Mode.DRIVE))
    assert both_ways.travel_times([early, late]).durations_ms.tolist() == [[0, 5000], [20_000, 0]]


def test_real_streets_equal_brute_force(sample_drive_network: StreetNetwork) -> None:
    network, rng = sample_drive_network, np.random.default_rng(3)
    pick = rng.integers(network.node_count, size=30)
    lats = network.nodes.lat[pick] + rng.normal(0, 3e-4, 30)
    lons = network.nodes.lon[pick] + rng.normal(0, 3e-4, 30)
    asked = [Point(*pair) for pair in zip(lats.tolist(), lons.tolist(), strict=True)]
    times = EmbeddedEngine(network).travel_times(asked).durations_ms
    np.testing.assert_array_equal(times, expected_ms(network, asked, AccessProfile.NONE))


def test_legs_on_real_streets_are_as_long_as_they_are_drawn(
    sample_walk_network: StreetNetwork,
) -> None:
    engine, rng = EmbeddedEngine(sample_walk_network), np.random.default_rng(4)
    box = sample_walk_network.bbox
    table = rng.uniform((box.south, box.west), (box.north, box.east), (80, 2)).tolist()
    asked = [Point(lat, lon) for lat, lon in table]
    near = [p for p, snap in zip(asked, engine.snap(asked), strict=True) if snap]
    for leg in engine.legs(near):
        lon, lat = np.array(leg.coordinates).T
        drawn_m = float(great_circle_m(lat[:-1], lon[:-1], lat[1:], lon[1:]).sum())
        assert abs(drawn_m - leg.distance_m) < 0.01 + 1e-6 * drawn_m


def test_asking_again_and_together_gives_the_same_answer(
    sample_walk_network: StreetNetwork,
) -> None:
    engine = EmbeddedEngine(sample_walk_network)
    nodes, rng = sample_walk_network.nodes, np.random.default_rng(6)
    pick = rng.integers(sample_walk_network.node_count, size=40)
    asked = [Point(float(nodes.lat[i]), float(nodes.lon[i]) + 1e-4) for i in pick]
    first = engine.travel_times(asked).durations_ms
    np.testing.assert_array_equal(engine.travel_times(asked).durations_ms, first)
    part = engine.travel_times(asked[::-3]).durations_ms
    picked = np.arange(40)[::-3]
    np.testing.assert_array_equal(part, first[np.ix_(picked, picked)])


def test_threads_sharing_an_engine_get_what_each_would_alone(
    sample_walk_network: StreetNetwork,
) -> None:
    nodes, rng = sample_walk_network.nodes, np.random.default_rng(8)
    pick = rng.integers(sample_walk_network.node_count, size=(6, 20))
    asked = [[Point(float(nodes.lat[i]), float(nodes.lon[i])) for i in numbers] for numbers in pick]
    profiles = [*AccessProfile, *AccessProfile][:6]
    alone = [
        EmbeddedEngine(sample_walk_network).travel_times(places, profile).durations_ms
        for places, profile in zip(asked, profiles, strict=True)
    ]
    shared, together = EmbeddedEngine(sample_walk_network), [alone[0]] * 6

    def ask(turn: int) -> None:
        for _ in range(5):
            together[turn] = shared.travel_times(asked[turn], profiles[turn]).durations_ms

    threads = [threading.Thread(target=ask, args=(turn,)) for turn in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for ours, theirs in zip(alone, together, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_only_the_points_used_last_are_kept(sample_walk_network: StreetNetwork) -> None:
    engine = EmbeddedEngine(sample_walk_network)
    a, b, c = (Point(60.165 + i * 1e-3, 24.935) for i in range(3))
    asked: list[list[Point]] = []
    (sample,) = engine._ground(rules_for(AccessProfile.NONE, Mode.WALK))._get_to_know([a])

    def compute(new: list[Point]) -> list[KnownPoint]:
        asked.append(new)
        return [sample] * len(new)

    known = KnownPoints(compute, most=2)
    for points_asked in ([a, b], [a], [c], [a], [b]):
        assert len(known.find(points_asked)) == len(points_asked)
        assert len(known) <= 2
    assert asked == [[a, b], [c], [b]]
    assert len(known.find([a, b, c, a])) == 4
