from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from server.spots.history_models import SpotChange
from server.spots.models import Spot
from tests.databases import RolledBackDatabase
from tests.server.exchange.builders import (
    PARK,
    as_csv,
    count_of,
    counts,
    imported,
    kept,
    park,
    send,
    town,
)
from tests.server.spots.keepers import Association, act, association, change

FULL = park(
    name_kana="タキノクチカセンコウエン",
    name_en="Takinokuchi Park",
    days="月水木金土日",
    opens="９：００～",
    closes="午後5時",
    hours_note="火曜日が祝日の場合は翌日休館",
    fee="550円",
    fee_note="大人550円、小学生100円",
    description="川に沿った公園。",
    wheelchair="可",
    ostomate_toilet="無",
    access="下松駅から車で15分",
    phone="833-45-1841",
    url="https://example.jp/park",
)


@pytest.fixture
def keeper(database: RolledBackDatabase) -> Association:
    return town(database)


def _only(client: FlaskClient, keeper: Association) -> dict[str, Any]:
    (spot,) = kept(client, keeper)
    return spot


def test_a_row_becomes_a_draft_with_every_fact(client: FlaskClient, keeper: Association) -> None:
    report = imported(client, keeper, as_csv(FULL), licence="CC-BY-4.0")
    assert counts(report) == (1, 0, 0, 0)
    spot = _only(client, keeper)
    assert (spot["status"], spot["version"], spot["region"]) == ("draft", 1, "yamaguchi")
    assert spot["names"] == {"ja": "滝ノ口河川公園", "en": "Takinokuchi Park"}
    assert spot["opening_hours"] == "Mo,We-Su 09:00-17:00"
    assert spot["closed_after_holiday"] is True
    assert (spot["fee_minor"], spot["fee_note"]) == (550, "大人550円、小学生100円")
    assert [(fee["who"], fee["amount_minor"]) for fee in spot["fees"]] == [
        ("大人", 550),
        ("小学生", 100),
    ]
    assert spot["accessibility"]["wheelchair"] is True
    assert spot["accessibility"]["ostomate_toilet"] is False
    assert spot["accessibility"]["nursing_room"] is None
    assert spot["listed"]["access"] == "下松駅から車で15分"
    assert spot["phone"] == "0833-45-1841"
    assert (spot["attribution"], spot["licence"]) == ("下松市", "CC-BY-4.0")
    assert spot["categories"] == ["park"]


def test_repairs_are_listed_with_what_was_found_and_made(
    client: FlaskClient, keeper: Association
) -> None:
    report = imported(client, keeper, as_csv(FULL), dry_run=True)
    told = {(r["row"], r["column"], r["code"], r["found"], r["made"]) for r in report["repairs"]}
    assert told == {
        (2, "開始時間", "time_rewritten", "９：００～", "09:00"),
        (2, "終了時間", "time_rewritten", "午後5時", "17:00"),
        (2, "料金(基本)", "fee_rewritten", "550円", "550"),
        (2, "連絡先電話番号", "phone_leading_zero", "833-45-1841", "0833-45-1841"),
    }
    assert report["repairs"][0]["message"].startswith("時刻を")
    assert report["layout"] == "standard"
    assert report["encoding"] == "utf-8"


def test_swapped_coordinates_are_repaired_against_the_region(
    client: FlaskClient, keeper: Association
) -> None:
    report = imported(client, keeper, as_csv(park(lat="131.8923", lon="34.0873")))
    assert [repair["code"] for repair in report["repairs"]] == ["swapped_coordinates"]
    spot = _only(client, keeper)
    assert (spot["lat"], spot["lon"]) == (34.0873, 131.8923)


def test_a_dry_run_counts_and_saves_nothing(
    client: FlaskClient, keeper: Association, database: RolledBackDatabase
) -> None:
    before = count_of(database, Spot)
    report = imported(client, keeper, as_csv(FULL, park(listed_id="A2")), dry_run=True)
    assert (counts(report), report["dry_run"]) == ((2, 0, 0, 0), True)
    assert count_of(database, Spot) == before


