"""Both routing servers behind the engine's few methods, when all goes well and when not."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from routing.engines.base import Engine
from routing.engines.http_service import Patience
from routing.engines.osrm import osrm_engine
from routing.engines.remote import RemoteEngine
from routing.engines.valhalla import valhalla_engine
from routing.errors import (
    EngineUnavailableError,
    OutsideNetworkError,
    ProfileNotServedError,
    UnreachableError,
)
from routing.geodesy import great_circle_m
from routing.model import UNREACHABLE, AccessProfile, Mode, Point
from tests.routing.engines.fake_servers import (
    STREET_NAME,
    Answer,
    Asked,
    Dialect,
    osrm,
    seconds,
    serving,
    valhalla,
)

HASTY = Patience(connect_s=0.5, read_s=0.2, pause_s=0.0)
TABLE_SIZE = 10
Maker = Callable[..., RemoteEngine]
DIALECTS: dict[str, tuple[Maker, Dialect]] = {
    "osrm": (osrm_engine, osrm),
    "valhalla": (valhalla_engine, valhalla),
}

HOME, EAST, NORTH = Point(34.001, 131.0), Point(34.0, 131.01), Point(34.019, 131.0)
CUT_OFF = Point(34.6, 131.0)
OFF_STREET = Point(34.005, 131.0)
OFF_THE_MAP = Point(0.0, 0.0)


@dataclass
class Setting:
    """One server and what talks to it."""

    name: str
    url: str
    asked: Asked
    make: Maker

    def engine(self, mode: Mode = Mode.WALK) -> RemoteEngine:
        return self.make(mode, self.url, table_size=TABLE_SIZE, patience=HASTY)


@pytest.fixture(params=DIALECTS)
def setting(request: pytest.FixtureRequest) -> Iterator[Setting]:
    make, dialect = DIALECTS[request.param]
    with serving(dialect) as (url, asked):
        yield Setting(request.param, url, asked, make)


def stub_ms(point: Point, entry_lat: float) -> int:
    """Return how long the walk from a point to its street takes."""
    return round(float(great_circle_m(*point, entry_lat, point.lon)) / 4.8 * 3.6 * 1000)


def test_a_time_is_the_walk_to_the_street_and_the_servers_time_along_it(setting: Setting) -> None:
    engine: Engine = setting.engine()
    times = engine.travel_times([HOME, EAST, NORTH]).durations_ms
    along_s = seconds(HOME, NORTH)
    assert along_s is not None
    assert times[0, 2] == round(along_s * 1000) + stub_ms(HOME, 34.0) + stub_ms(NORTH, 34.02)
    assert times[0, 1] - times[1, 0] == 500
    assert np.all(np.diag(times) == 0)
    assert not engine.estimated


def test_a_slow_walker_takes_half_as_long_again(setting: Setting) -> None:
    plain = setting.engine().travel_times([HOME, EAST]).durations_ms[0, 1]
    slow = setting.engine().travel_times([HOME, EAST], AccessProfile.SLOW_WALKER)
    assert slow.durations_ms[0, 1] == -(-int(plain) * 3 // 2)


def test_a_snap_says_where_the_street_is_and_how_far(setting: Setting) -> None:
    engine = setting.engine()
    found, off_street, nowhere = engine.snap([HOME, OFF_STREET, OFF_THE_MAP])
    assert found is not None
    assert found.point == Point(34.0, 131.0)
    assert found.distance_m == pytest.approx(111.2, abs=0.1)
    assert off_street is None
    assert nowhere is None
    assert engine.distance_m(OFF_STREET) == pytest.approx(556, abs=1)
    assert engine.distance_m(OFF_THE_MAP) == float("inf")


def test_a_car_may_be_left_farther_from_the_street(setting: Setting) -> None:
    assert setting.engine(Mode.DRIVE).snap([OFF_STREET])[0] is not None


def test_points_off_the_streets_and_pairs_without_a_path_are_unreachable(setting: Setting) -> None:
    points = [HOME, OFF_THE_MAP, EAST, CUT_OFF, OFF_STREET, OFF_THE_MAP]
    times = setting.engine().travel_times(points).durations_ms
    reached = [0, 2]
    for origin in range(len(points)):
        for destination in range(len(points)):
            both = origin in reached and destination in reached
            within = both or origin == destination
            assert (times[origin, destination] < UNREACHABLE) == within


def test_identical_points_are_no_time_apart(setting: Setting) -> None:
    engine = setting.engine()
    assert np.all(engine.travel_times([HOME, HOME]).durations_ms == 0)
    (leg,) = engine.legs([HOME, HOME])
    assert (leg.duration_ms, leg.distance_m, len(leg.coordinates)) == (0, 0.0, 2)


def test_no_points_have_no_times(setting: Setting) -> None:
    assert setting.engine().travel_times([]).durations_ms.shape == (0, 0)
    assert setting.engine().snap([]) == ()


def test_a_table_over_the_servers_limit_is_asked_in_blocks(setting: Setting) -> None:
    points = [Point(34.0 + 0.01 * (i % 5), 131.0 + 0.003 * i) for i in range(23)]
    blocks = setting.engine().travel_times(points).durations_ms
    table_calls = [path for path in setting.asked.paths if "table" in path or "targets" in path]
    assert len(table_calls) >= 9
    for origin, destination in ((0, 22), (22, 0), (9, 10), (13, 4)):
        expected_s = seconds(points[origin], points[destination])
        assert expected_s is not None
        assert blocks[origin, destination] == round(expected_s * 1000)


def test_legs_take_the_time_of_the_table_and_the_line_of_the_server(setting: Setting) -> None:
    engine = setting.engine()
    points = [HOME, EAST, NORTH]
    legs = engine.legs(points, AccessProfile.SLOW_WALKER)
    times = engine.travel_times(points, AccessProfile.SLOW_WALKER).durations_ms
    assert [leg.duration_ms for leg in legs] == [times[0, 1], times[1, 2]]
    first = legs[0]
    assert first.coordinates == ((131.0, 34.001), (131.0, 34.0), (131.01, 34.0))
    assert first.street_names == (STREET_NAME,)
    straight_m = float(great_circle_m(34.0, 131.0, 34.0, 131.01))
    assert first.distance_m == pytest.approx(straight_m + 111.2, abs=0.5)


def test_a_leg_off_the_streets_says_which_point_and_how_far(setting: Setting) -> None:
    with pytest.raises(OutsideNetworkError) as caught:
        setting.engine().legs([HOME, OFF_STREET])
    assert caught.value.distances_m == {1: pytest.approx(556, abs=1)}


def test_a_leg_without_a_path_says_between_which_points(setting: Setting) -> None:
    with pytest.raises(UnreachableError) as caught:
        setting.engine().legs([HOME, EAST, CUT_OFF])
    assert (caught.value.origin, caught.value.destination) == (1, 2)


def test_wheels_are_kept_off_steps_or_refused() -> None:
    with serving(osrm) as (url, _):
        for profile in (AccessProfile.WHEELCHAIR, AccessProfile.STROLLER):
            with pytest.raises(ProfileNotServedError, match=profile.value):
                osrm_engine(Mode.WALK, url).travel_times([HOME, EAST], profile)
            osrm_engine(Mode.DRIVE, url).travel_times([HOME, EAST], profile)
    with serving(valhalla) as (url, asked):
        valhalla_engine(Mode.WALK, url).travel_times([HOME, EAST], AccessProfile.WHEELCHAIR)
        options = asked.bodies[-1]["costing_options"]["pedestrian"]
        assert (options["type"], options["max_grade"]) == ("wheelchair", 8)


def test_a_server_that_answers_is_no_fault(setting: Setting) -> None:
    assert setting.engine().fault() is None


FAILURES: dict[str, tuple[list[Answer | float], str]] = {
    "time-out": ([0.5, 0.5], "in time"),
    "failure of its own": ([(500, b"{}")], "HTTP 500"),
    "still overloaded": ([(503, b"{}"), (503, b"{}")], "HTTP 503"),
    "a page": ([(200, b"<html>It works!</html>")], "with JSON"),
    "another shape": ([(200, b"[1, 2]")], "form"),
    "no fields": ([(200, b'{"code": "Ok", "error_code": 999}')], "form|999"),
    "an unknown code": ([(400, b'{"code": "TooBig", "error_code": 150}')], "TooBig|150"),
    "a redirection": ([(302, b"")], "HTTP 302"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_whatever_a_server_does_wrong_is_one_typed_error(setting: Setting, failure: str) -> None:
    instead, said = FAILURES[failure]
    setting.asked.instead.extend(instead)
    with pytest.raises(EngineUnavailableError, match=said):
        setting.engine().travel_times([HOME, EAST])


@pytest.mark.parametrize("method", ["travel_times", "legs", "snap"])
def test_a_server_that_fails_later_is_the_same_error(setting: Setting, method: str) -> None:
    engine = setting.engine()
    getattr(engine, method)([HOME, EAST])
    calls = len(setting.asked.paths)
    for call in range(calls):
        setting.asked.instead[:] = [*[None] * call, (500, b"{}")]
        with pytest.raises(EngineUnavailableError):
            getattr(engine, method)([HOME, EAST])


def test_a_server_that_was_busy_once_is_asked_again(setting: Setting) -> None:
    expected = setting.engine().travel_times([HOME, EAST]).durations_ms
    setting.asked.instead.append((503, b"{}"))
    assert np.array_equal(setting.engine().travel_times([HOME, EAST]).durations_ms, expected)


def test_a_dropped_connection_is_opened_again(setting: Setting) -> None:
    setting.asked.instead.append(0.0)
    assert setting.engine().snap([HOME])[0] is not None


def test_a_refused_connection_is_a_fault_and_a_typed_error(setting: Setting) -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{reserved.getsockname()[1]}"
        engine = setting.make(Mode.WALK, closed, patience=HASTY)
        with pytest.raises(EngineUnavailableError, match="reached"):
            engine.travel_times([HOME, EAST])
        fault = engine.fault()
        assert fault is not None
        assert "127.0.0.1" not in fault
