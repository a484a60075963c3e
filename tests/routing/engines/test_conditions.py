"""Closed and slow streets against Dijkstra on streets with the same closures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Polygon, box

from routing.engines.conditions import StreetConditions, edges_within
from routing.engines.embedded import EmbeddedEngine
from routing.errors import UnreachableError
from routing.hierarchy.model import NO_WAY
from routing.isochrones import street_isochrones
from routing.model import UNREACHABLE, AccessProfile, Mode, Point
from routing.networks.indexing import build_index
from routing.networks.model import StreetNetwork
from routing.reached_streets import reach_from
from routing.street_network import load_network
from tests.routing.engines.test_snapped_times import STEP, Oracle, at_pace, points, towns
from tests.routing.networks.builders import LAT0, LON0, Edge, build_town, make_network, square_town

FACTORS = st.sampled_from([0.5, 0.7, 1.0, 1.3])
PLACES = st.sampled_from([-0.5, 0.0, 0.3, 0.5, 1.0, 1.5, 2.0, 2.5])


@st.composite
def areas(draw: st.DrawFn) -> Polygon:
    """Draw boxes whose borders often run along streets and through crossings."""
    west, east = sorted(draw(st.lists(PLACES, min_size=2, max_size=2, unique=True)))
    south, north = sorted(draw(st.lists(PLACES, min_size=2, max_size=2, unique=True)))
    return box(LON0 + STEP * west, LAT0 + STEP * south, LON0 + STEP * east, LAT0 + STEP * north)


@st.composite
def conditions(draw: st.DrawFn, edges: int) -> StreetConditions:
    return StreetConditions(
        closed_areas=tuple(draw(st.lists(areas(), max_size=1))),
        closed_edges=draw(st.frozensets(st.integers(0, edges - 1), max_size=2)),
        speed_factor=draw(FACTORS),
        slow_areas=tuple(draw(st.lists(st.tuples(areas(), FACTORS), max_size=2))),
    )


def is_within(line: LineString, area: Polygon | MultiPolygon) -> bool:
    """Tell whether a line has a part of some length inside, by the book (DE-9IM)."""
    return bool(line.relate_pattern(area, "T********"))


def expected_times(
    network: StreetNetwork, under: StreetConditions, profile: AccessProfile
) -> list[int | None]:
    """Return each edge's time, None where closed, one edge and one area after the other."""
    on_wheels = profile in {AccessProfile.STROLLER, AccessProfile.WHEELCHAIR}
    edges, times = network.edges, []
    lines = [LineString(edges.line(i)) for i in range(network.edge_count)]
    alike = [(line.coords[:], edges.length_m[i], edges.is_steps[i]) for i, line in enumerate(lines)]
    closed = [alike[edge] for edge in under.closed_edges]
    for i, line in enumerate(lines):
        factor = under.speed_factor
        for area, area_factor in under.slow_areas:
            factor *= area_factor if is_within(line, area) else 1.0
        time = max(1, round(int(edges.time_ms[i]) / factor))
        steps = on_wheels and network.mode is Mode.WALK and bool(edges.is_steps[i])
        is_closed = alike[i] in closed or any(is_within(line, a) for a in under.closed_areas)
        times.append(None if steps or is_closed else time)
    return times


@given(towns(), points(), st.sampled_from(AccessProfile), st.data())
def test_times_under_conditions_equal_dijkstra_with_the_same_closures(
    network: StreetNetwork, asked: list[Point], profile: AccessProfile, data: st.DataObject
) -> None:
    under = data.draw(conditions(network.edge_count))
    oracle = Oracle(network, asked, profile, expected_times(network, under, profile))
    usual = Oracle(network, asked, AccessProfile.NONE)
    engine = EmbeddedEngine(network)
    found = engine.under(under).travel_times(asked, profile).durations_ms
    for i, here in enumerate(asked):
        lengths = oracle.times_ms(i)
        for j, there in enumerate(asked):
            expected = lengths.get(("arrive", j), UNREACHABLE)
            if i == j or (here == there and usual.is_inside(i)):
                expected = 0
            assert found[i, j] == at_pace(expected, network, profile), (i, j)


@given(towns(), points(), st.data())
def test_the_engine_itself_stays_as_it_was(
    network: StreetNetwork, asked: list[Point], data: st.DataObject
) -> None:
    engine = EmbeddedEngine(network)
    before = engine.travel_times(asked).durations_ms.copy()
    changed = engine.under(data.draw(conditions(network.edge_count)))
    changed.travel_times(asked)
    np.testing.assert_array_equal(engine.travel_times(asked).durations_ms, before)
    restored = changed.under(StreetConditions())
    np.testing.assert_array_equal(restored.travel_times(asked).durations_ms, before)


