"""Words for states of bookings, for what is done with them, and for moments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final, Literal
from zoneinfo import ZoneInfo

from server.bookings.models import State
from server.experiences.models import Experience

Words = Mapping[str, str]
"""The same in each of the product's languages."""

STATES: Final[Mapping[State, Words]] = {
    State.ON_HOLD: {"en": "on hold", "ja": "仮予約中"},
    State.PENDING: {"en": "waiting for the guide's answer", "ja": "ガイドの回答待ち"},
    State.CONFIRMED: {"en": "confirmed", "ja": "確定"},
    State.REDEEMED: {"en": "used", "ja": "受付済み"},
    State.EXPIRED: {"en": "expired", "ja": "期限切れ"},
    State.CANCELLED: {"en": "cancelled", "ja": "取り消し済み"},
    State.REJECTED: {"en": "declined", "ja": "お断り"},
}

Action = Literal[
    "cancelled",
    "changed",
    "confirmed",
    "extended",
    "no_show",
    "paid",
    "redeemed",
    "rejected",
    "reviewed",
    "shown as a ticket",
    "written about",
]
"""What can be done with a booking."""

ACTIONS: Final[Mapping[Action, Words]] = {
    "cancelled": {"en": "cancelled", "ja": "取り消す"},
    "changed": {"en": "changed", "ja": "変更する"},
    "confirmed": {"en": "confirmed", "ja": "確定する"},
    "extended": {"en": "extended", "ja": "延長する"},
    "no_show": {"en": "noted as a no-show", "ja": "不参加と記録する"},
    "paid": {"en": "paid", "ja": "支払う"},
    "redeemed": {"en": "redeemed", "ja": "受け付ける"},
    "rejected": {"en": "declined", "ja": "お断りする"},
    "reviewed": {"en": "reviewed", "ja": "レビューする"},
    "shown as a ticket": {"en": "shown as a ticket", "ja": "チケットを表示する"},
    "written about": {"en": "written about", "ja": "メッセージを送る"},
}

_WEEKDAYS: Final = (
    {"en": "Mon", "ja": "月"},
    {"en": "Tue", "ja": "火"},
    {"en": "Wed", "ja": "水"},
    {"en": "Thu", "ja": "木"},
    {"en": "Fri", "ja": "金"},
    {"en": "Sat", "ja": "土"},
    {"en": "Sun", "ja": "日"},
)


def moment(at: dt.datetime, experience: Experience) -> Words:
    """Return a moment as people say it, on the clock of where the experience takes place."""
    local = at.astimezone(ZoneInfo(experience.region.time_zone))
    weekday = _WEEKDAYS[local.weekday()]
    return {
        "en": f"{weekday['en']} {local:%Y-%m-%d %H:%M}",
        "ja": f"{local.year}年{local.month}月{local.day}日（{weekday['ja']}）{local:%H:%M}",
    }
