from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from server.experiences.reconciling import Changes, Existing, Implied, reconcile

START = dt.datetime(2027, 5, 15, 1, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def want(hour: int = 0, schedule: str = "a", capacity: int = 8) -> Implied:
    """Return a slot that a schedule wants."""
    starts = START + hour * HOUR
    return Implied(schedule, starts, starts + HOUR, starts.date(), capacity)


def slot(hour: int = 0, schedule: str | None = "a", **facts: Any) -> Existing:
    """Return a slot that a schedule made, or nobody did."""
    usual = {
        "capacity": 8,
        "status": "open",
        "capacity_by_hand": False,
        "closed_by_schedule": False,
        **facts,
    }
    return Existing(f"s{hour}", START + hour * HOUR, schedule, **usual)


def test_what_is_missing_is_made() -> None:
    assert reconcile([want(0), want(1)], [slot(0)]).create == [want(1)]


def test_what_is_not_implied_any_more_is_dropped() -> None:
    assert reconcile([want(0)], [slot(0), slot(1)]).drop == ["s1"]


def test_what_was_made_by_hand_is_left_alone() -> None:
    by_hand = slot(0, schedule=None, capacity=3)
    changes = reconcile([], [by_hand])
    assert changes == Changes()
    assert reconcile([want(0)], [by_hand]) == Changes(clashes=[want(0)])


def test_a_capacity_follows_unless_it_was_set_by_hand() -> None:
    assert reconcile([want(0, capacity=5)], [slot(0)]).resize == {"s0": 5}
    assert reconcile([want(0, capacity=5)], [slot(0, capacity_by_hand=True)]).resize == {}


def test_what_a_person_closed_stays_closed_and_what_a_schedule_closed_is_opened_again() -> None:
    assert reconcile([want(0)], [slot(0, status="closed")]).reopen == []
    by_schedule = slot(0, schedule=None, status="closed", closed_by_schedule=True)
    changes = reconcile([want(0)], [by_schedule])
    assert (changes.reopen, changes.adopt) == (["s0"], {"s0": "a"})


def test_what_a_person_closed_is_of_no_schedule_once_none_implies_it() -> None:
    changes = reconcile([], [slot(0, status="closed")])
    assert changes == Changes(release=["s0"])


def test_a_cancelled_slot_never_comes_back() -> None:
    changes = reconcile([want(0)], [slot(0, status="cancelled")])
    assert changes == Changes(clashes=[want(0)])


def test_of_two_schedules_the_one_whose_slot_is_there_keeps_it() -> None:
    both = [want(0, "a"), want(0, "b", capacity=3)]
    assert reconcile(both, []).create == [want(0, "a")]
    changes = reconcile(both, [slot(0, "b", capacity=3)])
    assert changes == Changes(clashes=[want(0, "a")])


def test_a_slot_goes_over_to_the_schedule_that_still_implies_it() -> None:
    changes = reconcile([want(0, "b")], [slot(0, "a")])
    assert changes == Changes(adopt={"s0": "b"})


wants = st.lists(
    st.builds(want, st.integers(0, 5), st.sampled_from("abc"), st.integers(1, 4)),
    max_size=10,
    unique_by=lambda w: (w.schedule_id, w.starts_at),
)
slots = st.lists(
    st.builds(
        lambda hour, schedule, capacity, status, by_hand, by_schedule: slot(
            hour,
            schedule,
            capacity=capacity,
            status="closed" if by_schedule else status,
            capacity_by_hand=by_hand,
            closed_by_schedule=by_schedule,
        ),
        st.integers(0, 5),
        st.sampled_from(["a", "b", "c", None]),
        st.integers(1, 4),
        st.sampled_from(["open", "closed", "cancelled"]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=6,
    unique_by=lambda s: s.starts_at,
)


def _after(existing: list[Existing], changes: Changes) -> list[Existing]:
    """Do what has to be done, as the tables would; dropped slots are closed."""
    done = []
    for each in existing:
        now = replace(each, schedule_id=changes.adopt.get(each.id, each.schedule_id))
        if each.id in changes.release:
            now = replace(now, schedule_id=None)
        now = replace(now, capacity=changes.resize.get(each.id, each.capacity))
        if each.id in changes.reopen:
            now = replace(now, status="open", closed_by_schedule=False)
        if each.id in changes.drop:
            now = replace(now, status="closed", closed_by_schedule=True)
        done.append(now)
    made = [
        Existing(f"n{n}", w.starts_at, w.schedule_id, w.capacity, "open", False, False)
        for n, w in enumerate(changes.create)
    ]
    return [*done, *made]


@settings(deadline=None)
@given(wants, slots)
def test_doing_it_twice_changes_nothing(implied: list[Implied], existing: list[Existing]) -> None:
    after = _after(existing, reconcile(implied, existing))
    again = reconcile(implied, after)
    assert replace(again, clashes=[]) == Changes()


@settings(deadline=None)
@given(wants, slots)
def test_no_option_has_two_slots_at_one_time(
    implied: list[Implied], existing: list[Existing]
) -> None:
    after = _after(existing, reconcile(implied, existing))
    moments = [each.starts_at for each in after]
    assert len(moments) == len(set(moments))


@settings(deadline=None)
@given(wants, slots)
def test_what_people_did_by_hand_survives(implied: list[Implied], existing: list[Existing]) -> None:
    after = {each.id: each for each in _after(existing, reconcile(implied, existing))}
    for before in existing:
        now = after[before.id]
        if before.schedule_id is None and not before.closed_by_schedule:
            assert now == before
        if before.capacity_by_hand or before.status == "cancelled":
            assert now.capacity == before.capacity
        if before.status == "closed" and not before.closed_by_schedule:
            assert now.status == "closed"
        if before.status == "cancelled":
            assert now == before
