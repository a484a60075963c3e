"""Every combination of filters against what a plain loop over plain records finds."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.opendata.listed_spot import ACCESSIBILITY_FIELDS
from server.spots.records import HoursRule, SpotRecord
from server.spots.schemas import SpotQuery
from server.spots.search import SpotFilter, search_spots
from tests.databases import RolledBackDatabase
from tests.server.builders import keep_spots, make_record

RADIUS_M = 6_371_008.771415
TEXTS = ("京都の寺", "温泉", "old temple", "静かな湯", "Chuo", "museum gate", "")
HOURS = ("09:00-12:00", "13:00-17:00", "24/7")
CATEGORIES = ("temple", "onsen", "museum")
FIELDS = ("wheelchair", "ostomate_toilet", "stroller_use")
LONS = (-180.0, -179.98, 0.0, 135.0, 135.01, 179.98, 180.0)


def _record(number: int) -> SpotRecord:
    """Return one of the records whose facts take turns at different paces."""
    known = {f: (number // 3**n) % 3 for n, f in enumerate(FIELDS)}
    return make_record(
        number,
        names={"ja": f"{TEXTS[number % 7]}{number}"},
        descriptions={"en": TEXTS[number // 7 % 7]},
        lat=34.9 + number % 5 / 50,
        lon=LONS[number // 2 % 7],
        categories=tuple(dict.fromkeys((CATEGORIES[number % 3], CATEGORIES[number // 3 % 3]))),
        renown=None if number % 4 == 0 else number % 11 / 10,
        hours=HoursRule(HOURS[number // 5 % 3]),
        accessibility={f: answer == 1 for f, answer in known.items() if answer < 2},
    )


RECORDS = [_record(number) for number in range(120)]

FILTERS = st.builds(
    SpotFilter,
    region=st.just("somewhere"),
    bbox=st.none()
    | st.tuples(
        st.sampled_from((-180.0, -1.0, 134.9, 179.0)),
        st.sampled_from((34.0, 34.91)),
        st.sampled_from((-179.0, 1.0, 135.005, 180.0)),
        st.sampled_from((34.93, 35.0)),
    ),
    near=st.none() | st.tuples(st.just(34.93), st.sampled_from((135.0, 179.99, -180.0, 0.0))),
    radius_m=st.sampled_from((1.0, 1500.0, 3000.0, 50_000.0)),
    categories=st.sets(st.sampled_from(CATEGORIES), max_size=2).map(tuple),
    words=st.none()
    | st.sampled_from(("寺", "京都", "old", "湯 TEMPLE", "chūō", "オンセン", "museum 1")),
    open_at=st.none()
    | st.sampled_from(
        [
            dt.datetime(2027, 5, 15, hour, tzinfo=ZoneInfo("Asia/Tokyo"))
            for hour in (3, 9, 12, 13, 16)
        ]
    ),
    max_renown=st.none() | st.sampled_from((0.0, 0.3, 0.7)),
    accessible=st.sets(st.sampled_from(FIELDS), max_size=2).map(tuple),
)


def _away_m(record: SpotRecord, near: tuple[float, float]) -> float:
    (lat1, lon1), (lat2, lon2) = (
        (math.radians(lat), math.radians(lon)) for lat, lon in (near, (record.lat, record.lon))
    )
    h = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * RADIUS_M * math.asin(math.sqrt(min(1.0, h)))


def _in_box(record: SpotRecord, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    across = west <= record.lon <= east if west <= east else not east < record.lon < west
    return across and south <= record.lat <= north


def _is_open(record: SpotRecord, moment: dt.datetime) -> bool:
    return {
        "24/7": True,
        "09:00-12:00": 9 <= moment.hour < 12,
        "13:00-17:00": 13 <= moment.hour < 17,
    }[str(record.hours.opening_hours)]


def _says(record: SpotRecord, words: str) -> bool:
    plain = {"chūō": "chuo", "オンセン": "おんせん"}
    said = " ".join((*record.names.values(), *record.descriptions.values())).lower()
    return all(plain.get(word, word.lower()) in said for word in words.split())


def _fits(record: SpotRecord, wanted: SpotFilter) -> bool:
    return (
        (wanted.bbox is None or _in_box(record, wanted.bbox))
        and (wanted.near is None or _away_m(record, wanted.near) <= wanted.radius_m)
        and (not wanted.categories or not set(wanted.categories).isdisjoint(record.categories))
        and (wanted.words is None or _says(record, wanted.words))
        and (wanted.open_at is None or _is_open(record, wanted.open_at))
        and (
            wanted.max_renown is None
            or (record.renown is not None and record.renown <= wanted.max_renown)
        )
        and all(record.accessibility.get(field) is True for field in wanted.accessible)
    )


@settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(wanted=FILTERS)
def test_a_search_finds_exactly_what_fits_every_filter(
    stocked: RolledBackDatabase, wanted: SpotFilter
) -> None:
    with stocked.reading() as session:
        found = search_spots(session, wanted, limit=1000)
    assert {f.spot.source_id for f in found} == {
        record.source_id for record in RECORDS if _fits(record, wanted)
    }
    positions = [f.position for f in found]
    assert positions == sorted(positions)


@pytest.fixture
def stocked(database: RolledBackDatabase) -> RolledBackDatabase:
    """The records, kept."""
    keep_spots(database, *RECORDS)
    return database


@pytest.mark.parametrize("field", ACCESSIBILITY_FIELDS)
def test_only_a_known_yes_is_accessible(database: RolledBackDatabase, field: str) -> None:
    yes, _no, _unknown = keep_spots(
        database,
        make_record(1, accessibility={field: True}),
        make_record(2, accessibility={field: False}),
        make_record(3),
    )
    assert SpotQuery.model_validate({"accessible": [field]}).accessible == [field]
    with database.reading() as session:
        wanted = SpotFilter(region="somewhere", accessible=(field,))
        assert [f.spot.id for f in search_spots(session, wanted, limit=9)] == [yes]


def test_a_column_of_older_spots_answers_for_wheelchairs(database: RolledBackDatabase) -> None:
    yes, _no = keep_spots(
        database, make_record(1, wheelchair=True), make_record(2, wheelchair=False)
    )
    wanted = replace(SpotFilter(region="somewhere"), accessible=("wheelchair",))
    with database.reading() as session:
        assert [f.spot.id for f in search_spots(session, wanted, limit=9)] == [yes]
