from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.opendata.answer import ReadList
from server.opendata.list_kind import ListKind
from server.opendata.listed_spot import ListedSpot
from server.opendata.messages import FAULTS, REMARK_CODES, REPAIRS
from server.opendata.reading import read_events, read_shelters, read_spots, read_toilets
from server.opendata.shelter_layouts import SHELTERS
from server.opendata.spot_layouts import SPOTS
from server.opendata.tidying import is_formula
from server.opendata.toilet_layouts import TOILETS
from tests.server.opendata.builders import (
    GOOD_EVENT,
    YAMAGUCHI,
    as_csv,
    codes,
    make_csv,
    read,
    read_one_event,
)

CELLS = st.one_of(
    st.just(""),
    st.sampled_from(
        ["A1", "34.06", "131.8", "１２", "=1", "9:00", "有", "352071", "２０２６／１／２"]
    ),
    st.text(max_size=12),
)


def heading_list(kind: ListKind, *extra: str) -> list[str]:
    return [*kind.standard.values(), *extra]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from(list(SPOTS.standard)), CELLS, max_size=12), max_size=8)
)
def test_accepted_and_refused_are_all_the_rows_read(rows: list[dict[str, str]]) -> None:
    data = make_csv(*rows, base={"name": "寺", "lat": "34.06", "lon": "131.8"}, encoding="utf-8")
    answer = read_spots(data, "list.csv", YAMAGUCHI)
    if answer.layout is None:
        assert answer.rows_read == len(answer.records) == 0
        return
    refused = {fault.row for fault in answer.faults}
    assert len(answer.records) + len(refused) == answer.rows_read
    assert answer.refused == len(refused)
    assert refused.isdisjoint(answer.rows)
    assert list(answer.rows) == sorted(set(answer.rows))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["list.csv", "list.xlsx", ""]))
def test_no_bytes_make_a_reader_raise(data: bytes, filename: str) -> None:
    for read_list in (read_spots, read_events, read_toilets, read_shelters):
        answer = read_list(data, filename)
        assert answer.faults or answer.layout


@pytest.mark.parametrize(
    "cell",
    [
        "=cmd|' /C calc'!A0",
        "=1+1",
        "＝1+1",
        "+cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "-2+3",
        '=HYPERLINK("http://x")',
    ],
)
def test_a_formula_refuses_its_row(cell: str) -> None:
    answer = read({"remark": cell}, {"listed_id": "A2"})
    assert [(fault.code, fault.row, fault.column) for fault in answer.faults] == [
        ("formula", 2, "備考")
    ]
    assert answer.rows == (3,)


@pytest.mark.parametrize(
    "cell",
    ["-5", "+3.5", "-1,000", "+81-834-22-8640", "@town_kanko", "-大人(中学生)300円", "- 休み"],
)
def test_what_only_begins_like_a_formula_is_read(cell: str) -> None:
    assert not is_formula(cell)
    assert read({"remark": cell}).records[0].remark == cell


def test_the_second_of_two_rows_with_one_id_names_the_first() -> None:
    answer = read({}, {"listed_id": "B"}, {"name": "別の寺"})
    (fault,) = answer.faults
    assert (fault.code, fault.row, fault.other_row, fault.column) == ("duplicate_id", 4, 2, "ID")
    assert "2行目" in fault.message("ja")
    assert "Row 2" in fault.message("en")


def test_an_id_counts_as_taken_even_where_its_row_is_refused() -> None:
    assert codes(read({"name": ""}, {})) == ["missing_name", "duplicate_id"]


def test_rows_without_an_id_are_told_apart_by_name_and_then_by_place() -> None:
    none = {"listed_id": ""}
    answer = read(none, {**none, "lat": "34.07"}, {**none, "name": "別の寺"}, none)
    assert len({spot.key for spot in answer.records}) == 3
    assert all(spot.key.startswith("name-") for spot in answer.records)
    assert [(fault.code, fault.row) for fault in answer.faults] == [("duplicate_row", 5)]


def test_the_derived_key_stays_when_the_rest_of_the_row_changes() -> None:
    before = read({"listed_id": "", "description": "古い"}).records[0]
    after = read({"listed_id": "", "description": "新しい", "lat": "34.07"}).records[0]
    assert before.key == after.key


def test_all_that_is_wrong_with_a_row_is_told_at_once() -> None:
    answer = read({"name": "", "lat": "不明", "municipality_code": "1", "remark": "=1"})
    assert set(codes(answer)) == {
        "missing_name",
        "bad_coordinate",
        "bad_municipality_code",
        "formula",
    }
    assert answer.refused == 1


def test_cells_beyond_the_headings_refuse_a_row_and_missing_ones_do_not() -> None:
    lines = [["ID", "名称", "緯度", "経度", "URL"], ["A1", "寺", "34", "131", "", "x"]]
    answer = read_spots(as_csv([*lines, ["A2", "寺", "34", "131"]]), "list.csv")
    assert [(fault.code, fault.row) for fault in answer.faults] == [("surplus_cells", 2)]
    assert [(said.code, said.row) for said in answer.remarks] == [("short_row", 3)]
    assert answer.rows == (3,)


def test_unsafe_addresses_are_left_out() -> None:
    answer = read({"url": "javascript:alert(1)", "email": "nobody"})
    assert (answer.records[0].url, answer.records[0].email) == ("", "")
    assert [said.code for said in answer.remarks] == ["bad_email", "bad_url"]


