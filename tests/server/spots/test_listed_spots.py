from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.regions.categories import CATEGORIES
from server.spots.category_guess import find_category
from server.spots.hours import validate_hours
from server.spots.listed_spots import SpotList
from server.spots.records import HoursRule
from server.spots.spot_supplement import Supplement, merge, parse_supplement
from tests.server.spots.builders_list import LEGACY, make_csv, make_row, read, read_row


def spots_note(spots: SpotList) -> str:
    return spots.records[0].hours_note


def test_a_full_row_of_the_current_layout_keeps_every_fact() -> None:
    (spot,) = read_row(
        名称_カナ="ツキミデラ",
        名称_英語="Tsukimi Temple",
        所在地_連結表記="山口県１",
        利用可能曜日="月水木金土日",
        開始時間="9:00:00",
        終了時間="１７：００",
        **{"利用可能日時特記事項": "火曜日が祝日の場合は翌日休館", "料金(基本)": "310"},
        **{"料金(詳細)": "大人310円", "説明": "山門。", "説明_英語": "A gate.", "車椅子可": "可"},
        連絡先電話番号="0834-00-0000",
        URL="https://example.org/",
    ).records
    assert (spot.source, spot.source_id) == ("test-list", "A1")
    assert spot.names == {"ja": "月見寺", "en": "Tsukimi Temple"}
    assert spot.name_kana == "ツキミデラ"
    assert spot.descriptions == {"ja": "山門。", "en": "A gate."}
    assert (spot.lat, spot.lon) == (34.06, 131.8)
    assert spot.categories == ("temple",)
    assert spot.hours == HoursRule("Mo,We-Su 09:00-17:00", closed_after_holiday=True)
    assert spot.hours_note == "火曜日が祝日の場合は翌日休館"
    assert (spot.fee_minor, spot.fee_note) == (310, "大人310円")
    assert spot.wheelchair is True
    assert (spot.address, spot.phone) == ("山口県1", "0834-00-0000")
    assert spot.url == "https://example.org/"
    assert (spot.attribution, spot.licence) == ("Test town", "CC-BY-4.0")
    assert spot.renown is None


def test_the_previous_layout_is_read_with_full_width_brackets() -> None:
    row = make_row(**{"住所": "長崎県", "料金（基本）": "550円", "開始時間": "00:00"})
    (spot,) = read(make_csv(row | {"終了時間": "00:00"}, columns=LEGACY)).records
    assert (spot.source_id, spot.address, spot.fee_minor) == ("A1", "長崎県", 550)
    assert spot.hours.opening_hours == "24/7"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_every_usual_encoding_gives_the_same_records(encoding: str) -> None:
    data = make_csv(make_row(説明="～髙い塔\n二行目")).decode()
    found, expected = read(data.encode(encoding)), read(data.encode())
    assert (found.records, found.remarks) == (expected.records, expected.remarks)
    assert found.read.records == expected.read.records
    assert found.read.encoding == encoding.removesuffix("-sig")


def test_an_empty_column_at_the_end_is_no_fault() -> None:
    lines = make_csv(make_row()).decode().splitlines()
    parsed = read("\r\n".join(f"{line}," for line in lines).encode())
    assert len(parsed.records) == 1
    assert not parsed.read.faults


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"名称": " "}, "missing_name", "名称"),
        ({"緯度": ""}, "missing_coordinates", "緯度"),
        ({"経度": "東経131"}, "bad_coordinate", "経度"),
        ({"緯度": "nan"}, "bad_coordinate", "緯度"),
        ({"緯度": "131.8", "経度": "34.06"}, "swapped_coordinates", "緯度"),
        ({"緯度": "60.1"}, "outside_japan", "緯度"),
        ({"経度": "24.9"}, "outside_japan", "経度"),
    ],
)
def test_a_row_without_name_or_place_is_rejected_and_named(
    cells: dict[str, str], code: str, column: str
) -> None:
    spots = read_row(**cells)
    (fault,) = spots.read.faults
    assert not spots.records
    assert (fault.row, fault.column, fault.code, spots.read.refused) == (2, column, code, 1)
    assert fault.message("en") != fault.message("ja")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"利用可能曜日": "要確認", "開始時間": "9:00", "終了時間": "17:00"}, "unread_days"),
        ({"開始時間": "朝", "終了時間": "17:00"}, "unread_time"),
        ({"開始時間": "09:00"}, "one_time_only"),
        ({"開始時間": "17:00", "終了時間": "9:00"}, "closes_before_opening"),
    ],
)
def test_faulty_hours_are_unknown_hours_and_their_words_are_kept(
    cells: dict[str, str], code: str
) -> None:
    parsed = read_row(**cells)
    assert [remark.code for remark in parsed.remarks] == [code]
    assert not parsed.read.faults
    assert parsed.records[0].hours == HoursRule()
    assert ("要確認" if code == "unread_days" else cells["開始時間"]) in spots_note(parsed)


