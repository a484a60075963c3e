"""One change that mends a broken rule, found by living through the changed day.

A fix is only offered when the rule then holds, nothing else breaks and nothing broken gets worse.
The mildest that does so is taken: leaving earlier or another order before a shorter stay, that
before another day, and giving a place up last of all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import Final

from routing.check import Rule, Verdict, Violation, check
from routing.model import Limits, StopKind, TripDay
from routing.own_order import OwnStop, OwnTrip, Travel, break_of, pause

STEP_S: Final = 5 * 60
"""Clock times that people are told are whole multiples of this."""
LITTLE_EARLIER_S: Final = 30 * 60
MUCH_EARLIER_S: Final = 2 * 3600
EARLIEST_START_S: Final = 5 * 3600
LATEST_END_S: Final = 24 * 3600
SHORTEST_STAY_S: Final = 10 * 60
_TIMING: Final = (
    Rule.CLOSED_AT_ARRIVAL,
    Rule.LEAVES_AFTER_CLOSING,
    Rule.ARRIVES_LATE,
    Rule.BEGINS_LATE,
    Rule.LUNCH_MISSED,
    Rule.REST_MISSED,
    Rule.DAY_END_MISSED,
)


MOST_TRIES: Final = 4000
"""Changed orders that are lived through for one answer, about a second's worth."""


class FixKind(StrEnum):
    """What to change."""

    START_EARLIER = "start_earlier"
    END_LATER = "end_later"
    SHORTEN = "shorten"
    BEGIN_AT = "begin_at"
    SWAP = "swap"
    MOVE_AFTER = "move_after"
    MOVE_TO_DAY = "move_to_day"
    ADD_BREAK = "add_break"
    RAISE_LIMIT = "raise_limit"
    DROP = "drop"


_OF_THE_WHOLE_DAY: Final = (FixKind.START_EARLIER, FixKind.SWAP, FixKind.MOVE_AFTER)
"""Changes that often mend several rules at once; then each of these names the same one."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One change to an order.

    Parameters
    ----------
    day
        Whose start, end or limit changes, or where the stop goes; None is the trip as a whole.
    keys
        The stops it is about: both to swap, all to drop, the one to move or change.
    after
        The stop to come after; None is the first place of the day.
    value
        Seconds (the new start, end, stay or begin, or the length of the break) or the new limit.
    rule
        Which limit to raise, or which break to add.
    """

    kind: FixKind
    day: int | None = None
    keys: tuple[str, ...] = ()
    after: str | None = None
    value: int = 0
    rule: Rule | None = None


def find_fixes(trip: OwnTrip, verdict: Verdict, travel: Travel) -> tuple[Fix | None, ...]:
    """Return for each violation one change that mends it; None where no single one does.

    Where the car is left stays as it is.
    """
    found: list[Fix | None] = []
    cars = {s.key for day in trip.stops for s in day if s.kind is StopKind.PARKING}
    tries = iter(range(MOST_TRIES))
    for violation in verdict.violations:
        shared = [fix for fix in dict.fromkeys(found) if fix and fix.kind in _OF_THE_WHOLE_DAY]
        proposals = (
            fix
            for fix in chain(shared, _proposals(trip, verdict, violation))
            if cars.isdisjoint((*fix.keys, fix.after))
        )
        tried = (fix for fix, _ in zip(proposals, tries, strict=False))
        mending = (fix for fix in tried if mends(trip, fix, violation, verdict, travel))
        found.append(next(mending, None))
    return tuple(found)


def mends(
    trip: OwnTrip, fix: Fix, violation: Violation | None, verdict: Verdict, travel: Travel
) -> bool:
    """Return whether `fix` ends a violation, breaks nothing else and makes nothing worse.

    Without a violation, only the rest counts.
    """
    known = {old.place: old.excess for old in verdict.violations if old != violation}
    after = check(apply_fix(trip, fix), travel).violations
    return all(left.place in known and _bearable(fix, left, known[left.place]) for left in after)


