from __future__ import annotations

import datetime as dt
import math
import random
from typing import Any

import pytest

from server.spots.records import ClockInterval, DatedHours, HoursRule
from server.spots.search import FoundSpot, Position, SpotFilter, search_spots
from tests.databases import RolledBackDatabase
from tests.server.builders import keep_spots, make_record

RADIUS_M = 6_371_008.771415


def _found(database: RolledBackDatabase, limit: int = 1000, **wanted: Any) -> list[FoundSpot]:
    with database.reading() as session:
        return search_spots(
            session,
            SpotFilter(region="somewhere", **wanted),
            limit=limit,
        )


def _ids(database: RolledBackDatabase, **wanted: Any) -> list[str]:
    return [f.spot.id for f in _found(database, **wanted)]


def _haversine_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    (lat1, lon1), (lat2, lon2) = (map(math.radians, p) for p in (a, b))
    h = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * RADIUS_M * math.asin(math.sqrt(min(1.0, h)))


def _scattered(
    database: RolledBackDatabase, seed: int, count: int = 120
) -> dict[str, tuple[float, float]]:
    """Keep random points: some close together, some at the edges of the map."""
    rng = random.Random(seed)  # noqa: S311 - places, no secrets
    places = [(rng.gauss(35, 0.05), rng.gauss(135, 0.05)) for _ in range(count - 8)]
    places += [(35.0, 135.0), (35.0, 135.0), (0.0, 180.0), (0.0, -180.0)]
    places += [(0.01, 179.99), (0.01, -179.99), (90.0, 12.0), (-90.0, 0.0)]
    records = [make_record(n, lat=lat, lon=lon) for n, (lat, lon) in enumerate(places)]
    return dict(zip(keep_spots(database, *records), places, strict=True))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_radius_search_finds_what_a_plain_haversine_finds_nearest_first(
    database: RolledBackDatabase, seed: int
) -> None:
    places = _scattered(database, seed)
    rng = random.Random(seed)  # noqa: S311 - places, no secrets
    centres = [(rng.gauss(35, 0.05), rng.gauss(135, 0.05)) for _ in range(8)]
    for centre in [*centres, (0.0, 180.0), (0.0, -179.995), (89.9, -168.0), (-90.0, 77.0)]:
        radius_m = rng.uniform(100, 20_000)
        away = {key: _haversine_m(centre, place) for key, place in places.items()}
        expected = sorted((d, key) for key, d in away.items() if d <= radius_m)
        found = _found(database, near=centre, radius_m=radius_m)
        assert {f.spot.id for f in found} == {key for _, key in expected}
        for hit in found:
            assert hit.distance_m == pytest.approx(away[hit.spot.id], abs=0.01)
        shown = [(f.distance_m or 0.0, f.spot.id) for f in found]
        assert shown == sorted(shown)


def _pages(database: RolledBackDatabase, size: int, wanted: SpotFilter) -> list[list[FoundSpot]]:
    pages: list[list[FoundSpot]] = []
    after: Position | None = None
    while True:
        with database.reading() as session:
            page = search_spots(session, wanted, limit=size, after=after)
        if not page:
            return pages
        pages.append(page)
        after = page[-1].position


@pytest.mark.parametrize("size", [1, 7, 50, 121])
@pytest.mark.parametrize("near", [None, (35.0, 135.0)])
def test_pages_have_no_gaps_and_no_repetitions(
    database: RolledBackDatabase, size: int, near: tuple[float, float] | None
) -> None:
    _scattered(database, 4)
    wanted = SpotFilter(region="somewhere", near=near, radius_m=50_000.0)
    with database.reading() as session:
        whole = search_spots(session, wanted, limit=1000)
    paged = [f.spot.id for page in _pages(database, size, wanted) for f in page]
    assert paged == [f.spot.id for f in whole]
    assert len(set(paged)) == len(paged)


def test_pages_stay_complete_while_spots_are_added_before_them(
    database: RolledBackDatabase,
) -> None:
    places = _scattered(database, 5)
    wanted = SpotFilter(region="somewhere", near=(35.0, 135.0), radius_m=50_000.0)
    with database.reading() as session:
        first = search_spots(session, wanted, limit=20)
    keep_spots(database, make_record(9_999, lat=35.0, lon=135.0))
    after = first[-1].position
    with database.reading() as session:
        rest = search_spots(session, wanted, limit=1000, after=after)
    seen = [f.spot.id for f in (*first, *rest)]
    assert len(seen) == len(set(seen))
    inside = {k for k, p in places.items() if _haversine_m((35.0, 135.0), p) <= 50_000}
    assert inside <= set(seen)


def test_a_box_holds_its_own_edges(database: RolledBackDatabase) -> None:
    records = [make_record(n, lat=35.0, lon=135.0 + n / 10) for n in range(4)]
    keys = keep_spots(database, *records)
    assert set(_ids(database, bbox=(135.1, 34.9, 135.2, 35.0))) == {keys[1], keys[2]}


