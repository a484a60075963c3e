"""Points of a list: as stated, or repaired where the list's area leaves one reading only."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from server.opendata.answer import Bounds
from server.opendata.japanese_text import plain

JAPAN: Final = Bounds(20.0, 122.0, 46.0, 154.0)

_DECIMAL: Final = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,20})?", re.ASCII)
_PARTS: Final = re.compile(
    r"(?:北緯|東経|[NE])?\s*(\d{1,3})\s*[°º度:/\s-]\s*(\d{1,2}(?:\.\d+)?)"
    r"(?:\s*['′’分:/\s-]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:''|\"|′′|”|秒)?)?)?\s*[NE]?",
    re.ASCII,
)
_DOTTED: Final = re.compile(r"(\d{1,3})\.(\d{1,2})\.(\d{1,2}(?:\.\d+)?)", re.ASCII)
_PACKED_SECONDS: Final = re.compile(r"(\d{2,3})(\d{2})(\d{2}(?:\.\d+)?)", re.ASCII)
_PACKED_MINUTES: Final = re.compile(r"(\d{2,3})(\d{2}(?:\.\d+)?)", re.ASCII)
_POINT_THEN_PACKED: Final = re.compile(r"(\d{2,3})\.(\d{2})(\d{2})(\d*)", re.ASCII)


class Point(NamedTuple):
    """A row's point, and what there is to say about it.

    Parameters
    ----------
    repair, remark, fault
        Codes; `lat` and `lon` mean nothing when there is a fault.
    of_lon
        Whether the fault is in the longitude's cell.
    """

    lat: float
    lon: float
    repair: str = ""
    remark: str = ""
    fault: str = ""
    of_lon: bool = False


def read_point(lat_text: str, lon_text: str, bounds: Bounds | None) -> Point:
    """Return the point that two cells state.

    Decimal degrees inside the area are taken as they are. Two decimal numbers of which only the
    exchange lies in `bounds` were exchanged. Failing that, every way to read the cells as degrees
    and minutes, or degrees, minutes and seconds, packed or apart, exchanged or not, is tried; one
    is taken only when no other lies in `bounds` too. Without bounds nothing is proven.
    """
    lat_cell, lon_cell = plain(lat_text), plain(lon_text)
    lat, lon = _decimal(lat_cell), _decimal(lon_cell)
    if lat is not None and lon is not None and (bounds or JAPAN).holds(lat, lon):
        narrowed = lat_cell != lat_text or lon_cell != lon_text
        return Point(lat, lon, repair="width" if narrowed else "")
    proven = _proven(lat_cell, lon_cell, bounds) if bounds else None
    if proven is not None:
        return proven
    return _unproven(lat, lon)


def _proven(lat_cell: str, lon_cell: str, bounds: Bounds) -> Point | None:
    lat, lon = _decimal(lat_cell), _decimal(lon_cell)
    if lat is not None and lon is not None and bounds.holds(lon, lat):
        return Point(lon, lat, "swapped_coordinates")
    found: dict[tuple[float, float], Point] = {}
    as_stated = itertools.product(_readings(lat_cell), _readings(lon_cell))
    exchanged = itertools.product(_readings(lon_cell), _readings(lat_cell))
    for repair, pairs in (("degrees_minutes", as_stated), ("swapped_coordinates", exchanged)):
        for north, east in pairs:
            if bounds.holds(north, east):
                found.setdefault((round(north, 6), round(east, 6)), Point(north, east, repair))
    return next(iter(found.values())) if len(found) == 1 else None


def _unproven(lat: float | None, lon: float | None) -> Point:
    if lat is None or lon is None:
        return Point(0, 0, fault="bad_coordinate", of_lon=lat is not None)
    if JAPAN.holds(lat, lon):
        return Point(lat, lon, remark="outside_bounds")
    if JAPAN.holds(lon, lat):
        return Point(0, 0, fault="swapped_coordinates")
    lat_is_good = JAPAN.south <= lat <= JAPAN.north
    return Point(0, 0, fault="outside_japan", of_lon=lat_is_good)


def _decimal(cell: str) -> float | None:
    return float(cell) if _DECIMAL.fullmatch(cell) else None


def _readings(cell: str) -> Iterator[float]:
    """Yield every number of degrees that the cell could mean."""
    stated = _decimal(cell)
    if stated is not None:
        yield stated
    for pattern in (_PARTS, _DOTTED, _PACKED_SECONDS, _PACKED_MINUTES):
        match = pattern.fullmatch(cell)
        if match is not None:
            yield from _sexagesimal(*match.groups())
    packed = _POINT_THEN_PACKED.fullmatch(cell)
    if packed is not None:
        yield from _sexagesimal(packed[1], packed[2], f"{packed[3]}.{packed[4] or 0}")


def _sexagesimal(degrees: str, minutes: str, seconds: str | None = None) -> Iterator[float]:
    if float(minutes) < 60 and float(seconds or 0) < 60:
        exact = int(degrees) + float(minutes) / 60 + float(seconds or 0) / 3600
        yield round(exact, 7)
