"""An event as somebody enters or imports it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """What is known of an event; fields as in `Event`.

    Parameters
    ----------
    region
        Code of the region that it takes place in.
    last_date
        The last day; the first one where there is only one.
    listed
        What its list states beyond the other fields, by the list's own names.
    """

    region: str
    names: Mapping[str, str]
    first_date: dt.date
    last_date: dt.date
    listed_id: str | None = None
    name_kana: str = ""
    descriptions: Mapping[str, str] = field(default_factory=dict)
    begins_at: str | None = None
    closes_at: str | None = None
    remark: str = ""
    category: str = ""
    place_name: str = ""
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    spot_id: str | None = None
    organiser: str = ""
    contact: str = ""
    phone: str = ""
    access: str = ""
    parking: str = ""
    capacity: str = ""
    application_needed: bool | None = None
    application_from: dt.date | None = None
    application_until: dt.date | None = None
    fee_text: str = ""
    fee_minor: int | None = None
    url: str = ""
    listed: Mapping[str, Any] = field(default_factory=dict)