def test_a_box_may_cross_the_antimeridian(database: RolledBackDatabase) -> None:
    lons = (179.5, -179.5, 180.0, -180.0, 0.0, 178.9)
    keys = keep_spots(database, *(make_record(n, lat=0.0, lon=lon) for n, lon in enumerate(lons)))
    assert set(_ids(database, bbox=(179.0, -1.0, -179.0, 1.0))) == set(keys[:4])


def test_any_of_the_categories_will_do_and_side_categories_count(
    database: RolledBackDatabase,
) -> None:
    museum, temple, both = keep_spots(
        database,
        make_record(1, categories=("museum",)),
        make_record(2, categories=("temple",)),
        make_record(3, categories=("park", "temple")),
    )
    assert set(_ids(database, categories=("temple",))) == {temple, both}
    assert set(_ids(database, categories=("museum", "park"))) == {museum, both}
    assert _ids(database, categories=("museum", "temple", "park")) == sorted((museum, temple, both))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("京都", {"京都駅ビル", "東京都庁"}),
        ("温泉", {"城崎温泉"}),
        ("寺", {"清水寺", "寺町通"}),
        ("てんぷる", set()),
        ("KIYO", {"清水寺"}),
        ("Ärkäs", {"清水寺"}),
        ("%", {"100%の店"}),
        ("_", set()),
        ("/", set()),
        ("\\", set()),
        ("' OR 1=1 --", set()),
    ],
)
def test_words_are_found_anywhere_in_a_name_and_mean_only_themselves(
    database: RolledBackDatabase, words: str, expected: set[str]
) -> None:
    names = ("京都駅ビル", "東京都庁", "城崎温泉", "寺町通", "100%の店")
    records = [make_record(n, names={"ja": name}) for n, name in enumerate(names)]
    kiyomizu = make_record(9, names={"ja": "清水寺", "en": "Kiyomizu-dera", "fi": "ÄRKÄS"})
    keep_spots(database, *records, kiyomizu)
    assert {f.spot.names["ja"] for f in _found(database, words=words)} == expected


def test_at_most_so_well_known_leaves_out_the_unknown(database: RolledBackDatabase) -> None:
    low, edge, _high, _unknown = keep_spots(
        database,
        *(make_record(n, renown=r) for n, r in enumerate((0.1, 0.3, 0.31, None))),
    )
    assert set(_ids(database, max_renown=0.3)) == {low, edge}


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2027-05-15T08:59:59+09:00", False),
        ("2027-05-15T09:00:00+09:00", True),
        ("2027-05-15T00:00:00+00:00", True),
        ("2027-05-15T16:59:59+09:00", True),
        ("2027-05-15T17:00:00+09:00", False),
        ("2027-05-16T12:00:00+09:00", False),
    ],
)
def test_open_at_is_an_instant_read_on_the_spots_own_clock(
    database: RolledBackDatabase, moment: str, is_open: bool
) -> None:
    closed = DatedHours(dt.date(2027, 5, 16))
    keep_spots(database, make_record(hours=HoursRule("09:00-17:00", dated=(closed,))))
    assert bool(_ids(database, open_at=dt.datetime.fromisoformat(moment))) is is_open


def test_hours_past_midnight_hold_in_the_early_morning(database: RolledBackDatabase) -> None:
    night = DatedHours(dt.date(2027, 5, 15), (ClockInterval(75_600, 90_000),))
    keep_spots(database, make_record(hours=HoursRule("Mo 09:00-10:00", dated=(night,))))
    assert _ids(database, open_at=dt.datetime.fromisoformat("2027-05-16T00:59:00+09:00"))
    assert not _ids(database, open_at=dt.datetime.fromisoformat("2027-05-16T01:00:00+09:00"))


def test_a_search_through_closed_spots_goes_on_until_the_page_is_full(
    database: RolledBackDatabase,
) -> None:
    shut = [make_record(n, hours=HoursRule("Mo 09:00-10:00")) for n in range(450)]
    opened = [make_record(1000 + n, hours=HoursRule("24/7")) for n in range(5)]
    keys = keep_spots(database, *shut, *opened)
    moment = dt.datetime.fromisoformat("2027-05-15T12:00:00+09:00")
    assert _ids(database, open_at=moment) == sorted(keys[450:])


def test_every_criterion_must_hold(database: RolledBackDatabase) -> None:
    keys = keep_spots(
        database,
        make_record(1, renown=0.1),
        make_record(2, renown=0.9),
        make_record(3, renown=0.1, categories=("park",)),
        make_record(4, renown=0.1, lat=36.0),
    )
    found = _ids(
        database,
        bbox=(134.0, 34.0, 136.0, 35.5),
        near=(35.0, 135.0),
        radius_m=5_000.0,
        categories=("museum",),
        words="資料",
        max_renown=0.5,
    )
    assert found == keys[:1]
