"""Speeds and times on segments."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.model import Mode
from routing.networks.assembly import assemble
from routing.networks.graph_reading import read_streets
from routing.networks.model import StreetNetwork
from routing.networks.osm_data import OsmData
from routing.networks.sources import OsmXmlSource
from routing.networks.speeds import steps_time_s, walked_time_s, walking_time_s
from tests.routing.networks.builders import node_at, square_town, way, write_town


def network_of(folder: Path, data: OsmData, mode: Mode) -> StreetNetwork:
    return assemble(read_streets(OsmXmlSource(write_town(folder, data)), mode), mode).network


def edge_between(network: StreetNetwork, tail: int, head: int) -> int:
    osmid, edges = network.nodes.osmid, network.edges
    (found,) = [
        i
        for i in range(network.edge_count)
        if (osmid[edges.tail[i]], osmid[edges.head[i]]) == (tail, head)
    ]
    return int(found)


def speed_kmh(network: StreetNetwork, tail: int, head: int) -> float:
    edge = edge_between(network, tail, head)
    return float(network.edges.length_m[edge] / network.edges.time_ms[edge] * 3600)


def test_flat_walking_takes_a_minute_for_80_m() -> None:
    assert walking_time_s(80) == pytest.approx(60)


@given(st.floats(0.001, 0.5))
def test_walking_up_takes_longer_than_walking_down(slope: float) -> None:
    assert walking_time_s(100, slope=slope) > walking_time_s(100, slope=-slope)


@given(st.floats(-1, 1))
def test_no_slope_is_walked_faster_than_a_gentle_descent(slope: float) -> None:
    assert walking_time_s(100, slope=slope) >= walking_time_s(100, slope=-0.05)


def test_merged_classes_count_for_equal_shares() -> None:
    half_and_half = (walking_time_s(50) + steps_time_s(50)) / 2 * 2
    assert walked_time_s(100, highway=["footway", "steps"]) == pytest.approx(half_and_half)


def test_steps_inside_a_merged_street_keep_their_own_pace(tmp_path: Path) -> None:
    nodes = {6: node_at(3, 0), 7: node_at(4, 0)}
    town = square_town(way(6, 5, 6, highway="steps"), way(7, 6, 7), extra_nodes=nodes)
    network = network_of(tmp_path, town, Mode.WALK)
    edge = edge_between(network, 2, 7)
    part_m = network.edges.length_m[edge] / 3
    expected_ms = 1000 * (walking_time_s(2 * part_m) + steps_time_s(part_m))
    assert network.edges.is_steps[edge]
    assert network.edges.time_ms[edge] == pytest.approx(expected_ms, abs=5)


def test_elevation_makes_a_street_slower_up_than_down(tmp_path: Path) -> None:
    town = square_town(extra_nodes={1: node_at(0, 0, "10"), 2: node_at(1, 0, "18.5")})
    network = network_of(tmp_path, town, Mode.WALK)
    up, down = edge_between(network, 1, 2), edge_between(network, 2, 1)
    assert network.edges.time_ms[up] > 1.3 * network.edges.time_ms[down]
    assert network.edges.slope[up] == network.edges.slope[down] == pytest.approx(0.085, abs=0.002)


def test_an_elevation_that_is_no_number_counts_as_unknown(tmp_path: Path) -> None:
    town = square_town(extra_nodes={1: node_at(0, 0, "about 10"), 2: node_at(1, 0, "18.5")})
    assert (network_of(tmp_path, town, Mode.WALK).edges.slope == 0).all()


def test_a_tagged_limit_says_nothing_about_other_streets_of_its_class(tmp_path: Path) -> None:
    town = square_town(
        way(6, 3, 6, maxspeed="60"), way(7, 4, 7), extra_nodes={6: node_at(2, 1), 7: node_at(0, 2)}
    )
    network = network_of(tmp_path, town, Mode.DRIVE)
    assert speed_kmh(network, 3, 6) == pytest.approx(60, rel=0.001)
    assert speed_kmh(network, 4, 7) == pytest.approx(20, rel=0.001)


@pytest.mark.parametrize(
    ("tags", "expected_kmh"),
    [
        ({"highway": "trunk"}, 50),
        ({"highway": "never_heard_of"}, 30),
        ({"maxspeed": "signals"}, 20),
        ({"maxspeed": "0"}, 5),
        ({"maxspeed": "30 mph"}, 48.28),
        ({"maxspeed": "400"}, 120),
    ],
)
def test_every_drivable_street_has_a_sane_speed(
    tmp_path: Path, tags: dict[str, str], expected_kmh: float
) -> None:
    town = square_town(way(6, 3, 6, **tags), extra_nodes={6: node_at(2, 1)})
    network = network_of(tmp_path, town, Mode.DRIVE)
    assert speed_kmh(network, 3, 6) == pytest.approx(expected_kmh, rel=0.001)


def test_names_along_a_merged_street_stay_in_order(tmp_path: Path) -> None:
    town = square_town(way(6, 5, 6, name="鍛冶屋町"), extra_nodes={6: node_at(3, 0)})
    town.ways[4].tags["name"] = "二番町"
    network = network_of(tmp_path, town, Mode.WALK)
    names = [network.names[network.edges.name[edge_between(network, *p)]] for p in [(2, 6), (6, 2)]]
    assert names == [("二番町", "鍛冶屋町"), ("鍛冶屋町", "二番町")]
