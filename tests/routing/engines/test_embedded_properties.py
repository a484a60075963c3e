"""The embedded engine against NetworkX on small random street networks."""

from __future__ import annotations

import math
from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from routing.engines.embedded import EmbeddedEngine
from routing.errors import OutsideNetworkError, UnreachableError
from routing.model import UNREACHABLE, AccessProfile, Leg, Mode, Point
from routing.networks.arrays import to_networkx
from routing.networks.model import StreetNetwork
from tests.routing.networks.builders import LAT0, LON0, Edge, make_network

_RING = [
    (LAT0 + 0.03 * math.cos(turn), LON0 + 0.036 * math.sin(turn))
    for turn in (2 * math.pi * i / 7 for i in range(7))
]
"""So far apart that each place is near no street but those that end there."""


@st.composite
def networks(draw: st.DrawFn) -> StreetNetwork:
    """Draw directed multigraphs with one-ways, parallel edges, dead ends, loops and islands."""
    count = draw(st.integers(2, 7))
    node = st.integers(0, count - 1)
    edge = st.builds(
        Edge,
        tail=node,
        head=node,
        time_ms=st.integers(1, 300),
        length_m=st.integers(1, 500).map(float),
        is_steps=st.booleans(),
        slope=st.sampled_from([0.0, 0.05, 0.2]),
        no_stopping=st.just(value=False),
        name=st.sampled_from(["一番町", "二番町", None]),
    )
    edges = draw(st.lists(edge, min_size=1, max_size=18))
    return make_network(edges, _RING[:count], draw(st.sampled_from(Mode)))


def points_of(network: StreetNetwork) -> list[Point]:
    return [Point(*pair) for pair in zip(network.nodes.lat, network.nodes.lon, strict=True)]


def passable_graph(network: StreetNetwork, profile: AccessProfile) -> nx.MultiDiGraph[int]:
    """Return the graph that is left for this profile, by the words of the rules."""
    graph = to_networkx(network)
    on_wheels = profile in {AccessProfile.WHEELCHAIR, AccessProfile.STROLLER}
    for tail, head, key, edge in list(graph.edges(keys=True, data=True)):
        too_steep = profile is AccessProfile.WHEELCHAIR and edge["slope"] > 0.08
        if network.mode is Mode.WALK and ((on_wheels and edge["is_steps"]) or too_steep):
            graph.remove_edge(tail, head, key)
    return graph


def expected_ms(network: StreetNetwork, profile: AccessProfile) -> dict[int, dict[int, int]]:
    slow = profile is AccessProfile.SLOW_WALKER and network.mode is Mode.WALK
    lengths = dict(
        nx.all_pairs_dijkstra_path_length(passable_graph(network, profile), weight="time_ms")
    )
    return {
        tail: {head: -(-int(time) * 3 // 2) if slow else int(time) for head, time in row.items()}
        for tail, row in lengths.items()
    }


def along(network: StreetNetwork, leg: Leg, profile: AccessProfile) -> tuple[float, int]:
    """Return the length and the time of the streets a leg's geometry follows."""
    by_place = {(p.lon, p.lat): i for i, p in enumerate(points_of(network))}
    nodes = [by_place[place] for place in leg.coordinates]
    graph = passable_graph(network, profile)
    steps = [pair for pair in pairwise(nodes) if pair[0] != pair[1]]
    used = [
        min(graph[tail][head].values(), key=lambda edge: (edge["time_ms"], edge["length"]))
        for tail, head in steps
    ]
    return sum(edge["length"] for edge in used), sum(edge["time_ms"] for edge in used)


@given(networks(), st.sampled_from(AccessProfile))
def test_times_equal_networkx_to_the_millisecond(
    network: StreetNetwork, profile: AccessProfile
) -> None:
    times = EmbeddedEngine(network).travel_times(points_of(network), profile).durations_ms
    expected = expected_ms(network, profile)
    for tail in range(network.node_count):
        for head in range(network.node_count):
            assert times[tail, head] == expected[tail].get(head, UNREACHABLE)


@given(networks(), st.sampled_from(AccessProfile))
def test_a_leg_takes_what_the_matrix_says_along_streets_that_exist(
    network: StreetNetwork, profile: AccessProfile
) -> None:
    engine, points = EmbeddedEngine(network), points_of(network)
    times = engine.travel_times(points, profile).durations_ms
    for tail, head in [(i, j) for i in range(len(points)) for j in range(len(points))]:
        try:
            (leg,) = engine.legs([points[tail], points[head]], profile)
        except UnreachableError:
            assert times[tail, head] == UNREACHABLE
            continue
        except OutsideNetworkError:  # a place where no street ends
            assert times[tail, head] == (0 if tail == head else UNREACHABLE)
            continue
        length_m, time_ms = along(network, leg, profile)
        slow = profile is AccessProfile.SLOW_WALKER and network.mode is Mode.WALK
        assert leg.duration_ms == times[tail, head] == (-(-time_ms * 3 // 2) if slow else time_ms)
        assert leg.distance_m == length_m
        assert leg.coordinates[0] == (points[tail].lon, points[tail].lat)
        assert leg.coordinates[-1] == (points[head].lon, points[head].lat)


@given(networks())
def test_many_legs_are_the_single_legs_in_a_row(network: StreetNetwork) -> None:
    engine, points = EmbeddedEngine(network), points_of(network)
    matrix = engine.travel_times(points).durations_ms
    if all(matrix[i, i + 1] != UNREACHABLE for i in range(len(points) - 1)):
        single = tuple(engine.legs(list(pair))[0] for pair in pairwise(points))
        assert engine.legs(points) == single
