"""What is different on the streets for a while: closed for a festival, slow under snow."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from routing.hierarchy.customization import customize
from routing.hierarchy.model import NO_WAY, Int32Array, frozen
from routing.networks.model import EdgeArrays, RoutingIndex, StreetNetwork
from routing.snapping.model import StreetGrid

Area = Polygon | MultiPolygon
"""In degrees, longitude first."""


@dataclass(frozen=True, slots=True)
class StreetConditions:
    """How streets differ from the network as it was built.

    Parameters
    ----------
    closed_areas
        Nobody passes a street that lies in one of them, wholly or in part: it is closed from
        crossing to crossing. A street that only touches the border stays open.
    closed_edges
        Edges of this version of the network, each in its own direction; where turn restrictions
        gave a street several edges, all are closed.
    speed_factor
        Everybody's speed over the usual one; 0.5 takes twice as long.
    slow_areas
        The same for the streets in an area, wholly or in part, on top of `speed_factor`.
    """

    closed_areas: tuple[Area, ...] = ()
    closed_edges: frozenset[int] = frozenset()
    speed_factor: float = 1.0
    slow_areas: tuple[tuple[Area, float], ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no speed.

        Raises
        ------
        ValueError
            If a factor is not a positive number.
        """
        for factor in (self.speed_factor, *(factor for _, factor in self.slow_areas)):
            if not (math.isfinite(factor) and factor > 0):
                raise ValueError(f"a speed factor is a positive number, not {factor}")


def network_under(
    network: StreetNetwork, index: RoutingIndex, conditions: StreetConditions
) -> StreetNetwork:
    """Return the network with the times and the metric of the conditions; all else is shared.

    A closed edge takes `NO_WAY`.

    Raises
    ------
    ValueError
        If an edge is not one of the network's.
    """
    time_ms = times_under(network.edges, index.grid, conditions)
    edges = replace(network.edges, time_ms=time_ms)
    metric = customize(index.topology, time_ms)
    return replace(network, edges=edges, index=replace(index, metric=metric))


def times_under(edges: EdgeArrays, grid: StreetGrid, conditions: StreetConditions) -> Int32Array:
    """Return the times of all edges under conditions, shape (m,).

    Rounded to whole milliseconds, at least 1; `NO_WAY` where closed.

    Raises
    ------
    ValueError
        If an edge is not one of the network's.
    """
    factor = np.full(len(edges.tail), conditions.speed_factor)
    for area, area_factor in conditions.slow_areas:
        factor[edges_within(edges, area)] *= area_factor
    time_ms = np.clip(np.rint(edges.time_ms / factor), 1, NO_WAY - 1)
    for area in conditions.closed_areas:
        time_ms[edges_within(edges, area)] = NO_WAY
    time_ms[_with_copies(grid, conditions.closed_edges)] = NO_WAY
    return frozen(time_ms)


def edges_within(edges: EdgeArrays, area: Area) -> NDArray[np.int64]:
    """Return the edges of which any part lies inside an area, ascending."""
    vertex = _segments_near(edges, area.bounds)
    shapely.prepare(area)
    inside = np.zeros(len(edges.lonlat), dtype=np.bool_)
    inside[vertex] = inside[vertex + 1] = True
    inside[inside] = shapely.contains_xy(area, edges.lonlat[inside])
    within = inside[vertex] | inside[vertex + 1]
    within[~within] = _pass_through(edges, vertex[~within], area)
    edge_after = np.searchsorted(edges.geometry_start, vertex[within], side="right")
    found: NDArray[np.int64] = edge_after[np.diff(edge_after, prepend=0) != 0] - 1
    return found


def _pass_through(edges: EdgeArrays, vertex: NDArray[np.int64], area: Area) -> NDArray[np.bool_]:
    """Return which segments are partly in the inside of an area, the slow way."""
    ends = np.stack((edges.lonlat[vertex], edges.lonlat[vertex + 1]), axis=1)
    lines = np.asarray(shapely.linestrings(ends))
    meets = np.asarray(shapely.intersects(area, lines))
    meets[meets] = ~np.asarray(shapely.touches(area, lines[meets]))
    return meets


def _segments_near(
    edges: EdgeArrays, bounds: tuple[float, float, float, float]
) -> NDArray[np.int64]:
    """Return the first vertices of the segments that may be inside a box.

    That is, of those whose ends are not both beyond the same side of it.
    """
    west, south, east, north = bounds
    lon, lat = edges.lonlat[:, 0], edges.lonlat[:, 1]
    beyond = np.zeros(len(lon), dtype=np.uint8)
    for bit, outside in enumerate((lon < west, lon > east, lat < south, lat > north)):
        beyond |= outside.view(np.uint8) << np.uint8(bit)
    near = (beyond[:-1] & beyond[1:]) == 0
    near[edges.geometry_start[1:-1] - 1] = False  # from one line's end to the next one's beginning
    return np.flatnonzero(near)


def _with_copies(grid: StreetGrid, edges: Iterable[int]) -> NDArray[np.int64]:
    """Return the edges that lead along the same streets in the same directions."""
    chosen = np.array(sorted(edges), dtype=np.int64)
    if len(chosen) and not 0 <= chosen[0] <= chosen[-1] < len(grid.edge_street):
        raise ValueError(f"the edges are 0 to {len(grid.edge_street) - 1}")
    found: list[NDArray[np.integer]] = [np.zeros(0, dtype=np.int64)]
    for edge in chosen.tolist():
        slot = 2 * int(grid.edge_street[edge])
        middle = int(grid.street_start[slot + 1])
        along = grid.street_edge[grid.street_start[slot] : middle]
        against = grid.street_edge[middle : grid.street_start[slot + 2]]
        found.append(along if edge in along else against)
    return np.concatenate(found).astype(np.int64)
