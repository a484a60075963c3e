"""The sample region's networks and map."""

from __future__ import annotations

import datetime as dt
import fcntl
from pathlib import Path
from typing import Final

from routing.model import Mode
from routing.street_network import PbfSource, build_network, sample_pbf
from server.cartography.building import build_map

_REGION: Final = "helsinki"
_BUILT_AT: Final = dt.datetime(2027, 3, 1, 3, 0, tzinfo=dt.UTC)


def build_once(folder: Path) -> Path:
    """Build into `folder`, once for all test processes, and return it."""
    folder.mkdir(exist_ok=True)
    source, root = PbfSource(sample_pbf()), folder / "networks"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for mode in Mode:
            build_network(source, mode, root=root, region=_REGION, created_at=_BUILT_AT)
        build_map(source, root=root, region=_REGION)
    return folder
