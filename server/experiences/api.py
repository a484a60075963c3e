"""Experiences over HTTP, for everybody: find them, look at one, see when it takes place."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

import structlog
from flask import request
from sqlalchemy.exc import OperationalError

from server.experiences import examples
from server.experiences.access import is_inside, seen
from server.experiences.booked import booked
from server.experiences.models import Experience
from server.experiences.query import dates_of, to_search
from server.experiences.schedule_rules import Window
from server.experiences.schemas import ExperienceQuery
from server.experiences.search import search_experiences
from server.experiences.slot_schemas import CalendarQuery, SlotQuery, month_dates
from server.experiences.slot_views import CalendarOut, SlotListOut, day_out, slot_out
from server.experiences.vacancies import OpenSlot, day_of, list_slots, next_slots
from server.experiences.vain_searches import count_vain_search
from server.experiences.views import (
    ExperienceOut,
    ExperiencesFound,
    experience_out,
    feature_out,
    shown_language,
)
from server.experiences.wall_clock import local_date
from server.http.contract import GEOJSON, Answer, Contract, Reply
from server.http.language import content_language_header, content_languages
from server.http.links import link_header
from server.http.paging import MAX_LIMIT, encode_cursor, page_links
from server.regions.service import get_region
from server.services import services

log = structlog.get_logger()

contract = Contract("experiences")

_HERE: Final = "/v1/experiences/<identifier:experience_id>"
_KEY: Final = {"experience_id": examples.EXPERIENCE_ID}


def _languages(experience: Experience) -> tuple[str, ...]:
    return content_languages(experience.region.languages)


@contract.operation(
    "GET",
    "/v1/experiences",
    query=ExperienceQuery,
    reply=Reply(200, "A page of experiences", ExperiencesFound, GEOJSON, example=examples.FOUND),
)
def list_experiences(query: ExperienceQuery) -> Answer:
    """Find experiences by place, category, language, words, and what can be booked on a date.

    Where a region has nothing of the kind, that is counted, without anything about who asks.
    """
    limit, now, known = min(query.limit, MAX_LIMIT), services().now(), booked()
    with services().database.reading() as session:
        wanted, after = to_search(session, query)
        found = search_experiences(
            session, wanted, lapsed=known.lapsed, now=now, limit=limit + 1, after=after
        )
        page = found[:limit]
        keys = [f.experience.id for f in page]
        slots = next_slots(session, keys, lapsed=known.lapsed, now=now)
        ratings = known.ratings(session, keys)
        features = [
            feature_out(
                f,
                _languages(f.experience),
                slots[f.experience.id],
                now=now,
                rating=ratings.get(f.experience.id),
            )
            for f in page
        ]
        shown = [shown_language(f.experience, _languages(f.experience)) for f in page]
    if not found and after is None:
        _count_in_vain(query)
    cursor = None
    if len(found) > limit:
        cursor = encode_cursor(float(page[-1].distance_m or 0.0), keys[-1])
    links = page_links(request.path, request.args, cursor)
    content = ExperiencesFound(features=features, numberReturned=len(features), links=links)
    return Answer(content, {**link_header(links), **content_language_header(shown)})


def _count_in_vain(query: ExperienceQuery) -> None:
    """Count what was not found, for guides who wonder what to offer; the search goes on anyway."""
    if query.region is None:
        return
    categories, now = query.category or (), services().now()
    try:
        with services().database.writing() as session:
            region = get_region(session, query.region)
            count_vain_search(session, region, categories, query.language, now=now)
    except OperationalError as error:
        log.warning("vain_search_not_counted", reason=type(error.orig).__name__)


@contract.operation(
    "GET",
    _HERE,
    path_examples=_KEY,
    reply=Reply(
        200, "The experience", ExperienceOut, example=examples.EXPERIENCE, headers=("ETag",)
    ),
    problems=(404,),
)
def get_experience(experience_id: str) -> Answer:
    """Show one experience.

    In every state to the guide's people and to those of the association that was asked to look at
    it, with what only they are told in `keeping`; to everybody else once it is published.
    """
    with services().database.reading() as session:
        experience = seen(session, experience_id)
        rating = booked().ratings(session, [experience.id]).get(experience.id)
        languages = _languages(experience)
        content = experience_out(
            experience, languages, now=services().now(), inside=is_inside(experience), rating=rating
        )
        shown = content_language_header([shown_language(experience, languages)])
        return Answer(content, shown, str(experience.version))


@contract.operation(
    "GET",
    f"{_HERE}/slots",
    path_examples=_KEY,
    query=SlotQuery,
    reply=Reply(200, "A page of slots", SlotListOut, example=examples.SLOT_LIST),
    problems=(404,),
)
def list_experience_slots(experience_id: str, query: SlotQuery) -> Answer:
    """List when it takes place from one date to another, and what can be booked now.

    What cannot says why in `reason`: `slot_closed`, `slot_cancelled`, `too_late_to_book`,
    `sold_out`, `too_few_left`, `party_too_small`, `party_too_large` or `not_published`.
    """
    limit, now = min(query.limit, MAX_LIMIT), services().now()
    with services().database.reading() as session:
        experience = seen(session, experience_id)
        dates, after = dates_of(query, experience, now=now)
        found = list_slots(
            session,
            experience.id,
            dates,
            lapsed=booked().lapsed,
            now=now,
            limit=limit + 1,
            after=after,
        )
        inside = is_inside(experience)
        page = [
            slot_out(slot, experience, now=now, party=query.party, inside=inside)
            for slot in found[:limit]
        ]
    cursor = None
    if len(found) > limit:
        last = found[limit - 1].slot
        cursor = encode_cursor(last.starts_at.isoformat(), last.id)
    links = page_links(request.path, request.args, cursor)
    return Answer(SlotListOut(slots=page, links=links), link_header(links))


@contract.operation(
    "GET",
    f"{_HERE}/calendar",
    path_examples=_KEY,
    query=CalendarQuery,
    reply=Reply(200, "The month", CalendarOut, example=examples.CALENDAR),
    problems=(404,),
)
def get_experience_calendar(experience_id: str, query: CalendarQuery) -> Answer:
    """Show what a month has to offer, by date.

    A date is as available as the best of its slots: `AVAILABLE`, `LIMITED` where half of the
    seats or fewer are free, `SOLD_OUT`, or `CLOSED` where nothing takes (any more) bookings.
    """
    now = services().now()
    with services().database.reading() as session:
        experience = seen(session, experience_id)
        zone = ZoneInfo(experience.region.time_zone)
        month = query.month or f"{local_date(now, zone):%Y-%m}"
        dates = month_dates(month)
        slots: dict[object, list[OpenSlot]] = {}
        for found in list_slots(session, experience.id, dates, lapsed=booked().lapsed, now=now):
            slots.setdefault(found.slot.local_date, []).append(found)
        days = [
            day_of(date, slots.get(date, ()), experience, now) for date in Window(*dates).dates()
        ]
        content = CalendarOut(
            month=month,
            time_zone=experience.region.time_zone,
            currency=experience.region.currency,
            days=[day_out(day, experience) for day in days],
            links={"self": f"{request.path}?month={month}"},
        )
        return Answer(content, link_header(content.links))
