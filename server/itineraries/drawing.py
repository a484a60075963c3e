"""A plan drawn on its streets, as one self-contained SVG."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from server.itineraries.schemas import DayOut, ItineraryOut

LonLat = Sequence[float]
Line = Sequence[LonLat]
Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

_WIDTH: Final = 960.0
_MARGIN: Final = 0.12
_SMALLEST_DEGREES: Final = 0.004
_DAY_COLOURS: Final = (
    "#c8452f",
    "#1f6f8b",
    "#5b7f2b",
    "#8a4f9e",
    "#b5751c",
    "#2f5fb3",
    "#7a5c45",
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The projection from degrees to pixels; equirectangular, true at the middle latitude."""

    box: Box
    height: float

    @classmethod
    def around(cls, box: Box) -> _Sheet:
        west, south, east, north = box
        scale = math.cos(math.radians((south + north) / 2))
        return cls(box, _WIDTH * (north - south) / ((east - west) * scale))

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        west, south, east, north = self.box
        x = (lon - west) / (east - west) * _WIDTH
        return x, (north - lat) / (north - south) * self.height

    def path(self, line: Line) -> str:
        points = (self.at(lonlat[0], lonlat[1]) for lonlat in line)
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def plan_box(itinerary: ItineraryOut) -> Box:
    """Return the box to draw: around all legs, with a margin."""
    points = [p for day in itinerary.days for leg in day.legs for p in leg.geometry.coordinates]
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    middle_lon, middle_lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    stretch = 0.5 + _MARGIN
    half_lat = max((max(lats) - min(lats)) * stretch, _SMALLEST_DEGREES)
    half_lon = max((max(lons) - min(lons)) * stretch, _SMALLEST_DEGREES * 1.5, half_lat * 1.2)
    return (
        middle_lon - half_lon,
        max(middle_lat - half_lat, -90.0),
        middle_lon + half_lon,
        min(middle_lat + half_lat, 90.0),
    )


def draw(itinerary: ItineraryOut, streets: Iterable[Line]) -> str:
    """Return the plan as SVG.

    Parameters
    ----------
    streets
        Lines to draw underneath, longitude first; those of `plan_box` suffice.
    """
    sheet = _Sheet.around(plan_box(itinerary))
    parts = [
        *_background(sheet, streets),
        *(part for n, day in enumerate(itinerary.days) for part in _day(sheet, day, n)),
        _attribution(sheet, itinerary.attribution),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:.0f} {sheet.height:.0f}" '
        'font-family="system-ui, sans-serif" role="img">' + "".join(parts) + "</svg>"
    )


def _background(sheet: _Sheet, streets: Iterable[Line]) -> Iterator[str]:
    yield f'<rect width="{_WIDTH:.0f}" height="{sheet.height:.0f}" fill="#f7f4ec"/>'
    paths = "".join(sheet.path(line) for line in streets)
    yield f'<path d="{paths}" fill="none" stroke="#cfc8b8" stroke-width="1.6"/>'


def _day(sheet: _Sheet, day: DayOut, number: int) -> Iterator[str]:
    colour = _DAY_COLOURS[number % len(_DAY_COLOURS)]
    ways = "".join(sheet.path(leg.geometry.coordinates) for leg in day.legs)
    yield (
        f'<path d="{ways}" fill="none" stroke="{colour}" stroke-width="4" '
        'stroke-linejoin="round" stroke-linecap="round" stroke-opacity="0.85"/>'
    )
    for lonlat in (day.legs[0].geometry.coordinates[0], day.legs[-1].geometry.coordinates[-1]):
        yield _end_mark(*sheet.at(lonlat[0], lonlat[1]), colour)
    for order, visit in enumerate(day.visits, start=1):
        place = sheet.at(visit.location.lon, visit.location.lat)
        title = html.escape(f"{visit.begin:%H:%M}–{visit.leave:%H:%M} {visit.name}")
        yield f"<g><title>{title}</title>{_stop_mark(*place, order, colour)}</g>"


def _end_mark(x: float, y: float, colour: str) -> str:
    circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="#fff"'
    return f'{circle} stroke="{colour}" stroke-width="4"/>'


def _stop_mark(x: float, y: float, order: int, colour: str) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="13" fill="{colour}"/>'
        f'<text x="{x:.1f}" y="{y + 4.8:.1f}" font-size="14" font-weight="700" fill="#fff" '
        f'text-anchor="middle">{order}</text>'
    )


def _attribution(sheet: _Sheet, sources: Sequence[str]) -> str:
    text = html.escape(" · ".join(sources))
    return (
        f'<text x="{_WIDTH - 8:.0f}" y="{sheet.height - 8:.1f}" font-size="12" fill="#5d584d" '
        f'text-anchor="end">{text}</text>'
    )
