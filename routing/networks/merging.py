"""Segments merged into streets: the arrays of a network, and the ways at each street's ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from routing.model import Mode
from routing.networks.chains import BoolArray, Chains
from routing.networks.extract import UNNAMED, Extract
from routing.networks.model import EdgeArrays, NodeArrays, StreetNetwork
from routing.networks.segments import IndexArray, Segments

_Value = TypeVar("_Value", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class EndWays:
    """OSM numbers of the way that each edge starts and ends on, shape (m,)."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]

    def take(self, chosen: IndexArray) -> EndWays:
        """Return those of the chosen edges, in that order."""
        return EndWays(self.first[chosen], self.last[chosen])


@dataclass(frozen=True, slots=True, eq=False)
class MergedStreets:
    """A network of all streets, connected or not."""

    network: StreetNetwork
    end_ways: EndWays


def merge(
    extract: Extract, segments: Segments, chains: Chains, is_end: BoolArray, mode: Mode
) -> MergedStreets:
    """Return the streets between ends; lengths and times add up, the steepest slope counts."""
    kept = np.flatnonzero(is_end)
    index = np.full(len(is_end), -1, dtype=np.int32)
    index[kept] = np.arange(len(kept), dtype=np.int32)
    way = segments.way[chains.segment]
    name, names = _names(extract, way, chains.start)
    first, last = chains.start[:-1], chains.start[1:] - 1
    time_ms = np.rint(_reduce(np.add, segments.time_ms, chains))
    edges = EdgeArrays(
        tail=index[segments.tail[chains.segment[first]]],
        head=index[segments.head[chains.segment[last]]],
        length_m=_reduce(np.add, segments.length_m, chains),
        time_ms=np.maximum(time_ms, 1).astype(np.int32),
        is_steps=_reduce(np.logical_or, extract.ways.is_steps[segments.way], chains),
        no_stopping=extract.ways.no_stopping[way[first]],
        slope=_reduce(np.maximum, segments.slope, chains).astype(np.float32),
        name=name,
        geometry_start=chains.start + np.arange(len(chains.start)),
        lonlat=_lonlat(extract, segments, chains),
    )
    nodes = NodeArrays(extract.nodes.lat[kept], extract.nodes.lon[kept], extract.nodes.osmid[kept])
    end_ways = EndWays(extract.ways.osmid[way[first]], extract.ways.osmid[way[last]])
    return MergedStreets(StreetNetwork(mode, nodes, edges, names), end_ways)


def _reduce(how: np.ufunc, values: NDArray[_Value], chains: Chains) -> NDArray[_Value]:
    reduced: NDArray[_Value] = how.reduceat(values[chains.segment], chains.start[:-1])
    return reduced


def _lonlat(extract: Extract, segments: Segments, chains: Chains) -> NDArray[np.float64]:
    """Return the places of every segment's tail, and of the head of each street's last one."""
    end = chains.start[1:]
    node = np.insert(segments.tail[chains.segment], end, segments.head[chains.segment[end - 1]])
    return np.column_stack((extract.nodes.lon[node], extract.nodes.lat[node]))


def _names(
    extract: Extract, way: IndexArray, start: IndexArray
) -> tuple[NDArray[np.int32], tuple[tuple[str, ...], ...]]:
    """Return the index of each street's names, and the sequences of names in use."""
    name = extract.ways.name[way]
    table: dict[tuple[int, ...], int] = {}
    owner = np.repeat(np.arange(len(start) - 1), np.diff(start))
    changes = np.ones(len(name), dtype=np.bool_)
    changes[1:] = (name[1:] != name[:-1]) | (owner[1:] != owner[:-1])
    changes &= name != UNNAMED
    runs = np.searchsorted(owner[changes], np.arange(len(start)))
    spoken = name[changes].tolist()
    index = [
        table.setdefault(tuple(dict.fromkeys(spoken[a:b])), len(table))
        for a, b in zip(runs[:-1].tolist(), runs[1:].tolist(), strict=True)
    ]
    names = tuple(tuple(extract.ways.names[i] for i in sequence) for sequence in table)
    return np.array(index, dtype=np.int32), names