def test_it_is_told_what_became_of_each_row_where_asked(
    client: FlaskClient, keeper: Association
) -> None:
    temple = park(listed_id="A2", name="月見寺")
    imported(client, keeper, as_csv(park(), temple))
    ids = {spot["names"]["ja"]: spot["id"] for spot in kept(client, keeper)}
    data = as_csv(park(), {**temple, "phone": "0833-45-1841"}, park(listed_id="A3", name=""))
    told = imported(client, keeper, data, skip_refused=True, each_row=True)["rows"]
    assert told == [
        {"row": 2, "name": PARK["name"], "became": "unchanged", "id": ids[PARK["name"]]},
        {"row": 3, "name": "月見寺", "became": "updated", "id": ids["月見寺"]},
        {"row": 4, "name": "", "became": "refused", "id": None},
    ]
    assert imported(client, keeper, as_csv(park()))["rows"] is None


@pytest.mark.parametrize("dry_run", [True, False])
def test_what_is_new_has_an_id_once_it_is_saved(
    client: FlaskClient, keeper: Association, dry_run: bool
) -> None:
    report = imported(client, keeper, as_csv(park()), dry_run=dry_run, each_row=True)
    (told,) = report["rows"]
    assert told["became"] == "created"
    assert (told["id"] is None) == dry_run
    assert dry_run or told["id"] == _only(client, keeper)["id"]


def test_the_same_file_twice_changes_nothing(
    client: FlaskClient, keeper: Association, database: RolledBackDatabase
) -> None:
    data = as_csv(FULL, park(listed_id="", name="月見寺"), park(listed_id="", name="星見寺"))
    assert counts(imported(client, keeper, data)) == (3, 0, 0, 0)
    before, history = kept(client, keeper), count_of(database, SpotChange)
    assert counts(imported(client, keeper, data)) == (0, 0, 3, 0)
    assert kept(client, keeper) == before
    assert count_of(database, SpotChange) == history


def test_a_refused_row_keeps_the_whole_list_out(
    client: FlaskClient, keeper: Association, database: RolledBackDatabase
) -> None:
    before = count_of(database, Spot)
    data = as_csv(FULL, park(listed_id="A2", lat=""), park(listed_id="A1"), park(name=""))
    answer = send(client, keeper, data)
    assert answer.status_code == 422
    problem = answer.get_json()
    assert problem["code"] == "import_refused"
    assert (problem["rows_read"], problem["accepted"], problem["rejected"]) == (4, 1, 3)
    assert (problem["created"], problem["updated"]) == (0, 0)
    assert [(e["row"], e["code"]) for e in problem["errors"]] == [
        (3, "missing_coordinates"),
        (4, "duplicate_id"),
        (5, "missing_name"),
    ]
    assert problem["errors"][1]["found"] == "A1"
    assert count_of(database, Spot) == before


def test_refused_rows_can_be_skipped(client: FlaskClient, keeper: Association) -> None:
    data = as_csv(FULL, park(listed_id="A2", lat=""))
    report = imported(client, keeper, data, skip_refused=True)
    assert counts(report) == (1, 0, 0, 1)
    assert [error["row"] for error in report["errors"]] == [3]
    assert len(kept(client, keeper)) == 1


def test_messages_are_in_the_callers_language(client: FlaskClient, keeper: Association) -> None:
    data = as_csv(park(name=""))
    told = {
        language: send(client, keeper, data, language=language).get_json()
        for language in ("ja", "en")
    }
    assert told["ja"]["errors"][0]["message"] == "名称が空です。入力してください。"
    assert told["en"]["errors"][0]["message"] == "The name is empty; enter it."
    assert told["ja"]["detail"] != told["en"]["detail"]


