"""Lists of changes: nothing is missed, nothing is told of what never was public."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from server import migrations
from server.db import Database, make_engine
from server.permissions import Role
from server.spots.models import Spot
from server.spots.search import FoundSpot, Position, SpotFilter, later_changes, search_spots
from tests.databases import RolledBackDatabase
from tests.server.access.world import make_tenant
from tests.server.builders import EPOCH, keep_spots, make_record
from tests.server.spots.keepers import act, association, change, published, written

SINCE = "2027-03-01T03:00:00Z"
LONG_AGO = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)


def _changes(client: FlaskClient, **query: Any) -> dict[str, Any]:
    asked = {"updated_since": SINCE, **query}
    answer = client.get("/v1/spots", query_string=asked)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.get_json()
    return page


def _told(page: dict[str, Any]) -> list[tuple[str, bool]]:
    return [(f["id"], f.get("deleted", False)) for f in page["features"]]


def _followed(client: FlaskClient, page: dict[str, Any], relation: str) -> dict[str, Any]:
    query = {k: v[0] for k, v in parse_qs(urlsplit(page["links"][relation]).query).items()}
    return _changes(client, **query)


def test_what_left_the_public_is_told_by_its_id_alone(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keeper = association(database)
    withdrawn, deleted, kept = (published(client, keeper, names={"ja": n}) for n in "甲乙丙")
    act(client, withdrawn, "withdraw", keeper.editor)
    headers = {**keeper.owner, "If-Match": "*"}
    client.delete(f"/v1/spots/{deleted['id']}", headers=headers)
    page = _changes(client, organisation_id=keeper.id)
    told = {f["id"]: f for f in page["features"]}
    assert told.keys() == {withdrawn["id"], deleted["id"], kept["id"]}
    assert told[withdrawn["id"]] == {
        "type": "Feature",
        "id": withdrawn["id"],
        "geometry": None,
        "deleted": True,
        "properties": {"deleted": True, "deleted_at": "2027-03-01T03:00:00+00:00"},
    }
    assert told[kept["id"]]["properties"]["names"] == {"ja": "丙"}


def test_what_never_was_public_is_never_told(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keeper = association(database)
    spot = written(client, keeper)
    change(client, spot, keeper.editor, phone="1")
    act(client, spot, "submit", keeper.editor)
    headers = {**keeper.owner, "If-Match": "*"}
    client.delete(f"/v1/spots/{spot['id']}", headers=headers)
    assert _told(_changes(client, organisation_id=keeper.id)) == []


def test_work_on_a_withdrawn_spot_is_not_told(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keeper = association(database)
    spot = published(client, keeper)
    act(client, spot, "withdraw", keeper.editor)
    before = _changes(client, organisation_id=keeper.id)
    change(client, spot, keeper.editor, phone="2")
    assert _changes(client, organisation_id=keeper.id)["links"] == before["links"]
    assert _told(_followed(client, before, "changes")) == []


def test_a_spot_that_comes_back_is_told_as_it_is(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keeper = association(database)
    spot = published(client, keeper)
    before = _changes(client, organisation_id=keeper.id)
    act(client, spot, "withdraw", keeper.editor)
    gone = _followed(client, before, "changes")
    act(client, spot, "publish", keeper.owner)
    back = _followed(client, gone, "changes")
    assert [_told(page) for page in (before, gone, back)] == [
        [(spot["id"], False)],
        [(spot["id"], True)],
        [(spot["id"], False)],
    ]


def test_pages_of_changes_come_in_their_order(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keeper = association(database)
    spots = [published(client, keeper) for _ in range(5)]
    change(client, spots[1], keeper.editor, phone="3")
    page, seen = _changes(client, organisation_id=keeper.id, limit=2), []
    while True:
        seen += [key for key, _ in _told(page)]
        if "next" not in page["links"]:
            break
        page = _followed(client, page, "next")
    assert seen == [spots[n]["id"] for n in (0, 2, 3, 4, 1)]


def test_changes_of_other_regions_and_organisations_stay_out(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keeper, other = association(database), association(database, "別の協会")
    spot = published(client, keeper)
    act(client, published(client, other), "withdraw", other.editor)
    assert _told(_changes(client, organisation_id=keeper.id)) == [(spot["id"], False)]
    assert spot["id"] not in dict(_told(_changes(client, region="ube", limit=100)))


@pytest.mark.parametrize("cursor", ["WzFlMzAwLCAwLjAsICIiXQ", "WzEuMCwgIngiXQ", "x"])
def test_a_cursor_of_something_else_is_refused(client: FlaskClient, cursor: str) -> None:
    answer = client.get(f"/v1/spots?updated_since={SINCE}&cursor={cursor}")
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "bad_cursor"


@pytest.mark.parametrize("kind", ["notices", "campaigns", "events"])
def test_what_was_ended_is_told_to_those_who_keep_a_copy(
    client: FlaskClient, database: RolledBackDatabase, kind: str
) -> None:
    tenant = make_tenant(client, database, "阿武町")
    address = f"/v1/{kind}?organisation_id={tenant.id}&updated_since={SINCE}"
    begun = client.get(address).get_json()
    (thing,) = begun[kind]
    assert not thing["deleted"]
    assert client.get(begun["links"]["changes"]).get_json()[kind] == []
    headers = {**tenant.people[Role.OWNER].headers, "If-Match": "*"}
    assert client.delete(f"/v1/{kind}/{thing['id']}", headers=headers).status_code == 200
    later = client.get(begun["links"]["changes"]).get_json()
    assert [(t["id"], t["deleted"]) for t in later[kind]] == [(thing["id"], True)]
    assert client.get(later["links"]["changes"]).get_json()[kind] == []
    assert client.get(f"/v1/{kind}?organisation_id={tenant.id}").get_json()[kind] == []


@pytest.mark.parametrize("kind", ["spots", "notices", "campaigns", "events"])
def test_a_place_in_another_list_is_no_place_among_changes(client: FlaskClient, kind: str) -> None:
    for cursor in ("WyIyMDI3LTA1LTE1IiwgInkiXQ", "WzFlMzAwLCAwLjBd"):
        answer = client.get(f"/v1/{kind}?updated_since={SINCE}&cursor={cursor}")
        assert [e["code"] for e in answer.get_json()["errors"]] == ["bad_cursor"]


@pytest.fixture
def shared(engine: sa.Engine, database_url: str) -> Iterator[Database]:
    """A database that really commits, to be written by several at once."""
    url, name = sa.make_url(database_url), f"changes_{uuid.uuid4().hex}"
    if url.get_backend_name() == "sqlite":
        other = url.set(database=f"{url.database}.{name}")
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        other = url.set(database=name)
    own = make_engine(other.render_as_string(hide_password=False))
    migrations.upgrade(own)
    database = Database(own)
    keep_spots(database, *(make_record(n) for n in range(40)))
    yield database
    database.close()


def _read_on(
    database: Database, after: Position | None, limit: int
) -> tuple[list[FoundSpot], Position]:
    wanted = SpotFilter(updated_since=LONG_AGO)
    with database.reading() as session:
        later = later_changes(session)
        page = search_spots(session, wanted, limit=limit, after=after)
    number = page[-1].position[0] if page else later[0]
    return page, (number, 1.0, "")


def _edit(database: Database, worker: int, rounds: int, long_ones: threading.Event) -> None:
    for n in range(rounds):
        with database.writing() as session:
            spot = session.get_one(Spot, session.scalars(_some(worker, n)).one())
            spot.phone, spot.updated_at = f"{worker}-{n}", EPOCH
            session.flush()
            if n % 3 == 0:
                long_ones.wait(0.005)  # others begin and end meanwhile


def _some(worker: int, n: int) -> sa.Select[str]:
    """Return the statement that finds one of the worker's own ten spots."""
    place = worker * 10 + n * 7 % 10
    return sa.select(Spot.id).where(Spot.source_id == str(place))


