from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from PIL import Image

from server.cartography import inks, painting
from server.cartography.canvas import Canvas, every, writable
from server.cartography.index import MapIndex
from server.cartography.kinds import AreaKind
from server.cartography.model import Street, make_map
from server.cartography.painting import paint_ground
from server.cartography.projection import Points, to_world
from server.cartography.views import View

SIZE = (300, 200)
RATIO = 2
WHOLE = (0.0, 0.0, 300.0, 200.0)
CORNERS = to_world(np.array([[135.0, 35.0], [135.03, 34.99]]))
PALETTE = Path(__file__).parents[3] / "web" / "src" / "map" / "palette.ts"


def seen(canvas: Canvas, *places: tuple[float, float]) -> list[str]:
    """Return the colours of places in points, as they are in the file."""
    picture = Image.open(io.BytesIO(canvas.png())).convert("RGB")
    pixels = [picture.getpixel((int(x * RATIO), int(y * RATIO))) for x, y in places]
    return ["#{:02x}{:02x}{:02x}".format(*pixel) for pixel in pixels]  # type: ignore[misc]


def painted(view: View, *streets: Street, areas: Iterable[tuple[AreaKind, Any]] = ()) -> Canvas:
    canvas = Canvas(SIZE, RATIO, inks.PAPER)
    paint_ground(canvas, view, MapIndex(make_map("f", streets, list(areas))))
    return canvas


def view_at(zoom: float) -> View:
    return View.around(CORNERS[:1], SIZE, WHOLE, zoom)


def on_square(view: View, points: list[tuple[float, float]]) -> Points:
    """Return the places of the square that are at these points of the view."""
    west, north, east, south = view.box
    share = np.array(points) / SIZE
    return np.array([west, north]) + share * (east - west, south - north)


def test_the_inks_are_those_of_the_web_apps_map_by_day() -> None:
    day = PALETTE.read_text("utf-8").partition("DAY: Palette")[2].partition("}")[0]
    app = dict(re.findall(r'(\w+): "(#\w{6})"', day))
    names = {name: re.sub(r"([A-Z])", r"_\1", name).upper() for name in app}
    assert len(app) == 16
    assert app == {name: getattr(inks, ink) for name, ink in names.items()}


def test_a_view_is_as_near_as_all_places_allow() -> None:
    inside = (30.0, 20.0, 250.0, 160.0)
    view = View.around(CORNERS, SIZE, inside, 16.2)
    (west, north), (east, south) = view.place(CORNERS).tolist()
    assert west == pytest.approx(30.0)
    assert east == pytest.approx(250.0)
    assert (north + south) / 2 == pytest.approx(90.0)
    assert 20 < north < south < 160


def test_a_single_place_is_not_looked_at_through_a_magnifying_glass() -> None:
    view = View.around(CORNERS[:1], SIZE, (30.0, 20.0, 250.0, 160.0), 16.2)
    assert view.zoom == 16.2
    assert view.place(CORNERS[:1]).tolist() == [pytest.approx([140.0, 90.0])]


def test_a_lake_has_its_island_and_the_island_its_pond() -> None:
    view = view_at(12)
    box = {
        inset: on_square(view, [(inset, inset), (SIZE[0] - inset, SIZE[1] - inset)]).ravel()
        for inset in (20, 50, 80)
    }
    outer, island, pond = (shapely.box(*box[inset]) for inset in (20, 50, 80))
    water = [(AreaKind.WATER, outer.difference(island)), (AreaKind.WATER, pond)]
    canvas = painted(view, areas=water)
    places = [(10.0, 100.0), (35.0, 100.0), (65.0, 100.0), (150.0, 100.0)]
    assert seen(canvas, *places) == [inks.PAPER, inks.WATER, inks.PAPER, inks.WATER]


