"""One row of イベント一覧, the national list of events."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from server.opendata.meaning import Fee, adult_fee_minor, list_fees


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEvent:
    """An event as its list states it, after repair; empty means not stated.

    Parameters
    ----------
    key
        As in `ListedSpot`; lists without IDs take the first day in as well.
    starts_on, ends_on
        First and last day, `YYYY-MM-DD`; a list's row without a first day is refused.
    starts_at, ends_at
        Times of each day, `HH:MM`, or as stated.
    lat, lon
        Degrees, WGS 84; both None where the list names no point.
    apply_from, apply_from_time, apply_until, apply_until_time
        The period of application.
    """

    key: str = ""
    municipality_code: str = ""
    corporate_number: str = ""
    listed_id: str = ""
    municipality_name: str = ""
    name: str
    language: str = ""
    common_name: str = ""
    subtitle: str = ""
    name_kana: str = ""
    name_en: str = ""
    content_url: str = ""
    status: str = ""
    keywords: str = ""
    tags: str = ""
    industry: str = ""
    pattern: str = ""
    starts_on: str
    ends_on: str = ""
    starts_at: str = ""
    ends_at: str = ""
    dates_note: str = ""
    duration: str = ""
    shown_from: str = ""
    shown_until: str = ""
    summary: str = ""
    description: str = ""
    sub_events: str = ""
    category: str = ""
    fee: str = ""
    fee_note: str = ""
    contact_name: str = ""
    phone: str = ""
    extension: str = ""
    organiser: str = ""
    co_organiser: str = ""
    related_organisations: str = ""
    audience: str = ""
    audience_note: str = ""
    place_name: str = ""
    meeting_place: str = ""
    address_code: str = ""
    town_id: str = ""
    address: str = ""
    prefecture: str = ""
    city: str = ""
    town: str = ""
    street: str = ""
    building: str = ""
    lat: float | None = None
    lon: float | None = None
    access: str = ""
    parking: str = ""
    bicycle_parking: str = ""
    online: str = ""
    online_url: str = ""
    online_tools: str = ""
    capacity: str = ""
    capacity_note: str = ""
    fee_kind: str = ""
    payment_kind: str = ""
    foreign_languages: str = ""
    foreign_languages_note: str = ""
    conditions: str = ""
    apply_until: str = ""
    apply_until_time: str = ""
    apply_how: str = ""
    apply_from: str = ""
    apply_from_time: str = ""
    apply_url: str = ""
    url: str = ""
    nursing_room: str = ""
    diaper_table: str = ""
    food_and_drink: str = ""
    stroller_loan: str = ""
    stroller_use: str = ""
    image_url: str = ""
    image_licence: str = ""
    remark: str = ""

    @property
    def first_day(self) -> dt.date:
        """The day on which it starts."""
        return dt.date.fromisoformat(self.starts_on)

    @property
    def last_day(self) -> dt.date:
        """The day on which it ends; an event without one lasts for its first day."""
        return dt.date.fromisoformat(self.ends_on or self.starts_on)

    @property
    def fee_minor(self) -> int | None:
        """What one adult pays in yen; 0 is free, None when the list does not plainly say."""
        return adult_fee_minor(self.fee, self.fee_note)

    @property
    def fees(self) -> tuple[Fee, ...]:
        """Prices by whom they are for; empty unless the whole cell is nothing but prices."""
        return list_fees(self.fee, self.fee_note)
