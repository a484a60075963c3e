"""A region's map as it is kept and drawn from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from server.cartography.kinds import AreaKind
from server.cartography.projection import Box, to_lonlat

Geometries = NDArray[np.object_]


class Street(NamedTuple):
    """One drawn line: its class (a value of `highway`), name (empty without one) and places.

    `world` has shape (n, 2) and lies on the square of `projection`.
    """

    street_class: str
    name: str
    world: NDArray[np.float64]


@dataclass(frozen=True)
class RegionMap:
    """Everything that a region's tiles are drawn from, on the square of `projection`.

    Parameters
    ----------
    fingerprint
        Hash of what it was made of and by which rules.
    streets
        Lines, each as long as class and name stay the same.
    street_keys
        Class and name of the lines; the name is empty without one.
    street_key
        Index into `street_keys`, for each line.
    areas
        Polygons.
    area_kind
        Index into `AreaKind`'s members, for each polygon.
    """

    fingerprint: str
    streets: Geometries
    street_keys: tuple[tuple[str, str], ...]
    street_key: NDArray[np.int32]
    areas: Geometries
    area_kind: NDArray[np.int8]

    @cached_property
    def box(self) -> Box | None:
        """The part of the square that the streets lie in; None where there are none."""
        if not len(self.streets):
            return None
        west, north, east, south = shapely.total_bounds(self.streets).tolist()
        return west, north, east, south

    @property
    def bounds(self) -> Box | None:
        """West, south, east and north of the streets in degrees; None where there are none."""
        if self.box is None:
            return None
        west, north, east, south = self.box
        corners = to_lonlat(np.array([[west, south], [east, north]]))
        (west, south), (east, north) = np.round(corners, 6).tolist()
        return west, south, east, north


AREA_KINDS: tuple[AreaKind, ...] = tuple(AreaKind)


def make_map(
    fingerprint: str, streets: Iterable[Street], areas: Sequence[tuple[AreaKind, Any]]
) -> RegionMap:
    """Return the map of streets and areas (shapely polygons, also of several parts).

    Streets of one class and name are joined where exactly two of them meet.
    """
    by_key: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for street in streets:
        by_key[street.street_class, street.name].append(shapely.linestrings(street.world))
    keys = tuple(sorted(by_key))
    joined = [shapely.line_merge(shapely.multilinestrings(by_key[key])) for key in keys]
    lines, line_key = _parts(joined)
    polygons, polygon_area = _parts([area for _, area in areas])
    kinds = np.array([AREA_KINDS.index(kind) for kind, _ in areas], dtype=np.int8)
    return RegionMap(
        fingerprint, lines, keys, line_key.astype(np.int32), polygons, kinds[polygon_area]
    )


def _parts(geometries: Sequence[Any]) -> tuple[Geometries, NDArray[np.int64]]:
    """Return the lines or polygons of which `geometries` are made, and of which each is."""
    whole = np.array(geometries, dtype=np.object_)
    parts, index = shapely.get_parts(whole, return_index=True)
    return parts, index.astype(np.int64)
