"""Judge a tourist's own order: which rules it breaks, where, and by how much.

The rules are the planner's own, so that whatever it plans passes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from routing.model import UNREACHABLE, Break, Limits, StopKind, TripDay
from routing.own_order import (
    OwnTrip,
    TimedDay,
    TimedStop,
    Travel,
    live,
    open_windows,
    pause,
)


class Rule(StrEnum):
    """What an order may break."""

    CLOSED_THAT_DAY = "closed_that_day"
    OPENS_LATER = "opens_later"
    CLOSED_AT_ARRIVAL = "closed_at_arrival"
    LEAVES_AFTER_CLOSING = "leaves_after_closing"
    ARRIVES_LATE = "arrives_late"
    BEGINS_LATE = "begins_late"
    UNREACHABLE = "unreachable"
    DUPLICATE = "duplicate"
    LUNCH_MISSED = "lunch_missed"
    REST_MISSED = "rest_missed"
    DAY_END_MISSED = "day_end_missed"
    OVER_BUDGET = "over_budget"
    TOO_MANY_VISITS = "too_many_visits"
    TOO_MUCH_TRAVEL = "too_much_travel"
    TOO_MUCH_OF_ONE_KIND = "too_much_of_one_kind"


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule.

    Parameters
    ----------
    day
        Index of the day; None when it is about the trip as a whole.
    key
        The stop; None when it is about the day or the trip.
    excess
        By how much: seconds, minor currency units over the budget, or visits too many; 0 where no
        amount makes sense.
    category
        The kind of place that takes too much of the day.
    """

    rule: Rule
    day: int | None = None
    key: str | None = None
    excess: int = 0
    category: str | None = None

    @property
    def place(self) -> tuple[Rule, int | None, str | None, str | None]:
        """What is broken where, without by how much; a stop keeps its place on another day."""
        return self.rule, None if self.key else self.day, self.key, self.category


@dataclass(frozen=True, slots=True)
class Verdict:
    """The clock of an order with everything that is wrong with it."""

    days: tuple[TimedDay, ...]
    violations: tuple[Violation, ...]

    @property
    def ok(self) -> bool:
        """Whether every rule holds."""
        return not self.violations


def check(trip: OwnTrip, travel: Travel) -> Verdict:
    """Return the clock of the tourist's order and every rule it breaks, in the order it is lived.

    Parameters
    ----------
    travel
        Times between all of `trip.points()`.
    """
    days = live(trip, travel)
    seen: set[str] = set()
    found: list[Violation] = []
    for number, timed in enumerate(days):
        for stop in timed.stops:
            found += _stop_violations(trip, number, stop, seen)
        found += _day_violations(trip.days[number], number, timed, travel)
    found += _sums(trip.limits, days, None, sum(day.end_s - day.start_s for day in trip.days))
    return Verdict(days, tuple(found))


def _stop_violations(
    trip: OwnTrip, number: int, timed: TimedStop, seen: set[str]
) -> Iterator[Violation]:
    stop = timed.stop
    if stop.group in seen:
        yield Violation(Rule.DUPLICATE, number, stop.key)
    if stop.group is not None:
        seen.add(stop.group)
    if not timed.reached:
        yield Violation(Rule.UNREACHABLE, number, stop.key)
    yield from _door_violations(trip, number, timed)
    if stop.arrive_by_s is not None and timed.arrive_s > stop.arrive_by_s:
        late_s = timed.arrive_s - stop.arrive_by_s
        yield Violation(Rule.ARRIVES_LATE, number, stop.key, late_s)
    if stop.begin_s is not None and timed.arrive_s > stop.begin_s:
        yield Violation(Rule.BEGINS_LATE, number, stop.key, timed.arrive_s - stop.begin_s)


