"""Exact times and ways between points that are tied to nodes by seeds.

Every answer is in whole milliseconds, `routing.model.UNREACHABLE` where there is no way, and
includes the times of the seeds through which the quickest way departs and arrives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.hierarchy.label_kernels import combine_labels, pass_down
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


def split_labels(labels: Labels) -> list[Labels]:
    """Return the label of each point alone, holding no memory of the others."""
    return [_single(labels, p) for p in range(len(labels.point_start) - 1)]


def _single(labels: Labels, point: int) -> Labels:
    begin, end = labels.point_start[point], labels.point_start[point + 1]
    start = labels.branch_start[begin : end + 1]
    return Labels(
        sealed(np.array([0, end - begin], dtype=np.int32)),
        sealed(start - start[0]),
        sealed(labels.first_depth[begin:end].copy()),
        sealed(labels.entries[:, start[0] : start[-1]].copy()),
    )


def join_labels(labels: Sequence[Labels]) -> Labels:
    """Return the labels of single points as one."""
    if not labels:
        nothing = frozen(np.zeros(1))
        return Labels(nothing, nothing, nothing[:0], frozen(np.zeros((3, 0))))
    branches = [len(each.first_depth) for each in labels]
    columns = [each.entries.shape[1] for each in labels]
    offset = np.repeat(np.cumsum([0, *columns[:-1]], dtype=np.int32), branches)
    ends = np.concatenate([each.branch_start[1:] for each in labels])
    return Labels(
        sealed(np.cumsum([0, *branches], dtype=np.int32)),
        sealed(np.concatenate((np.zeros(1, np.int32), ends + offset))),
        sealed(np.concatenate([each.first_depth for each in labels])),
        sealed(np.concatenate([each.entries for each in labels], axis=1)),
    )


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
