from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from server.opendata.listed_spot import ListedSpot
from server.opendata.reading import read_spots
from tests.databases import RolledBackDatabase
from tests.server.exchange.builders import (
    as_csv,
    counts,
    exported,
    imported,
    kept,
    park,
    town,
)
from tests.server.exchange.test_import_spots import FULL
from tests.server.spots.keepers import Association, change, published

LAYOUTS = [(layout, code) for layout in ("standard", "legacy") for code in ("utf-8", "cp932")]
HERE: dict[str, Any] = {"region": "yamaguchi", "lat": 34.05, "lon": 131.8}


@pytest.fixture
def keeper(database: RolledBackDatabase) -> Association:
    return town(database)


def _rows(client: FlaskClient, keeper: Association) -> list[ListedSpot]:
    return list(read_spots(exported(client, keeper), "x.csv").records)


def _row(client: FlaskClient, keeper: Association) -> ListedSpot:
    (row,) = _rows(client, keeper)
    return row


def _edited(client: FlaskClient, keeper: Association, **facts: Any) -> ListedSpot:
    """Return the exported row of a full spot after an edit by hand."""
    imported(client, keeper, as_csv(FULL))
    answer = change(client, kept(client, keeper)[0], keeper.editor, **facts)
    assert answer.status_code == 200, answer.text
    return _row(client, keeper)


@pytest.mark.parametrize(("layout", "encoding"), LAYOUTS)
def test_export_import_elsewhere_and_export_gives_the_same_bytes(
    client: FlaskClient,
    keeper: Association,
    database: RolledBackDatabase,
    layout: str,
    encoding: str,
) -> None:
    imported(client, keeper, as_csv(FULL, park(listed_id="", name="月見寺"), park(listed_id="A10")))
    _edit_much(client, keeper)
    first = exported(client, keeper, layout, encoding)
    other = town(database, "光市")
    report = imported(client, other, first)
    assert (counts(report), report["layout"]) == ((4, 0, 0, 0), layout)
    assert exported(client, other, layout, encoding) == first


@pytest.mark.parametrize(("layout", "encoding"), LAYOUTS)
def test_importing_ones_own_export_changes_nothing(
    client: FlaskClient, keeper: Association, layout: str, encoding: str
) -> None:
    imported(client, keeper, as_csv(FULL, park(listed_id="", name="月見寺")))
    _edit_much(client, keeper)
    before = kept(client, keeper)
    report = imported(client, keeper, exported(client, keeper, layout, encoding))
    assert counts(report) == (0, 0, 3, 0)
    assert kept(client, keeper) == before


def _edit_much(client: FlaskClient, keeper: Association) -> None:
    """Write a spot by hand, and edit an imported one in every way that a list can state."""
    published(
        client,
        keeper,
        **HERE,
        opening_hours="Apr-Nov Sa,Su 08:00-17:00",
    )
    spot = next(s for s in kept(client, keeper) if s["names"]["ja"] == FULL["name"])
    answer = change(
        client,
        spot,
        keeper.editor,
        names={"ja": "新しい公園", "en": "New Park"},
        name_kana="アタラシイコウエン",
        descriptions={"ja": "花の\n公園。"},
        opening_hours="Tu-Su 09:30-16:30; Dec 29-Jan 3 off",
        closed_after_holiday=True,
        fee_minor=0,
        fees=[{"who": "団体", "amount_minor": 100}],
        phone="０８３３－４５－１８４１",
        address="山口県光市１－２",
        accessibility={"wheelchair": None, "stroller_use": True, "nursing_room": False},
        lat=34.1,
        listed={"access": "バス停すぐ", "parking": ""},
    )
    assert answer.status_code == 200, answer.text


def test_cells_leave_as_they_came_while_they_still_hold(
    client: FlaskClient, keeper: Association
) -> None:
    imported(client, keeper, as_csv(FULL))
    (came,) = read_spots(as_csv(FULL), "x.csv").records
    assert _row(client, keeper) == came


