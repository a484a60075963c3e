"""The town on which a server warms up is a town like any."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from routing.engines.embedded import EmbeddedEngine
from routing.engines.warm_up import one_street
from routing.hierarchy.topology import build_topology
from routing.model import UNREACHABLE, AccessProfile, Point

PLACES = [Point(35.0, 139.0), Point(35.0, 139.0002), Point(35.0, 139.0008), Point(35.0, 139.001)]


def test_the_hierarchy_made_by_hand_is_the_one_a_build_makes() -> None:
    street = one_street()
    assert street.index is not None
    edges = street.edges
    built = build_topology(2, edges.tail, edges.head, street.index.topology.rank)
    for by_hand, array in zip(street.index.topology, built, strict=True):
        np.testing.assert_array_equal(by_hand, array)


def test_it_answers_as_if_it_had_been_built() -> None:
    by_hand, built = (
        EmbeddedEngine(each).travel_times(PLACES).durations_ms
        for each in (one_street(), replace(one_street(), index=None))
    )
    np.testing.assert_array_equal(by_hand, built)
    assert by_hand[0, 3] == 68_000
    wheels = EmbeddedEngine(one_street()).travel_times(PLACES, AccessProfile.WHEELCHAIR)
    assert wheels.durations_ms[1, 2] == UNREACHABLE
