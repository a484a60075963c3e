from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from seed_spots.datasets import list_datasets
from server.regions.service import RegionRecord, get_region, save_region
from tests.databases import RolledBackDatabase
from tests.server.builders import EPOCH

LATER = EPOCH + dt.timedelta(days=1)


def _record(**overrides: Any) -> RegionRecord:
    facts: dict[str, Any] = {
        "code": "there",
        "names": {"ja": "そこ"},
        "time_zone": "Asia/Tokyo",
        "country": "JP",
        "subdivision": None,
        "currency": "JPY",
        "languages": ["ja", "en"],
        "centre_lat": 35.0,
        "centre_lon": 135.0,
        "west": 134.9,
        "south": 34.9,
        "east": 135.1,
        "north": 35.1,
        "attribution": "test",
        "licence": "CC0-1.0",
    }
    return RegionRecord(**{**facts, **overrides})


def test_saving_a_region_twice_changes_nothing(database: RolledBackDatabase) -> None:
    for moment in (EPOCH, LATER):
        with database.writing() as session:
            save_region(session, _record(), now=moment)
    with database.reading() as session:
        assert get_region(session, "there").updated_at == EPOCH


def test_a_changed_region_is_brought_up_to_date(database: RolledBackDatabase) -> None:
    with database.writing() as session:
        save_region(session, _record(), now=EPOCH)
    with database.writing() as session:
        save_region(session, _record(names={"ja": "あそこ"}), now=LATER)
    with database.reading() as session:
        region = get_region(session, "there")
        assert (region.names, region.updated_at) == ({"ja": "あそこ"}, LATER)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"code": "Hirosaki"}, "code"),
        ({"code": "a b"}, "code"),
        ({"code": ""}, "code"),
        ({"code": "a" * 41}, "code"),
        ({"time_zone": "Nowhere/Nope"}, "time zone"),
        ({"time_zone": "../etc/passwd"}, "time zone"),
        ({"time_zone": ""}, "time zone"),
        ({"country": "JAPAN"}, "country"),
        ({"country": "jp"}, "country"),
        ({"currency": "yen"}, "currency"),
        ({"languages": []}, "language"),
        ({"languages": [""]}, "language"),
        ({"names": {}}, "name"),
        ({"names": {"ja": ""}}, "name"),
    ],
)
def test_a_region_that_the_service_could_not_serve_is_refused(
    fault: dict[str, Any], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        _record(**fault)


def test_the_products_own_regions_are_servable() -> None:
    records = [dataset.region for dataset in list_datasets()]
    assert [replace(record) for record in records] == records
