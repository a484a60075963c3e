"""Each repair, and beside it the cell that looks alike but is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.opendata.municipality_codes import check_digit, is_code
from tests.server.opendata.builders import (
    GOOD,
    YAMAGUCHI,
    codes,
    read,
    read_one_event,
)


def repaired(field: str, stated: str, **others: str) -> tuple[str, list[str]]:
    """What one cell becomes, and the codes of the repairs made in its row."""
    answer = read({field: stated, **others})
    assert not answer.faults
    (spot,) = answer.records
    return getattr(spot, field), [repair.code for repair in answer.repairs]


@pytest.mark.parametrize(
    ("stated", "made"),
    [
        ("９：００～", "09:00"),
        ("9:00", "09:00"),
        ("9:00:00", "09:00"),
        ("午後5時", "17:00"),
        ("9時30分", "09:30"),
    ],
)
def test_a_time_is_written_as_the_layout_writes_it(stated: str, made: str) -> None:
    assert repaired("opens", stated, closes="22:00") == (made, ["time_rewritten"])


@pytest.mark.parametrize("stated", ["日没", "25:00", "9:00と13:00", "17:00\n夏時間 18:00"])
def test_what_is_not_one_time_stays_as_stated_and_is_remarked_on(stated: str) -> None:
    answer = read({"opens": "09:00", "closes": stated})
    assert answer.records[0].closes == stated
    assert "unread_time" in [remark.code for remark in answer.remarks]
    assert not answer.repairs


@pytest.mark.parametrize(
    ("stated", "made"), [("550円", "550"), ("１，０５０円", "1050"), ("¥300", "300")]
)
def test_a_bare_price_becomes_a_number(stated: str, made: str) -> None:
    assert repaired("fee", stated) == (made, ["fee_rewritten"])


@pytest.mark.parametrize("stated", ["無料", "大人300円 小人150円", "310"])
def test_a_price_that_says_more_than_a_number_stays(stated: str) -> None:
    assert repaired("fee", stated) == (stated, [])


def test_spaces_and_control_characters_at_the_edges_go() -> None:
    assert repaired("description", "　よい寺\r\n ") == ("よい寺", ["whitespace"])
    assert repaired("description", "よい\x07寺") == ("よい寺", ["control_characters"])
    assert repaired("description", "一行\r\n二行") == ("一行\n二行", [])
    assert repaired("name", "月見寺\n(本堂)") == ("月見寺 (本堂)", ["whitespace"])
    assert repaired("name", "吉香　鵜の里") == ("吉香　鵜の里", [])


def test_half_width_kana_becomes_full_width_in_the_kana_column_only() -> None:
    assert repaired("name_kana", "ﾂｷﾐﾃﾞﾗ") == ("ツキミデラ", ["kana_width"])
    assert repaired("description", "ﾂｷﾐﾃﾞﾗ") == ("ﾂｷﾐﾃﾞﾗ", [])


@pytest.mark.parametrize(
    ("stated", "made", "repairs"),
    [
        ("834-22-8640", "0834-22-8640", ["phone_leading_zero"]),
        ("834228640", "0834228640", ["phone_leading_zero"]),
        ("9012345678", "09012345678", ["phone_leading_zero"]),
        ("０８３４－２２－８６４０", "0834-22-8640", ["width"]),
        ("(0820)75-1571", "(0820)75-1571", []),
        ("+81 834 22 8640", "+81 834 22 8640", []),
        ("44-8570", "44-8570", []),
    ],
)
def test_a_telephone_number_gets_its_zero_back_only_when_its_length_proves_it(
    stated: str, made: str, repairs: list[str]
) -> None:
    assert repaired("phone", stated) == (made, repairs)


@pytest.mark.parametrize(
    ("stated", "prefecture", "made", "repairs"),
    [
        ("352071", "", "352071", []),
        ("３５２０７１", "", "352071", ["width"]),
        ("11002", "北海道", "011002", ["leading_zero"]),
        ("11002", "", "011002", ["leading_zero"]),
        ("11002", "埼玉県", "11002", []),
        ("35207", "山口県", "35207", []),
    ],
)
def test_a_municipality_code_gets_its_zero_back_only_when_the_check_digit_proves_it(
    stated: str, prefecture: str, made: str, repairs: list[str]
) -> None:
    assert repaired("municipality_code", stated, prefecture=prefecture) == (made, repairs)


@pytest.mark.parametrize("stated", ["352070", "1100", "990001", "ABCDEF", "000000"])
def test_a_wrong_municipality_code_is_a_fault(stated: str) -> None:
    assert codes(read({"municipality_code": stated})) == ["bad_municipality_code"]


@given(st.integers(1000, 47_999), st.integers(0, 4), st.integers(1, 9))
def test_the_check_digit_finds_most_single_wrong_digits(
    number: int, position: int, shift: int
) -> None:
    five = f"{number:05}"
    wrong = five[:position] + str((int(five[position]) + shift) % 10) + five[position + 1 :]
    assert check_digit(five) in "0123456789"
    if is_code(five + check_digit(five)) and check_digit(wrong) != check_digit(five):
        assert not is_code(wrong + check_digit(five))


@pytest.mark.parametrize(
    ("lat", "lon", "repair"),
    [
        ("131.8", "34.06", "swapped_coordinates"),
        ("131.80000", "34.06000", "swapped_coordinates"),
        ("34度3分36秒", "131度48分0秒", "degrees_minutes"),
        ("34°03′36″", "131°48′00″", "degrees_minutes"),
        ("34.3.36", "131.48.0", "degrees_minutes"),
        ("北緯34度3.6分", "東経131度48分", "degrees_minutes"),
        ("340336", "1314800", "degrees_minutes"),
        ("1314800", "340336", "swapped_coordinates"),
    ],
)
def test_coordinates_are_repaired_where_the_area_leaves_one_reading(
    lat: str, lon: str, repair: str
) -> None:
    answer = read({"lat": lat, "lon": lon}, bounds=YAMAGUCHI)
    (spot,) = answer.records
    assert (spot.lat, spot.lon) == pytest.approx((34.06, 131.8), abs=1e-6)
    assert [said.code for said in answer.repairs] == [repair]


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        ("131.8", "34.06", "swapped_coordinates"),
        ("34度3分36秒", "131度48分0秒", "bad_coordinate"),
        ("60.17", "24.94", "outside_japan"),
        ("34.06", "", "missing_coordinates"),
        ("34.06", "不明", "bad_coordinate"),
    ],
)
def test_without_an_area_nothing_is_proven_and_nothing_repaired(
    lat: str, lon: str, code: str
) -> None:
    answer = read({"lat": lat, "lon": lon})
    assert codes(answer) == [code]
    assert not answer.repairs


def test_two_possible_readings_prove_nothing() -> None:
    wide = YAMAGUCHI._replace(south=33.0, north=35.0)
    answer = read({"lat": "34:30", "lon": "131.4800"}, bounds=wide)
    assert not answer.repairs
    assert codes(answer) == ["bad_coordinate"]


def test_a_point_outside_the_area_is_kept_and_remarked_on() -> None:
    answer = read({"lat": "35.68", "lon": "139.76"}, bounds=YAMAGUCHI)
    assert (answer.records[0].lat, answer.records[0].lon) == (35.68, 139.76)
    assert [remark.code for remark in answer.remarks] == ["outside_bounds"]


@given(st.floats(YAMAGUCHI.south, YAMAGUCHI.north), st.floats(YAMAGUCHI.west, YAMAGUCHI.east))
def test_a_point_inside_the_area_is_never_changed(lat: float, lon: float) -> None:
    answer = read({"lat": repr(lat), "lon": repr(lon)}, bounds=YAMAGUCHI)
    assert (answer.records[0].lat, answer.records[0].lon) == (lat, lon)
    assert not answer.repairs


@pytest.mark.parametrize(
    ("stated", "made"),
    [
        ("2026/8/1", "2026-08-01"),
        ("2026年8月1日(土)", "2026-08-01"),
        ("20260801", "2026-08-01"),
        ("令和8年8月1日", "2026-08-01"),
        ("R8.8.1", "2026-08-01"),
        ("令和元年5月1日", "2019-05-01"),
        ("２０２６－０８－０１", "2026-08-01"),
        ("2026-08-01 00:00", "2026-08-01"),
    ],
)
def test_a_date_in_any_full_writing_is_read(stated: str, made: str) -> None:
    answer = read_one_event(starts_on=stated)
    assert [event.starts_on for event in answer.records] == [made]
    assert [repair.code for repair in answer.repairs] == ["date_rewritten"]


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("", "missing_date"),
        ("8月1日(土)", "date_without_year"),
        ("1月13日(祝)(月)", "date_without_year"),
        ("2026-07-下旬", "date_not_exact"),
        ("10月中旬", "date_not_exact"),
        ("2026年8月", "date_not_exact"),
        ("2026-02-30", "bad_date"),
        ("近日", "bad_date"),
    ],
)
def test_a_date_is_never_guessed(stated: str, code: str) -> None:
    answer = read_one_event(starts_on=stated)
    assert codes(answer) == [code]
    assert not answer.records


def test_answers_in_other_words_become_the_layouts_words() -> None:
    assert repaired("wheelchair", "○") == ("可", ["flag_rewritten"])
    assert repaired("wheelchair_loan", "なし") == ("無", ["flag_rewritten"])
    answer = read({"wheelchair": "段差あり"})
    assert answer.records[0].wheelchair == "段差あり"
    assert answer.records[0].accessibility["wheelchair"] is None


def test_every_repair_names_row_column_and_both_writings() -> None:
    (repair,) = read({}, {"listed_id": "A2", "fee": "550円"}).repairs
    assert (repair.row, repair.column) == (3, "料金(基本)")
    assert (repair.found, repair.made) == ("550円", "550")
    assert "550" in repair.message("ja")
    assert "550" in repair.message("en")


def test_a_row_in_order_is_not_repaired() -> None:
    assert not read(GOOD).repairs
