from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from server.cartography.kinds import LARGEST_ZOOM, STREETS, AreaKind
from server.cartography.model import RegionMap, Street, make_map
from server.cartography.projection import Tile
from server.cartography.tiles import TileDrawer
from tests.server.cartography.decoding import layers_of

HERE = Tile(LARGEST_ZOOM, 14552, 6451)
UNIT = 1 / 2**LARGEST_ZOOM / 4096


Points = list[tuple[float, float]]


def world(points: Points, tile: Tile = HERE) -> NDArray[np.float64]:
    """Return units of a tile as places on the square."""
    corner = np.array([tile.x, tile.y]) / 2**tile.z
    steps = np.array(points, dtype=np.float64) / 4096 / 2**tile.z
    return np.asarray(corner + steps, dtype=np.float64)


def one_street(points: Points, street_class: str = "primary", name: str = "") -> RegionMap:
    return make_map("f", [Street(street_class, name, world(points))], [])


def test_a_street_across_two_tiles_meets_itself_at_their_edge() -> None:
    drawer = TileDrawer(one_street([(1000, 500), (7000, 3500)]))
    (left,) = layers_of(drawer.draw(HERE))["streets"]
    (right,) = layers_of(drawer.draw(Tile(HERE.z, HERE.x + 1, HERE.y)))["streets"]
    moved = shapely.transform(right.shape, lambda p: np.add(p, (4096, 0)))
    whole = shapely.LineString([(1000, 500), (7000, 3500)])
    assert shapely.hausdorff_distance(shapely.union(left.shape, moved), whole) < 1.5
    assert shapely.get_coordinates(left.shape)[:, 0].max() > 4096
    assert shapely.get_coordinates(moved)[:, 0].min() < 4096


def test_nothing_is_drawn_farther_than_a_margin_beyond_the_tile() -> None:
    street = Street("primary", "", world([(-9000, 100), (9000, 4000)]))
    sea = shapely.transform(shapely.box(-9000, -9000, 9000, 9000), lambda p: world(p.tolist()))
    layers = layers_of(TileDrawer(make_map("f", [street], [(AreaKind.WATER, sea)])).draw(HERE))
    assert layers.keys() == {"areas", "streets"}
    for layer in layers.values():
        bounds = shapely.total_bounds([feature.shape for feature in layer]).tolist()
        assert min(bounds) >= -64
        assert max(bounds) <= 4160


@pytest.mark.parametrize("street_class", sorted(STREETS))
def test_a_class_of_streets_appears_at_its_zoom_and_stays(street_class: str) -> None:
    drawer = TileDrawer(one_street([(0, 0), (4000, 4000), (90000, 70000)], street_class, "名"))
    look = STREETS[street_class]
    for z in range(LARGEST_ZOOM + 1):
        over = LARGEST_ZOOM - z
        layers = layers_of(drawer.draw(Tile(z, HERE.x >> over, HERE.y >> over)))
        assert ("streets" in layers) == (z >= look.from_zoom)
        for feature in layers.get("streets", []):
            assert (feature.kind, feature.name) == (look.kind.value, "名")


def test_streets_without_a_name_have_none() -> None:
    (feature,) = layers_of(TileDrawer(one_street([(0, 0), (99, 99)])).draw(HERE))["streets"]
    assert feature.name is None


steps = st.integers(-300, 300)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(steps, steps), min_size=2, max_size=30))
def test_the_largest_zoom_shows_a_street_where_it_is(walked: list[tuple[int, int]]) -> None:
    points = (np.cumsum(walked, axis=0) * 0.37 + 2000).clip(0, 4096).tolist()
    line = shapely.LineString(points)
    layers = layers_of(TileDrawer(one_street(points)).draw(HERE))
    if line.length < 3:
        return
    shown = shapely.union_all([feature.shape for feature in layers["streets"]])
    assert shapely.hausdorff_distance(shown, line) < 2.0


def test_areas_too_small_for_a_zoom_are_left_out_of_it() -> None:
    pond = shapely.transform(shapely.box(100, 100, 200, 200), lambda p: world(p.tolist()))
    street = Street("motorway", "", world([(0, 0), (4000, 4000)]))
    drawer = TileDrawer(make_map("f", [street], [(AreaKind.WATER, pond)]))
    shown = [
        z
        for z in range(LARGEST_ZOOM + 1)
        for over in [LARGEST_ZOOM - z]
        if "areas" in layers_of(drawer.draw(Tile(z, HERE.x >> over, HERE.y >> over)))
    ]
    assert shown == [11, 12, 13, 14]


def test_a_map_says_on_which_tiles_it_shows_something() -> None:
    drawer = TileDrawer(one_street([(100, 100), (4000, 4000)]))
    assert drawer.shows(HERE)
    assert drawer.shows(Tile(0, 0, 0))
    assert not drawer.shows(Tile(HERE.z, HERE.x + 2, HERE.y))
    nothing = TileDrawer(make_map("f", [], []))
    assert not nothing.shows(Tile(0, 0, 0))
    assert nothing.draw(Tile(0, 0, 0)) == b""
