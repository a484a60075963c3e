"""Networks on disk: immutable, versioned folders and a pointer to the current one.

`<root>/<region>/<mode>/<version>/` holds one `.npy` per array, `names.json` and `manifest.json`;
`<root>/<region>/<mode>/current` names the version in use. A version is written under a temporary
name, renamed when complete, and never touched again, so a process may keep it memory-mapped while
a newer one arrives.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from dataclasses import fields, is_dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any, Final

import numpy as np

from routing.errors import NetworkArtefactError
from routing.hierarchy.model import Metric, Topology, read_only
from routing.model import Mode
from routing.networks.manifest import FORMAT_VERSION, info_from_json, info_to_json
from routing.networks.model import (
    EdgeArrays,
    NetworkInfo,
    NodeArrays,
    RoutingIndex,
    StreetNetwork,
)
from routing.snapping.model import StreetGrid

KEPT_VERSIONS: Final = 2
"""The current version and the one before it, which a slow reader may be about to open."""

_PARTS: Final[dict[str, type[Any]]] = {
    "node": NodeArrays,
    "edge": EdgeArrays,
    "topology": Topology,
    "metric": Metric,
    "grid": StreetGrid,
}
"""Records of arrays, by the first word of their files' names."""

_MANIFEST: Final = "manifest.json"
_NAMES: Final = "names.json"
_POINTER: Final = "current"
_REBUILD: Final = "build it again with `yorimichi network build`"
_REGION: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def save_network(network: StreetNetwork, root: Path) -> NetworkInfo:
    """Write a new version, point `current` at it and return its info.

    A network without an index gets one. The version's name gets a suffix where it is taken: a
    folder is never written twice.

    Raises
    ------
    ValueError
        If the network has no `info`.
    NetworkArtefactError
        If the disk refuses.
    """
    if network.info is None:
        raise ValueError("a network without info cannot be saved")
    home = _home(root, network.info.region, network.info.mode)
    indexed = network if network.index else replace(network, index=_build_index(network))
    try:
        home.mkdir(parents=True, exist_ok=True)
        info = replace(network.info, version=_free_version(home, network.info.version))
        _write_version(indexed, info, home)
        _point_at(home, info.version)
        _remove_old_versions(home, info.version)
    except OSError as error:
        raise NetworkArtefactError(f"cannot save the network in {home}: {error}") from error
    return info


def load_network(root: Path, region: str, mode: Mode) -> StreetNetwork:
    """Return the current network with its arrays memory-mapped.

    Raises
    ------
    NetworkArtefactError
        If there is none, or it is damaged or of another format version.
    """
    folder = _current_folder(root, region, mode)
    manifest = _read_manifest(folder)
    _verify(folder, manifest["checksums"])
    names = json.loads((folder / _NAMES).read_bytes())
    return StreetNetwork(
        mode=mode,
        nodes=_load_part(folder, "node"),
        edges=_load_part(folder, "edge"),
        names=tuple(tuple(sequence) for sequence in names),
        info=manifest["info"],
        index=RoutingIndex(*(_load_part(folder, part) for part in ("topology", "metric", "grid"))),
    )


def network_version(root: Path, region: str, mode: Mode) -> str | None:
    """Return the current version's name, None if nothing was built: one small read."""
    try:
        return (_home(root, region, mode) / _POINTER).read_text("utf-8").strip() or None
    except (FileNotFoundError, NotADirectoryError):
        return None


def network_info(root: Path, region: str, mode: Mode) -> NetworkInfo:
    """Return what is known about the current network without opening its arrays.

    Raises
    ------
    NetworkArtefactError
        If there is none or its manifest is unusable.
    """
    info: NetworkInfo = _read_manifest(_current_folder(root, region, mode))["info"]
    return info


def list_networks(root: Path) -> tuple[NetworkInfo, ...]:
    """Return every current network under `root`, by region and mode.

    Raises
    ------
    NetworkArtefactError
        If one of them has an unusable manifest.
    """
    pointers = sorted(root.glob(f"*/*/{_POINTER}"))
    return tuple(
        network_info(root, pointer.parent.parent.name, Mode(pointer.parent.name))
        for pointer in pointers
    )


