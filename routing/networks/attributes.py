"""Travel times and walking obstacles on every segment of an OSMnx graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any, Final

import networkx as nx

from routing.model import Mode
from routing.networks.osm_data import elevation_m
from routing.networks.speeds import driving_speed_kmh, tagged_limit_kmh, walked_time_s
from routing.networks.way_filter import STOPPING_TAGS, forbids_stopping

_ELEVATION_KEYS: Final = ("elevation", "ele")


def distinct_names(values: Iterable[str | Sequence[str]]) -> tuple[str, ...]:
    """Return names in order of appearance, each once; lists among them are opened up."""
    flat = (name for value in values for name in ([value] if isinstance(value, str) else value))
    return tuple(dict.fromkeys(flat))


MERGE_RULES: Final[dict[str, Any]] = {
    "length": sum,
    "time_ms": sum,
    "is_steps": any,
    "no_stopping": any,
    "slope": max,
    "name": distinct_names,
}
"""How the attributes of segments become those of the street they are merged into."""


def add_times(graph: nx.MultiDiGraph[int], mode: Mode) -> None:
    """Set `time_ms`, `is_steps`, `no_stopping` and `slope` on every edge, in place.

    Set before segments are merged, so that a short flight of steps keeps its own pace within a
    long street. `time_ms` is a float here: it is rounded once, after merging.
    """
    if mode is Mode.DRIVE:
        _add_driving_times(graph)
    else:
        _add_walking_times(graph)


def _add_walking_times(graph: nx.MultiDiGraph[int]) -> None:
    nodes = graph.nodes(data=True)
    elevations_m = {node: elevation_m(_elevation_text(data)) for node, data in nodes}
    for tail, head, edge in graph.edges(data=True):
        highway = edge["highway"]
        slope = _slope(elevations_m[tail], elevations_m[head], edge["length"])
        time_s = walked_time_s(edge["length"], highway=highway, slope=slope)
        is_steps = "steps" in ([highway] if isinstance(highway, str) else highway)
        edge.update(time_ms=time_s * 1000, is_steps=is_steps, no_stopping=False, slope=abs(slope))


def _slope(tail_m: float | None, head_m: float | None, length_m: float) -> float:
    if tail_m is None or head_m is None or length_m <= 0:
        return 0.0
    return (head_m - tail_m) / length_m


def _elevation_text(data: dict[str, Any]) -> str | None:
    return next((data[key] for key in _ELEVATION_KEYS if key in data), None)


def _add_driving_times(graph: nx.MultiDiGraph[int]) -> None:
    for _, _, edge in graph.edges(data=True):
        speed_kmh = _driving_speed_kmh(edge["highway"], edge.get("maxspeed", []))
        time_ms = edge["length"] / speed_kmh * 3600
        no_stopping = _forbids_stopping(edge)
        edge.update(time_ms=time_ms, is_steps=False, no_stopping=no_stopping, slope=0.0)


def _forbids_stopping(edge: dict[str, Any]) -> bool:
    """Return whether one can stop nowhere on the edge, whichever ways it was merged from."""
    texts = {key: distinct_names([edge[key]]) for key in STOPPING_TAGS if key in edge}
    ways = product(*([(key, text) for text in values] for key, values in texts.items()))
    return all(forbids_stopping(dict(way)) for way in ways)


def _driving_speed_kmh(highway: str | Sequence[str], maxspeed: str | Sequence[str]) -> float:
    """Return the mean speed of the limits where ways were merged, the first class without any."""
    first_class, *_ = distinct_names([highway])
    tagged = [text for text in distinct_names([maxspeed]) if tagged_limit_kmh(text) is not None]
    limits: list[str | None] = [*tagged] or [None]
    speeds = [driving_speed_kmh(first_class, limit) for limit in limits]
    return sum(speeds) / len(speeds)
