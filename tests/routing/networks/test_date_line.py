"""Towns at the 180th meridian."""

from __future__ import annotations

from pathlib import Path

import pytest

from routing.engines.embedded import EmbeddedEngine
from routing.errors import NetworkSourceError
from routing.model import Mode, Point
from routing.networks.osm_data import OsmData
from routing.networks.sources import OverpassJsonSource
from routing.street_network import list_networks, load_network
from tests.routing.networks.builders import (
    LON0,
    as_overpass,
    build,
    build_town,
    square_town,
    write_overpass,
)


def moved(east_degrees: float) -> OsmData:
    """Return the block of four corners elsewhere, its longitudes as OSM writes them."""
    town = square_town()
    nodes = {
        ref: node._replace(lon=round((node.lon + east_degrees + 180) % 360 - 180, 7))
        for ref, node in town.nodes.items()
    }
    return OsmData(town.ways, nodes)


@pytest.mark.parametrize("mode", Mode)
def test_streets_across_the_date_line_are_refused_with_what_to_do(
    tmp_path: Path, mode: Mode
) -> None:
    town = moved(180.0 - LON0 - 0.0005)
    with pytest.raises(NetworkSourceError, match=r"180th meridian.* each side"):
        build_town(tmp_path, town, mode)
    answer = write_overpass(tmp_path / "town.json", as_overpass(town))
    with pytest.raises(NetworkSourceError, match="180th meridian"):
        build(tmp_path, OverpassJsonSource(answer), mode)
    assert list_networks(tmp_path / "nets") == ()


@pytest.mark.parametrize("east_degrees", [180.0 - LON0 - 0.01, 180.0 - LON0 + 0.01])
def test_streets_on_one_side_of_the_date_line_are_streets_like_any(
    tmp_path: Path, east_degrees: float
) -> None:
    build_town(tmp_path, moved(east_degrees))
    engine = EmbeddedEngine(load_network(tmp_path / "nets", "town", Mode.WALK))
    lon = engine.network.nodes.lon
    corner, other = Point(33.95, float(lon.min())), Point(33.95, float(lon.max()))
    (leg,) = engine.legs([corner, other])
    assert leg.distance_m == pytest.approx(300, rel=0.02)


@pytest.mark.parametrize("east_degrees", [180.0 - LON0 - 0.01, 180.0 - LON0 + 0.01])
def test_a_point_beyond_the_date_line_is_off_the_network(
    tmp_path: Path, east_degrees: float
) -> None:
    build_town(tmp_path, moved(east_degrees))
    engine = EmbeddedEngine(load_network(tmp_path / "nets", "town", Mode.WALK))
    beyond = Point(33.95, -float(engine.network.nodes.lon[0]))
    assert engine.snap([beyond]) == (None,)
    assert engine.distance_m(beyond) == pytest.approx(1800, abs=300)
