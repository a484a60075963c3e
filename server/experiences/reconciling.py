"""What has to be done with slots so that they are what schedules imply. Pure.

What people did by hand stays: slots that no schedule made are left alone, a capacity set by hand
is kept, and what a person has closed is not opened again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Implied:
    """A slot that a schedule wants."""

    schedule_id: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    local_date: dt.date
    capacity: int


@dataclass(frozen=True, slots=True)
class Existing:
    """A slot that there is; fields as in the table."""

    id: str
    starts_at: dt.datetime
    schedule_id: str | None
    capacity: int
    status: str
    capacity_by_hand: bool
    closed_by_schedule: bool

    @property
    def is_managed(self) -> bool:
        """Whether schedules may change it: one of them made it or closed it."""
        return self.status != "cancelled" and (
            self.schedule_id is not None or self.closed_by_schedule
        )

    @property
    def is_closed_by_hand(self) -> bool:
        """Whether a person closed it."""
        return self.status == "closed" and not self.closed_by_schedule


@dataclass(slots=True)
class Changes:
    """What has to be done.

    Parameters
    ----------
    create
        Slots that are missing.
    adopt
        Slots, by id, that belong to another schedule from now on.
    reopen
        Slots that a schedule closed and one wants again.
    resize
        Slots, by id, and the capacity that they are to have.
    drop
        Open slots that no schedule implies any more.
    release
        Slots, by id, that a person closed and no schedule implies any more: they are of none from
        then on, so that a person can open them again for good.
    clashes
        What cannot be had, because another slot of the option begins at that moment.
    """

    create: list[Implied] = field(default_factory=list)
    adopt: dict[str, str] = field(default_factory=dict)
    reopen: list[str] = field(default_factory=list)
    resize: dict[str, int] = field(default_factory=dict)
    drop: list[str] = field(default_factory=list)
    release: list[str] = field(default_factory=list)
    clashes: list[Implied] = field(default_factory=list)


def reconcile(implied: Iterable[Implied], existing: Sequence[Existing]) -> Changes:
    """Return what turns the slots of one option into what its schedules imply.

    Where two schedules imply the same moment, the one whose slot is there keeps it, else the
    first.
    """
    there = {slot.starts_at: slot for slot in existing}
    changes = Changes()
    wanted = _one_each(implied, there, changes)
    for moment, want in wanted.items():
        slot = there.get(moment)
        if slot is None:
            changes.create.append(want)
        elif not slot.is_managed:
            changes.clashes.append(want)
        else:
            _bring_up_to_date(slot, want, changes)
    unwanted = [slot for slot in existing if slot.is_managed and slot.starts_at not in wanted]
    changes.drop += [slot.id for slot in unwanted if slot.status == "open"]
    changes.release += [slot.id for slot in unwanted if slot.is_closed_by_hand]
    return changes


def _one_each(
    implied: Iterable[Implied], there: Mapping[dt.datetime, Existing], changes: Changes
) -> dict[dt.datetime, Implied]:
    """Return one want for each moment; those that lose are noted as clashes."""
    wanted: dict[dt.datetime, Implied] = {}
    for want in implied:
        rival = wanted.setdefault(want.starts_at, want)
        if rival is want:
            continue
        slot = there.get(want.starts_at)
        if slot is not None and slot.schedule_id == want.schedule_id:
            wanted[want.starts_at], want = want, rival
        changes.clashes.append(want)
    return wanted


def _bring_up_to_date(slot: Existing, want: Implied, changes: Changes) -> None:
    if slot.schedule_id != want.schedule_id:
        changes.adopt[slot.id] = want.schedule_id
    if slot.closed_by_schedule:
        changes.reopen.append(slot.id)
    if slot.capacity != want.capacity and not slot.capacity_by_hand:
        changes.resize[slot.id] = want.capacity