@given(towns(), st.one_of(areas(), st.tuples(areas(), areas()).map(lambda two: two[0] | two[1])))
def test_the_edges_of_an_area_are_those_with_a_part_inside(
    network: StreetNetwork, area: Polygon | MultiPolygon
) -> None:
    lines = [LineString(network.edges.line(i)) for i in range(network.edge_count)]
    expected = [i for i, line in enumerate(lines) if line.relate_pattern(area, "T********")]
    assert edges_within(network.edges, area).tolist() == expected


@pytest.fixture
def town(tmp_path: Path) -> EmbeddedEngine:
    build_town(tmp_path, square_town())
    return EmbeddedEngine(load_network(tmp_path / "nets", "town", Mode.WALK))


SOUTH = box(131.2502, 33.9499, 131.2508, 33.9501)
CORNERS = [Point(33.95, 131.25), Point(33.95, 131.2510792)]


def test_a_festival_is_walked_around(town: EmbeddedEngine) -> None:
    (usual,) = town.legs(CORNERS)
    (around,) = town.under(StreetConditions(closed_areas=(SOUTH,))).legs(CORNERS)
    assert usual.street_names == ("一番町",)
    assert around.distance_m == pytest.approx(3 * usual.distance_m, rel=0.1)
    assert "一番町" not in around.street_names


def test_where_everything_is_closed_a_point_is_there_but_unreachable(town: EmbeddedEngine) -> None:
    closed = town.under(StreetConditions(closed_areas=(box(131, 33, 132, 34),)))
    assert None not in closed.snap(CORNERS)
    assert closed.travel_times(CORNERS).durations_ms[0, 1] == UNREACHABLE
    with pytest.raises(UnreachableError):
        closed.legs(CORNERS)


def test_snow_slows_everybody(town: EmbeddedEngine) -> None:
    usual = town.travel_times(CORNERS).durations_ms[0, 1]
    snow = town.under(StreetConditions(speed_factor=0.5)).travel_times(CORNERS).durations_ms[0, 1]
    assert snow == pytest.approx(2 * usual, abs=2)


def test_what_can_be_reached_shrinks_with_what_is_closed(town: EmbeddedEngine) -> None:
    def area_m2(engine: EmbeddedEngine) -> float:
        reach = reach_from(engine, CORNERS[0], AccessProfile.NONE)
        return street_isochrones(reach, [120_000])[0].area_m2

    closed, slow = StreetConditions(closed_areas=(SOUTH,)), StreetConditions(speed_factor=0.5)
    assert area_m2(town.under(closed)) < 0.9 * area_m2(town)
    assert area_m2(town.under(slow)) < 0.7 * area_m2(town)


def test_conditions_share_all_arrays_but_times(town: EmbeddedEngine) -> None:
    changed = town.under(StreetConditions(speed_factor=0.5)).network
    assert changed.edges.lonlat is town.network.edges.lonlat
    assert changed.nodes is town.network.nodes
    assert changed.index is not None
    assert town.network.index is not None
    assert changed.index.topology is town.network.index.topology
    assert changed.index.grid is town.network.index.grid


def test_closing_an_edge_closes_its_copies_and_not_its_way_back() -> None:
    edges = [Edge(0, 1, 60_000), Edge(0, 1, 80_000), Edge(1, 0, 60_000)]
    network = make_network(edges, [(LAT0, LON0), (LAT0, LON0 + STEP)])
    engine = EmbeddedEngine(replace(network, index=build_index(network)))
    closed = engine.under(StreetConditions(closed_edges=frozenset({0}))).network.edges
    assert [int(time) for time in closed.time_ms] == [NO_WAY, NO_WAY, 60_000]


@pytest.mark.parametrize("factor", [0.0, -1.0, float("nan"), float("inf")])
def test_what_is_no_speed_is_refused(factor: float) -> None:
    with pytest.raises(ValueError, match="positive number"):
        StreetConditions(speed_factor=factor)
    with pytest.raises(ValueError, match="positive number"):
        StreetConditions(slow_areas=((SOUTH, factor),))


@pytest.mark.parametrize("edge", [-1, 10_000])
def test_an_edge_that_there_is_not_is_refused(town: EmbeddedEngine, edge: int) -> None:
    with pytest.raises(ValueError, match="the edges are 0 to"):
        town.under(StreetConditions(closed_edges=frozenset({edge})))
