"""A kept plan in the words of its reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from routing.alternatives import Character
from routing.model import SkipReason, StopKind
from server.itineraries import wording
from server.itineraries.booked_stops import NOT_BOOKED, NOTHING_BOOKED, Standings, StopNow
from server.itineraries.models import SavedItinerary
from server.itineraries.schemas import (
    AlternativeOut,
    DayOut,
    ItineraryOut,
    ResumedOut,
    SkippedOut,
    VisitBookingOut,
    VisitOut,
    WarningOut,
)
from server.regions.schemas import localized
from server.text import Language


def itinerary_out(
    saved: SavedItinerary,
    language: Language,
    content_languages: Sequence[str],
    standings: Standings = NOTHING_BOOKED,
) -> ItineraryOut:
    """Return the plan with its sentences in `language` and names in `content_languages`.

    Parameters
    ----------
    standings
        What has become of its experiences.
    """
    plan = saved.plan
    days = [_day(day, language, content_languages, standings) for day in plan["days"]]
    return ItineraryOut(
        id=saved.id,
        region=saved.region_code,
        mode=saved.request["mode"],
        score=plan["score"],
        seed=saved.request["seed"],
        created_at=saved.created_at,
        currency=plan["currency"],
        cost_minor=plan["cost_minor"],
        days=days,
        by_category=_by_category(days),
        skipped=[_skipped(s, language, content_languages) for s in plan["skipped"]],
        warnings=[
            *(_warning(w, language, content_languages) for w in plan["warnings"]),
            *(
                note
                for now in standings.values()
                for note in _standing(now, language, content_languages)
            ),
        ],
        attribution=plan["attribution"],
        replaces=plan.get("replaces"),
        character=plan.get("character"),
        alternatives=[_alternative(a, language) for a in plan.get("alternatives", ())],
        links=links(saved.id, plan.get("replaces"), plan.get("alternative_to")),
    )


def links(
    itinerary_id: str, replaces: str | None = None, alternative_to: str | None = None
) -> dict[str, str]:
    """Return where the itinerary is found, in each form, and the plans that it comes from."""
    address = f"/v1/itineraries/{itinerary_id}"
    origins = {"replaces": replaces, "alternative_to": alternative_to}
    return {
        **{name: f"/v1/itineraries/{key}" for name, key in origins.items() if key is not None},
        "self": address,
        "geojson": f"{address}.geojson",
        "gpx": f"{address}.gpx",
        "ics": f"{address}.ics",
        "experiences": f"{address}/experiences",
        "page": f"/itineraries/{itinerary_id}",
        "preview": f"{address}/preview.png",
        "qr": f"{address}/share.svg",
    }


def _alternative(other: dict[str, Any], language: Language) -> AlternativeOut:
    character = Character(other["character"])
    return AlternativeOut(
        **{**other, "character": character},
        label=wording.CHARACTERS[character].render(language),
        links={"self": f"/v1/itineraries/{other['id']}"},
    )


def _resumed(resumed: dict[str, Any] | None) -> ResumedOut | None:
    if resumed is None:
        return None
    time = dt.datetime.fromisoformat(resumed["time"])
    return ResumedOut(
        after=resumed["after"],
        time=time,
        location=resumed["location"],
        car=resumed.get("car"),
    )


def _day(
    day: dict[str, Any], language: Language, languages: Sequence[str], standings: Standings
) -> DayOut:
    return DayOut(
        date=dt.date.fromisoformat(day["date"]),
        visits=[
            _visit(visit, language, languages, standings.get(visit.get("slot_id") or ""))
            for visit in day["visits"]
        ],
        legs=day["legs"],
        totals=day["totals"],
        resumed=_resumed(day.get("resumed")),
    )


def _visit(
    visit: dict[str, Any],
    language: Language,
    languages: Sequence[str],
    now: StopNow | None,
) -> VisitOut:
    name = localized(visit["names"], languages)
    why = [
        wording.why(code, wording.told(value, languages), language) for code, value in visit["why"]
    ]
    kept = ("kind", "spot_id", "category", "location", "wait_s", "renown")
    return VisitOut(
        slot_id=visit.get("slot_id"),
        experience_id=visit.get("experience_id"),
        booking=_booking(now),
        bookable=None if now is None or now.status else now.word == NOT_BOOKED,
        locked=visit["locked"] and (now is None or now.is_booked),
        name=name or wording.WITHOUT_SPOT[StopKind(visit["kind"])].render(language),
        arrive=dt.datetime.fromisoformat(visit["arrive"]),
        begin=dt.datetime.fromisoformat(visit["begin"]),
        leave=dt.datetime.fromisoformat(visit["leave"]),
        fee_minor=visit["fee_minor"],
        hours_assumed=visit["hours_assumed"],
        why=why,
        **{key: visit[key] for key in kept},
    )


def _booking(now: StopNow | None) -> VisitBookingOut | None:
    if now is None or now.status is None or now.stop.booking_id is None:
        return None
    return VisitBookingOut(
        id=now.stop.booking_id,
        status=now.status,
        expires_at=now.expires_at,
        answer_by=now.answer_by,
    )


def _standing(now: StopNow, language: Language, languages: Sequence[str]) -> Iterator[WarningOut]:
    """Yield what is to be told of an experience of the plan."""
    if now.word is None:
        return
    name = localized(now.stop.names, languages)
    message = wording.STANDINGS[now.word].render(language, name=name, until=_until(now))
    yield WarningOut(code=now.word, message=message, spot_id=None, slot_id=now.stop.slot_id)


def _until(now: StopNow) -> str:
    """Return when the hold ends or the guide will have answered; the latter may take days."""
    if now.expires_at is not None:
        return f"{now.expires_at:%H:%M}"
    return f"{now.answer_by:%Y-%m-%d %H:%M}" if now.answer_by else ""


def _by_category(days: Sequence[DayOut]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for day in days:
        for visit in day.visits:
            if visit.spot_id and visit.category:
                grouped.setdefault(visit.category, []).append(visit.spot_id)
    return grouped


def _skipped(skipped: dict[str, Any], language: Language, languages: Sequence[str]) -> SkippedOut:
    reason = SkipReason(skipped["reason"])
    return SkippedOut(
        spot_id=skipped["spot_id"],
        name=localized(skipped["names"], languages),
        reason=reason,
        message=wording.skipped(reason, language),
    )


def _warning(warning: dict[str, Any], language: Language, languages: Sequence[str]) -> WarningOut:
    values = {name: wording.told(value, languages) for name, value in warning["values"].items()}
    return WarningOut(
        code=warning["code"],
        message=wording.warning(warning["code"], language, **values),
        spot_id=warning["spot_id"],
    )
