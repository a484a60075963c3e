from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from seed_spots.datasets import list_datasets
from seed_spots.load import load_dataset
from server.spots.content import apply_content, content_of
from server.spots.models import Spot, SpotText
from server.spots.search import SpotFilter, search_spots
from server.spots.word_models import SpotWords
from server.spots.words import reindex, words_of
from tests.databases import RolledBackDatabase
from tests.server.builders import keep_spots, make_record
from tests.server.conftest import NOW
from tests.server.spots.keepers import act, association, change, published


def found(database: RolledBackDatabase, words: str, region: str = "somewhere") -> list[str]:
    with database.reading() as session:
        hits = search_spots(session, SpotFilter(region=region, words=words), limit=1000)
        return [hit.spot.id for hit in hits]


def _assert_true_to_the_spots(database: RolledBackDatabase) -> None:
    """Compare what is kept with what each spot says, and the index with what is kept."""
    with database.reading() as session:
        kept = {w.spot_id: (w.names, w.said) for w in session.scalars(sa.select(SpotWords))}
        said = {s.id: words_of(s) for s in session.scalars(sa.select(Spot))}
        assert kept == {key: (row["names"], row["said"]) for key, row in said.items()}


@pytest.mark.parametrize(
    "words", ["京都", "温泉", "寺", "湯", "ontake hot", "おんせん　京都", "右京区"]
)
def test_names_readings_descriptions_and_addresses_are_found(
    database: RolledBackDatabase, words: str
) -> None:
    key, _other = keep_spots(
        database,
        make_record(
            1,
            names={"ja": "京都大竹寺温泉", "en": "Ontake"},
            descriptions={"ja": "山あいの湯。", "en": "A hot spring."},
            name_kana="キョウトオオタケデラオンセン",
            address="京都市右京区1",
        ),
        make_record(2),
    )
    assert found(database, words) == [key]


def test_every_word_must_be_there(database: RolledBackDatabase) -> None:
    keep_spots(database, make_record(1, names={"ja": "京都の寺"}, descriptions={"en": "old gate"}))
    assert found(database, "寺 gate")
    assert not found(database, "寺 door")
    assert not found(database, "京寺")


def test_names_come_before_descriptions(database: RolledBackDatabase) -> None:
    records = [
        make_record(n, names={"ja": "湯の宿" if n % 2 else "宿"}, descriptions={"ja": "湯"})
        for n in range(9)
    ]
    keys = keep_spots(database, *records)
    assert found(database, "湯") == [*sorted(keys[1::2]), *sorted(keys[0::2])]


def test_an_edit_is_found_and_what_it_took_away_is_not(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keeper = association(database)
    spot = published(client, keeper, names={"ja": "碧の滝"})
    assert change(client, spot, keeper.editor, names={"ja": "紅の滝"}).status_code == 200
    assert _asked(client, "碧の滝") == []
    assert _asked(client, "紅の滝") == [spot["id"]]
    here = f"/v1/organisations/{keeper.id}/spots/{spot['id']}/restore"
    headers = {**keeper.editor, "If-Match": "*"}
    assert client.post(here, json={"version": 1}, headers=headers).status_code == 200
    assert _asked(client, "碧の滝") == [spot["id"]]
    assert act(client, spot, "withdraw", keeper.editor).status_code == 200
    assert _asked(client, "碧の滝") == []
    _assert_true_to_the_spots(database)


def _asked(client: FlaskClient, words: str) -> list[str]:
    answer = client.get("/v1/spots", query_string={"q": words}).get_json()
    return [feature["id"] for feature in answer["features"]]


def test_seeding_keeps_the_words(database: RolledBackDatabase) -> None:
    _assert_true_to_the_spots(database)
    for dataset in list_datasets():
        load_dataset(database, dataset, now=NOW)
    _assert_true_to_the_spots(database)


def test_saving_records_again_keeps_the_words(database: RolledBackDatabase) -> None:
    keep_spots(database, make_record(1, names={"ja": "旧名"}), make_record(2))
    keep_spots(database, make_record(1, names={"ja": "新名"}), make_record(2))
    assert not found(database, "旧名")
    assert found(database, "新名")
    _assert_true_to_the_spots(database)


@pytest.mark.parametrize("part", ["text", "document", "address", "removed text"])
def test_whatever_writes_to_a_spot_keeps_its_words(database: RolledBackDatabase, part: str) -> None:
    (key,) = keep_spots(database, make_record(1))
    with database.writing() as session:
        if part == "text":
            text = session.get_one(SpotText, (key, "en"))
            text.description = "changed by its row alone"
        else:
            _write(session.get_one(Spot, key), part)
    _assert_true_to_the_spots(database)


def _write(spot: Spot, part: str) -> None:
    if part == "document":
        content: dict[str, Any] = content_of(spot)
        apply_content(spot, {**content, "texts": {"ja": content["texts"]["ja"]}})
    elif part == "address":
        spot.address = "大通り一丁目"
    else:
        spot.texts = spot.texts[:1]


def test_reindexing_mends_what_was_changed_behind_the_sessions_back(
    database: RolledBackDatabase,
) -> None:
    keys = keep_spots(database, make_record(1), make_record(2), make_record(3))
    with database.writing() as session:
        session.execute(sa.delete(SpotWords).where(SpotWords.spot_id == keys[0]))
        session.execute(
            sa.update(SpotText).where(SpotText.spot_id == keys[1]).values(description="鯨が見える")
        )
    assert found(database, "鯨") == []
    with database.writing() as session:
        assert reindex(session) == 2
    assert found(database, "鯨") == [keys[1]]
    assert found(database, "資料館1") == [keys[0]]
    with database.writing() as session:
        assert reindex(session) == 0


def test_words_go_with_their_spot(database: RolledBackDatabase) -> None:
    (key,) = keep_spots(database, make_record(1, names={"ja": "消える館"}))
    with database.writing() as session:
        session.delete(session.get_one(Spot, key))
    assert found(database, "消える館") == []
    with database.reading() as session:
        assert session.scalars(sa.select(SpotWords).where(SpotWords.spot_id == key)).all() == []
