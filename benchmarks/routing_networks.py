"""The networks that the routing benchmarks travel on."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks.tiled_network import tile
from routing.model import Mode
from routing.networks.model import NetworkInfo, StreetNetwork
from routing.street_network import (
    GraphmlSource,
    NetworkSource,
    PbfSource,
    build_network,
    load_network,
    sample_pbf,
    save_network,
)

KUMAMOTO: Final = "kumamoto"
SAMPLE: Final = "sample"
UBE: Final = "ube"

_CREATED_AT: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def shared_data() -> Path | None:
    """Return the folder of real street files beside the project, None where there is none."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("YORIMICHI_SHARED_DATA") or beside)
    return folder if folder.is_dir() else None


def kumamoto_pbf() -> Path | None:
    """Return the real extract of central Kumamoto, None where it is absent."""
    folder = shared_data()
    return folder / "streets" / "kumamoto" / "kumamoto_chuo.osm.pbf" if folder else None


def sources() -> dict[str, tuple[NetworkSource, tuple[Mode, ...]]]:
    """Return every source that is here, by region, with the modes that it serves."""
    both = (Mode.WALK, Mode.DRIVE)
    found: dict[str, tuple[NetworkSource, tuple[Mode, ...]]] = {
        SAMPLE: (PbfSource(sample_pbf()), both)
    }
    folder = shared_data()
    if folder:
        streets = folder / "streets"
        kumamoto = streets / "kumamoto" / "kumamoto_chuo.osm.pbf"
        ube = streets / "ube" / "ube_walk.graphml.gz"
        found[KUMAMOTO] = (PbfSource(kumamoto), both)
        found[UBE] = (GraphmlSource(ube), (Mode.WALK,))
    return found


def build(root: Path, region: str, mode: Mode) -> StreetNetwork:
    """Build a region's network under `root` and return it as a server would load it."""
    source, _ = sources()[region]
    build_network(source, mode, root=root, region=region, created_at=_CREATED_AT)
    return load_network(root, region, mode)


def build_tiled(root: Path, network: StreetNetwork, *, nodes: int) -> str:
    """Save a network of copies of another under `root` and return its region code."""
    large = tile(network, nodes=nodes)
    code = f"tiled-{nodes // 1000}k"
    info = network.info
    if info is None:
        raise ValueError("only a network that was built can be tiled")
    renamed: NetworkInfo = replace(
        info, region=code, extent=large.extent, bbox=large.bbox, source=f"copies of {info.region}"
    )
    save_network(replace(large, info=renamed), root)
    return code