def _home(root: Path, region: str, mode: Mode) -> Path:
    if not _REGION.fullmatch(region):
        raise ValueError(f"a region code is letters, digits, - and _, not {region!r}")
    return root / region / mode.value


def _current_folder(root: Path, region: str, mode: Mode) -> Path:
    version = network_version(root, region, mode)
    if version is None:
        raise NetworkArtefactError(f"region {region!r} has no {mode.value} network; {_REBUILD}")
    return _home(root, region, mode) / version


def _build_index(network: StreetNetwork) -> RoutingIndex:
    from routing.networks.indexing import build_index  # compiles, which loading does not need

    return build_index(network)


def _arrays(network: StreetNetwork) -> dict[str, np.ndarray[Any, Any]]:
    if network.index is None:
        raise ValueError("a network without an index cannot be written")
    index = network.index
    records = (network.nodes, network.edges, index.topology, index.metric, index.grid)
    return {
        _file_name(part, name): getattr(record, name)
        for part, record in zip(_PARTS, records, strict=True)
        for name in _array_names(part)
    }


def _array_names(part: str) -> tuple[str, ...]:
    record = _PARTS[part]
    return tuple(f.name for f in fields(record)) if is_dataclass(record) else record._fields


def _file_name(part: str, array: str) -> str:
    return f"{part}_{array}.npy"


def _free_version(home: Path, wanted: str) -> str:
    names = (wanted if n == 1 else f"{wanted}-{n}" for n in count(1))
    return next(name for name in names if not (home / name).exists())


def _write_version(network: StreetNetwork, info: NetworkInfo, home: Path) -> None:
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=home))
    try:
        for file_name, array in _arrays(network).items():
            np.save(draft / file_name, array, allow_pickle=False)
        (draft / _NAMES).write_text(json.dumps(network.names, ensure_ascii=False), "utf-8")
        checksums = {path.name: _digest(path) for path in sorted(draft.iterdir())}
        manifest = info_to_json(info, checksums)
        (draft / _MANIFEST).write_text(manifest, "utf-8")
        draft.chmod(0o755)  # mkdtemp keeps others out; the server may run as another user
        draft.rename(home / info.version)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _point_at(home: Path, version: str) -> None:
    handle, draft = tempfile.mkstemp(prefix=".current-", dir=home)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{version}\n")
    path = Path(draft)
    path.chmod(0o644)
    path.replace(home / _POINTER)


def _remove_old_versions(home: Path, current: str) -> None:
    folders = {path.parent for path in home.glob(f"[!.]*/{_MANIFEST}")} - {home / current}
    newest_first = sorted(folders, key=lambda folder: folder.stat().st_mtime_ns, reverse=True)
    for folder in newest_first[KEPT_VERSIONS - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)


def _read_manifest(folder: Path) -> dict[str, Any]:
    try:
        content = json.loads((folder / _MANIFEST).read_bytes())
        if content["format_version"] != FORMAT_VERSION:
            found = content["format_version"]
            message = f"{folder} has format {found}, this program reads {FORMAT_VERSION}"
            raise NetworkArtefactError(f"{message}; {_REBUILD}")
        return {"info": info_from_json(content), "checksums": dict(content["checksums"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"the network in {folder} has no usable manifest; {_REBUILD}"
        raise NetworkArtefactError(message) from error


def _verify(folder: Path, checksums: dict[str, str]) -> None:
    expected = {_file_name(part, name) for part in _PARTS for name in _array_names(part)}
    if checksums.keys() != expected | {_NAMES}:
        raise NetworkArtefactError(f"{folder} lists other files than a network has; {_REBUILD}")
    for file_name, checksum in checksums.items():
        try:
            intact = _digest(folder / file_name) == checksum
        except OSError:
            intact = False
        if not intact:
            path = folder / file_name
            raise NetworkArtefactError(f"{path} is missing or damaged; {_REBUILD}")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _load_part(folder: Path, part: str) -> Any:
    paths = (folder / _file_name(part, name) for name in _array_names(part))
    arrays = (np.load(path, mmap_mode="r", allow_pickle=False) for path in paths)
    return _PARTS[part](*(read_only(array) for array in arrays))
