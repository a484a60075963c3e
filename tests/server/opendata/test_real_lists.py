"""Lists as municipalities publish them, counted row by row."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from server.opendata.answer import Bounds, Encoding, Layout
from server.opendata.reading import read_events, read_shelters, read_spots, read_toilets
from server.opendata.writing import write_events, write_spots

YAMAGUCHI = Bounds(33.7, 130.7, 34.85, 132.55)

pytestmark = pytest.mark.shared_data


def opendata(shared_data: Path, name: str) -> bytes:
    return (shared_data / "opendata" / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "layout", "count"),
    [
        ("350001_tourism.csv", "legacy", 792),
        ("352071_tourism.csv", "standard", 68),
        ("352080_tourism.csv", "standard", 21),
        ("352152_tourism.csv", "standard", 10),
        ("353051_tourism.csv", "legacy", 15),
        ("422037_tourism.csv", "legacy", 28),
    ],
)
def test_every_published_spot_is_read(
    shared_data: Path, name: str, layout: Layout, count: int
) -> None:
    answer = read_spots(opendata(shared_data, name), name)
    assert (answer.rows_read, len(answer.records), answer.refused) == (count, count, 0)
    assert (answer.layout, answer.encoding, answer.faults) == (layout, "utf-8", ())


@pytest.mark.parametrize(
    "name",
    [
        "350001_tourism.csv",
        "352071_tourism.csv",
        "352080_tourism.csv",
        "352152_tourism.csv",
        "353051_tourism.csv",
        "422037_tourism.csv",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
@pytest.mark.parametrize("layout", ["standard", "legacy"])
def test_a_published_list_is_written_the_same_for_ever(
    shared_data: Path, name: str, encoding: Encoding, layout: Layout
) -> None:
    first = read_spots(opendata(shared_data, name), name)
    written = write_spots(first.records, layout, encoding)
    again = read_spots(written, name)
    assert write_spots(again.records, layout, encoding) == written
    assert (again.repairs, again.faults) == ((), ())
    if layout == first.layout:
        assert again.records == first.records


def test_the_one_spot_of_the_prefecture_that_lies_elsewhere_is_remarked_on(
    shared_data: Path,
) -> None:
    answer = read_spots(opendata(shared_data, "350001_tourism.csv"), "x.csv", YAMAGUCHI)
    assert len(answer.records) == 792
    (outside,) = [said for said in answer.remarks if said.code == "outside_bounds"]
    assert (outside.row, outside.found) == (390, "36.124191, 139.877716")
    moved = {"swapped_coordinates", "degrees_minutes"}
    assert not [repair for repair in answer.repairs if repair.code in moved]


def test_fees_and_times_of_real_cells_are_put_into_the_layouts_writing(shared_data: Path) -> None:
    shimabara = read_spots(opendata(shared_data, "422037_tourism.csv"), "x.csv")
    made = Counter(repair.made for repair in shimabara.repairs if repair.code == "fee_rewritten")
    assert sum(made.values()) == 7
    castle = next(spot for spot in shimabara.records if spot.name == "島原城")
    assert (castle.fee, castle.fee_minor, castle.opens) == ("550", 550, "09:00")
    assert castle.key.startswith("name-")


def test_only_events_with_a_certain_day_are_accepted(shared_data: Path) -> None:
    prefecture = read_events(opendata(shared_data, "350001_event.csv"), "x.csv")
    assert (prefecture.rows_read, len(prefecture.records), prefecture.refused) == (350, 267, 83)
    assert {fault.code for fault in prefecture.faults} == {"date_not_exact", "bad_date"}
    town = read_events(opendata(shared_data, "352071_event.csv"), "x.csv")
    assert (town.rows_read, len(town.records), town.refused) == (30, 0, 30)
    assert {fault.code for fault in town.faults} >= {"date_without_year", "date_not_exact"}


def test_published_events_come_back_in_both_layouts(shared_data: Path) -> None:
    first = read_events(opendata(shared_data, "350001_event.csv"), "x.csv").records
    for layout in ("standard", "legacy"):
        written = write_events(first, layout)
        assert read_events(written, "x.csv").records == first


def test_the_toilet_whose_id_stands_twice_is_named(shared_data: Path) -> None:
    answer = read_toilets(opendata(shared_data, "352152_public_toilet.csv"), "x.csv")
    assert (answer.rows_read, len(answer.records)) == (154, 153)
    (fault,) = answer.faults
    assert (fault.code, fault.row, fault.other_row) == ("duplicate_id", 6, 5)


def test_evacuation_sites_of_a_portal_are_read(shared_data: Path) -> None:
    answer = read_shelters(opendata(shared_data, "kumamoto_shelters.csv"), "x.csv")
    assert (answer.rows_read, len(answer.records)) == (2125, 2122)
    assert [fault.code for fault in answer.faults] == ["missing_coordinates"] * 3
    assert all(shelter.municipality_code for shelter in answer.records)
    assert {said.code for said in answer.remarks} == {"unknown_column"}