def _door_violations(trip: OwnTrip, number: int, timed: TimedStop) -> Iterator[Violation]:
    """Yield what is wrong between the stay and the open hours."""
    stop, day = timed.stop, trip.days[number]
    if not stop.windows[number]:
        yield Violation(Rule.CLOSED_THAT_DAY, number, stop.key)
        return
    windows = open_windows(stop, day, number)
    if any(w.opens_s <= timed.begin_s and timed.leave_s <= w.closes_s for w in windows):
        wished_s = timed.begin_s if stop.begin_s is None else max(stop.begin_s, timed.arrive_s)
        if wished_s < timed.begin_s:
            yield Violation(Rule.OPENS_LATER, number, stop.key, timed.begin_s - wished_s)
        return
    span = pause(day, stop.kind)
    if span is not None:
        rule = Rule.LUNCH_MISSED if stop.kind is StopKind.LUNCH else Rule.REST_MISSED
        latest_s = max((w.closes_s for w in windows), default=span.latest_s)
        yield Violation(rule, number, stop.key, max(timed.leave_s - latest_s, 0))
        return
    yield _closing(number, timed, [(w.opens_s, w.closes_s) for w in windows])


def _closing(number: int, timed: TimedStop, windows: Sequence[tuple[int, int]]) -> Violation:
    """Return how a visit misses the closing of the window it falls into or comes after."""
    closing = [closes for opens, closes in windows if opens <= timed.begin_s < closes]
    if closing:
        late_s = timed.leave_s - max(closing)
        return Violation(Rule.LEAVES_AFTER_CLOSING, number, timed.stop.key, late_s)
    before = max((closes for _, closes in windows if closes <= timed.begin_s), default=0)
    late_s = timed.begin_s - before
    return Violation(Rule.CLOSED_AT_ARRIVAL, number, timed.stop.key, late_s)


def _day_violations(
    day: TripDay, number: int, timed: TimedDay, travel: Travel
) -> Iterator[Violation]:
    for kind, rule in (
        (StopKind.LUNCH, Rule.LUNCH_MISSED),
        (StopKind.REST, Rule.REST_MISSED),
    ):
        span = pause(day, kind)
        has_one = any(stop.stop.kind is kind for stop in timed.stops)
        if span is not None and not has_one and has_room(day, span, travel(day.start, day.end)):
            yield Violation(rule, number)
    if not timed.end_reached:
        yield Violation(Rule.UNREACHABLE, number)
    if timed.end_s > day.end_s:
        yield Violation(Rule.DAY_END_MISSED, number, excess=timed.end_s - day.end_s)
    yield from _sums(day.limits, (timed,), number, day.end_s - day.start_s)


def has_room(day: TripDay, span: Break, way_s: int) -> bool:
    """Return whether a day without visits could hold a break before its way or after it."""
    if way_s == UNREACHABLE:
        return False
    before_s = max(day.start_s, span.earliest_s) + span.duration_s
    after_s = max(day.start_s + way_s, span.earliest_s) + span.duration_s
    at_start = before_s <= span.latest_s and before_s + way_s <= day.end_s
    return at_start or after_s <= min(span.latest_s, day.end_s)


def _sums(
    limits: Limits, days: Sequence[TimedDay], number: int | None, frame_s: int
) -> Iterator[Violation]:
    """Yield which limits these days together exceed."""
    stops = [timed for day in days for timed in day.stops]
    visits = [t for t in stops if t.stop.kind in (StopKind.SPOT, StopKind.EXPERIENCE)]
    spent = sum(timed.stop.cost_minor for timed in stops)
    travel_s = sum(day.travel_s for day in days)
    for rule, used, most in (
        (Rule.OVER_BUDGET, spent, limits.cost_minor),
        (Rule.TOO_MANY_VISITS, len(visits), limits.visits),
        (Rule.TOO_MUCH_TRAVEL, travel_s, limits.travel_s),
    ):
        if most is not None and used > most:
            yield Violation(rule, number, excess=used - most)
    yield from _kinds(limits, visits, number, frame_s)


def _kinds(
    limits: Limits, visits: Sequence[TimedStop], number: int | None, frame_s: int
) -> Iterator[Violation]:
    if limits.category_share is None:
        return
    taken: defaultdict[str, int] = defaultdict(int)
    for timed in visits:
        if timed.stop.category is not None:
            taken[timed.stop.category] += timed.leave_s - timed.begin_s
    most_s = int(limits.category_share * frame_s)
    for category, used_s in taken.items():
        if used_s > most_s:
            yield Violation(
                Rule.TOO_MUCH_OF_ONE_KIND, number, excess=used_s - most_s, category=category
            )
