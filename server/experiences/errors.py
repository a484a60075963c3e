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


class ExperienceInWrongState(Conflict):
    """The experience's state does not allow the action."""

    code = "wrong_state"
    text = Text(
        "In the state '{state}' an experience cannot be {action}.",
        "体験の状態が「{state}」のため、この操作（{action}）はできません。",
    )
