from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.opendata.answer import Encoding, Layout
from server.opendata.event_layouts import EVENTS
from server.opendata.listed_event import ListedEvent
from server.opendata.listed_spot import ListedSpot
from server.opendata.reading import read_events, read_spots
from server.opendata.spot_layouts import LEGACY, SPOTS, STANDARD
from server.opendata.unwritable import UnwritableError
from server.opendata.writing import find_unwritable, lost_fields, write_events, write_spots
from tests.server.opendata.builders import GOOD, GOOD_EVENT, make_csv, read

LAYOUTS: tuple[Layout, ...] = ("standard", "legacy")
ENCODINGS: tuple[Encoding, ...] = ("utf-8", "cp932")

TEXTS = st.one_of(
    st.sampled_from(
        ["9:00", "５５０円", "834-22-8640", "○", "なし", "二行\nの説明", '"引用", 等', "-5"]
    ),
    st.text("あ亜～〜髙①Aa1,;\"'\n\r\t 　-+=@(|!ｱ", max_size=10),
    st.text(max_size=10),
)
SPOT_ROWS = st.lists(
    st.dictionaries(st.sampled_from(list(STANDARD)), TEXTS, max_size=10), max_size=4
)
EVENT_ROWS = st.lists(
    st.dictionaries(st.sampled_from(list(EVENTS.standard)), TEXTS, max_size=10), max_size=4
)


def spot(**fields: object) -> ListedSpot:
    values: dict[str, object] = {
        "listed_id": "A1",
        "key": "A1",
        "name": "月見寺",
        "lat": 34.06,
        "lon": 131.8,
    }
    return ListedSpot(**{**values, **fields})  # type: ignore[arg-type]  # strings but for the point


@settings(max_examples=250, deadline=None)
@given(SPOT_ROWS, st.sampled_from(LAYOUTS), st.sampled_from(ENCODINGS))
def test_what_was_read_is_written_and_read_again_without_a_difference(
    rows: list[dict[str, str]], layout: Layout, encoding: Encoding
) -> None:
    numbered = [{**row, "listed_id": f"A{at}"} for at, row in enumerate(rows)]
    first = read_spots(make_csv(*numbered, layout=layout), "list.csv").records
    unwritable = find_unwritable(first, layout, encoding)
    if unwritable:
        assert encoding == "cp932"
        assert {text.code for text in unwritable} == {"not_in_cp932"}
        return
    written = write_spots(first, layout, encoding)
    again = read_spots(written, "list.csv")
    assert again.records == first
    assert (again.repairs, again.faults) == ((), ())
    assert again.layout == layout
    assert write_spots(again.records, layout, encoding) == written


@settings(max_examples=150, deadline=None)
@given(EVENT_ROWS, st.sampled_from(LAYOUTS))
def test_events_too_come_back_as_they_were(rows: list[dict[str, str]], layout: Layout) -> None:
    numbered = [{**row, "listed_id": f"E{at}"} for at, row in enumerate(rows)]
    first = read_events(make_csv(*numbered, kind=EVENTS, layout=layout, base=GOOD_EVENT), "x.csv")
    written = write_events(first.records, layout)
    assert read_events(written, "list.csv").records == first.records
    assert write_events(read_events(written, "x.csv").records, layout) == written


@settings(max_examples=250, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([f for f in STANDARD if f not in {"name", "lat", "lon", "listed_id"}]),
        TEXTS,
        max_size=10,
    ),
    st.floats(20, 46),
    st.floats(122, 154),
    st.sampled_from(LAYOUTS),
    st.sampled_from(ENCODINGS),
)
def test_any_record_is_either_refused_or_written_once_and_for_all(
    fields: dict[str, str], lat: float, lon: float, layout: Layout, encoding: Encoding
) -> None:
    try:
        written = write_spots([spot(**fields, lat=lat, lon=lon)], layout, encoding)
    except UnwritableError:
        return
    again = read_spots(written, "list.csv")
    assert not again.faults
    assert (again.records[0].lat, again.records[0].lon) == (lat, lon)
    assert write_spots(again.records, layout, encoding) == written


