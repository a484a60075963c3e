import pytest

from routing.explanation import Grounds, explain
from routing.model import Preferences, StopKind, Why, WhyCode
from tests.routing.builders import make_candidate

FAR = Grounds(detour_s=3600)


def test_a_spot_without_grounds_gets_none() -> None:
    assert explain(make_candidate(1), Preferences(), FAR) == ()


def test_a_liked_category_is_named() -> None:
    liked = Preferences(categories=frozenset({"craft", "park"}))
    candidate = make_candidate(1, categories=("shop", "craft"))
    assert explain(candidate, liked, FAR) == (Why(WhyCode.MATCHES_CATEGORY, "craft"),)


@pytest.mark.parametrize(
    ("renown", "wish", "code"),
    [
        (0.3, 0.1, WhyCode.LESSER_KNOWN),
        (0.3, 0.0, None),
        (0.31, 1.0, None),
        (0.7, 0.0, WhyCode.WELL_KNOWN),
        (0.7, 0.5, None),
        (0.69, 0.0, None),
    ],
)
def test_renown_is_a_ground_only_where_it_spoke_for_the_spot(
    renown: float, wish: float, code: WhyCode | None
) -> None:
    grounds = explain(make_candidate(1, renown=renown), Preferences(lesser_known=wish), FAR)
    assert [why.code for why in grounds] == ([] if code is None else [code])


@pytest.mark.parametrize(("detour_s", "holds"), [(-5, True), (300, True), (301, False)])
def test_a_short_detour_is_on_the_way(detour_s: int, holds: bool) -> None:
    grounds = explain(make_candidate(1), Preferences(), Grounds(detour_s))
    assert (Why(WhyCode.ON_THE_WAY) in grounds) is holds


def test_a_spot_without_any_other_way_is_not_called_on_the_way() -> None:
    assert explain(make_candidate(1), Preferences(), Grounds()) == ()


def test_required_stops_and_lunches_say_so_first() -> None:
    host = make_candidate(1, kind=StopKind.LUNCH, required=True)
    assert explain(host, Preferences(), Grounds(0)) == (
        Why(WhyCode.REQUIRED),
        Why(WhyCode.LUNCH_TIME),
        Why(WhyCode.ON_THE_WAY),
    )
