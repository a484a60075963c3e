"""What can go wrong with experiences and their slots."""

from __future__ import annotations

from server.errors import Conflict, NotFound
from server.text import Text


class ExperienceNotFound(NotFound):
    """No experience has that id, or none that the caller may see."""

    code = "experience_not_found"
    text = Text("There is no experience '{experience}'.", "体験「{experience}」はありません。")


class SlotNotFound(NotFound):
    """No slot has that id, or none that the caller may see."""

    code = "slot_not_found"
    text = Text("There is no slot '{slot}'.", "開催枠「{slot}」はありません。")


class ScheduleNotFound(NotFound):
    """The experience has no such schedule."""

    code = "schedule_not_found"
    text = Text("There is no schedule '{schedule}'.", "開催予定「{schedule}」はありません。")


class ExperienceInWrongState(Conflict):
    """The experience's state does not allow the action."""

    code = "wrong_state"
    text = Text(
        "In the state '{state}' an experience cannot be {action}.",
        "体験の状態が「{state}」のため、この操作（{action}）はできません。",
    )


class SeatsTaken(Conflict):
    """People have booked, so that it cannot vanish."""

    code = "seats_taken"
    text = Text(
        "{seats} seat(s) of times to come are taken. Withdraw it, or cancel those times first.",
        "今後の開催枠で{seats}席が予約済みです。公開を止めるか、先にその枠を中止してください。",
    )


class SlotExists(Conflict):
    """The option has a slot at that time."""

    code = "slot_exists"
    text = Text(
        "This option has a slot at that time already.", "このプランには同じ時刻の開催枠があります。"
    )


class CapacityBelowTaken(Conflict):
    """More seats are taken than the slot is to have."""

    code = "capacity_below_taken"
    text = Text(
        "{taken} seat(s) are taken, so the slot cannot have only {capacity}.",
        "すでに{taken}席が予約されているため、定員を{capacity}にはできません。",
    )


class SlotIsOver(Conflict):
    """The slot has begun."""

    code = "slot_is_over"
    text = Text(
        "This slot has begun or is over; it does not change any more.",
        "開始時刻を過ぎた開催枠は変更できません。",
    )


class SlotIsCancelled(Conflict):
    """The slot does not take place."""

    code = "slot_is_cancelled"
    text = Text(
        "This slot was cancelled. Make another one at another time.",
        "この開催枠は中止されました。別の時刻に新しく作成してください。",
    )


class OptionRetired(Conflict):
    """The option is not offered any more."""

    code = "option_retired"
    text = Text(
        "This option is not offered any more, so its slots stay closed.",
        "このプランは提供を終了しているため、開催枠を再開できません。",
    )
