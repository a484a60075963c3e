"""The stretches of street that can be reached within a time, cut where the time runs out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from routing.engines.embedded import EmbeddedEngine
from routing.engines.profiles import WalkingRules, rules_for
from routing.errors import OutsideNetworkError
from routing.geodesy import local_xy_m
from routing.hierarchy.model import NO_WAY
from routing.model import AccessProfile, Point, Snap
from routing.networks.model import StreetNetwork
from routing.networks.speeds import WALKING_KMH

FloatArray = NDArray[np.float64]
LineArray = NDArray[np.object_]

_ON_THE_STREET_M: Final = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """How soon all of a network is reached from one place.

    Parameters
    ----------
    entry
        Where the place meets its nearest street.
    node_times_ms
        int32 array of shape (n,), the walk to the street included; `UNREACHABLE` where there is
        no way.
    """

    network: StreetNetwork
    origin: Point
    entry: Snap
    node_times_ms: NDArray[np.int32]
    rules: WalkingRules


def reach_from(engine: EmbeddedEngine, origin: Point, profile: AccessProfile) -> Reach:
    """Return how soon all of the engine's network is reached from `origin`.

    Raises
    ------
    OutsideNetworkError
        If the origin is off the network.
    """
    (entry,) = engine.snap([origin])
    if entry is None:
        raise OutsideNetworkError({0: engine.distance_m(origin)})
    times_ms = engine.reachable(origin, profile=profile)
    return Reach(engine.network, origin, entry, times_ms, rules_for(profile, engine.mode))


def reached_lines(reach: Reach, limit_ms: int) -> LineArray:
    """Return the reached stretches as shapely lines, in the plane of `local_xy_m` at the origin.

    A street walked whole in both directions appears once.
    """
    edges = reach.network.edges
    starts_ms = reach.node_times_ms[edges.tail].astype(np.int64)
    chosen = np.flatnonzero((starts_ms < limit_ms) & _passable(reach))
    share = np.minimum((limit_ms - starts_ms[chosen]) / _takes_ms(reach, chosen), 1.0)
    kept = _without_way_back(reach.network, chosen, share)
    whole = _cut(reach.network, chosen[kept], share[kept], reach.origin.lat)
    return np.concatenate((_way_in(reach, limit_ms), whole))


def _passable(reach: Reach) -> NDArray[np.bool_]:
    edges = reach.network.edges
    usable = np.asarray((edges.slope <= reach.rules.max_slope) & (edges.time_ms < NO_WAY))
    return usable if reach.rules.steps_allowed else usable & ~edges.is_steps


def _takes_ms(reach: Reach, edges: NDArray[np.int64]) -> NDArray[np.int64]:
    time_ms = reach.network.edges.time_ms[edges].astype(np.int64)
    return -(-time_ms * reach.rules.numerator // reach.rules.denominator)


def _way_in(reach: Reach, limit_ms: int) -> LineArray:
    """Return the walk to the street, and how far one comes along that street before a crossing."""
    lat0, network = reach.origin.lat, reach.network
    ends = np.array([reach.origin, reach.entry.point])
    start, entry = local_xy_m(ends[:, 0], ends[:, 1], lat0=lat0)
    pace_ms_per_m = 3600 / WALKING_KMH * reach.rules.numerator / reach.rules.denominator
    left_ms = limit_ms - reach.entry.distance_m * pace_ms_per_m
    if left_ms <= 0:
        return np.array([shapely.LineString([start, start])])
    found: list[BaseGeometry] = [shapely.LineString([start, entry])]
    first = int(np.argmin(reach.node_times_ms))
    touching = (network.edges.tail == first) | (network.edges.head == first)
    for edge in np.flatnonzero(touching & _passable(reach)).tolist():
        lonlat = network.edges.line(edge)
        line = shapely.LineString(local_xy_m(lonlat[:, 1], lonlat[:, 0], lat0=lat0))
        if line.distance(shapely.Point(entry)) <= _ON_THE_STREET_M:
            begin = line.project(shapely.Point(entry), normalized=True)
            share = left_ms / int(_takes_ms(reach, np.array([edge]))[0])
            found.append(substring(line, begin, min(begin + share, 1.0), normalized=True))
    return np.array([line for line in found if line.geom_type == "LineString"])


def _without_way_back(
    network: StreetNetwork, edges: NDArray[np.int64], share: FloatArray
) -> NDArray[np.int64]:
    tail, head = network.edges.tail[edges], network.edges.head[edges]
    ends = np.sort(np.column_stack((tail, head)), axis=1)
    length_dm = np.rint(network.edges.length_m[edges] * 10)
    # Parts differ by direction; only wholes stand for each other.
    part = np.where(share < 1.0, np.arange(1, len(edges) + 1), 0)
    keys = np.column_stack((ends, length_dm, part))
    _, first = np.unique(keys, axis=0, return_index=True)
    return np.sort(first)


def _cut(
    network: StreetNetwork, edges: NDArray[np.int64], share: FloatArray, lat0: float
) -> LineArray:
    """Return the first `share` of each edge's line."""
    start = network.edges.geometry_start[edges]
    count = network.edges.geometry_start[edges + 1] - start
    line = np.repeat(np.arange(len(edges)), count)
    first = np.cumsum(count) - count
    lonlat = network.edges.lonlat[np.arange(count.sum()) + np.repeat(start - first, count)]
    xy = local_xy_m(lonlat[:, 1], lonlat[:, 0], lat0=lat0)
    along_m = _along(xy, first, count)
    end_m = share * along_m[first + count - 1]
    inside = along_m < end_m[line]
    inside[first] = True
    ends = _points_at(xy, along_m, end_m, inside, line)
    order = np.argsort(np.concatenate((line[inside], np.arange(len(edges)))), kind="stable")
    vertices = np.concatenate((xy[inside], ends))[order]
    owner = np.concatenate((line[inside], np.arange(len(edges))))[order]
    return np.asarray(shapely.linestrings(vertices, indices=owner))


def _along(xy: FloatArray, first: NDArray[np.int64], count: NDArray[np.int64]) -> FloatArray:
    """Return each vertex's distance from the beginning of its own line."""
    step_m = np.zeros(len(xy))
    step_m[1:] = np.hypot(*np.diff(xy, axis=0).T)
    total_m = np.cumsum(step_m)
    return total_m - np.repeat(total_m[first], count)


def _points_at(
    xy: FloatArray,
    along_m: FloatArray,
    end_m: FloatArray,
    inside: NDArray[np.bool_],
    line: NDArray[np.int64],
) -> FloatArray:
    """Return the point `end_m` along each line, which lies behind its last vertex inside."""
    last = np.flatnonzero(inside & np.append(~inside[1:] | (line[1:] != line[:-1]), True))
    following = np.minimum(last + 1, len(xy) - 1)
    step_m = along_m[following] - along_m[last]
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(step_m > 0, (end_m - along_m[last]) / step_m, 0.0)
    point: FloatArray = xy[last] + np.clip(part, 0.0, 1.0)[:, None] * (xy[following] - xy[last])
    return point