def test_every_column_of_both_layouts_has_a_field_and_comes_back() -> None:
    special = {"lat", "lon", "municipality_code", "address_code", "email", "postcode", "phone"}
    text_fields = [
        name
        for name in dict.fromkeys([*STANDARD, *LEGACY])
        if SPOTS.cells.get(name, "text") in {"text", "name", "id", "kana"} and name not in special
    ]
    for layout, columns in (("standard", STANDARD), ("legacy", LEGACY)):
        filled = {name: f"値{name}" for name in text_fields if name in columns}
        (back,) = read_spots(write_spots([spot(**filled)], layout), "x.csv").records  # type: ignore[arg-type]  # a layout's name
        assert {name: getattr(back, name) for name in filled} == filled


def test_the_fields_that_a_layout_cannot_hold_are_known() -> None:
    assert lost_fields(ListedSpot, "standard") == ("accessibility_note",)
    lost = lost_fields(ListedSpot, "legacy")
    assert {"wheelchair", "email", "postcode", "town", "corporate_number"} <= set(lost)
    assert not set(lost) & set(LEGACY)
    assert lost_fields(ListedEvent, "standard") == ()
    fields = {field.name for field in dataclasses.fields(ListedSpot)}
    assert fields == {*STANDARD, *LEGACY, "key"}


def test_utf8_has_its_mark_and_lines_end_as_excel_ends_them() -> None:
    written = write_spots([spot(description="一行\n二行")])
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.count(b"\r\n") == 2
    assert len(written.splitlines()) == 3
    assert write_spots([], "legacy", "cp932").decode("cp932").startswith("都道府県コード")


def test_a_character_that_cp932_lacks_is_named_and_never_replaced() -> None:
    records = [spot(), spot(listed_id="A2", key="A2", name="𠮷野の〜滝")]
    with pytest.raises(UnwritableError) as raised:
        write_spots(records, "standard", "cp932")
    (text,) = raised.value.texts
    assert (text.key, text.heading, text.code, text.found) == ("A2", "名称", "not_in_cp932", "𠮷〜")
    assert "U+20BB7" in text.message("ja")
    assert find_unwritable(records, "standard", "cp932") == (text,)
    assert find_unwritable(records, "standard", "utf-8") == ()
    assert read_spots(write_spots(records), "x.csv").records[1].name == "𠮷野の〜滝"


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", " =1+1", "@SUM(A1)", "＝A1"])
def test_a_text_that_a_spreadsheet_would_run_is_never_written(text: str) -> None:
    with pytest.raises(UnwritableError) as raised:
        write_spots([spot(description=text)])
    assert [(found.code, found.heading) for found in raised.value.texts] == [("formula", "説明")]


@pytest.mark.parametrize(
    ("records", "heading"),
    [
        ([spot(), spot(name="別の寺")], "ID"),
        ([spot(municipality_code="352070")], "全国地方公共団体コード"),
        ([spot(url="javascript:alert(1)")], "URL"),
        ([spot(lat=60.17, lon=24.94)], "緯度"),
        ([spot(name=" ")], "名称"),
    ],
)
def test_what_a_reader_would_refuse_is_not_written(records: list[ListedSpot], heading: str) -> None:
    with pytest.raises(UnwritableError) as raised:
        write_spots(records)
    (found,) = raised.value.texts
    assert (found.code, found.heading) == ("not_readable", heading)


def test_a_value_in_another_writing_is_written_in_the_layouts() -> None:
    written = write_spots([spot(opens="9:00", closes="17時", fee="550円")])
    (back,) = read_spots(written, "x.csv").records
    assert (back.opens, back.closes, back.fee) == ("09:00", "17:00", "550")


def test_a_list_without_ids_gets_the_same_keys_again() -> None:
    rows = [{"listed_id": "", "name": "寺"}, {"listed_id": "", "name": "寺", "lat": "34.07"}]
    first = read(*rows).records
    for layout in LAYOUTS:
        again = read_spots(write_spots(first, layout), "x.csv").records
        assert [record.key for record in again] == [record.key for record in first]
    assert GOOD["listed_id"] not in {record.key for record in first}
