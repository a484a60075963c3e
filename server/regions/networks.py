"""Every region's street networks, opened once and reopened when a new version appears.

Where a region has no network for a mode, an engine that estimates from distance stands in, so
that planning works everywhere; every leg then says that it is estimated. Where the operator names
a routing server for a mode, it answers for every region, and nothing stands in for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import structlog

from routing.engines.base import Engine
from routing.engines.estimate import EstimateEngine
from routing.engines.osrm import osrm_engine
from routing.engines.remote import RemoteEngine
from routing.engines.valhalla import valhalla_engine
from routing.errors import NetworkArtefactError
from routing.model import AccessProfile, Mode
from routing.networks.model import ATTRIBUTION
from routing.street_network import StreetNetwork, load_network, network_version
from server.config import RoutingEngine, Settings

if TYPE_CHECKING:
    from routing.engines.embedded import EmbeddedEngine

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class NetworkState:
    """What travel times in one mode rest on; None throughout where they are estimated."""

    mode: Mode
    version: str | None = None
    source: str | None = None
    node_count: int | None = None
    edge_count: int | None = None
    attribution: str | None = None


@dataclass(frozen=True)
class _Opened:
    version: str
    network: StreetNetwork
    state: NetworkState
    lock: threading.Lock = field(default_factory=threading.Lock)

    @cached_property
    def _engine(self) -> EmbeddedEngine:
        from routing.engines.embedded import EmbeddedEngine  # compiles, where nothing is cached

        return EmbeddedEngine(self.network)

    def engine(self) -> EmbeddedEngine:
        """Return the engine, made at its first use."""
        with self.lock:
            return self._engine


@dataclass(frozen=True, slots=True)
class RemoteServer:
    """A routing server and what kind it is."""

    kind: str
    engine: RemoteEngine


class NetworkShelf:
    """Engines by region and mode.

    Parameters
    ----------
    root
        Folder in which `routing.street_network` keeps its artefacts.
    servers
        Routing servers that answer instead, by mode.
    require_kernels
        Called before an engine is handed out that needs compiled code.
    """

    def __init__(
        self,
        root: Path,
        servers: Mapping[Mode, RemoteServer] | None = None,
        require_kernels: Callable[[], None] = lambda: None,
    ) -> None:
        self._root = root
        self._servers = dict(servers or {})
        self._require_kernels = require_kernels
        self._opened: dict[tuple[str, Mode], _Opened] = {}
        self._lock = threading.Lock()

    def engine(self, region: str, mode: Mode) -> Engine:
        """Return the engine for `region`; it estimates where there is no usable network."""
        if mode in self._servers:
            return self._servers[mode].engine
        return self.own_engine(region, mode)

    def state(self, region: str, mode: Mode) -> NetworkState:
        """Return what travel times in `mode` rest on."""
        if mode in self._servers:
            kind = self._servers[mode].kind
            return NetworkState(mode, version=kind, source=kind, attribution=ATTRIBUTION)
        opened = self._find(region, mode)
        return opened.state if opened else NetworkState(mode)

    def states(self, region: str) -> list[NetworkState]:
        """Return what each mode's travel times rest on."""
        return [self.state(region, mode) for mode in Mode]

    def own_engine(self, region: str, mode: Mode) -> EmbeddedEngine | EstimateEngine:
        """Return the engine on this machine, also where a routing server answers for the mode."""
        opened = self._find(region, mode)
        if opened is None:
            return EstimateEngine(mode)
        self._require_kernels()
        return opened.engine()

    def open_all(self) -> None:
        """Open every network and make its engine ready for every access profile.

        Before a server forks, so that its workers share what this takes. What is damaged is left
        to `faults`.
        """
        for region, mode in self._current():
            opened = self._find(region, mode)
            if opened is not None:
                for profile in AccessProfile:
                    opened.engine().travel_times((), profile)

    def lines(
        self, region: str, mode: Mode, box: tuple[float, float, float, float]
    ) -> list[list[list[float]]]:
        """Return the streets that begin inside `box` (west, south, east, north), each way once.

        Longitude first; empty where there is no network.
        """
        opened = self._find(region, mode)
        return _lines_within(opened.network, box) if opened else []

    def faults(self) -> str | None:
        """Return what is wrong with any network on the shelf, or None."""
        damaged = []
        for region, mode in self._current():
            try:
                self._open(region, mode)
            except (NetworkArtefactError, ValueError, OSError) as error:
                damaged.append(f"{region}/{mode}: {error}")
        return "; ".join(damaged) or None

    def _current(self) -> list[tuple[str, Mode]]:
        folders = [pointer.parent for pointer in sorted(self._root.glob("*/*/current"))]
        known = {mode.value for mode in Mode}
        return [(f.parent.name, Mode(f.name)) for f in folders if f.name in known]

    def server_faults(self) -> str | None:
        """Return why any routing server cannot be used, or None."""
        said = [(mode, server.engine.fault()) for mode, server in self._servers.items()]
        return "; ".join(f"{mode.value}: {fault}" for mode, fault in said if fault) or None

    def _find(self, region: str, mode: Mode) -> _Opened | None:
        try:
            return self._open(region, mode)
        except (NetworkArtefactError, ValueError, OSError) as error:
            log.error("network_unusable", region=region, mode=mode, reason=str(error))
            return None

    def _open(self, region: str, mode: Mode) -> _Opened | None:
        version = network_version(self._root, region, mode)
        if version is None:
            return None
        with self._lock:
            opened = self._opened.get((region, mode))
            if opened is None or opened.version != version:
                opened = self._load(region, mode, version)
                self._opened[region, mode] = opened
            return opened

    def _load(self, region: str, mode: Mode, version: str) -> _Opened:
        network = load_network(self._root, region, mode)
        state = NetworkState(
            mode=mode,
            version=version,
            source=network.info.source if network.info else None,
            node_count=network.node_count,
            edge_count=network.edge_count,
            attribution=network.info.attribution if network.info else None,
        )
        return _Opened(version, network, state)