def test_a_bar_may_close_after_midnight() -> None:
    (spot,) = read_row(開始時間="18:00", 終了時間="2:00").records
    assert spot.hours.opening_hours == "18:00-02:00"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"料金(基本)": "時価"}, "unread_fee"),
        ({"車椅子可": "たぶん"}, "unread_flag"),
        ({"URL": "javascript:alert(1)"}, "bad_url"),
    ],
)
def test_one_faulty_cell_leaves_the_rest_of_the_row(cells: dict[str, str], code: str) -> None:
    parsed = read_row(**cells)
    assert [remark.code for remark in parsed.remarks] == [code]
    assert not parsed.read.faults
    (spot,) = parsed.records
    assert (spot.fee_minor, spot.wheelchair, spot.url) == (None, None, "")


def test_a_note_that_cannot_be_planned_with_is_a_remark_and_kept() -> None:
    note = {"利用可能日時特記事項": "年末年始休館", "開始時間": "9:00", "終了時間": "17:00"}
    parsed = read_row(**note)
    assert not parsed.read.faults
    assert [remark.code for remark in parsed.remarks] == ["note_not_applied"]
    assert parsed.records[0].hours.opening_hours == "09:00-17:00"
    assert parsed.records[0].hours_note == "年末年始休館"


def test_days_without_times_are_told_in_the_note() -> None:
    (spot,) = read_row(利用可能曜日="月火", 利用可能日時特記事項="予約制").records
    assert spot.hours == HoursRule()
    assert spot.hours_note == "月火\n予約制"


def test_a_missing_id_is_derived_and_survives_other_changes() -> None:
    before = make_row(ID="")
    after = before | {"説明": "別の説明", "緯度": "34.07"}
    ids = [read(make_csv(row)).records[0].source_id for row in (before, after)]
    renamed = read(make_csv(before | {"名称": "星見寺"})).records[0].source_id
    assert ids[0] == ids[1] != renamed


def test_rows_of_the_same_name_get_different_ids_and_true_copies_are_refused() -> None:
    row = make_row(ID="")
    elsewhere = row | {"緯度": "34.09"}
    parsed = read(make_csv(row, elsewhere, elsewhere))
    assert len({spot.source_id for spot in parsed.records}) == 2
    assert [(fault.row, fault.code) for fault in parsed.read.faults] == [(4, "duplicate_row")]


def test_the_second_row_of_an_id_is_refused() -> None:
    parsed = read(make_csv(make_row(), make_row(名称="星見寺")))
    assert [spot.names["ja"] for spot in parsed.records] == ["月見寺"]
    assert [(fault.row, fault.code, fault.found) for fault in parsed.read.faults] == [
        (3, "duplicate_id", "A1")
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x81", "unknown_encoding"),
        (b"", "empty_file"),
        ("名称,緯度\n寺,34".encode(), "unknown_heading"),
        ("名称,名称_カナ,説明,緯度\n寺,テラ,山門,34".encode(), "missing_column"),
        ('名称,緯度,経度\n"寺,34,131\n'.encode(), "broken_csv"),
    ],
)
def test_a_file_that_is_no_list_says_what_is_wrong(data: bytes, code: str) -> None:
    parsed = read(data)
    assert not parsed.records
    assert [fault.code for fault in parsed.read.faults] == [code]


def test_a_short_or_long_row_is_named() -> None:
    lines = make_csv(make_row()).decode().splitlines()
    parsed = read(f"{lines[0]}\n{lines[1]},余分\n".encode())
    assert [(fault.code, fault.found) for fault in parsed.read.faults] == [
        ("surplus_cells", "余分")
    ]


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    parsed = read(data)
    assert parsed.records or parsed.read.faults


