from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from seed_spots.datasets import list_datasets
from seed_spots.load import load_dataset
from server.spots.models import Spot, SpotCategory, SpotDatedHours, SpotText
from server.spots.records import ClockInterval, DatedHours, HoursRule, SpotRecord
from server.spots.service import SaveReport, get_spot, save_spots, spot_id
from tests.databases import RolledBackDatabase
from tests.server.builders import EPOCH, keep_spots, make_record

LATER = EPOCH + dt.timedelta(days=1)
HOLIDAY = DatedHours(dt.date(2027, 1, 1), (ClockInterval(36_000, 50_400),), "新年")


def _save(database: RolledBackDatabase, *records: SpotRecord, now: dt.datetime) -> SaveReport:
    with database.writing() as session:
        return save_spots(session, "somewhere", records, now=now)


def _full(number: int = 1, **overrides: Any) -> SpotRecord:
    return make_record(
        number,
        descriptions={"en": "A place.", "ja": ""},
        hours=HoursRule("Mo-Fr 09:00-17:00", closed_after_holiday=True, dated=(HOLIDAY,)),
        fee_minor=500,
        visit_minutes=30,
        renown=0.4,
        wheelchair=False,
        categories=("museum", "historic"),
        **overrides,
    )


def test_saving_the_same_records_twice_changes_nothing(database: RolledBackDatabase) -> None:
    keep_spots(database, _full(1), _full(2))
    report = _save(database, _full(1), _full(2), now=LATER)
    assert report == SaveReport(created=0, updated=0, unchanged=2)
    with database.reading() as session:
        assert get_spot(session, spot_id("somewhere", "test", "1")).updated_at == EPOCH


def test_only_what_changed_is_updated(database: RolledBackDatabase) -> None:
    first, second = keep_spots(database, _full(1), _full(2))
    report = _save(database, _full(1, name_kana="シリョウカン"), _full(2), _full(3), now=LATER)
    assert report == SaveReport(created=1, updated=1, unchanged=1)
    with database.reading() as session:
        assert get_spot(session, first).updated_at == LATER
        assert get_spot(session, second).updated_at == EPOCH


@pytest.mark.parametrize(
    "change",
    [
        {"lat": 35.5},
        {"names": {"ja": "別の名"}},
        {"names": {"ja": "資料館1", "en": "Museum 1", "ko": "박물관"}},
        {"descriptions": {"en": "Another."}},
        {"descriptions": {"fr": "Un lieu."}},
        {"categories": ("historic", "museum")},
        {"categories": ("park",)},
        {"hours": HoursRule()},
        {"hours": HoursRule("24/7", dated=(HOLIDAY,))},
        {"hours": HoursRule(dated=(DatedHours(HOLIDAY.date),))},
        {"fee_minor": None},
        {"renown": 1.0},
        {"wheelchair": None},
        {"url": "https://example.org/"},
    ],
)
def test_any_changed_fact_is_kept_as_the_source_now_states_it(
    database: RolledBackDatabase, change: dict[str, Any]
) -> None:
    keep_spots(database, _full())
    changed = SpotRecord(**{**{n: getattr(_full(), n) for n in _full().__slots__}, **change})
    assert _save(database, changed, now=LATER).updated == 1
    assert _save(database, changed, now=LATER).unchanged == 1
    with database.reading() as session:
        spot = get_spot(session, spot_id("somewhere", "test", "1"))
        assert spot.categories == changed.categories
        assert spot.names == changed.names
        assert spot.fee_minor == changed.fee_minor
        assert len(spot.dated_hours) == len(changed.hours.dated)


def test_a_category_named_twice_is_kept_once(database: RolledBackDatabase) -> None:
    record = make_record(categories=("museum", "park", "museum"))
    (key,) = keep_spots(database, record)
    assert _save(database, record, now=LATER).unchanged == 1
    with database.reading() as session:
        assert get_spot(session, key).categories == ("museum", "park")


@pytest.mark.parametrize("categories", [(), ("nonsense",), ("museum", "nonsense")])
def test_a_spot_without_a_known_category_is_refused(
    database: RolledBackDatabase, categories: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match="categories"):
        keep_spots(database, make_record(categories=categories))


def test_the_same_source_number_in_two_regions_is_two_spots(database: RolledBackDatabase) -> None:
    here = keep_spots(database, make_record(), region="here")
    there = keep_spots(database, make_record(), region="there")
    assert here != there


def test_a_spots_id_is_the_same_on_every_machine() -> None:
    assert spot_id("ube", "opendata", "1") == "caccc390-b90e-53b9-9eae-63e1e20759e1"


def _counts(database: RolledBackDatabase) -> list[int | None]:
    with database.reading() as session:
        return [
            session.scalar(sa.select(sa.func.count()).select_from(table))
            for table in (Spot, SpotText, SpotCategory, SpotDatedHours)
        ]


def test_loading_the_products_datasets_again_changes_nothing(database: RolledBackDatabase) -> None:
    before = _counts(database)
    for dataset in list_datasets():
        report = load_dataset(database, dataset, now=LATER)
        assert (report.created, report.updated) == (0, 0)
        assert report.unchanged > 0
    assert _counts(database) == before


def test_at_least_forty_japanese_spots_of_two_municipalities_come_with_the_product(
    database: RolledBackDatabase,
) -> None:
    with database.reading() as session:
        spots = [s for s in session.scalars(sa.select(Spot)) if s.region_code != "helsinki"]
    assert len(spots) >= 40
    assert len({s.region_code for s in spots}) >= 2
    assert all(s.names.get("ja") and s.names.get("en") for s in spots)
    assert all(s.descriptions.get("ja") and s.descriptions.get("en") for s in spots)
    renown = [s.renown for s in spots if s.renown is not None]
    assert min(renown) <= 0.3
    assert max(renown) >= 0.7
