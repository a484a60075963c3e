from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.model import Preferences
from routing.solver.objective import prize, renown_appeal
from tests.routing.builders import make_candidate

share = st.floats(0, 1)
STEPS = [step / 10 for step in range(11)]


@given(share, share, share)
def test_every_candidate_is_worth_something(interest: float, renown: float, wish: float) -> None:
    candidate = make_candidate(1, interest=interest, renown=renown)
    assert 2 <= prize(candidate, Preferences(lesser_known=wish)) <= 150


@given(share, share)
def test_more_interest_is_never_worth_less(renown: float, wish: float) -> None:
    preferences = Preferences(lesser_known=wish)
    prizes = [prize(make_candidate(1, interest=i, renown=renown), preferences) for i in STEPS]
    assert prizes == sorted(prizes)
    assert prizes[0] < prizes[-1]


@given(share, share, share)
def test_a_boost_raises_the_prize_by_its_share(
    interest: float, renown: float, boost: float
) -> None:
    plain = make_candidate(1, interest=interest, renown=renown)
    boosted = make_candidate(1, interest=interest, renown=renown, boost=boost)
    raised = (1 + boost) * prize(plain, Preferences())
    assert abs(prize(boosted, Preferences()) - raised) <= 1.5


@given(share, share)
def test_a_liked_category_counts_twice(interest: float, renown: float) -> None:
    candidate = make_candidate(1, interest=interest, renown=renown, categories=("park", "temple"))
    liked = prize(candidate, Preferences(categories=frozenset({"temple"})))
    assert abs(liked - 2 * prize(candidate, Preferences())) <= 1


def test_the_wish_for_lesser_known_places_turns_their_order_round() -> None:
    famous, hidden = make_candidate(1, renown=0.9), make_candidate(2, renown=0.1)
    leads = [
        prize(hidden, Preferences(lesser_known=wish))
        - prize(famous, Preferences(lesser_known=wish))
        for wish in STEPS
    ]
    assert all(a < b for a, b in pairwise(leads))
    assert leads[0] == -leads[-1] < 0
    assert leads[5] == 0


def test_the_extremes_favour_the_extremes() -> None:
    assert renown_appeal(1.0, 0.0) == renown_appeal(0.0, 1.0) == 1.0
    assert renown_appeal(0.0, 0.0) == renown_appeal(1.0, 1.0) == 0.0


@pytest.mark.parametrize("value", [-0.01, 1.01, float("nan")])
def test_shares_outside_zero_to_one_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match="interest"):
        prize(make_candidate(1, interest=value), Preferences())
    with pytest.raises(ValueError, match="renown"):
        prize(make_candidate(1, renown=value), Preferences())
    with pytest.raises(ValueError, match="boost"):
        prize(make_candidate(1, boost=value), Preferences())
    with pytest.raises(ValueError, match="lesser_known"):
        prize(make_candidate(1), Preferences(lesser_known=value))
