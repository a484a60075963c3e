import pytest

from routing.solver.stop import FirstOf, MaxIterations, MaxRuntime


class Ticking:
    """A clock that is one second later at each reading."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


def _iterations(rule: MaxIterations | MaxRuntime | FirstOf) -> int:
    watch, done = rule.start(), 0
    while watch(done) < 1:
        done += 1
    return done


def test_a_search_makes_exactly_as_many_iterations_as_asked() -> None:
    assert _iterations(MaxIterations(7)) == 7
    assert _iterations(MaxIterations(0)) == 0


def test_a_search_ends_when_its_time_is_over() -> None:
    assert _iterations(MaxRuntime(5.0, Ticking())) == 4


def test_one_rule_gives_each_search_its_whole_time() -> None:
    rule = MaxRuntime(5.0, Ticking())
    assert _iterations(rule) == _iterations(rule) == 4


def test_the_stricter_of_two_rules_decides() -> None:
    assert _iterations(FirstOf((MaxIterations(3), MaxRuntime(9.0, Ticking())))) == 3
    assert _iterations(FirstOf((MaxIterations(99), MaxRuntime(9.0, Ticking())))) == 8


def test_rules_that_cannot_be_kept_are_refused() -> None:
    with pytest.raises(ValueError, match="iterations"):
        MaxIterations(-1)
    with pytest.raises(ValueError, match="seconds"):
        MaxRuntime(-0.1, Ticking())
    with pytest.raises(ValueError, match="never end"):
        FirstOf(())