@pytest.mark.parametrize(
    ("facts", "cells"),
    [
        ({"names": {"ja": "花の公園"}}, {"name": "花の公園"}),
        ({"names": {"en": None}}, {"name_en": ""}),
        ({"descriptions": {"en": "By the river."}}, {"description_en": "By the river."}),
        ({"lat": 34.25, "lon": 131.5}, {"lat": 34.25, "lon": 131.5}),
        ({"fee_minor": 600}, {"fee": "600", "fee_note": "大人550円、小学生100円"}),
        ({"fee_minor": 0, "fees": [], "fee_note": ""}, {"fee": "無料", "fee_note": ""}),
        ({"fee_minor": None, "fees": [], "fee_note": "時価"}, {"fee": "", "fee_note": "時価"}),
        ({"accessibility": {"wheelchair": False}}, {"wheelchair": "不可"}),
        ({"accessibility": {"ostomate_toilet": None}}, {"ostomate_toilet": ""}),
        ({"url": ""}, {"url": ""}),
        (
            {"opening_hours": "Mo-Fr 10:00-16:00", "closed_after_holiday": False, "hours_note": ""},
            {"days": "月火水木金", "opens": "10:00", "closes": "16:00", "hours_note": ""},
        ),
        (
            {
                "opening_hours": "sunrise-sunset",
                "closed_after_holiday": False,
                "hours_note": "要予約",
            },
            {"days": "", "opens": "", "closes": "", "hours_note": "要予約\nsunrise-sunset"},
        ),
        (
            {"opening_hours": None, "closed_after_holiday": False, "hours_note": "不明"},
            {"days": "", "opens": "", "closes": "", "hours_note": "不明"},
        ),
    ],
)
def test_cells_are_written_anew_where_an_edit_changed_what_they_say(
    client: FlaskClient, keeper: Association, facts: dict[str, Any], cells: dict[str, Any]
) -> None:
    row = _edited(client, keeper, **facts)
    assert {name: getattr(row, name) for name in cells} == cells
    (came,) = read_spots(as_csv(FULL), "x.csv").records
    others = {n for n in came.__slots__ if n not in cells and getattr(row, n) != getattr(came, n)}
    assert others == set()


def test_parts_of_a_former_address_are_left_out(client: FlaskClient, keeper: Association) -> None:
    full = {
        **FULL,
        "address": "山口県下松市大字瀬戸1",
        "prefecture": "山口県",
        "city": "下松市",
        "town": "大字瀬戸",
        "town_id": "0001001",
        "address_code": "352071",
    }
    imported(client, keeper, as_csv(full))
    change(client, kept(client, keeper)[0], keeper.editor, address="山口県下松市栄町2")
    row = _row(client, keeper)
    assert (row.address, row.prefecture, row.city) == ("山口県下松市栄町2", "山口県", "下松市")
    assert (row.town, row.town_id, row.address_code) == ("", "", "352071")


def test_a_spot_written_by_hand_gets_an_id(client: FlaskClient, keeper: Association) -> None:
    spot = published(client, keeper, **HERE)
    assert _row(client, keeper).listed_id == spot["id"]


def test_rows_stand_in_the_order_of_their_ids(client: FlaskClient, keeper: Association) -> None:
    rows = [park(listed_id=key, name=f"公園{key}") for key in ("A10", "B1", "A9")]
    imported(client, keeper, as_csv(*rows))
    assert [row.listed_id for row in _rows(client, keeper)] == ["A9", "A10", "B1"]


def test_what_a_list_cannot_hold_is_refused_by_name(
    client: FlaskClient, keeper: Association
) -> None:
    published(client, keeper, **HERE, names={"ja": "𠮷野の滝"}, address="=1+2")
    here = f"/v1/organisations/{keeper.id}/exports/spots.csv?encoding=cp932"
    answer = client.get(here, headers={**keeper.viewer, "Accept-Language": "ja"})
    assert answer.status_code == 422
    errors = answer.get_json()["errors"]
    assert {error["code"] for error in errors} == {"not_in_cp932", "formula"}
    assert any("𠮷" in error["message"] and "UTF-8" in error["message"] for error in errors)


def test_the_file_says_what_it_is(client: FlaskClient, keeper: Association) -> None:
    imported(client, keeper, as_csv(FULL))
    here = f"/v1/organisations/{keeper.id}/exports/spots.csv"
    plain = client.get(here, headers=keeper.viewer)
    assert plain.data.startswith(b"\xef\xbb\xbf")
    assert plain.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "spots.csv" in plain.headers["Content-Disposition"]
    windows = client.get(f"{here}?encoding=cp932", headers=keeper.viewer)
    assert windows.headers["Content-Type"] == "text/csv; charset=windows-31j"
    assert windows.data.decode("cp932").startswith("全国地方公共団体コード")


def test_only_members_export(
    client: FlaskClient, keeper: Association, database: RolledBackDatabase
) -> None:
    for what in ("spots", "events"):
        here = f"/v1/organisations/{keeper.id}/exports/{what}.csv"
        assert client.get(here).status_code == 401
        assert client.get(here, headers=town(database).owner).status_code == 404