def test_opening_and_closing_time_are_looked_at_together() -> None:
    assert _remarks(read({"opens": "09:00"})) == ["one_time_only"]
    assert _remarks(read({"opens": "09:00", "closes": "08:00"})) == ["closes_before_opening"]
    assert _remarks(read({"opens": "18:00", "closes": "02:00"})) == []


def _remarks(answer: ReadList[ListedSpot]) -> list[str]:
    return [said.code for said in answer.remarks]


@pytest.mark.parametrize(
    "headings",
    [
        ["ＩＤ", "名 称", "緯度", "経度", "料金（基本）"],
        ["NO", "名称", "緯度", "経度", "料金(基本)"],
        ["\ufeffNo", "施設名", "北緯", "東経", "料金"],
        ["id", "名称", "緯度（世界測地系）", "経度（世界測地系）", "料金 （基本）"],
    ],
)
def test_headings_are_known_in_any_width_and_by_their_other_names(headings: list[str]) -> None:
    answer = read_spots(as_csv([headings, ["A1", "寺", "34", "131", "310"]]), "list.csv")
    (spot,) = answer.records
    assert (spot.listed_id, spot.name, spot.lat, spot.fee) == ("A1", "寺", 34.0, "310")
    assert not answer.remarks


def test_columns_of_no_layout_and_repeated_ones_are_remarked_on() -> None:
    lines = [
        ["ID", "名称", "緯度", "経度", "駐輪場", "名称"],
        ["A1", "寺", "34", "131", "有", "堂"],
    ]
    answer = read_spots(as_csv(lines), "list.csv")
    assert answer.records[0].name == "寺"
    assert [(said.code, said.column) for said in answer.remarks] == [
        ("unknown_column", "駐輪場"),
        ("repeated_column", "名称"),
    ]


def test_each_reader_refuses_the_other_lists_by_their_name() -> None:
    toilets = as_csv([heading_list(TOILETS)])
    shelters = as_csv([heading_list(SHELTERS)])
    spots = as_csv([heading_list(SPOTS)])
    events = make_csv(GOOD_EVENT, layout="legacy")
    for read_list, data, name in (
        (read_spots, toilets, "公衆トイレ一覧"),
        (read_events, spots, "観光施設一覧"),
        (read_toilets, shelters, "指定緊急避難場所一覧"),
        (read_shelters, events, "観光施設一覧"),
    ):
        (fault,) = read_list(data, "list.csv").faults
        assert (fault.code, fault.found) == ("wrong_kind", name)


def test_a_missing_column_is_named() -> None:
    headings = [name for name in SPOTS.legacy.values() if name != "経度"]
    (fault,) = read_spots(as_csv([headings]), "list.csv").faults
    assert (fault.code, fault.found) == ("missing_column", "経度")


def test_the_layout_is_told_from_the_headings() -> None:
    assert read_spots(make_csv({}, layout="standard"), "x.csv").layout == "standard"
    assert read_spots(make_csv({}, layout="legacy"), "x.csv").layout == "legacy"


def test_an_event_may_lack_a_point_but_not_half_of_one() -> None:
    (event,) = read_one_event().records
    assert (event.lat, event.lon) == (None, None)
    assert codes(read_one_event(lat="34.06")) == ["missing_coordinates"]


def test_an_event_ends_on_its_first_day_or_later() -> None:
    assert codes(read_one_event(ends_on="2026-07-31")) == ["ends_before_start"]
    (event,) = read_one_event().records
    assert event.first_day == event.last_day
    (event,) = read_one_event(ends_on="2026-08-03").records
    assert (event.last_day - event.first_day).days == 2


def test_a_toilet_says_who_can_use_it_only_where_it_is_stated() -> None:
    base = {"listed_id": "T", "name": "公園", "lat": "34", "lon": "131"}
    rows = [{"wheelchair_toilets": "０"}, {"accessible": "1基"}, {"wheelchair_toilets": "有"}, {}]
    numbered = [{**row, "listed_id": f"T{at}"} for at, row in enumerate(rows)]
    answer = read_toilets(make_csv(*numbered, kind=TOILETS, base=base), "list.csv")
    assert [toilet.wheelchair for toilet in answer.records] == [False, True, True, None]


def test_a_site_that_marks_no_hazard_says_nothing_about_any() -> None:
    base = {"name": "小学校", "lat": "34", "lon": "131"}
    rows = [
        {"listed_id": "1", "flood": "◎", "tsunami": "1"},
        {"listed_id": "2", "capacity": "1,200人"},
    ]
    answer = read_shelters(make_csv(*rows, kind=SHELTERS, base=base), "list.csv")
    first, second = answer.records
    assert [name for name, safe in first.hazards.items() if safe] == ["flood", "tsunami"]
    assert first.hazards["earthquake"] is False
    assert set(second.hazards.values()) == {None}
    assert second.capacity_persons == 1200


def test_every_code_has_words_in_both_languages() -> None:
    assert FAULTS.keys() >= REMARK_CODES
    for texts in (FAULTS, REPAIRS):
        for code, text in texts.items():
            assert text.en != text.ja, code
            assert all((text.en, text.ja)), code


def test_a_quoted_cell_with_commas_and_line_breaks_stays_whole() -> None:
    note = '"春", 夏,\n秋と冬'
    sheet = io.StringIO(make_csv({"description": note}).decode(), newline="")
    assert len(list(csv.reader(sheet))) == 2
    assert read({"description": note}).records[0].description == note
