from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from server.itineraries.preview.spacing import apart

LIMITS = (0.0, 0.0, 600.0, 300.0)
PLACES = st.lists(st.tuples(st.floats(20, 580), st.floats(20, 280)), min_size=1, max_size=20)


def overlaps(places: NDArray[np.float64], radius: float) -> float:
    """Return how deep the deepest overlap of two circles is."""
    gap = np.hypot(*(places[:, None] - places[None, :]).T)
    np.fill_diagonal(gap, np.inf)
    return float(max(0.0, (2 * radius - gap).max()))


def spaced(places: list[tuple[float, float]], fixed: int = 0) -> NDArray[np.float64]:
    at = np.array(places)
    return apart(at, np.full(len(at), 10.0), np.arange(len(at)) < fixed, LIMITS)


@pytest.mark.parametrize("count", [2, 7, 20])
def test_marks_of_one_place_are_put_side_by_side(count: int) -> None:
    moved = spaced([(300.0, 150.0)] * count)
    assert overlaps(moved, 10.0) < 1.0
    assert np.hypot(*(moved - (300, 150)).T).max() < 20 * count**0.5


def test_marks_that_have_room_stay_where_they_are() -> None:
    places = [(100.0, 100.0), (140.0, 100.0), (100.0, 140.0)]
    assert spaced(places) == pytest.approx(np.array(places), abs=0.1)


def test_what_is_fixed_stays_and_pushes_others_away() -> None:
    moved = spaced([(300.0, 150.0), (303.0, 150.0)], fixed=1)
    assert moved[0].tolist() == [300.0, 150.0]
    assert moved[1, 0] - 300.0 > 19.0


@settings(max_examples=40, deadline=None)
@given(PLACES)
def test_no_mark_leaves_the_picture_and_none_hides_another(
    places: list[tuple[float, float]],
) -> None:
    moved = spaced(places)
    assert (moved >= 9.99).all()
    assert (moved <= [590.01, 290.01]).all()
    assert overlaps(moved, 10.0) < 8.0
