from __future__ import annotations

import pytest

from server.opendata.meaning import adult_fee_minor, find_count, find_flag, list_fees


@pytest.mark.parametrize(
    ("basic", "details", "yen"),
    [
        ("310", "", 310),
        ("無料", "駐車場300円", 0),
        ("", "大人210円、小学生・中学生100円", 210),
        ("", "●料金　志納", None),
        ("応相談", "大人300円", None),
        ("", "", None),
    ],
)
def test_what_an_adult_pays_is_known_only_where_it_is_plain(
    basic: str, details: str, yen: int | None
) -> None:
    assert adult_fee_minor(basic, details) == yen


@pytest.mark.parametrize(
    ("details", "fees"),
    [
        ("大人210円、小学生・中学生100円", [("大人", 210), ("小学生・中学生", 100)]),
        ("大人１，０００円 小人５００円", [("大人", 1000), ("小人", 500)]),
        ("大人:300円", [("大人", 300)]),
        ("宿泊3,660円、日帰り2,080円", []),
        ("大人300円（団体250円）", []),
        ("大人300円、駐車場500円", []),
        ("志納", []),
        ("大人300円、大人400円", []),
    ],
)
def test_prices_by_age_are_read_only_from_cells_of_nothing_else(
    details: str, fees: list[tuple[str, int]]
) -> None:
    assert list(list_fees("", details)) == fees


def test_an_answer_is_yes_no_or_unknown() -> None:
    assert [find_flag(cell) for cell in ("可", "○", "〇", "有", "1", "あり")] == [True] * 6
    assert [find_flag(cell) for cell in ("不可", "×", "無", "0", "なし")] == [False] * 5
    assert [find_flag(cell) for cell in ("", "△", "要相談", "3台")] == [None] * 4


def test_a_count_is_a_plain_whole_number() -> None:
    assert [find_count(cell) for cell in ("12", "0", "", "約10", "1.5", "１")] == [
        12,
        0,
        None,
        None,
        None,
        None,
    ]
