from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from server.cartography.encoding import Shape, encode_layer
from server.cartography.strokes import Strokes, line_strokes, ring_strokes
from tests.server.cartography.decoding import layers_of

Line = list[tuple[int, int]]


def strokes_of(lines: Sequence[Line], feature: Sequence[int]) -> Strokes:
    start = np.cumsum([0, *map(len, lines)])
    points = np.array([point for line in lines for point in line], dtype=np.int64)
    return Strokes(points, start, np.array(feature, dtype=np.int64))


@pytest.mark.parametrize(
    ("shape", "lines", "numbers"),
    [
        (Shape.LINES, [[(2, 2), (2, 10), (10, 10)]], [9, 4, 4, 18, 0, 16, 16, 0]),
        (
            Shape.LINES,
            [[(2, 2), (2, 10), (10, 10)], [(1, 1), (3, 5)]],
            [9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8],
        ),
        (Shape.POLYGONS, [[(3, 6), (8, 12), (20, 34)]], [9, 6, 12, 18, 10, 12, 24, 44, 15]),
    ],
)
def test_the_examples_of_the_specification_are_written_as_it_says(
    shape: Shape, lines: list[Line], numbers: list[int]
) -> None:
    tile = encode_layer("streets", shape, strokes_of(lines, [0] * len(lines)), [{"kind": "main"}])
    assert bytes([0x22, len(numbers), *numbers]) in tile


units = st.integers(-64, 4160)
lines = st.lists(st.tuples(units, units), min_size=2, max_size=6).filter(
    lambda line: all(one != other for one, other in pairwise(line))
)
names = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(names, st.lists(lines, min_size=1, max_size=4)), min_size=1, max_size=5))
def test_another_program_reads_back_every_line_and_name(
    drawn: list[tuple[str, list[Line]]],
) -> None:
    feature = [number for number, (_, parts) in enumerate(drawn) for _ in parts]
    strokes = strokes_of([part for _, parts in drawn for part in parts], feature)
    properties = [{"kind": "path", "name": name} for name, _ in drawn]
    (layer,) = layers_of(encode_layer("streets", Shape.LINES, strokes, properties)).values()
    read = [
        (f.name, [[(int(x), int(y)) for x, y in p.coords] for p in shapely.get_parts(f.shape)])
        for f in layer
    ]
    assert read == drawn


def polygons_of(*shapes: Any) -> bytes:
    found = np.array(shapes, dtype=np.object_)
    strokes = ring_strokes(found, np.arange(len(found)))
    kinds = [{"kind": f"k{number}"} for number in range(len(found))]
    return encode_layer("areas", Shape.POLYGONS, strokes, kinds)


@pytest.mark.parametrize("reverse", [False, True])
def test_another_program_reads_back_areas_and_the_holes_in_them(reverse: bool) -> None:
    ring = [(0, 0), (1000, 0), (1000, 800), (0, 800)]
    hole = [(100, 100), (100, 300), (300, 300), (300, 100)]
    pond = shapely.Polygon(ring[::-1] if reverse else ring, [hole[::-1] if reverse else hole])
    lakes = shapely.MultiPolygon([shapely.box(2000, 0, 2500, 500), shapely.box(3000, 0, 3100, 99)])
    (layer,) = layers_of(polygons_of(pond, lakes)).values()
    assert [feature.kind for feature in layer] == ["k0", "k1"]
    assert layer[0].shape.equals(pond)
    assert layer[1].shape.equals(lakes)


def test_what_is_too_small_to_see_is_left_out_and_its_hole_with_it() -> None:
    speck = shapely.box(0, 0, 11, 11)
    with_speck = shapely.Polygon(
        shapely.box(100, 100, 300, 300).exterior, [shapely.box(150, 150, 160, 160).exterior]
    )
    (layer,) = layers_of(polygons_of(speck, with_speck, shapely.Polygon())).values()
    (feature,) = layer
    assert feature.shape.equals(shapely.box(100, 100, 300, 300))


def test_a_layer_without_anything_is_no_layer() -> None:
    assert polygons_of(shapely.Polygon(), shapely.box(0, 0, 1, 1)) == b""
    points = np.array([shapely.LineString([(1, 1), (1.2, 1.1)])], dtype=np.object_)
    strokes = line_strokes(points, np.array([0]))
    assert encode_layer("streets", Shape.LINES, strokes, [{"kind": "main"}]) == b""