def test_water_lies_on_green_and_streets_lie_on_both() -> None:
    view = view_at(15)
    left, right = (
        shapely.box(*on_square(view, list(corners)).ravel())
        for corners in (((0, 0), (200, 200)), ((100, 0), (300, 200)))
    )
    street = Street("primary", "", on_square(view, [(0, 100), (300, 100)]))
    areas = [(AreaKind.WATER, right), (AreaKind.GREEN, left)]
    canvas = painted(view, street, areas=areas)
    places = [(50.0, 20.0), (150.0, 20.0), (50.0, 100.0), (150.0, 100.0)]
    assert seen(canvas, *places) == [inks.GREEN, inks.WATER, inks.MAIN, inks.MAIN]


@pytest.mark.parametrize(
    ("street_class", "hidden", "shown"),
    [("primary", 7.5, 8.5), ("residential", 11.5, 12.5), ("service", 12.5, 14.5)],
)
def test_smaller_streets_come_with_nearer_views(
    street_class: str, hidden: float, shown: float
) -> None:
    def is_drawn(zoom: float) -> bool:
        view = view_at(zoom)
        street = Street(street_class, "", on_square(view, [(-50, 100), (350, 100)]))
        motorway = Street("motorway", "", on_square(view, [(-50, 50), (350, 50)]))
        return seen(painted(view, street, motorway), (150.0, 100.0)) != [inks.PAPER]

    assert (is_drawn(hidden), is_drawn(shown)) == (False, True)


@pytest.mark.parametrize(("zoom", "shown"), [(10.5, False), (11.5, True)])
def test_where_only_paths_are_known_they_are_drawn_thinly_from_afar(
    zoom: float, shown: bool
) -> None:
    view = view_at(zoom)
    path = Street("footway", "", on_square(view, [(-50, 100), (350, 100)]))
    road = Street("primary", "", on_square(view, [(-50, 50), (350, 50)]))
    canvas = Canvas(SIZE, RATIO, inks.PAPER)
    assert paint_ground(canvas, view, MapIndex(make_map("f", [path], []))) is shown
    near = [(150.0, 100.0 + dy / 2) for dy in (-1, 0, 1)]
    assert (set(seen(canvas, *near)) == {inks.PAPER}) is not shown
    assert set(seen(painted(view, path, road), *near)) == {inks.PAPER}


def test_of_too_many_streets_the_smaller_kinds_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view = view_at(14.5)
    streets = [
        Street(name, str(y), on_square(view, [(-50, y), (350, y)]))
        for name, ys in (("primary", [50]), ("residential", [100, 120]), ("service", [150, 170]))
        for y in ys
    ]

    def drawn(most: int) -> list[bool]:
        monkeypatch.setattr(painting, "_MOST_STREETS", most)
        colours = seen(painted(view, *streets), (150.0, 50.0), (150.0, 100.0), (150.0, 150.0))
        return [colour != inks.PAPER for colour in colours]

    assert drawn(5) == [True, True, True]
    assert drawn(4) == [True, True, False]
    assert drawn(2) == [True, False, False]
    assert drawn(0) == [False, False, False]


def test_dots_of_a_line_are_evenly_spaced_around_its_corners() -> None:
    corner = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]])
    assert every(corner, 4.0).tolist() == [[0, 0], [4, 0], [8, 0], [10, 2], [10, 6], [10, 10]]
    assert every(np.zeros((2, 2)), 4.0).tolist() == [[0, 0]]


def test_only_what_the_font_has_letters_for_is_written() -> None:
    assert writable(["© OpenStreetMap contributors", "岩国市", "Città"]) == [
        "© OpenStreetMap contributors"
    ]


def test_a_label_can_be_read_on_its_ground() -> None:
    canvas = Canvas(SIZE, RATIO, inks.PAPER)
    canvas.label((290.0, 190.0), "©", 40.0, inks.INK, inks.WATER)
    picture = Image.open(io.BytesIO(canvas.png())).convert("RGB")
    colours = {colour for _, colour in picture.getcolors(1000) or []}
    assert {(0x22, 0x30, 0x2B), (0xCF, 0xDF, 0xE2)} <= colours