def test_a_reader_of_changes_misses_nothing_while_others_write(shared: Database) -> None:
    writers = [
        threading.Thread(target=_edit, args=(shared, worker, 25, threading.Event()))
        for worker in range(4)
    ]
    copy: dict[str, str] = {}
    after: Position | None = None
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        after = _copy_page(shared, after, copy)
    for writer in writers:
        writer.join()
    for _ in range(30):
        after = _copy_page(shared, after, copy)
    with shared.reading() as session:
        assert copy == {spot.id: spot.phone for spot in session.scalars(sa.select(Spot))}


def _copy_page(database: Database, after: Position | None, copy: dict[str, str]) -> Position:
    page, position = _read_on(database, after, limit=7)
    copy |= {found.spot.id: found.spot.phone for found in page}
    return position


def test_a_change_begun_first_and_committed_last_is_told_last(shared: Database) -> None:
    if shared.dialect == "sqlite":
        pytest.skip("one writer at a time: none begins before another has ended")
    _, after = _read_on(shared, None, limit=1000)
    with shared.writing() as slow:
        spot = slow.get_one(Spot, slow.scalars(_some(0, 0)).one())
        spot.phone, spot.updated_at = "slow", EPOCH
        slow.flush()
        with shared.writing() as fast:
            fast.get_one(Spot, fast.scalars(_some(1, 0)).one()).phone = "fast"
        page, after = _read_on(shared, after, limit=1000)
        assert [found.spot.phone for found in page] == ["fast"]
    page, _ = _read_on(shared, after, limit=1000)
    assert [found.spot.phone for found in page] == ["slow"]


def test_numbers_taken_at_the_first_write_would_be_missed(shared: Database) -> None:
    """The negative control: what the counter's place at the end of a transaction is for."""
    if shared.dialect == "sqlite":
        pytest.skip("one writer at a time: none begins before another has ended")
    _, after = _read_on(shared, None, limit=1000)
    with shared.writing() as slow:
        first = slow.scalars(_some(0, 0)).one()
        slow.execute(
            sa.update(Spot).where(Spot.id == first).values(phone="slow", change_number=10_001)
        )
        with shared.writing() as fast:
            second = fast.scalars(_some(1, 0)).one()
            fast.execute(
                sa.update(Spot).where(Spot.id == second).values(phone="fast", change_number=10_002)
            )
        _, after = _read_on(shared, after, limit=1000)
    assert _read_on(shared, after, limit=1000)[0] == []
