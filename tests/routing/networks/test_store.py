"""Networks on disk."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from routing.errors import NetworkArtefactError
from routing.model import Mode
from routing.networks.model import StreetNetwork
from routing.networks.store import KEPT_VERSIONS
from routing.street_network import (
    list_networks,
    load_network,
    network_info,
    network_version,
    save_network,
)
from tests.routing.networks.builders import build_town, square_town


@pytest.fixture
def network(tmp_path: Path) -> StreetNetwork:
    build_town(tmp_path, square_town())
    return load_network(tmp_path / "nets", "town", Mode.WALK)


def folder_of(network: StreetNetwork, root: Path) -> Path:
    assert network.info is not None
    return root / network.info.region / network.info.mode / network.info.version


def as_version(network: StreetNetwork, version: str) -> StreetNetwork:
    assert network.info is not None
    return replace(network, info=replace(network.info, version=version))


def test_a_saved_network_comes_back_as_it_was(network: StreetNetwork, tmp_path: Path) -> None:
    save_network(network, tmp_path / "copy")
    again = load_network(tmp_path / "copy", "town", Mode.WALK)
    assert (again.info, again.names) == (network.info, network.names)
    assert network.index is not None
    assert again.index is not None
    for part in ("topology", "metric", "grid"):
        for ours, theirs in zip(
            getattr(network.index, part), getattr(again.index, part), strict=True
        ):
            assert ours.dtype == theirs.dtype
            assert not theirs.flags.writeable
            np.testing.assert_array_equal(ours, theirs)
    for part in ("nodes", "edges"):
        ours, theirs = getattr(network, part), getattr(again, part)
        for field in fields(ours):
            a, b = getattr(ours, field.name), getattr(theirs, field.name)
            assert a.dtype == b.dtype
            np.testing.assert_array_equal(a, b)


def test_loaded_arrays_cannot_be_written_to(network: StreetNetwork) -> None:
    with pytest.raises(ValueError, match="read-only"):
        network.edges.time_ms[0] = 0


@pytest.mark.parametrize(
    "name",
    [
        "edge_time_ms.npy",
        "names.json",
        "topology_up_head.npy",
        "metric_weight_ms.npy",
        "grid_frame.npy",
    ],
)
def test_a_truncated_or_altered_file_is_noticed(
    network: StreetNetwork, tmp_path: Path, name: str
) -> None:
    path = folder_of(network, tmp_path / "nets") / name
    whole = path.read_bytes()
    altered = whole[:-1] + bytes([whole[-1] ^ 1])
    for damaged in (whole[:-1], altered, b""):
        path.unlink()
        path.write_bytes(damaged)
        with pytest.raises(NetworkArtefactError, match="damaged; build it again"):
            load_network(tmp_path / "nets", "town", Mode.WALK)


def test_a_missing_file_is_noticed(network: StreetNetwork, tmp_path: Path) -> None:
    (folder_of(network, tmp_path / "nets") / "edge_head.npy").unlink()
    with pytest.raises(NetworkArtefactError, match="edge_head"):
        load_network(tmp_path / "nets", "town", Mode.WALK)


def test_another_format_version_asks_to_be_built_again(
    network: StreetNetwork, tmp_path: Path
) -> None:
    path = folder_of(network, tmp_path / "nets") / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(manifest | {"format_version": 999}), "utf-8")
    with pytest.raises(NetworkArtefactError, match=r"format 999.*build it again"):
        load_network(tmp_path / "nets", "town", Mode.WALK)


@pytest.mark.parametrize("text", ["", "[]", '{"format_version": 1}', "null"])
def test_an_unusable_manifest_asks_to_be_built_again(
    network: StreetNetwork, tmp_path: Path, text: str
) -> None:
    (folder_of(network, tmp_path / "nets") / "manifest.json").write_text(text, "utf-8")
    with pytest.raises(NetworkArtefactError, match="build it again"):
        load_network(tmp_path / "nets", "town", Mode.WALK)


def test_nothing_built_is_an_error_with_advice_and_no_version(tmp_path: Path) -> None:
    assert network_version(tmp_path, "town", Mode.WALK) is None
    assert list_networks(tmp_path) == ()
    with pytest.raises(NetworkArtefactError, match="yorimichi network build"):
        load_network(tmp_path, "town", Mode.WALK)


def test_a_mapped_network_survives_newer_versions(network: StreetNetwork, tmp_path: Path) -> None:
    before = network.edges.time_ms.copy()
    for number in range(KEPT_VERSIONS + 2):
        save_network(as_version(network, f"99991231T00000{number}Z"), tmp_path / "nets")
    np.testing.assert_array_equal(network.edges.time_ms, before)
    home = tmp_path / "nets" / "town" / "walk"
    assert len([path for path in home.iterdir() if path.is_dir()]) == KEPT_VERSIONS
    assert network_version(tmp_path / "nets", "town", Mode.WALK) == "99991231T000003Z"


def test_an_older_version_saved_last_is_the_current_one(
    network: StreetNetwork, tmp_path: Path
) -> None:
    for number in (3, 2, 1):
        save_network(as_version(network, f"0001-{number}"), tmp_path / "nets")
    assert network_info(tmp_path / "nets", "town", Mode.WALK).version == "0001-1"
    assert load_network(tmp_path / "nets", "town", Mode.WALK).edge_count == network.edge_count


def test_every_network_is_listed(tmp_path: Path) -> None:
    for mode in Mode:
        build_town(tmp_path, square_town(), mode)
    listed = list_networks(tmp_path / "nets")
    assert {(info.region, info.mode) for info in listed} == {("town", mode) for mode in Mode}
    assert {info.licence for info in listed} == {"ODbL-1.0"}


@pytest.mark.parametrize("region", ["", "../town", "a/b", ".", "町"])
def test_a_region_code_never_leaves_its_folder(tmp_path: Path, region: str) -> None:
    with pytest.raises(ValueError, match="region code"):
        network_version(tmp_path, region, Mode.WALK)
