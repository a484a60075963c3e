"""What a way looks like on the map: its line, its length and its street names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.engines.line_kernels import Streets, draw_line
from routing.hierarchy.model import Int32Array, read_only
from routing.hierarchy.queries import Path
from routing.model import Point
from routing.networks.model import StreetNetwork
from routing.snapping.model import Candidates, Ties
from routing.snapping.snapper import Snapper
from routing.snapping.tie_kernels import ALONG, AT_NODE, way_on_one_street

LineArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A way between two points, the walks to the streets and back included.

    Parameters
    ----------
    names
        What its streets are called in order, as indices of the network's `names`; no two in a row
        are the same.
    line
        Shape (k, 2), longitude first.
    """

    time_ms: int
    length_m: float
    names: Int32Array
    line: LineArray


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """Where a way leaves or enters a street: one candidate of a point, and in which direction."""

    street: int
    vertex: int
    fraction: float
    lonlat: tuple[float, float]
    walk_m: float
    side: int


class _Part(NamedTuple):
    """A part of a street: see `draw_line`; -1 for an edge that names nothing."""

    first: int
    last: int
    length_m: float
    edge: int


_NOTHING: Final = _Part(0, 0, 0.0, -1)


class WayDrawer:
    """Draws ways on one network."""

    def __init__(self, network: StreetNetwork, snapper: Snapper) -> None:
        self._length_m = network.edges.length_m
        self._lines, self._grid = snapper.lines, snapper.grid
        start, lonlat = self._lines.geometry_start, self._lines.lonlat
        self._streets = Streets(start, lonlat, read_only(network.edges.name))

    def draw(
        self,
        points: Sequence[Point],
        entry: tuple[Candidates, Ties],
        origin: int,
        path: Path | None,
    ) -> Way | None:
        """Return the quickest way from one point to the next; None if there is none.

        Parameters
        ----------
        entry
            How all points enter the network.
        path
            The quickest way by its nodes, if any; one that stays on a single street may be quicker.
        """
        candidates, ties = entry
        position = ties.position
        stay_ms, a, b, side = way_on_one_street(position[origin], position[origin + 1])
        if side >= 0 and (path is None or stay_ms < path.time_ms):
            departure = self._place(candidates, origin, a, side)
            arrival = self._place(candidates, origin + 1, b, side)
            parts, edges = self._within(departure, arrival), np.zeros(0, dtype=np.int32)
            time_ms = stay_ms
        elif path is not None:
            departure = self._place(
                candidates,
                origin,
                int(ties.candidate[path.departure]),
                int(ties.side[path.departure]),
            )
            arrival = self._place(
                candidates,
                origin + 1,
                int(ties.candidate[path.arrival]),
                int(ties.side[path.arrival]),
            )
            parts = self._part(departure, to_its_end=True), self._part(arrival, to_its_end=False)
            edges, time_ms = path.edges, path.time_ms
        else:
            return None
        ends = np.array(
            [points[origin][::-1], departure.lonlat, arrival.lonlat, points[origin + 1][::-1]]
        )
        line, names = self._draw(parts, edges, ends)
        length_m = parts[0].length_m + float(self._length_m[edges].sum()) + parts[1].length_m
        return Way(int(time_ms), length_m + (departure.walk_m + arrival.walk_m), names, line)

    def _draw(
        self, parts: tuple[_Part, _Part], edges: Int32Array, ends: LineArray
    ) -> tuple[LineArray, Int32Array]:
        named = [part.edge >= 0 for part in parts]
        along = np.empty(sum(named) + len(edges), dtype=np.int32)
        along[named[0] : named[0] + len(edges)] = edges
        if named[0]:
            along[0] = parts[0].edge
        if named[1]:
            along[-1] = parts[1].edge
        vertices = np.array(
            [(part.first, part.last, has) for part, has in zip(parts, named, strict=True)],
            dtype=np.int64,
        )
        return draw_line(self._streets, along, vertices, ends)

    def _place(self, candidates: Candidates, point: int, k: int, side: int) -> _Place:
        at = (point, k)
        return _Place(
            street=int(candidates.street[at]),
            vertex=int(candidates.vertex[at]),
            fraction=float(candidates.fraction[at]),
            lonlat=(float(candidates.lon[at]), float(candidates.lat[at])),
            walk_m=float(candidates.distance_m[at]),
            side=side,
        )

    def _edge(self, street: int, side: int = ALONG) -> int:
        return int(self._grid.street_edge[self._grid.street_start[2 * street + side]])

    def _within(self, departure: _Place, arrival: _Place) -> tuple[_Part, _Part]:
        """Go from one place of a street to another of the same."""
        low, high = sorted((departure.vertex + 1, arrival.vertex + 1))
        share = abs(arrival.fraction - departure.fraction)
        length_m = share * float(self._length_m[self._edge(departure.street)])
        edge = self._edge(departure.street, departure.side) if share else -1
        return _Part(*_towards(departure.side, low, high), length_m, edge), _NOTHING

    def _part(self, place: _Place, *, to_its_end: bool) -> _Part:
        """Return the part of a street that leads from a place to its end, or to it."""
        if place.side == AT_NODE:
            return _NOTHING
        edge = self._edge(place.street)
        begin, end = self._lines.geometry_start[edge : edge + 2].tolist()
        is_rest = to_its_end == (place.side == ALONG)
        low, high = (place.vertex + 1, end) if is_rest else (begin, place.vertex + 1)
        share = 1.0 - place.fraction if is_rest else place.fraction
        length_m = share * float(self._length_m[edge])
        named = self._edge(place.street, place.side)
        return _Part(*_towards(place.side, low, high), length_m, named)


def _towards(side: int, low: int, high: int) -> tuple[int, int]:
    """Return from which vertex to before which to go, to go along `low` to before `high`."""
    return (low, high) if side == ALONG else (high - 1, low - 1)
