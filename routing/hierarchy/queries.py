"""Exact times and ways between points that are tied to nodes by seeds.

Every answer is in whole milliseconds, `routing.model.UNREACHABLE` where there is no way, and
includes the times of the seeds through which the quickest way departs and arrives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from routing.hierarchy.label_kernels import (
    combine_labels,
    pack_labels,
    pass_down,
    unpack_labels,
)
from routing.hierarchy.model import (
    NO_WAY,
    Int32Array,
    Labels,
    Metric,
    Seeds,
    Topology,
    frozen,
    sealed,
)
from routing.hierarchy.spread_kernels import trace_path, write_labels
from routing.model import UNREACHABLE


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """The quickest way from one point to another.

    Parameters
    ----------
    departure, arrival
        Indices of the seeds through which it leaves and arrives.
    edges
        Edges of the network in order; empty where both seeds are at one node.
    """

    time_ms: int
    departure: int
    arrival: int
    edges: Int32Array


def seeds_at(nodes: Sequence[int] | NDArray[np.integer]) -> Seeds:
    """Return one point at each node."""
    node = frozen(np.asarray(nodes))
    nothing = frozen(np.zeros(len(node)))
    return Seeds(frozen(np.arange(len(node) + 1)), node, nothing, nothing)


def label(topology: Topology, metric: Metric, seeds: Seeds) -> Labels:
    """Return the points' labels, from which their times to any other labelled points follow."""
    return Labels(*(sealed(array) for array in write_labels(topology, metric, seeds)))


def split_labels(labels: Labels) -> list[Int32Array]:
    """Return the label of each point alone, as numbers for `join_labels` to understand.

    They hold no memory of the other points.
    """
    start, packed = pack_labels(labels)
    bounds = start.tolist()
    return [packed[begin:end].copy() for begin, end in pairwise(bounds)]


def join_labels(labels: Sequence[Int32Array]) -> Labels:
    """Return the labels of single points as one."""
    start = sealed(np.cumsum([0, *map(len, labels)], dtype=np.int32))
    packed = sealed(np.concatenate(labels) if labels else np.zeros(0, dtype=np.int32))
    return Labels(*(sealed(array) for array in unpack_labels(start, packed)))


def matrix(origins: Labels, destinations: Labels) -> Int32Array:
    """Return the times from every origin to every destination, shape (origins, destinations)."""
    return _with_unreachable(combine_labels(origins, destinations))


def one_to_all(topology: Topology, metric: Metric, origin: Labels) -> Int32Array:
    """Return the times from the single point of `origin` to every node of the network."""
    return _with_unreachable(pass_down(topology, metric, origin)[topology.rank])


def shortest_path(
    topology: Topology, metric: Metric, seeds: Seeds, origin: int = 0, destination: int = 1
) -> Path | None:
    """Return the quickest way from one point of `seeds` to another, None if there is none.

    Of parallel edges it takes the quickest, of equally quick ones the first.
    """
    time_ms, departure, arrival, edges = trace_path(topology, metric, seeds, origin, destination)
    if time_ms >= NO_WAY:
        return None
    return Path(int(time_ms), int(departure), int(arrival), edges)


def _with_unreachable(times_ms: Int32Array) -> Int32Array:
    times_ms[times_ms >= NO_WAY] = UNREACHABLE
    return times_ms
