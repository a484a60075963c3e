"""The manifest of a saved network: what is known about it, and a checksum of every file."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from typing import Any, Final

from routing.model import Mode
from routing.networks.model import BoundingBox, Extent, NetworkInfo

FORMAT_VERSION: Final = 3
"""Raise it when the files or their meaning change; older networks are then built again."""


def info_to_json(info: NetworkInfo, checksums: dict[str, str]) -> str:
    """Return the manifest's text."""
    content = {"format_version": FORMAT_VERSION} | asdict(info)
    content |= {"created_at": info.created_at.isoformat(), "checksums": checksums}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def info_from_json(content: dict[str, Any]) -> NetworkInfo:
    """Return what a manifest says about its network.

    Raises
    ------
    KeyError, TypeError, ValueError
        If the manifest lacks a field or a field is of the wrong kind.
    """
    known = {key: value for key, value in content.items() if key not in _BESIDE}
    converted = {
        "mode": Mode(known["mode"]),
        "created_at": dt.datetime.fromisoformat(known["created_at"]),
        "extent": Extent(**known["extent"]),
        "dropped": Extent(**known["dropped"]),
        "bbox": BoundingBox(**known["bbox"]),
    }
    return NetworkInfo(**(known | converted))


_BESIDE: Final = frozenset({"format_version", "checksums"})
