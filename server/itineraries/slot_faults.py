"""Why a slot of an experience cannot be part of a trip, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from routing.model import Unmet, UnmetReason
from server.errors import Fault
from server.itineraries.slot_stops import SlotStop
from server.itineraries.wording import UNMET
from server.text import Text

ON_NO_DAY: Final = Text(
    "'{name}' takes place on {date}, {begin} to {leave}: not within the hours of your plan.",
    "「{name}」は {date} の {begin}〜{leave} の開催で、旅程の時間帯に入っていません。",
)
_NOT_IN_TIME: Final = Text(
    "'{name}' begins at {begin} and ends at {leave}: you cannot be there in time, or not be at the "
    "end of your day in time afterwards.",
    "「{name}」は {begin} に始まり {leave} に終わります。開始までに着けないか、"
    "その後で一日の終わりの場所に間に合いません。",
)
_TOGETHER: Final = Text(
    "'{name}' ({begin} to {leave}) cannot be combined with what you booked, locked or must visit.",
    "「{name}」（{begin}〜{leave}）は、予約済みの体験や時刻・訪問を決めた場所と一緒には回れません。",
)
_OF_SLOTS: Final[Mapping[UnmetReason, Text]] = {
    UnmetReason.CLOSED_ON_ALL_DAYS: ON_NO_DAY,
    UnmetReason.NOT_REACHABLE_IN_TIME: _NOT_IN_TIME,
    UnmetReason.TOGETHER_IMPOSSIBLE: _TOGETHER,
}


def unmet_slot(unmet: Unmet, slot: SlotStop, pointer: str) -> Fault:
    """Return the fault of a slot that the plan must go by and cannot."""
    code = "on_no_day" if unmet.reason is UnmetReason.CLOSED_ON_ALL_DAYS else unmet.reason
    return Fault(pointer, code, _OF_SLOTS.get(unmet.reason, UNMET[unmet.reason]), told(slot))


def told(slot: SlotStop) -> dict[str, object]:
    """Return what sentences say of a slot."""
    return {
        "name": slot.names,
        "date": slot.date,
        "begin": _clock(slot.begin_s),
        "leave": _clock(slot.leave_s),
    }


def _clock(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}"