@given(
    st.dictionaries(
        st.sampled_from(["開始時間", "終了時間", "利用可能曜日", "料金(基本)"]), st.text()
    )
)
def test_no_cell_text_breaks_a_row(cells: dict[str, str]) -> None:
    for spot in read_row(**cells).records:
        assert spot.hours.opening_hours is None or validate_hours(spot.hours.opening_hours)


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("瑠璃光寺", "temple"),
        ("瑠璃光寺五重塔", "temple"),
        ("防府天満宮", "shrine"),
        ("島原城", "castle"),
        ("霜降城跡", "castle"),
        ("山口サビエル記念聖堂", "church"),
        ("周南市美術博物館", "gallery"),
        ("日本ハワイ移民資料館", "museum"),
        ("なぎさ水族館", "zoo"),
        ("常栄寺雪舟庭", "garden"),
        ("佐々木小次郎の墓", "memorial"),
        ("萩反射炉", "historic"),
        ("土井ヶ浜遺跡", "historic"),
        ("はなぐり海水浴場", "beach"),
        ("道の駅ソレーネ周南", "shop"),
        ("竜崎温泉潮風の湯", "onsen"),
        ("秋芳洞", "nature"),
        ("角島大浜キャンプ場", "outdoor"),
        ("秩父が浦公園", "park"),
        ("下松ステーションホテル", "culture"),
        ("紅蘭", None),
    ],
)
def test_a_telling_name_gives_the_category(name: str, category: str | None) -> None:
    assert find_category(name) == category


def test_a_name_that_tells_nothing_is_remarked_on() -> None:
    parsed = read_row(名称="紅蘭")
    assert [remark.code for remark in parsed.remarks] == ["category_guessed"]
    assert parsed.records[0].categories == ("culture",)


def test_a_supplement_adds_what_the_layout_cannot_say() -> None:
    data = (
        "id,categories,renown,visit_minutes,opening_hours,closed_after_holiday,wheelchair\n"
        'A1,garden temple,0.7,45,"Tu-Su 9:00-17:00",1,0\n'
    )
    parsed = parse_supplement(data.encode("utf-8-sig"))
    assert not parsed.errors
    (spot,) = merge(read_row(車椅子可="可").records, parsed.by_id)
    assert spot.categories == ("garden", "temple")
    assert (spot.renown, spot.visit_minutes, spot.wheelchair) == (0.7, 45, False)
    assert spot.hours == HoursRule("Tu-Su 09:00-17:00", closed_after_holiday=True)


def test_an_empty_supplement_cell_leaves_the_lists_own_statement() -> None:
    records = read_row(開始時間="9:00", 終了時間="17:00", 車椅子可="可").records
    assert merge(records, {"A1": Supplement(), "B2": Supplement(renown=1.0)}) == records


def test_every_fault_of_a_supplement_is_named() -> None:
    data = (
        "id,categories,renown,visit_minutes,opening_hours,closed_after_holiday,wheelchair\n"
        "A1,palace,1.5,0,ten to five,yes,maybe\nA1,,,,,,\n"
    )
    parsed = parse_supplement(data.encode())
    assert parsed.by_id == {"A1": Supplement()}
    assert sorted((error.row, error.column, error.code) for error in parsed.errors) == [
        (2, "categories", "bad_category"),
        (2, "closed_after_holiday", "bad_flag"),
        (2, "opening_hours", "bad_hours"),
        (2, "renown", "bad_number"),
        (2, "visit_minutes", "bad_number"),
        (2, "wheelchair", "bad_flag"),
        (3, "id", "duplicate_id"),
    ]
    assert [e.code for e in parse_supplement(b"name\nA1\n").errors] == ["missing_column"]


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("file", "spots", "with_hours"),
    [
        ("350001_tourism.csv", 792, 63),
        ("352071_tourism.csv", 68, 0),
        ("352080_tourism.csv", 21, 16),
        ("352152_tourism.csv", 10, 4),
        ("353051_tourism.csv", 15, 11),
        ("422037_tourism.csv", 28, 28),
    ],
)
def test_real_lists_are_read_whole(
    shared_data: Path, file: str, spots: int, with_hours: int
) -> None:
    parsed = read((shared_data / "opendata" / file).read_bytes())
    assert len(parsed.records) == len({spot.source_id for spot in parsed.records}) == spots
    assert sum(s.hours.opening_hours is not None for s in parsed.records) == with_hours
    assert not parsed.read.faults
    assert all(code in CATEGORIES for spot in parsed.records for code in spot.categories)


@pytest.mark.shared_data
def test_real_notes_become_the_rules_that_they_state(shared_data: Path) -> None:
    data = (shared_data / "opendata" / "352152_tourism.csv").read_bytes()
    rules = {spot.names["ja"]: spot.hours for spot in read(data).records}
    assert rules["周南市回天記念館"] == HoursRule("Mo-Tu,Th-Su 08:30-16:30", True)
    assert rules["周南市美術博物館"] == HoursRule("Tu-Su 09:30-17:00; Dec 29-Jan 3 closed")
    assert rules["鶴いこいの里交流センター"] == HoursRule(
        "Jul 20-Aug 31 13:00-17:00; Aug 13-Aug 16 closed"
    )
