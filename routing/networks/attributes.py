"""Travel times and walking obstacles on every segment of an OSMnx graph."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, Final

import networkx as nx
import osmnx as ox

from routing.model import Mode
from routing.networks.speeds import (
    DRIVING_FALLBACK_KMH,
    DRIVING_KMH,
    DRIVING_RANGE_KMH,
    walked_time_s,
)

_ELEVATION_KEYS: Final = ("elevation", "ele")


def distinct_names(values: Iterable[str | Sequence[str]]) -> tuple[str, ...]:
    """Return names in order of appearance, each once; lists among them are opened up."""
    flat = (name for value in values for name in ([value] if isinstance(value, str) else value))
    return tuple(dict.fromkeys(flat))


MERGE_RULES: Final[dict[str, Any]] = {
    "length": sum,
    "time_ms": sum,
    "is_steps": any,
    "slope": max,
    "name": distinct_names,
}
"""How the attributes of segments become those of the street they are merged into."""


def add_times(graph: nx.MultiDiGraph[int], mode: Mode) -> None:
    """Set `time_ms`, `is_steps` and `slope` on every edge, in place.

    Set before segments are merged, so that a short flight of steps keeps its own pace within a
    long street. `time_ms` is a float here: it is rounded once, after merging.
    """
    if mode is Mode.DRIVE:
        _add_driving_times(graph)
    else:
        _add_walking_times(graph)


def _add_walking_times(graph: nx.MultiDiGraph[int]) -> None:
    elevations_m = {node: _elevation_m(data) for node, data in graph.nodes(data=True)}
    for tail, head, edge in graph.edges(data=True):
        highway = edge["highway"]
        slope = _slope(elevations_m[tail], elevations_m[head], edge["length"])
        time_s = walked_time_s(edge["length"], highway=highway, slope=slope)
        is_steps = "steps" in ([highway] if isinstance(highway, str) else highway)
        edge.update(time_ms=time_s * 1000, is_steps=is_steps, slope=abs(slope))


def _slope(tail_m: float | None, head_m: float | None, length_m: float) -> float:
    if tail_m is None or head_m is None or length_m <= 0:
        return 0.0
    return (head_m - tail_m) / length_m


def _elevation_m(data: dict[str, Any]) -> float | None:
    text = next((data[key] for key in _ELEVATION_KEYS if key in data), None)
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        return None  # `ele` is free text: "about 30", "12;13"
    return value if math.isfinite(value) else None


def _add_driving_times(graph: nx.MultiDiGraph[int]) -> None:
    # Every class present is passed, because OSMnx would otherwise fill a class with the mean of
    # whatever few limits happen to be tagged on it.
    speeds_kmh = dict.fromkeys(_first_classes(graph), DRIVING_FALLBACK_KMH) | DRIVING_KMH
    ox.add_edge_speeds(graph, hwy_speeds=speeds_kmh, fallback=DRIVING_FALLBACK_KMH)
    slowest, fastest = DRIVING_RANGE_KMH
    for _, _, edge in graph.edges(data=True):
        speed_kmh = min(fastest, max(slowest, edge["speed_kph"]))
        edge.update(time_ms=edge["length"] / speed_kmh * 3600, is_steps=False, slope=0.0)


def _first_classes(graph: nx.MultiDiGraph[int]) -> set[str]:
    classes = (data["highway"] for _, _, data in graph.edges(data=True))
    return {name if isinstance(name, str) else name[0] for name in classes}
