from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from server.events.models import Event
from server.events.records import EventRecord
from server.events.service import SaveReport, remove_event, save_events
from tests.databases import RolledBackDatabase
from tests.server.builders import keep_spots, make_record
from tests.server.people import make_organisation

NOW = dt.datetime(2027, 3, 1, 3, 0, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)
MARKET = EventRecord(
    region="somewhere",
    names={"ja": "朝市"},
    first_date=dt.date(2027, 5, 15),
    last_date=dt.date(2027, 5, 16),
    listed_id="KD-1",
    listed={"subtitle": "第 3 回", "tags": "市場;食"},
)
FAIR = replace(MARKET, listed_id="KD-2", names={"ja": "植木市"})


@pytest.fixture
def association(database: RolledBackDatabase) -> str:
    """An association in the region `somewhere`."""
    keep_spots(database, make_record(1))
    return make_organisation(database)


def _save(
    database: RolledBackDatabase, owner: str, *records: EventRecord, now: dt.datetime = NOW
) -> SaveReport:
    with database.writing() as session:
        return save_events(session, owner, records, now=now)


def _kept(database: RolledBackDatabase) -> dict[str, Event]:
    with database.reading() as session:
        return {str(e.listed_id): e for e in session.query(Event).all()}


def test_the_same_list_twice_changes_nothing(
    database: RolledBackDatabase, association: str
) -> None:
    assert _save(database, association, MARKET, FAIR) == SaveReport(created=2)
    before = _kept(database)
    assert _save(database, association, MARKET, FAIR, now=LATER) == SaveReport(unchanged=2)
    after = _kept(database)
    assert {e.updated_at for e in after.values()} == {NOW}
    assert [e.version for e in after.values()] == [e.version for e in before.values()] == [1, 1]


def test_only_what_differs_is_changed_and_keeps_its_id(
    database: RolledBackDatabase, association: str
) -> None:
    _save(database, association, MARKET, FAIR)
    before = _kept(database)
    moved = replace(MARKET, last_date=dt.date(2027, 5, 17), listed={"tags": "市場"})
    report = _save(database, association, moved, FAIR, now=LATER)
    assert report == SaveReport(updated=1, unchanged=1)
    after = _kept(database)
    assert after["KD-1"].id == before["KD-1"].id
    assert after["KD-1"].last_date == dt.date(2027, 5, 17)
    assert after["KD-1"].listed == {"tags": "市場"}
    assert (after["KD-1"].updated_at, after["KD-2"].updated_at) == (LATER, NOW)


def test_the_same_numbers_of_two_organisations_are_different_events(
    database: RolledBackDatabase, association: str
) -> None:
    other = make_organisation(database, "隣の観光協会")
    assert _save(database, association, MARKET) == SaveReport(created=1)
    assert _save(database, other, MARKET) == SaveReport(created=1)
    with database.reading() as session:
        owners = {event.organisation_id for event in session.query(Event).all()}
    assert owners == {association, other}


def test_a_removed_event_that_is_listed_again_is_back(
    database: RolledBackDatabase, association: str
) -> None:
    _save(database, association, MARKET)
    with database.writing() as session:
        remove_event(session.query(Event).one(), now=NOW)
    assert _save(database, association, MARKET, now=LATER) == SaveReport(updated=1)
    assert _kept(database)["KD-1"].removed_at is None


def test_of_records_with_one_number_the_last_counts(
    database: RolledBackDatabase, association: str
) -> None:
    again = replace(MARKET, names={"ja": "夕市"})
    assert _save(database, association, MARKET, again) == SaveReport(created=1)
    assert _kept(database)["KD-1"].names == {"ja": "夕市"}


def test_an_event_without_a_number_cannot_be_imported(
    database: RolledBackDatabase, association: str
) -> None:
    with pytest.raises(ValueError, match="listed_id"):
        _save(database, association, replace(MARKET, listed_id=None))


def test_hundreds_of_events_are_saved_at_once(
    database: RolledBackDatabase, association: str
) -> None:
    many = [replace(MARKET, listed_id=f"KD-{n}") for n in range(1200)]
    assert _save(database, association, *many) == SaveReport(created=1200)
    assert _save(database, association, *many) == SaveReport(unchanged=1200)
