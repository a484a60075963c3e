"""Finding experiences: by place, category, language, words, and whether they can be booked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.experiences.demand import Lapsed
from server.experiences.loading import with_its_people
from server.experiences.models import Experience
from server.experiences.slot_models import Slot
from server.experiences.vacancies import is_bookable
from server.folding import words_in
from server.spots.located import great_circle_m, is_in_box, is_within

Position = tuple[float, str]
"""Where a page ended: (distance in metres or 0, experience id)."""


@dataclass(frozen=True, slots=True)
class ExperienceFilter:
    """What to look for; every criterion given must hold.

    Parameters
    ----------
    bbox
        west, south, east, north in degrees.
    near, radius_m
        Centre (lat, lon) and distance; results then come nearest first.
    language
        Spoken by the guide.
    on
        Can be booked on this date, for `party` people or for one.
    words
        Words that a title or a description holds, all of them, however they are written.
    """

    region: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    near: tuple[float, float] | None = None
    radius_m: float = 2000.0
    categories: tuple[str, ...] = ()
    language: str | None = None
    on: dt.date | None = None
    party: int | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class FoundExperience:
    """An experience and, when searched from a point, its distance in metres."""

    experience: Experience
    distance_m: float | None


def search_experiences(
    session: Session,
    wanted: ExperienceFilter,
    *,
    lapsed: Lapsed,
    now: dt.datetime,
    limit: int,
    after: Position | None = None,
) -> list[FoundExperience]:
    """Return up to `limit` published experiences that fit, in a stable order, behind `after`."""
    distance = great_circle_m(Experience.lat, Experience.lon, wanted.near) if wanted.near else None
    shown: sa.ColumnElement[Any] = sa.null() if distance is None else distance
    statement = (
        with_its_people()
        .add_columns(shown.label("distance"))
        .where(Experience.status == "published", *_conditions(wanted))
        .order_by(*(() if distance is None else (distance,)), Experience.id)
        .limit(limit)
    )
    if wanted.on is not None:
        statement = statement.where(_has_place(wanted, wanted.on, lapsed, now))
    if after is not None:
        statement = statement.where(_behind(after, distance))
    return [
        FoundExperience(experience, None if metres is None else float(metres))
        for experience, metres in session.execute(statement)
    ]


def _conditions(wanted: ExperienceFilter) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.region is not None:
        yield Experience.region_code == wanted.region
    if wanted.categories:
        yield Experience.category.in_(wanted.categories)
    if wanted.language is not None:
        spoken = sa.cast(Experience.languages, sa.Text)
        yield spoken.contains(f'"{wanted.language}"', autoescape=True)
    if wanted.party is not None:
        yield Experience.min_party <= wanted.party
        yield Experience.max_party >= wanted.party
    for word in words_in(wanted.words or ""):
        yield Experience.searched.contains(word, autoescape=True)
    if wanted.bbox is not None:
        yield is_in_box(Experience.lat, Experience.lon, wanted.bbox)
    if wanted.near is not None:
        yield is_within(Experience.lat, Experience.lon, wanted.near, wanted.radius_m)


def _has_place(
    wanted: ExperienceFilter, on: dt.date, lapsed: Lapsed, now: dt.datetime
) -> sa.ColumnElement[bool]:
    slots = sa.select(Slot.id).where(
        Slot.experience_id == Experience.id,
        Slot.local_date == on,
        is_bookable(lapsed, now, wanted.party or 1),
    )
    return slots.correlate(Experience).exists()


def _behind(after: Position, distance: sa.ColumnElement[float] | None) -> sa.ColumnElement[bool]:
    if distance is None:
        return Experience.id > after[1]
    same_distance = sa.and_(distance == after[0], Experience.id > after[1])
    return sa.or_(distance > after[0], same_distance)
