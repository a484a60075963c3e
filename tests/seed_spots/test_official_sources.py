"""Facts are the official ones; words are our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.seed_spots.datasets import DATASETS, Dataset, Row, table

pytestmark = pytest.mark.shared_data

LONGEST_SHARED_RUN = 24
UBE_NETWORK = (131.218, 33.924, 131.326, 34.001)

each_dataset = pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.code)


def official_rows(shared_data: Path) -> list[Row]:
    files = sorted((shared_data / "opendata").glob("*_tourism.csv"))
    files += sorted((shared_data / "opendata").glob("*_event.csv"))
    return [row for file in files for row in table(file)[1]]


def runs(text: str) -> set[str]:
    bare = "".join(text.split())
    width = LONGEST_SHARED_RUN + 1
    return {bare[start : start + width] for start in range(len(bare) - width + 1)}


def official_by_id(dataset: Dataset, shared_data: Path) -> dict[str, Row]:
    """Official rows under the ids that the dataset gives them."""
    found: dict[str, Row] = {}
    for source in dataset.settings["sources"]:
        _, rows = table(shared_data / "opendata" / source["file"])
        for number, row in enumerate(rows, start=1):
            own = f"{dataset.settings['municipality_code']}-{number:03d}"
            found[row.get("ID") or row.get("NO") or own] = row
    return found


def test_two_texts_with_a_long_common_run_are_noticed() -> None:
    shared = "城下の通りを流れる水路には今も澄んだ水が絶えることなく流れています"
    assert runs("春、" + shared) & runs(shared + "。")


@each_dataset
def test_no_description_repeats_a_run_of_the_official_text(
    dataset: Dataset, shared_data: Path
) -> None:
    rows = official_rows(shared_data)
    for column in ("説明", "説明_英語"):
        official = set().union(*(runs(row.get(column) or "") for row in rows))
        assert official
        for row in dataset.spots:
            assert not runs(row[column]) & official, row["名称"]


@each_dataset
def test_positions_are_the_official_ones_except_where_the_settings_say_so(
    dataset: Dataset, shared_data: Path
) -> None:
    official = official_by_id(dataset, shared_data)
    excepted = dataset.ids_marked("corrections") | dataset.ids_marked("additions")
    for row in dataset.spots:
        if row["ID"] in excepted:
            continue
        source = official[row["ID"]]
        assert float(row["緯度"]) == float(source["緯度"]), row["名称"]
        assert float(row["経度"]) == float(source["経度"]), row["名称"]


@each_dataset
def test_a_correction_keeps_the_official_position(dataset: Dataset, shared_data: Path) -> None:
    official = official_by_id(dataset, shared_data)
    for entry in dataset.settings.get("corrections", []):
        source = official[entry["id"]]
        assert (entry["official_lat"], entry["official_lon"]) == (
            float(source["緯度"]),
            float(source["経度"]),
        )


def test_enough_spots_of_ube_lie_on_its_walking_network_to_fill_a_day() -> None:
    west, south, east, north = UBE_NETWORK
    (ube,) = (dataset for dataset in DATASETS if dataset.code == "ube")
    inside = [
        row
        for row in ube.spots
        if west <= float(row["経度"]) <= east and south <= float(row["緯度"]) <= north
    ]
    assert len(inside) >= 15
