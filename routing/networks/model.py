"""A street network as flat arrays, and what is known about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.hierarchy.model import Metric, Topology
from routing.model import Mode
from routing.snapping.model import StreetGrid

ATTRIBUTION: Final = "© OpenStreetMap contributors"
LICENCE: Final = "ODbL-1.0"

Progress = Callable[[str, int, int], None]
"""Called with a step's name, how much of it is done, and how much there is."""


def silent(step: str, done: int, total: int) -> None:
    """Report progress to nobody."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much street there is.

    Parameters
    ----------
    length_km
        Sum over directed edges: a street walked both ways counts twice.
    """

    nodes: int
    edges: int
    length_km: float


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """West, south, east and north in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class NetworkInfo:
    """What is known about one built network.

    Parameters
    ----------
    source
        Where the streets come from, in words.
    source_date
        How current the source is, in ISO 8601: its own date, or that of its newest street; None
        where it says neither.
    fingerprint
        Hash of the source's content and of the rules it was built by.
    created_at
        When it was built.
    extent
        What the network holds.
    dropped
        What lay outside the largest strongly connected component and was left out.
    turns_obeyed
        How many turn restrictions every path obeys.
    turns_ignored
        How many the source states that cannot be obeyed, such as those of certain hours.
    turns_moot
        How many the source states about streets or turns that are not part of the network.
    """

    region: str
    mode: Mode
    version: str
    source: str
    source_date: str | None
    fingerprint: str
    created_at: dt.datetime
    extent: Extent
    dropped: Extent
    bbox: BoundingBox
    attribution: str = ATTRIBUTION
    licence: str = LICENCE
    turns_obeyed: int = 0
    turns_ignored: int = 0
    turns_moot: int = 0


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Parameters
    ----------
    rebuilt
        False when the saved network was already made of this input by these rules.
    """

    rebuilt: bool
    info: NetworkInfo


@dataclass(frozen=True, slots=True, eq=False)
class NodeArrays:
    """Crossings and dead ends, each array of shape (n,); `osmid` ascends.

    Where turns are forbidden, several nodes share a place and an osmid: the crossing as one comes
    to it by different streets.
    """

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    osmid: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class EdgeArrays:
    """Directed street segments between nodes, sorted by tail, then head, then time.

    Parameters
    ----------
    tail, head
        Node indices, shape (m,).
    length_m
        Length on the ground.
    time_ms
        Whole milliseconds, at least 1.
    is_steps
        True where any part is steps.
    no_stopping
        True where one can pass but neither get in nor out, as on a motorway; nobody is brought onto
        such an edge.
    slope
        Steepest grade of any part, rise over run, unsigned; 0 where elevation is unknown.
    name
        Index into `StreetNetwork.names`.
    geometry_start
        Shape (m + 1,); edge i's line is `lonlat[geometry_start[i]:geometry_start[i + 1]]`.
    lonlat
        Shape (k, 2), longitude first, from tail to head.
    """

    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    length_m: NDArray[np.float64]
    time_ms: NDArray[np.int32]
    is_steps: NDArray[np.bool_]
    no_stopping: NDArray[np.bool_]
    slope: NDArray[np.float32]
    name: NDArray[np.int32]
    geometry_start: NDArray[np.int64]
    lonlat: NDArray[np.float64]

    def line(self, edge: int) -> NDArray[np.float64]:
        """Return one edge's coordinates, shape (k, 2), longitude first."""
        return self.lonlat[self.geometry_start[edge] : self.geometry_start[edge + 1]]


@dataclass(frozen=True, slots=True, eq=False)
class RoutingIndex:
    """What travelling on a network needs besides the network; made from it alone.

    Parameters
    ----------
    topology, metric
        The contraction hierarchy, with the weights `EdgeArrays.time_ms`.
    grid
        The index over the streets' segments.
    """

    topology: Topology
    metric: Metric
    grid: StreetGrid


@dataclass(frozen=True, slots=True, eq=False)
class StreetNetwork:
    """Streets of one region in one mode; every node reaches every other.

    Parameters
    ----------
    names
        Distinct sequences of street names; most hold one name, an unnamed street's is empty.
    index
        Made when the network is saved; None before.
    """

    mode: Mode
    nodes: NodeArrays
    edges: EdgeArrays
    names: tuple[tuple[str, ...], ...]
    info: NetworkInfo | None = None
    index: RoutingIndex | None = None

    @property
    def node_count(self) -> int:
        """Number of nodes."""
        return len(self.nodes.osmid)

    @property
    def edge_count(self) -> int:
        """Number of directed edges."""
        return len(self.edges.tail)

    @property
    def extent(self) -> Extent:
        """How much street the network holds, copies of streets for the sake of turns included."""
        length_km = float(self.edges.length_m.sum()) / 1000
        return Extent(self.node_count, self.edge_count, round(length_km, 3))

    @property
    def bbox(self) -> BoundingBox:
        """The smallest box around all nodes."""
        lat, lon = self.nodes.lat, self.nodes.lon
        return BoundingBox(float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))


@dataclass(frozen=True, slots=True, eq=False)
class Assembled:
    """A network and what was left out of it.

    Parameters
    ----------
    turns_obeyed, turns_ignored, turns_moot
        As in `NetworkInfo`.
    """

    network: StreetNetwork
    dropped: Extent
    turns_obeyed: int = 0
    turns_ignored: int = 0
    turns_moot: int = 0
