"""A kept plan in the words of its reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from routing.alternatives import Character
from routing.model import SkipReason, StopKind
from server.itineraries import wording
from server.itineraries.models import SavedItinerary
from server.itineraries.schemas import (
    AlternativeOut,
    DayOut,
    ItineraryOut,
    ResumedOut,
    SkippedOut,
    VisitOut,
    WarningOut,
)
from server.regions.schemas import localized
from server.text import Language


def itinerary_out(
    saved: SavedItinerary, language: Language, content_languages: Sequence[str]
) -> ItineraryOut:
    """Return the plan with its sentences in `language` and names in `content_languages`."""
    plan = saved.plan
    days = [_day(day, language, content_languages) for day in plan["days"]]
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
        warnings=[_warning(w, language) for w in plan["warnings"]],
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


def _day(day: dict[str, Any], language: Language, languages: Sequence[str]) -> DayOut:
    return DayOut(
        date=dt.date.fromisoformat(day["date"]),
        visits=[_visit(visit, language, languages) for visit in day["visits"]],
        legs=day["legs"],
        totals=day["totals"],
        resumed=_resumed(day.get("resumed")),
    )


def _visit(visit: dict[str, Any], language: Language, languages: Sequence[str]) -> VisitOut:
    name = localized(visit["names"], languages)
    why = [wording.why(code, value, language) for code, value in visit["why"]]
    kept = ("kind", "spot_id", "category", "location", "wait_s", "locked", "renown")
    return VisitOut(
        slot_id=None,
        name=name or wording.WITHOUT_SPOT[StopKind(visit["kind"])].render(language),
        arrive=dt.datetime.fromisoformat(visit["arrive"]),
        begin=dt.datetime.fromisoformat(visit["begin"]),
        leave=dt.datetime.fromisoformat(visit["leave"]),
        fee_minor=visit["fee_minor"],
        hours_assumed=visit["hours_assumed"],
        why=why,
        **{key: visit[key] for key in kept},
    )


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


def _warning(warning: dict[str, Any], language: Language) -> WarningOut:
    return WarningOut(
        code=warning["code"],
        message=wording.warning(warning["code"], language, **warning["values"]),
        spot_id=warning["spot_id"],
    )
