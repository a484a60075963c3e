"""Pages stay whole while others write: what fits all the time is seen once and only once."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.spots.editing import delete_spot
from server.spots.history import Change
from server.spots.models import Spot
from server.spots.records import SpotRecord
from server.spots.search import Position, SpotFilter, search_spots
from server.spots.service import spot_id
from tests.databases import RolledBackDatabase
from tests.server.builders import EPOCH, keep_spots, make_record

ORDERS = {
    "by id": SpotFilter(region="somewhere"),
    "nearest first": SpotFilter(region="somewhere", near=(35.0, 135.0), radius_m=50_000.0),
    "by words": SpotFilter(region="somewhere", words="湯"),
    "by words, nearest first": SpotFilter(
        region="somewhere", words="湯", near=(35.0, 135.0), radius_m=50_000.0
    ),
}
WRITES = st.lists(
    st.tuples(st.sampled_from(("add", "remove", "edit", "close")), st.integers(0, 59)), max_size=6
)


def _record(number: int, remark: str = "") -> SpotRecord:
    named = "湯の宿" if number % 3 == 0 else "宿"
    return make_record(number, names={"ja": named}, descriptions={"ja": f"湯{remark}"})


def _write(database: RolledBackDatabase, what: str, number: int, gone: set[int]) -> None:
    """Do one thing of those that leave the place of every other spot in the order as it is."""
    if what == "add":
        keep_spots(database, _record(1000 + number))
    elif what == "edit" and number not in gone:
        keep_spots(database, _record(number, "、改"))
    elif what in ("remove", "close"):
        gone.add(number)
        with database.writing() as session:
            spot = session.get_one(Spot, spot_id("somewhere", "test", str(number)))
            if what == "remove":
                delete_spot(session, spot, Change("deleted", None, EPOCH + dt.timedelta(days=1)))
            else:
                spot.status = "withdrawn"


@pytest.mark.parametrize("order", ORDERS)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(size=st.integers(1, 25), between=st.lists(WRITES, min_size=1, max_size=6))
def test_what_fits_all_the_time_is_seen_exactly_once(
    database: RolledBackDatabase, order: str, size: int, between: list[list[tuple[str, int]]]
) -> None:
    with database.reading() as session:
        connection = session.get_bind()
    assert isinstance(connection, sa.Connection)
    savepoint = connection.begin_nested()
    try:
        _read_through(database, ORDERS[order], size, between)
    finally:
        savepoint.rollback()


def _read_through(
    database: RolledBackDatabase,
    wanted: SpotFilter,
    size: int,
    between: list[list[tuple[str, int]]],
) -> None:
    keys = keep_spots(database, *(_record(n) for n in range(60)))
    seen: list[str] = []
    gone: set[int] = set()
    after: Position | None = None
    turns = iter(between)
    while True:
        with database.reading() as session:
            page = search_spots(session, wanted, limit=size, after=after)
        if not page:
            break
        seen += [found.spot.id for found in page]
        after = page[-1].position
        for what, number in next(turns, ()):
            _write(database, what, number, gone)
    assert len(seen) == len(set(seen))
    assert {key for n, key in enumerate(keys) if n not in gone} <= set(seen)