def _bearable(fix: Fix, left: Violation, before: int) -> bool:
    """Return whether what stays broken is no worse; closed is closed, and a meal takes its time."""
    told_alike = left.rule is Rule.CLOSED_AT_ARRIVAL or fix.kind is FixKind.ADD_BREAK
    return told_alike or left.excess <= before


def apply_fix(trip: OwnTrip, fix: Fix) -> OwnTrip:
    """Return the changed order."""
    return _CHANGES[fix.kind](trip, fix)


def _proposals(trip: OwnTrip, verdict: Verdict, violation: Violation) -> Iterator[Fix]:
    """Yield what might help, the mildest first."""
    if violation.key is not None:
        yield from _for_stop(trip, verdict, violation)
    elif violation.rule in (Rule.LUNCH_MISSED, Rule.REST_MISSED) and violation.day is not None:
        yield from _breaks(trip, violation.day, violation.rule)
    elif violation.rule is Rule.DAY_END_MISSED and violation.day is not None:
        yield from _for_late_day(trip, verdict, violation, violation.day)
    else:
        yield from _drops(trip, violation)
        yield from _raised(trip, violation)


def _for_stop(trip: OwnTrip, verdict: Verdict, violation: Violation) -> Iterator[Fix]:
    day, key = violation.day or 0, violation.key or ""
    if violation.rule in (Rule.OPENS_LATER, Rule.ARRIVES_LATE, Rule.BEGINS_LATE):
        begin_s = _timed_begin(verdict, key)
        yield Fix(FixKind.BEGIN_AT, day, (key,), value=-(-begin_s // STEP_S) * STEP_S)
    if violation.rule in _TIMING:
        yield from _earlier_start(trip, day, violation.excess, LITTLE_EARLIER_S)
        yield from _own_stay(trip, violation)
        yield from _swaps(trip, day, key)
        yield from _stays(trip, day, violation)
        yield from _moves(trip, day, key)
        yield from _earlier_start(trip, day, violation.excess, MUCH_EARLIER_S)
    yield from _other_days(trip, day, key)
    yield Fix(FixKind.DROP, day, (key,))
    yield from _drops(trip, violation)


def _for_late_day(trip: OwnTrip, verdict: Verdict, violation: Violation, day: int) -> Iterator[Fix]:
    yield from _earlier_start(trip, day, violation.excess, LITTLE_EARLIER_S)
    for stop in trip.stops[day]:
        yield from _swaps(trip, day, stop.key)
    yield from _stays(trip, day, violation)
    for stop in trip.stops[day]:
        yield from _moves(trip, day, stop.key)
    for stop in trip.stops[day]:
        yield from _last_of_other_days(trip, day, stop.key)
    yield from _drops(trip, violation)
    end_s = -(-verdict.days[day].end_s // STEP_S) * STEP_S
    if end_s <= LATEST_END_S:
        yield Fix(FixKind.END_LATER, day, value=end_s)


def _earlier_start(trip: OwnTrip, day: int, excess_s: int, most_s: int) -> Iterator[Fix]:
    """Yield starts earlier by what is missing, and a little more where waiting eats some."""
    start_s = trip.days[day].start_s
    needed_s = -(-excess_s // STEP_S) * STEP_S
    for earlier_s in (needed_s, needed_s + STEP_S, needed_s + 3 * STEP_S, most_s):
        if 0 < earlier_s <= most_s and start_s - earlier_s >= EARLIEST_START_S:
            yield Fix(FixKind.START_EARLIER, day, value=start_s - earlier_s)


def _timed_begin(verdict: Verdict, key: str) -> int:
    return next(t.begin_s for day in verdict.days for t in day.stops if t.stop.key == key)


def _own_stay(trip: OwnTrip, violation: Violation) -> Iterator[Fix]:
    if violation.rule is Rule.LEAVES_AFTER_CLOSING:
        for stop in trip.stops[violation.day or 0]:
            if stop.key == violation.key:
                yield from _shorter(stop, violation)


def _stays(trip: OwnTrip, day: int, violation: Violation) -> Iterator[Fix]:
    """Yield shorter stays before the stop in question, or anywhere when it is the day's end."""
    for stop in trip.stops[day]:
        if stop.key == violation.key:
            return
        if stop.kind is StopKind.SPOT:
            yield from _shorter(stop, violation)


def _shorter(stop: OwnStop, violation: Violation) -> Iterator[Fix]:
    """Yield a stay that is shorter by what is missing, as long as half of it or more is left."""
    stay_s = (stop.stay_s - violation.excess) // STEP_S * STEP_S
    if stay_s >= max(SHORTEST_STAY_S, stop.stay_s // 2) and stay_s < stop.stay_s:
        yield Fix(FixKind.SHORTEN, violation.day, (stop.key,), value=stay_s)


def _swaps(trip: OwnTrip, day: int, key: str) -> Iterator[Fix]:
    for other in trip.stops[day]:
        if other.key != key:
            yield Fix(FixKind.SWAP, day, (key, other.key))


def _moves(trip: OwnTrip, day: int, key: str) -> Iterator[Fix]:
    for after in (None, *(stop.key for stop in trip.stops[day] if stop.key != key)):
        yield Fix(FixKind.MOVE_AFTER, day, (key,), after)


def _other_days(trip: OwnTrip, day: int, key: str) -> Iterator[Fix]:
    for other in range(len(trip.days)):
        if other != day:
            for after in (*(stop.key for stop in reversed(trip.stops[other])), None):
                yield Fix(FixKind.MOVE_TO_DAY, other, (key,), after)


def _last_of_other_days(trip: OwnTrip, day: int, key: str) -> Iterator[Fix]:
    for other in range(len(trip.days)):
        if other != day:
            last = trip.stops[other][-1].key if trip.stops[other] else None
            yield Fix(FixKind.MOVE_TO_DAY, other, (key,), last)


def _breaks(trip: OwnTrip, day: int, rule: Rule) -> Iterator[Fix]:
    """Yield the missed break behind each stop of the day, then before the first."""
    kind = StopKind.LUNCH if rule is Rule.LUNCH_MISSED else StopKind.REST
    span = pause(trip.days[day], kind)
    if span is None:
        return
    for after in (*(stop.key for stop in trip.stops[day]), None):
        yield Fix(FixKind.ADD_BREAK, day, (), after, span.duration_s, rule)


def _drops(trip: OwnTrip, violation: Violation) -> Iterator[Fix]:
    """Yield each stop that could go alone, then ever more of them from the end."""
    days = range(len(trip.days)) if violation.day is None else (violation.day,)
    stops = [s for day in days for s in trip.stops[day] if _may_go(s, violation)]
    for stop in sorted(stops, key=lambda s: s.cost_minor if _is_money(violation) else s.stay_s):
        yield Fix(FixKind.DROP, violation.day, (stop.key,))
    for count in range(2, len(stops) + 1):
        yield Fix(FixKind.DROP, violation.day, tuple(stop.key for stop in stops[-count:]))


def _is_money(violation: Violation) -> bool:
    return violation.rule is Rule.OVER_BUDGET


def _may_go(stop: OwnStop, violation: Violation) -> bool:
    if _is_money(violation):
        return stop.cost_minor > 0
    if violation.category is not None:
        return stop.category == violation.category
    return stop.kind in (StopKind.SPOT, StopKind.EXPERIENCE)


def _raised(trip: OwnTrip, violation: Violation) -> Iterator[Fix]:
    limits = trip.limits if violation.day is None else trip.days[violation.day].limits
    present = {
        Rule.OVER_BUDGET: limits.cost_minor,
        Rule.TOO_MANY_VISITS: limits.visits,
        Rule.TOO_MUCH_TRAVEL: limits.travel_s,
    }.get(violation.rule)
    if present is not None:
        raised = present + violation.excess
        yield Fix(FixKind.RAISE_LIMIT, violation.day, value=raised, rule=violation.rule)


def _start_earlier(trip: OwnTrip, fix: Fix) -> OwnTrip:
    return _with_day(trip, fix.day or 0, replace(trip.days[fix.day or 0], start_s=fix.value))


def _end_later(trip: OwnTrip, fix: Fix) -> OwnTrip:
    return _with_day(trip, fix.day or 0, replace(trip.days[fix.day or 0], end_s=fix.value))


def _with_day(trip: OwnTrip, number: int, day: TripDay) -> OwnTrip:
    return replace(trip, days=(*trip.days[:number], day, *trip.days[number + 1 :]))


def _shorten(trip: OwnTrip, fix: Fix) -> OwnTrip:
    stop = _find(trip, fix.keys[0])
    return _exchange(trip, {stop.key: replace(stop, stay_s=fix.value)})


def _begin_at(trip: OwnTrip, fix: Fix) -> OwnTrip:
    """Wish for a later begin, and for an arrival no later than that."""
    stop = _find(trip, fix.keys[0])
    begin_s = None if stop.begin_s is None else fix.value
    arrive_by_s = None if stop.arrive_by_s is None else max(stop.arrive_by_s, fix.value)
    return _exchange(trip, {stop.key: replace(stop, begin_s=begin_s, arrive_by_s=arrive_by_s)})


def _swap(trip: OwnTrip, fix: Fix) -> OwnTrip:
    one, other = (_find(trip, key) for key in fix.keys)
    return _exchange(trip, {one.key: other, other.key: one})


def _move(trip: OwnTrip, fix: Fix) -> OwnTrip:
    stop = _find(trip, fix.keys[0])
    return _insert(_drop(trip, fix), fix, stop)


def _add_break(trip: OwnTrip, fix: Fix) -> OwnTrip:
    kind = StopKind.LUNCH if fix.rule is Rule.LUNCH_MISSED else StopKind.REST
    added = break_of(f"{kind}/{fix.day}", kind, fix.value, len(trip.days), None)
    return _insert(trip, fix, added)


def _raise_limit(trip: OwnTrip, fix: Fix) -> OwnTrip:
    if fix.day is None:
        return replace(trip, limits=_raised_limits(trip.limits, fix))
    day = trip.days[fix.day]
    return _with_day(trip, fix.day, replace(day, limits=_raised_limits(day.limits, fix)))


def _raised_limits(limits: Limits, fix: Fix) -> Limits:
    if fix.rule is Rule.OVER_BUDGET:
        return replace(limits, cost_minor=fix.value)
    if fix.rule is Rule.TOO_MANY_VISITS:
        return replace(limits, visits=fix.value)
    return replace(limits, travel_s=fix.value)


def _drop(trip: OwnTrip, fix: Fix) -> OwnTrip:
    kept = tuple(tuple(s for s in day if s.key not in fix.keys) for day in trip.stops)
    return replace(trip, stops=kept)


def _find(trip: OwnTrip, key: str) -> OwnStop:
    return next(stop for day in trip.stops for stop in day if stop.key == key)


def _exchange(trip: OwnTrip, changed: dict[str, OwnStop]) -> OwnTrip:
    stops = tuple(tuple(changed.get(s.key, s) for s in day) for day in trip.stops)
    return replace(trip, stops=stops)


def _insert(trip: OwnTrip, fix: Fix, stop: OwnStop) -> OwnTrip:
    """Put a stop into a day behind `fix.after`."""
    day = fix.day or 0
    order = list(trip.stops[day])
    place = next((n + 1 for n, s in enumerate(order) if s.key == fix.after), 0)
    order.insert(place, stop)
    return replace(trip, stops=(*trip.stops[:day], tuple(order), *trip.stops[day + 1 :]))


_CHANGES: Final = {
    FixKind.START_EARLIER: _start_earlier,
    FixKind.END_LATER: _end_later,
    FixKind.SHORTEN: _shorten,
    FixKind.BEGIN_AT: _begin_at,
    FixKind.SWAP: _swap,
    FixKind.MOVE_AFTER: _move,
    FixKind.MOVE_TO_DAY: _move,
    FixKind.ADD_BREAK: _add_break,
    FixKind.RAISE_LIMIT: _raise_limit,
    FixKind.DROP: _drop,
}