def open_shelf(
    settings: Settings, require_kernels: Callable[[], None] = lambda: None
) -> NetworkShelf:
    """Return the shelf that the settings ask for; opens no file and asks no server yet."""
    if settings.routing_engine is RoutingEngine.EMBEDDED:
        return NetworkShelf(settings.networks_dir, None, require_kernels)
    urls = {
        Mode.WALK: settings.routing_engine_url_walk,
        Mode.DRIVE: settings.routing_engine_url_drive,
    }
    servers = {mode: _server(settings, mode, str(url)) for mode, url in urls.items() if url}
    return NetworkShelf(settings.networks_dir, servers, require_kernels)


def _server(settings: Settings, mode: Mode, url: str) -> RemoteServer:
    make = osrm_engine if settings.routing_engine is RoutingEngine.OSRM else valhalla_engine
    table_size = settings.routing_engine_table_size
    engine = make(mode, url, table_size=table_size) if table_size else make(mode, url)
    return RemoteServer(settings.routing_engine.value, engine)


def _lines_within(
    network: StreetNetwork, box: tuple[float, float, float, float]
) -> list[list[list[float]]]:
    west, south, east, north = box
    lat, lon = network.nodes.lat, network.nodes.lon
    inside = (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)
    tail, head = network.edges.tail, network.edges.head
    seen: set[tuple[int, int, float]] = set()
    lines = []
    for edge in np.flatnonzero(inside[tail]).tolist():
        ends = sorted((int(tail[edge]), int(head[edge])))
        way = (ends[0], ends[1], round(float(network.edges.length_m[edge]), 1))
        if way not in seen:
            seen.add(way)
            lines.append(network.edges.line(edge).tolist())
    return lines
