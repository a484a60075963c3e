"""Speeds of cars by tags."""

from __future__ import annotations

import networkx as nx
import osmnx as ox
import pytest

from routing.networks.speeds import DRIVING_KMH, driving_speed_kmh, tagged_limit_kmh

TAGGED = [
    *("40", "30 mph", "60 km/h", "50kmh", "10 knots", "40|60", "12,5", "20 MPH", "0", "400"),
    *("JP:express", "JP:nsl", "none", "signals", "", "1.2.3", "40|none", "40;60", "fast"),
]


@pytest.mark.parametrize("maxspeed", TAGGED)
def test_a_limit_is_read_as_osmnx_reads_it(maxspeed: str) -> None:
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph(crs="epsg:4326")
    graph.add_nodes_from([(1, {"x": 0, "y": 0}), (2, {"x": 1, "y": 0})])
    graph.add_edge(1, 2, length=100.0, highway="residential", maxspeed=maxspeed)
    ox.add_edge_speeds(graph, hwy_speeds={"residential": -1.0})
    expected_kmh = graph.edges[1, 2, 0]["speed_kph"]
    limit_kmh = tagged_limit_kmh(maxspeed)
    assert (-1.0 if limit_kmh is None else limit_kmh) == pytest.approx(expected_kmh)


def test_a_road_without_a_limit_is_driven_as_its_class_in_japan() -> None:
    assert driving_speed_kmh("motorway", None) == DRIVING_KMH["motorway"]
    assert driving_speed_kmh("residential", "none") == DRIVING_KMH["residential"]
    assert driving_speed_kmh("never_heard_of", None) == 30
