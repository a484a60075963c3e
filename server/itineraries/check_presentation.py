"""A judged order in the words of its reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from routing.check import Rule
from routing.fixes import Fix, FixKind
from routing.model import StopKind
from routing.own_order import TimedDay, TimedStop
from server.itineraries import wording
from server.itineraries.check_schemas import (
    CheckedDayOut,
    CheckOut,
    FixOut,
    OwnVisitOut,
    ViolationOut,
)
from server.itineraries.check_wording import (
    BREAKS,
    FIRST,
    FIXES,
    NOTICE,
    OF_THE_DAY,
    VIOLATIONS,
    in_quotes,
)
from server.itineraries.checking import Broken, Judged
from server.itineraries.document import wall_clock
from server.itineraries.own_trips import Place
from server.itineraries.schemas import TotalsOut
from server.regions.schemas import localized
from server.text import Language
from server.travel.schemas import leg_out

_COUNTED: Final = (Rule.OVER_BUDGET, Rule.TOO_MANY_VISITS)
_OF_HOURS: Final = (
    Rule.CLOSED_THAT_DAY,
    Rule.OPENS_LATER,
    Rule.CLOSED_AT_ARRIVAL,
    Rule.LEAVES_AFTER_CLOSING,
)
_WITHOUT_CENTS: Final = frozenset({"JPY", "KRW", "VND", "CLP", "ISK"})


def check_out(judged: Judged, language: Language, languages: Sequence[str]) -> CheckOut:
    """Return a judged order with its sentences in `language` and names in `languages`."""
    region = judged.plan.region
    stops = [stop for day in judged.plan.trip.stops for stop in day]
    return CheckOut(
        ok=not judged.broken,
        region=region.code,
        mode=judged.plan.asked.mode,
        currency=region.currency,
        cost_minor=sum(stop.cost_minor for stop in stops),
        days=[_day(judged, number, language, languages) for number in range(len(judged.legs))],
        violations=[_violation(judged, broken, language, languages) for broken in judged.broken],
        attribution=judged.attribution,
    )


def _day(
    judged: Judged, number: int, language: Language, languages: Sequence[str]
) -> CheckedDayOut:
    timed, legs = judged.verdict.days[number], judged.legs[number]
    clocks = {stop.stop.key: stop for stop in timed.stops}
    places = [place for place in judged.plan.places.values() if place.day == number]
    return CheckedDayOut(
        date=judged.plan.dates[number],
        start=_moment(judged, number, judged.plan.trip.days[number].start_s),
        end=_moment(judged, number, timed.end_s),
        stops=[
            _stop(judged, place, clocks.get(place.pointer), language, languages) for place in places
        ],
        legs=None if legs is None else [leg_out(leg) for leg in legs],
        totals=_totals(timed, sum(leg.distance_m for leg in legs or ())),
    )


def _moment(judged: Judged, number: int, second: int) -> dt.datetime:
    zone = ZoneInfo(judged.plan.region.time_zone)
    return wall_clock(judged.plan.dates[number], second, zone)


def _stop(
    judged: Judged,
    place: Place,
    timed: TimedStop | None,
    language: Language,
    languages: Sequence[str],
) -> OwnVisitOut:
    def at(second: int | None) -> dt.datetime | None:
        return None if second is None else _moment(judged, place.day, second)

    return OwnVisitOut(
        kind=place.kind,
        **_ids(place),
        name=_name(place, language, languages),
        category=place.category,
        location=None if timed is None else {"lat": timed.point.lat, "lon": timed.point.lon},
        arrive=at(timed.arrive_s if timed else None),
        begin=at(timed.begin_s if timed else None),
        leave=at(timed.leave_s if timed else None),
        wait_s=timed.begin_s - timed.arrive_s if timed else 0,
        travel_s=timed.travel_s if timed else 0,
        hours_assumed=place.hours_assumed,
    )


def _ids(place: Place | None) -> dict[str, str | None]:
    """Return the id of what is there, under the name of its kind."""
    key = place.sent_id if place else None
    is_slot = place is not None and place.kind is StopKind.EXPERIENCE
    return {"spot_id": None if is_slot else key, "slot_id": key if is_slot else None}


def _totals(timed: TimedDay, distance_m: float) -> TotalsOut:
    return TotalsOut(
        visit_s=sum(stop.leave_s - stop.begin_s for stop in timed.stops),
        travel_s=timed.travel_s,
        wait_s=sum(stop.begin_s - stop.arrive_s for stop in timed.stops),
        distance_m=round(distance_m, 1),
    )


def _name(place: Place | None, language: Language, languages: Sequence[str]) -> str:
    """Return what a place is called, in its own row as in every sentence about it."""
    if place is None:
        return ""
    if place.names:
        return localized(place.names, languages)
    if place.sent_id is not None and place.is_unknown:
        return place.sent_id
    return BREAKS[place.kind][language] if place.kind in BREAKS else ""


def _violation(
    judged: Judged, broken: Broken, language: Language, languages: Sequence[str]
) -> ViolationOut:
    violation, place = broken.violation, broken.place
    excess = violation.excess if violation else 0
    counted = broken.rule in _COUNTED
    day = place.day if place else (violation.day if violation else None)
    return ViolationOut(
        rule=broken.rule,
        pointer=_pointer(place, day),
        day=None if day is None else day + 1,
        **_ids(place),
        minutes=-(-excess // 60) if excess and not counted else None,
        amount=excess if counted else None,
        message=_sentence(judged, broken, day, language, languages),
        fix=None if broken.fix is None else _fix(judged, broken.fix, language, languages),
    )


def _pointer(place: Place | None, day: int | None) -> str:
    if place is not None:
        return place.pointer
    return "/budget_minor" if day is None else f"/days/{day}"


def _sentence(
    judged: Judged,
    broken: Broken,
    day: int | None,
    language: Language,
    languages: Sequence[str],
) -> str:
    excess = broken.violation.excess if broken.violation else 0
    category = broken.violation.category if broken.violation else None
    texts = VIOLATIONS if broken.place or broken.rule not in OF_THE_DAY else OF_THE_DAY
    told = texts[broken.rule].render(
        language,
        name=_name(broken.place, language, languages),
        day=(day or 0) + 1,
        date=judged.plan.dates[day or 0],
        minutes=-(-excess // 60),
        amount=excess,
        money=_money(excess, judged.plan.region.currency),
        category=wording.category_name(category or "", language),
        **_clocks(judged, broken, day or 0),
    )
    return told + _notice(judged, broken, language, languages)


def _notice(judged: Judged, broken: Broken, language: Language, languages: Sequence[str]) -> str:
    """Return the notice that closes a place on its day, as an addition to a sentence."""
    place = broken.place
    if place is None or place.spot is None or broken.rule not in _OF_HOURS:
        return ""
    held = judged.plan.news.closing(place.spot.id, judged.plan.dates[place.day])
    if held is None:
        return ""
    return NOTICE.render(language, title=localized(held.titles, languages))


def _clocks(judged: Judged, broken: Broken, day: int) -> dict[str, str]:
    """Return the moment that matters, and when the stop is left."""
    timed = judged.verdict.days[day]
    stop = next(
        (s for s in timed.stops if broken.place and s.stop.key == broken.place.pointer), None
    )
    if stop is None:
        return {"time": _clock(timed.end_s), "leave": ""}
    when = stop.begin_s if broken.rule in (Rule.OPENS_LATER, Rule.BEGINS_LATE) else stop.arrive_s
    return {"time": _clock(when), "leave": _clock(stop.leave_s)}


def _clock(second: int) -> str:
    minutes = second // 60
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _money(minor: int, currency: str) -> str:
    return f"{minor} {currency}" if currency in _WITHOUT_CENTS else f"{minor / 100:.2f} {currency}"


def _fix(judged: Judged, fix: Fix, language: Language, languages: Sequence[str]) -> FixOut:
    in_minutes = fix.kind in (FixKind.SHORTEN, FixKind.ADD_BREAK)
    at_clock = fix.kind in (FixKind.START_EARLIER, FixKind.END_LATER, FixKind.BEGIN_AT)
    return FixOut(
        kind=fix.kind,
        message=_advice(judged, fix, language, languages),
        day=None if fix.day is None else fix.day + 1,
        stops=list(fix.keys),
        after=fix.after,
        time=_clock(fix.value) if at_clock else None,
        minutes=fix.value // 60 if in_minutes else None,
        limit=_limit(fix) if fix.kind is FixKind.RAISE_LIMIT else None,
    )


def _limit(fix: Fix) -> int:
    """Return the new limit in the unit of the request: minutes for a limit of travel."""
    return -(-fix.value // 60) if fix.rule is Rule.TOO_MUCH_TRAVEL else fix.value


def _advice(judged: Judged, fix: Fix, language: Language, languages: Sequence[str]) -> str:
    places = judged.plan.places
    names = [_name(places.get(key), language, languages) for key in fix.keys] or [""]
    other = fix.keys[1] if fix.kind is FixKind.SWAP else fix.after or ""
    texts = FIRST if fix.after is None and fix.kind in FIRST else FIXES
    start_s = judged.plan.trip.days[fix.day or 0].start_s
    is_money = fix.rule is Rule.OVER_BUDGET
    pause = BREAKS["rest" if fix.rule is Rule.REST_MISSED else "lunch"]
    return texts[fix.kind].render(
        language,
        day=(fix.day or 0) + 1,
        time=_clock(fix.value),
        earlier=(start_s - fix.value) // 60,
        minutes=fix.value // 60,
        name=names[0],
        names=in_quotes(names),
        other=_name(places.get(other), language, languages),
        pause=pause,
        limit=_money(fix.value, judged.plan.region.currency) if is_money else _limit(fix),
    )
