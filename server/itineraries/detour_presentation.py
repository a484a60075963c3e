"""Detours in the words of their reader."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from server.itineraries import wording
from server.itineraries.detour_schemas import DetourOut, DetoursOut
from server.itineraries.detours import FoundDetour, FoundDetours
from server.itineraries.document import wall_clock
from server.regions.schemas import localized
from server.text import Language


def detours_out(
    found: FoundDetours, itinerary_id: str, language: Language, languages: Sequence[str]
) -> DetoursOut:
    """Return the detours with their sentences in `language` and names in `languages`."""
    return DetoursOut(
        detours=[_detour(found, one, language, languages) for one in found.detours],
        currency=found.plan.region.currency,
        attribution=found.attribution,
        links={
            "itinerary": f"/v1/itineraries/{itinerary_id}",
            "self": f"/v1/itineraries/{itinerary_id}/detours",
        },
    )


def _detour(
    found: FoundDetours, one: FoundDetour, language: Language, languages: Sequence[str]
) -> DetourOut:
    detour, spot, day = one.detour, one.spot, found.days[one.detour.day]
    zone = ZoneInfo(found.plan.region.time_zone)
    arrive, begin, leave = (
        wall_clock(day.date, second, zone)
        for second in (detour.arrive_s, detour.begin_s, detour.leave_s)
    )
    before = day.visits[detour.after - 1] if detour.after else None
    fee_minor = spot.fee_minor
    return DetourOut(
        spot_id=spot.id,
        name=localized(spot.names, languages),
        category=spot.categories[0],
        location={"lat": spot.lat, "lon": spot.lon},
        mode=day.modes[detour.after],
        date=day.date,
        day=detour.day + 1,
        after=len(day.done) + detour.after,
        after_spot_id=before["spot_id"] if before else None,
        arrive=arrive,
        begin=begin,
        leave=leave,
        added_s=detour.added_s,
        added_travel_s=detour.added_travel_s,
        late_s=max(detour.end_s - day.frame.end_s, 0),
        fee_minor=None if fee_minor is None else fee_minor * found.plan.asked.party_size,
        renown=spot.renown,
        hours_assumed=one.hours_assumed,
        why=[
            wording.why(why.code, wording.told(why.value, languages), language) for why in one.why
        ],
    )
