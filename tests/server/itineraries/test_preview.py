"""The picture that messengers show of a plan's link."""

from __future__ import annotations

import datetime as dt
import io
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient
from PIL import Image

from routing.model import StopKind
from routing.street_network import PbfSource
from server.cartography import inks
from server.cartography.building import build_map
from server.itineraries.examples import HELSINKI_DAY
from server.itineraries.models import SavedItinerary
from server.itineraries.preview import shelf
from server.itineraries.preview.picture import draw_preview
from server.itineraries.preview.sketch import Day, Sketch, Stop, Way, sketch_of
from tests.databases import RolledBackDatabase
from tests.server.builders import day_at, keep_spots, make_record, somewhere_request
from tests.server.cartography.osm_files import Extract
from tests.server.itineraries.builders import plan, visits

HERE, THERE = (135.0, 35.0), (135.02, 35.01)
OSM = "© OpenStreetMap contributors"
MOST_BYTES = 300_000
"""What the pickiest messenger still shows large."""


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    shelf.KEPT.forget_all()


def preview(client: FlaskClient, planned: dict[str, Any]) -> Image.Image:
    """Return a plan's picture, which must be as messengers want it."""
    answer = client.get(planned["links"]["preview"])
    assert (answer.status_code, answer.mimetype) == (200, "image/png"), answer.text
    return opened(answer.data)


def opened(png: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(png))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(png) < MOST_BYTES
    return picture.convert("RGB")


def amount(picture: Image.Image, ink: str) -> int:
    """Return how many pixels are of about this ink."""
    wanted = tuple(bytes.fromhex(ink[1:]))
    far = np.abs(np.asarray(picture, dtype=np.int16) - wanted).max(axis=2)
    return int((far < 5).sum())


def chunks(png: bytes) -> Iterator[str]:
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8].decode()
        at += length + 12


def sketched(*stops: Stop, sources: tuple[str, ...] = (), **way: bool) -> Sketch:
    line = Way([HERE, THERE], **{"on_foot": True, "guessed": False, **way})
    return Sketch((Day((line,), stops),), sources)


def stop(number: int | None = 1, kind: StopKind = StopKind.SPOT, lesser: bool = False) -> Stop:
    return Stop(THERE, number, kind, lesser)


def test_a_plans_picture_shows_its_ways_and_stops_on_the_regions_map(client: FlaskClient) -> None:
    picture = preview(client, plan(client, HELSINKI_DAY))
    for ink in (inks.PAPER, inks.BUILT, inks.GREEN, inks.MAIN, inks.LEAF, inks.INK):
        assert amount(picture, ink) > 300, ink


