from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.cartography.projection import NORTHERNMOST, Tile, to_lonlat, to_world


@pytest.mark.parametrize(
    ("lon", "lat", "z", "x", "y"),
    [
        (139.7671, 35.6812, 14, 14552, 6451),  # Tokyo station, as OpenStreetMap numbers it
        (24.9414, 60.1713, 14, 9327, 4742),
        (-180.0, NORTHERNMOST, 3, 0, 0),
        (179.999, -85.05, 3, 7, 7),
    ],
)
def test_a_place_lies_on_the_tile_that_web_maps_number_so(
    lon: float, lat: float, z: int, x: int, y: int
) -> None:
    across, down = (to_world(np.array([[lon, lat]]))[0] * 2**z + 1e-9).tolist()
    assert (int(across), int(down)) == (x, y)


@given(st.floats(-180, 180), st.floats(-NORTHERNMOST, NORTHERNMOST))
def test_there_and_back_is_the_same_place(lon: float, lat: float) -> None:
    there = to_world(np.array([[lon, lat]]))
    assert ((there >= -1e-12) & (there <= 1 + 1e-12)).all()
    assert np.allclose(to_lonlat(there), [[lon, lat]], atol=1e-9)


def test_tiles_beside_the_world_do_not_exist() -> None:
    assert Tile(0, 0, 0).exists
    assert Tile(2, 3, 3).exists
    assert not any(t.exists for t in (Tile(2, 4, 0), Tile(2, 0, 4), Tile(0, 1, 0)))
