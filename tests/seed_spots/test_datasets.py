"""The seed files hold what their README promises."""

from __future__ import annotations

import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from opening_hours import OpeningHours

from server.regions.categories import CATEGORIES
from server.spots.listed_spots import ListSource, read_spot_list
from server.spots.spot_supplement import parse_supplement
from tests.seed_spots.datasets import DATASETS, REGIONS, ROOT, Dataset

KANA = re.compile(r"[\u3041-\u30ff]")
JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
LATIN_NAME = re.compile(r"[A-Za-z0-9 .,'()\-]+")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
PHONE = re.compile(r"0\d{1,4}-\d{1,4}-\d{3,4}")

each_dataset = pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.code)
each_region = pytest.mark.parametrize("region", REGIONS, ids=lambda region: region["code"])


def test_forty_spots_or_more_come_from_two_municipalities_or_more() -> None:
    assert sum(len(dataset.spots) for dataset in DATASETS) >= 40
    assert len({dataset.settings["municipality_code"] for dataset in DATASETS}) >= 2


@each_dataset
def test_a_file_has_the_current_layouts_58_columns_and_no_ragged_row(dataset: Dataset) -> None:
    assert len(dataset.header) == len(set(dataset.header)) == 58
    assert dataset.header == DATASETS[0].header
    assert all(set(row) == set(dataset.header) for row in dataset.spots)
    assert None not in {value for row in dataset.spots for value in row.values()}


@each_dataset
def test_a_file_is_plain_utf8_with_unix_line_ends(dataset: Dataset) -> None:
    for name in ("tourism.csv", "supplement.csv"):
        raw = (ROOT / dataset.code / name).read_bytes()
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in raw
        assert raw.endswith(b"\n")


@each_dataset
def test_ids_are_unique_and_the_supplement_has_the_same(dataset: Dataset) -> None:
    ids = [row["ID"] for row in dataset.spots]
    assert len(ids) == len(set(ids))
    assert [row["id"] for row in dataset.supplement] == ids
    assert dataset.ids_marked("corrections") | dataset.ids_marked("additions") <= set(ids)


@each_dataset
def test_every_spot_belongs_to_its_municipality_and_lies_in_its_boundary(dataset: Dataset) -> None:
    west, south, east, north = dataset.settings["boundary"]
    for row in dataset.spots:
        assert row["全国地方公共団体コード"] == dataset.settings["municipality_code"]
        assert row["所在地_市区町村"] == dataset.settings["names"]["ja"]
        assert row["所在地_連結表記"].startswith(row["地方公共団体名"])
        assert west < float(row["経度"]) < east, row["名称"]
        assert south < float(row["緯度"]) < north, row["名称"]


@each_dataset
def test_every_spot_has_names_and_descriptions_in_both_languages(dataset: Dataset) -> None:
    for row in dataset.spots:
        assert JAPANESE.search(row["名称"])
        assert re.fullmatch(r"[\u30a1-\u30ff（）「」／ ・0-9]+", row["名称_カナ"]), row["名称_カナ"]
        assert LATIN_NAME.fullmatch(row["名称_英語"]), row["名称_英語"]
        assert KANA.search(row["説明"])
        assert row["説明"].endswith("。")
        assert not JAPANESE.search(row["説明_英語"])
        assert row["説明_英語"].endswith(".")


def test_no_description_is_used_twice() -> None:
    for column in ("説明", "説明_英語"):
        texts = [row[column] for dataset in DATASETS for row in dataset.spots]
        assert len(texts) == len(set(texts))


@each_dataset
def test_clock_times_fees_and_telephone_numbers_are_well_formed(dataset: Dataset) -> None:
    for row in dataset.spots:
        for column in ("開始時間", "終了時間"):
            assert not row[column] or CLOCK.fullmatch(row[column]), row["名称"]
        assert set(row["利用可能曜日"]) <= set("月火水木金土日")
        assert not row["料金(基本)"] or row["料金(基本)"].isdecimal(), row["名称"]
        assert not row["連絡先電話番号"] or PHONE.fullmatch(row["連絡先電話番号"]), row["名称"]


@each_dataset
def test_every_category_is_one_of_the_products(dataset: Dataset) -> None:
    for row in dataset.supplement:
        codes = row["categories"].split(" ")
        assert codes[0]
        assert set(codes) <= set(CATEGORIES), row["id"]
        assert len(codes) == len(set(codes)), row["id"]


@each_dataset
def test_renown_is_a_share_and_a_third_of_the_spots_are_lesser_known(dataset: Dataset) -> None:
    renown = [float(row["renown"]) for row in dataset.supplement]
    assert all(0 <= value <= 1 for value in renown)
    assert sum(value < 0.35 for value in renown) >= len(renown) / 3
    assert max(renown) - min(renown) >= 0.5


@each_dataset
def test_opening_hours_are_valid_rules_without_comments(dataset: Dataset) -> None:
    for row in dataset.supplement:
        if row["opening_hours"]:
            OpeningHours(row["opening_hours"])
            assert '"' not in row["opening_hours"]


@each_dataset
def test_the_rest_of_the_supplement_is_within_its_vocabulary(dataset: Dataset) -> None:
    for row in dataset.supplement:
        assert 5 <= int(row["visit_minutes"]) <= 480
        assert row["wheelchair"] in {"", "1", "0"}
        assert row["closed_after_holiday"] in ({"0", "1"} if row["opening_hours"] else {""})


@each_dataset
def test_the_products_own_readers_reject_nothing(dataset: Dataset) -> None:
    folder = ROOT / dataset.code
    source = ListSource(dataset.code, "attribution", "licence")
    spots = read_spot_list((folder / "tourism.csv").read_bytes(), "tourism.csv", source)
    assert len(spots.records) == len(dataset.spots)
    assert not spots.read.faults
    assert not parse_supplement((folder / "supplement.csv").read_bytes()).errors


@each_region
def test_a_regions_settings_are_complete(region: dict[str, Any]) -> None:
    west, south, east, north = region["boundary"]
    assert west < region["centre"]["lon"] < east
    assert south < region["centre"]["lat"] < north
    assert ZoneInfo(region["time_zone"])
    assert set(region["names"]) == set(region["languages"])
    assert re.fullmatch(rf"{region['country']}-\d\d", region["subdivision"])
    assert re.fullmatch(r"[A-Z]{3}", region["currency"])
    assert region["attribution"]
    assert region["licence"]["id"]
    assert region["licence"]["url"].startswith("https://")
    assert all(source["title"] and source["publisher"] for source in region["sources"])
    assert re.fullmatch(r"20\d\d(-\d\d-\d\d)?", region["as_of"])


@each_dataset
def test_every_folder_bears_its_regions_code(dataset: Dataset) -> None:
    assert dataset.settings["code"] == dataset.code


def test_the_readme_counts_the_spots_of_each_dataset() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for dataset in DATASETS:
        assert re.search(rf"^\| {dataset.code} .*\| {len(dataset.spots)} \|", readme, re.MULTILINE)
