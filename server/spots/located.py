"""Where rows lie: in a box, around a point, how far away.

Distances are measured on the sphere of mean earth radius by the haversine formula (Sinnott, R. W.
1984, "Virtues of the haversine", Sky and Telescope 68 (2)).
"""

from __future__ import annotations

import math
from typing import Any, Final

import sqlalchemy as sa

EARTH_RADIUS_M: Final = 6_371_008.771415

Column = sa.SQLColumnExpression[Any]


def great_circle_m(
    lat_column: Column,
    lon_column: Column,
    near: tuple[float, float],
) -> sa.ColumnElement[float]:
    """Return the distance of a stored point from (lat, lon) in metres."""
    lat, lon = near
    half_lat = sa.func.radians(lat_column - lat) / 2
    half_lon = sa.func.radians(lon_column - lon) / 2
    scale = math.cos(math.radians(lat))
    haversine = sa.func.power(sa.func.sin(half_lat), 2) + scale * sa.func.cos(
        sa.func.radians(lat_column)
    ) * sa.func.power(sa.func.sin(half_lon), 2)
    bounded = sa.case((haversine > 1.0, 1.0), else_=haversine)
    return 2 * EARTH_RADIUS_M * sa.func.asin(sa.func.sqrt(bounded))


def is_in_box(
    lat_column: Column, lon_column: Column, bbox: tuple[float, float, float, float]
) -> sa.ColumnElement[bool]:
    """Return whether a stored point lies in west, south, east, north.

    A box whose west is above its east reaches over the 180th meridian.
    """
    west, south, east, north = bbox
    spans = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    in_span = sa.or_(*(lon_column.between(first, last) for first, last in spans))
    return sa.and_(lat_column.between(south, north), in_span)


def is_within(
    lat_column: Column, lon_column: Column, near: tuple[float, float], radius_m: float
) -> sa.ColumnElement[bool]:
    """Return whether a stored point lies around (lat, lon), which an index on latitudes helps."""
    reach = math.degrees(radius_m / EARTH_RADIUS_M)
    in_reach = lat_column.between(near[0] - reach, near[0] + reach)
    return sa.and_(in_reach, great_circle_m(lat_column, lon_column, near) <= radius_m)