def test_only_what_the_list_changed_is_taken_over_edits_by_hand(
    client: FlaskClient, keeper: Association
) -> None:
    imported(client, keeper, as_csv(FULL))
    spot = _only(client, keeper)
    by_hand: dict[str, Any] = {
        "names": {"fr": "Parc Takinokuchi"},
        "categories": ["nature", "park"],
        "renown": 0.2,
        "visit_minutes": 45,
        "opening_hours": "Mo-Su 08:00-18:00",
        "phone": "0833-00-0000",
        "seasons": [{"first": "04-01", "last": "11-30"}],
        "listed": {"access": "バス停すぐ"},
    }
    assert change(client, spot, keeper.editor, **by_hand).status_code == 200
    assert counts(imported(client, keeper, as_csv(FULL))) == (0, 0, 1, 0)
    newer = as_csv({**FULL, "description": "花の公園。", "url": "https://example.jp/new"})
    assert counts(imported(client, keeper, newer)) == (0, 1, 0, 0)
    after = _only(client, keeper)
    assert after["descriptions"]["ja"] == "花の公園。"
    assert after["url"] == "https://example.jp/new"
    for field in ("categories", "renown", "visit_minutes", "opening_hours", "phone", "seasons"):
        assert after[field] == by_hand[field], field
    assert after["names"]["fr"] == "Parc Takinokuchi"
    assert after["listed"]["access"] == "バス停すぐ"


def test_a_changed_cell_wins_over_the_edit_by_hand(
    client: FlaskClient, keeper: Association
) -> None:
    imported(client, keeper, as_csv(FULL))
    change(client, _only(client, keeper), keeper.editor, opening_hours="Mo-Su 08:00-18:00")
    assert counts(imported(client, keeper, as_csv({**FULL, "closes": "16:00"}))) == (0, 1, 0, 0)
    assert _only(client, keeper)["opening_hours"] == "Mo,We-Su 09:00-16:00"


def test_a_list_says_nothing_of_columns_that_it_lacks(
    client: FlaskClient, keeper: Association
) -> None:
    imported(client, keeper, as_csv(FULL))
    short = as_csv(FULL, columns=["listed_id", "name", "lat", "lon"])
    assert counts(imported(client, keeper, short)) == (0, 0, 1, 0)
    assert _only(client, keeper)["phone"] == "0833-45-1841"
    emptied = as_csv({**FULL, "phone": ""})
    assert counts(imported(client, keeper, emptied)) == (0, 1, 0, 0)
    assert _only(client, keeper)["phone"] == ""


def test_an_edit_is_recorded_with_who_imported_it(client: FlaskClient, keeper: Association) -> None:
    imported(client, keeper, as_csv(FULL))
    imported(client, keeper, as_csv({**FULL, "name": "新しい公園"}))
    spot = _only(client, keeper)
    history = client.get(spot["links"]["history"], headers=keeper.viewer).get_json()["changes"]
    assert [(entry["version"], entry["action"]) for entry in history] == [
        (2, "imported"),
        (1, "imported"),
    ]
    assert all(entry["account_id"] for entry in history)


def test_translations_of_a_changed_text_are_outdated(
    client: FlaskClient, keeper: Association
) -> None:
    imported(client, keeper, as_csv(FULL))
    change(client, _only(client, keeper), keeper.editor, names={"fr": "Parc"})
    imported(client, keeper, as_csv({**FULL, "name": "新しい公園"}))
    assert _only(client, keeper)["translations"]["fr"]["outdated"] is True


def test_owners_publish_what_is_new_and_hand_made_states_stay(
    client: FlaskClient, keeper: Association
) -> None:
    imported(client, keeper, as_csv(FULL))
    data = as_csv({**FULL, "url": ""}, park(listed_id="A2", name="月見寺"))
    assert send(client, keeper, data, publish=True).status_code == 403
    report = imported(client, keeper, data, who=keeper.owner, publish=True)
    assert counts(report) == (1, 1, 0, 0)
    states = {
        spot["names"]["ja"]: (spot["status"], spot["verified_at"] is not None)
        for spot in kept(client, keeper)
    }
    assert states == {"滝ノ口河川公園": ("draft", False), "月見寺": ("published", True)}
    imported(client, keeper, as_csv(park(listed_id="A2", name="星見寺")))
    now = {spot["names"]["ja"]: spot["status"] for spot in kept(client, keeper)}
    assert now["星見寺"] == "published"


def test_a_point_outside_the_region_is_remarked_on_and_kept_a_draft(
    client: FlaskClient, keeper: Association
) -> None:
    report = imported(
        client, keeper, as_csv(park(lat="36.124", lon="139.877")), who=keeper.owner, publish=True
    )
    assert [remark["code"] for remark in report["remarks"]] == ["outside_bounds"]
    spot = _only(client, keeper)
    assert spot["status"] == "draft"
    answer = client.post(
        f"/v1/organisations/{keeper.id}/spots/publish",
        json={"spot_ids": [spot["id"]]},
        headers=keeper.owner,
    )
    assert answer.get_json()["errors"][0]["code"] == "outside_region"


