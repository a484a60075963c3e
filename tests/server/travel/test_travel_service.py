from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from routing.engines.estimate import EstimateEngine
from routing.errors import UnreachableError
from routing.model import (
    UNREACHABLE,
    AccessProfile,
    Leg,
    Mode,
    Point,
    Snap,
    TravelTimeMatrix,
)
from server.errors import Invalid
from server.travel.schemas import durations_out
from server.travel.service import routes
from tests.server.builders import make_region

HERE = Point(35.0, 135.0)


class _BrokenBridge(EstimateEngine):
    def legs(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> tuple[Leg, ...]:
        raise UnreachableError(1, 2)


def test_two_points_without_a_way_between_them_are_named() -> None:
    named = [(f"/points/{n}", HERE) for n in range(3)]
    with pytest.raises(Invalid) as refusal:
        routes(_BrokenBridge(Mode.WALK), make_region(), named)
    (fault,) = refusal.value.faults
    assert (fault.pointer, fault.code) == ("/points/2", "unreachable")
    assert "from point 1 to point 2" in fault.message("en")
    assert "地点 1 から地点 2" in fault.message("ja")


def test_a_time_that_does_not_exist_is_null() -> None:
    durations = np.array([[0, UNREACHABLE], [1001, 0]], dtype=np.int32)
    snaps = (Snap(HERE, 0.0), Snap(HERE, 0.0))
    assert durations_out(TravelTimeMatrix(durations), snaps) == [[0, None], [2, 0]]
