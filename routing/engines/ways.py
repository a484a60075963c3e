"""What a way looks like on the map: its line, its length and its street names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.engines.line_kernels import join_lines
from routing.hierarchy.model import Int32Array
from routing.hierarchy.queries import Path
from routing.model import Point
from routing.networks.model import StreetNetwork
from routing.snapping.model import Candidates, Ties
from routing.snapping.snapper import Snapper
from routing.snapping.tie_kernels import AGAINST, ALONG, AT_NODE, way_on_one_street

LineArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A way between two points, the walks to the streets and back included.

    Parameters
    ----------
    edges
        One edge for each street in order, for its name.
    line
        Shape (k, 2), longitude first.
    """

    time_ms: int
    length_m: float
    edges: Int32Array
    line: LineArray


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """Where a way leaves or enters a street: one candidate of a point, and in which direction."""

    street: int
    vertex: int
    fraction: float
    lonlat: LineArray
    walk_m: float
    side: int


class WayDrawer:
    """Draws ways on one network."""

    def __init__(self, network: StreetNetwork, snapper: Snapper) -> None:
        self._length_m = network.edges.length_m
        self._lines, self._grid = snapper.lines, snapper.grid

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
            middle, length_m, edges = self._within(departure, arrival)
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
            middle, length_m, edges = self._through(departure, arrival, path.edges)
            time_ms = path.time_ms
        else:
            return None
        ends = np.array([points[origin][::-1], points[origin + 1][::-1]])
        line = np.concatenate((ends[:1], departure.lonlat, *middle, arrival.lonlat, ends[1:]))
        length_m += departure.walk_m + arrival.walk_m
        return Way(int(time_ms), length_m, edges, without_repeats(line))

    def _place(self, candidates: Candidates, point: int, k: int, side: int) -> _Place:
        at = (point, k)
        return _Place(
            street=int(candidates.street[at]),
            vertex=int(candidates.vertex[at]),
            fraction=float(candidates.fraction[at]),
            lonlat=np.array([[candidates.lon[at], candidates.lat[at]]]),
            walk_m=float(candidates.distance_m[at]),
            side=side,
        )

    def _edge(self, street: int, side: int = ALONG) -> int:
        return int(self._grid.street_edge[self._grid.street_start[2 * street + side]])

    def _within(
        self, departure: _Place, arrival: _Place
    ) -> tuple[list[LineArray], float, Int32Array]:
        """Go from one place of a street to another of the same."""
        a, b = departure.vertex + 1, arrival.vertex + 1
        lonlat = self._lines.lonlat
        line = lonlat[a:b] if departure.side == ALONG else lonlat[b:a][::-1]
        share = abs(arrival.fraction - departure.fraction)
        edge = self._edge(departure.street)
        named = [self._edge(departure.street, departure.side)] if share else []
        return [line], share * float(self._length_m[edge]), np.array(named, dtype=np.int32)

    def _through(
        self, departure: _Place, arrival: _Place, edges: Int32Array
    ) -> tuple[list[LineArray], float, Int32Array]:
        """Leave one street at its end, follow edges, enter another street at its end."""
        before, before_m, first = self._part(departure, to_its_end=True)
        after, after_m, last = self._part(arrival, to_its_end=False)
        line = join_lines(edges, self._lines.geometry_start, self._lines.lonlat)
        length_m = before_m + float(self._length_m[edges].sum()) + after_m
        return [before, line, after], length_m, np.concatenate((first, edges, last))

    def _part(self, place: _Place, *, to_its_end: bool) -> tuple[LineArray, float, Int32Array]:
        """Return the part of a street that leads from a place to its end, or to it."""
        nothing = np.zeros(0, dtype=np.int32)
        if place.side == AT_NODE:
            return self._lines.lonlat[:0], 0.0, nothing
        edge = self._edge(place.street)
        begin, end = self._lines.geometry_start[edge : edge + 2]
        is_rest = to_its_end == (place.side == ALONG)
        line = (
            self._lines.lonlat[place.vertex + 1 : end]
            if is_rest
            else (self._lines.lonlat[begin : place.vertex + 1])
        )
        share = 1.0 - place.fraction if is_rest else place.fraction
        named = np.array([self._edge(place.street, place.side)], dtype=np.int32)
        line = line[::-1] if place.side == AGAINST else line
        return line, share * float(self._length_m[edge]), named


def without_repeats(line: LineArray) -> LineArray:
    """Drop consecutive repetitions from a line, but keep two coordinates."""
    lon, lat = line[:, 0], line[:, 1]
    differs = (lon[1:] != lon[:-1]) | (lat[1:] != lat[:-1])
    kept = line[np.flatnonzero(np.concatenate(([True], differs)))]
    return kept if len(kept) > 1 else line[[0, -1]]