def test_a_deleted_spot_that_is_listed_again_is_back_under_its_id(
    client: FlaskClient, keeper: Association
) -> None:
    imported(client, keeper, as_csv(FULL), who=keeper.owner, publish=True)
    spot = _only(client, keeper)
    here = f"/v1/spots/{spot['id']}"
    client.delete(here, headers={**keeper.owner, "If-Match": "*"})
    assert kept(client, keeper) == []
    assert counts(imported(client, keeper, as_csv(FULL), dry_run=True)) == (0, 1, 0, 0)
    assert counts(imported(client, keeper, as_csv(FULL))) == (0, 1, 0, 0)
    back = _only(client, keeper)
    assert (back["id"], back["status"], back["version"]) == (spot["id"], "draft", 3)
    assert act(client, back, "publish", keeper.owner).status_code == 200


def test_two_associations_may_use_the_same_ids(
    client: FlaskClient, keeper: Association, database: RolledBackDatabase
) -> None:
    other = town(database, "光市")
    imported(client, keeper, as_csv(FULL))
    assert counts(imported(client, other, as_csv(FULL))) == (1, 0, 0, 0)
    assert _only(client, keeper)["id"] != _only(client, other)["id"]


def test_an_id_that_is_kept_in_another_region_is_refused(
    client: FlaskClient, keeper: Association
) -> None:
    imported(client, keeper, as_csv(FULL))
    answer = send(client, keeper, as_csv(FULL), region="ube")
    (error,) = answer.get_json()["errors"]
    assert (error["code"], error["found"], error["row"]) == ("other_region", "yamaguchi", 2)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"name": "公" * 201}, "name_too_long"),
        ({"listed_id": "A" * 81}, "id_too_long"),
        ({"description": "=cmd|' /C calc'!A0"}, "formula"),
    ],
)
def test_a_row_that_cannot_be_kept_is_named(
    client: FlaskClient, keeper: Association, cells: dict[str, str], code: str
) -> None:
    answer = send(client, keeper, as_csv(park(**cells)))
    assert [error["code"] for error in answer.get_json()["errors"]] == [code]


def test_hours_that_are_not_certain_are_kept_as_text_and_flagged(
    client: FlaskClient, keeper: Association
) -> None:
    data = as_csv(park(days="要確認", opens="09:00", closes="日没", hours_note="不定休"))
    report = imported(client, keeper, data)
    assert {remark["code"] for remark in report["remarks"]} >= {"unread_days", "unread_time"}
    spot = _only(client, keeper)
    assert spot["opening_hours"] is None
    assert spot["hours_note"] == "要確認\n09:00～日没\n不定休"


@pytest.mark.parametrize(
    ("form", "pointer", "code"),
    [
        ({"region": "nowhere"}, "/region", "unknown_region"),
        ({"kind": "songs"}, "/kind", "choice"),
        ({"replace": True}, "/replace", "not_for_this_kind"),
        ({"kind": "events", "publish": True}, "/publish", "not_for_this_kind"),
        ({"colour": "red"}, "/colour", "unknown_field"),
    ],
)
def test_a_form_that_makes_no_sense_is_named(
    client: FlaskClient, keeper: Association, form: dict[str, Any], pointer: str, code: str
) -> None:
    answer = send(client, keeper, as_csv(FULL), keeper.owner, **form)
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]] == [(pointer, code)]


def test_an_organisation_without_a_region_has_to_name_one(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keeper = association(database)
    answer = send(client, keeper, as_csv(FULL))
    assert [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]] == [
        ("/region", "needed")
    ]


def test_viewers_and_strangers_import_nothing(
    client: FlaskClient, keeper: Association, database: RolledBackDatabase
) -> None:
    assert send(client, keeper, as_csv(FULL), keeper.viewer).status_code == 403
    assert send(client, keeper, as_csv(FULL), town(database).owner).status_code == 404