def test_a_region_without_streets_has_a_picture_all_the_same(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keep_spots(database, make_record(renown=0.9), make_record(2, renown=0.1, lon=135.02))
    picture = preview(client, plan(client, somewhere_request()))
    assert amount(picture, inks.CASING) > 1000
    assert amount(picture, inks.LEAF) > 1500
    assert amount(picture, inks.KAKI) > 1500
    assert amount(picture, inks.MAIN) == 0


def test_streets_that_one_travels_on_stand_in_for_a_map(
    own: FlaskClient, own_dir: Path, data_dir: Path
) -> None:
    planned = plan(own, HELSINKI_DAY)
    networks = own_dir / "networks" / "helsinki"
    (networks / "map.npz").unlink()
    without = preview(own, planned)
    (networks / "walk").symlink_to(data_dir / "networks" / "helsinki" / "walk")
    within = preview(own, planned)
    assert amount(within, inks.STREET) - amount(without, inks.STREET) > 5000
    assert amount(within, inks.GREEN) == 0


def test_a_new_map_gives_a_new_picture(own: FlaskClient, own_dir: Path) -> None:
    planned = plan(own, HELSINKI_DAY)
    address = planned["links"]["preview"]
    before = own.get(address)
    town = Extract(24.9, 60.1, 25.0, 60.2)
    town.way([(24.93, 60.17), (24.96, 60.171)], highway="primary")
    source = PbfSource(town.write(own_dir / "town.osm.pbf"))
    build_map(source, root=own_dir / "networks", region="helsinki")
    after = own.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.data != before.data


def test_who_may_not_read_a_plan_is_told_the_same_of_its_picture(client: FlaskClient) -> None:
    def told(path: str) -> Any:
        answer = client.get(path)
        assert "ETag" not in answer.headers
        problem = answer.get_json()
        return answer.status_code, {**problem, "instance": None, "request_id": None}

    assert told("/v1/itineraries/nobodys/preview.png") == told("/v1/itineraries/nobodys")


def test_a_plan_that_is_gone_has_no_picture_though_it_was_drawn(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    planned = plan(client, HELSINKI_DAY)
    preview(client, planned)
    with database.writing() as session:
        session.delete(session.get(SavedItinerary, planned["id"]))
    assert client.get(planned["links"]["preview"]).status_code == 404


def test_a_picture_is_asked_for_each_time_and_sent_once(client: FlaskClient) -> None:
    address = plan(client, HELSINKI_DAY)["links"]["preview"]
    first = client.get(address)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_picture_is_drawn_once_for_all_languages(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Sketch] = []

    def counted(sketch: Sketch, ground: Any) -> bytes:
        drawn.append(sketch)
        return draw_preview(sketch, ground)

    monkeypatch.setattr(shelf, "draw_preview", counted)
    address = plan(client, HELSINKI_DAY)["links"]["preview"]
    answers = [client.get(address, headers={"Accept-Language": tongue}) for tongue in ("ja", "en")]
    assert answers[0].data == answers[1].data
    assert "Accept-Language" not in answers[0].headers.get("Vary", "")
    assert len(drawn) == 1


def test_a_picture_holds_nothing_but_pixels(client: FlaskClient) -> None:
    answer = client.get(plan(client, HELSINKI_DAY)["links"]["preview"])
    assert set(chunks(answer.data)) == {"IHDR", "PLTE", "IDAT", "IEND"}


def test_a_sketch_hands_on_no_words_times_or_ids(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    planned = plan(client, HELSINKI_DAY)
    with database.reading() as session:
        saved = session.get(SavedItinerary, planned["id"])
        assert saved is not None
        told = str(sketch_of(saved))
    for visit in visits(planned):
        assert visit["name"] not in told
        assert str(visit["spot_id"]) not in told
        assert visit["begin"][:16] not in told


def test_who_has_to_wait_too_long_for_a_picture_is_told_to_come_back(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = plan(client, HELSINKI_DAY)["links"]["preview"]
    monkeypatch.setattr(shelf._turns, "wait_s", 0.01)
    with shelf._turns.one():
        answer = client.get(address)
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    assert client.get(address).status_code == 200


def test_lesser_known_stops_are_marked_as_in_the_app() -> None:
    lesser = opened(draw_preview(sketched(stop(lesser=True)), None))
    known = opened(draw_preview(sketched(stop()), None))
    assert amount(lesser, inks.KAKI) > 1500 > amount(known, inks.KAKI)
    assert amount(known, inks.LEAF) - amount(lesser, inks.LEAF) > 1500


@pytest.mark.parametrize(
    ("kind", "ink"),
    [
        (StopKind.EXPERIENCE, inks.AI),
        (StopKind.LUNCH, inks.GOLD),
        (StopKind.REST, inks.GOLD),
        (StopKind.PARKING, inks.INK),
    ],
)
def test_each_kind_of_stop_has_its_ink(kind: StopKind, ink: str) -> None:
    without = amount(opened(draw_preview(sketched(), None)), ink)
    number = None if kind is StopKind.PARKING else 1
    assert amount(opened(draw_preview(sketched(stop(number, kind)), None)), ink) - without > 800


def test_days_are_told_apart_by_their_inks() -> None:
    ways = [Way([HERE, (135.0 + n / 50, 35.01)], False, False) for n in range(3)]
    days = tuple(Day((way,), ()) for way in ways)
    picture = opened(draw_preview(Sketch(days, ()), None))
    alone = opened(draw_preview(Sketch(days[:1], ()), None))
    for ink in ("#7a3f86", "#0f6d85"):
        assert amount(picture, ink) > 1000 > amount(alone, ink)


def test_ways_by_car_on_foot_and_guessed_look_different() -> None:
    drive, walk, guess = (
        amount(opened(draw_preview(sketched(on_foot=on_foot, guessed=guessed), None)), inks.LEAF)
        for on_foot, guessed in ((False, False), (True, False), (True, True))
    )
    assert drive > 1.5 * walk
    assert drive > 2 * guess > 0


def test_a_way_walked_to_and_fro_looks_like_one_walked_once() -> None:
    to, fro = Way([HERE, THERE], True, False), Way([THERE, HERE], True, False)
    once, twice = (
        amount(opened(draw_preview(Sketch((Day(ways, ()),), ()), None)), inks.LEAF)
        for ways in ((to,), (to, fro))
    )
    assert twice < 1.1 * once


@pytest.mark.parametrize("count", [0, 1, 14, 60, 61, 200])
def test_any_number_of_stops_at_one_place_can_be_drawn(count: int) -> None:
    stops = [stop(n + 1, lesser=n % 2 == 0) for n in range(count)]
    opened(draw_preview(sketched(*stops), None))


def test_a_plan_that_goes_nowhere_has_a_picture() -> None:
    still = Way([HERE, HERE], True, False)
    opened(
        draw_preview(
            Sketch((Day((still, still), (Stop(HERE, 1, StopKind.SPOT, False),)),), ()), None
        )
    )


def test_whose_data_is_seen_is_named_as_far_as_it_can_be_written() -> None:
    def label(*sources: str) -> int:
        picture = opened(draw_preview(sketched(sources=sources), None))
        return amount(picture.crop((600, 560, 1200, 630)), inks.LABEL)

    assert label() == label("岩国市オープンデータ") == 0
    assert label(OSM) == label("一部の位置は © OpenStreetMap contributors") > 100
    assert label(OSM, "City of Helsinki") > label(OSM)


def test_a_week_in_a_packed_town_is_drawn_in_time(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    records = [
        make_record(n, lat=35 + n % 20 / 900, lon=135 + n // 20 / 900, visit_minutes=10)
        for n in range(200)
    ]
    keep_spots(database, *records)
    dates = [(dt.date(2027, 5, 15) + dt.timedelta(days=n)).isoformat() for n in range(7)]
    days = [day_at(35.0, 135.0, date) for date in dates]
    planned = plan(client, somewhere_request(days=days, pace="packed"))
    assert len(list(visits(planned))) > 60
    preview(client, planned)
