"""The new plan of a trip, put together from what is done and what was planned anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from routing.errors import UnreachableError
from routing.model import Mode, StopKind
from routing.ways import ways_through
from server.itineraries.document import (
    Document,
    day_totals,
    leg_document,
    wall_clock,
    warning,
)
from server.itineraries.kept import parks, point_of
from server.itineraries.replanning_case import Replanning
from server.itineraries.service import Streets


def joined(case: Replanning, rest: Document, streets: Streets) -> Document:
    """Return the new plan: days that are over, today's past and future, days to come."""
    number, old = case.standing.day, case.old.plan
    days = [*old["days"][:number], _today(case, rest["days"][0], streets), *rest["days"][1:]]
    paid = [*(visit for day in days for visit in day["visits"]), *case.done_ahead]
    return {
        **rest,
        "character": case.character,
        "days": days,
        "warnings": [*_of_the_whole_trip(rest["warnings"], case), *_news(case)],
        "cost_minor": sum(visit["fee_minor"] or 0 for visit in paid),
        "attribution": list(dict.fromkeys([*rest["attribution"], *old["attribution"]])),
        "replaces": case.old.id,
        "parks": parks(case.old),
        "done_ahead": case.done_ahead,
    }


def _of_the_whole_trip(warnings: Sequence[Document], case: Replanning) -> Iterator[Document]:
    """Yield the warnings about the rest with its days counted as the trip's."""
    for note in warnings:
        if "day" not in note["values"]:
            yield note
            continue
        today = note["values"]["day"] == 1 and case.free_s is not None
        nothing_more = note["code"] == "day_without_visits" and today
        code = "nothing_more_fits" if nothing_more else note["code"]
        day = note["values"]["day"] + case.standing.day
        yield {**note, "code": code, "values": {**note["values"], "day": day}}


def _news(case: Replanning) -> Iterator[Document]:
    """Yield what the tourist should know about the change itself."""
    if case.body.reason == "rain":
        yield warning("open_air_left_out", values={"day": case.standing.day + 1})
    names = {v["spot_id"]: v["names"] for day in case.days for v in (*day.done, *day.visits)}
    if case.standing.closed:
        key = case.standing.closed
        yield warning("left_out_as_closed", spot_id=key, values={"name": names[key]})
    for visit, word in case.left_out:
        yield warning(word, values={"name": visit["names"]})
    for key in sorted(case.missed):
        if key in names:
            yield warning("locked_missed", spot_id=key, values={"name": names[key]})


def _today(case: Replanning, planned: Document, streets: Streets) -> Document:
    standing = case.standing
    if standing.free_s is None:
        return planned
    visits, legs = _from_car(case, planned)
    visits, legs = [*standing.done, *visits], [*done_legs(case, streets), *legs]
    here, car = standing.here, standing.car
    date = case.days[standing.day].date
    return {
        **planned,
        "visits": visits,
        "legs": legs,
        "totals": day_totals(visits, legs),
        "resumed": {
            "after": len(standing.done),
            "time": wall_clock(date, standing.free_s, case.zone).isoformat(),
            "location": {"lat": here.lat, "lon": here.lon},
            "car": {"lat": car.lat, "lon": car.lon} if car else None,
        },
    }


def _from_car(case: Replanning, planned: Document) -> tuple[list[Document], list[Document]]:
    """Return what is planned anew behind the way back to the car, if there is one.

    Who is back at the car and walks on from there is not told twice where the car stands.
    """
    visits, legs = planned["visits"], planned["legs"]
    if case.back is None:
        return visits, legs
    back_visits, back_legs = list(case.back.visits), list(case.back.legs)
    walks_on = bool(visits) and visits[0]["kind"] == StopKind.PARKING and not legs[0]["duration_s"]
    if walks_on:
        return [*back_visits[:-1], *visits], [*back_legs, *legs[1:]]
    return [*back_visits, *visits], [*back_legs, *legs]


def done_legs(case: Replanning, streets: Streets | None) -> list[Document]:
    """Return the way to each visit that is done: as it was, or straight where one was left out."""
    kept = case.old.plan["days"][case.standing.day]
    legs, before = [], -1
    for rank in case.standing.ranks:
        leg = kept["legs"][rank]
        if rank > before + 1 and streets is not None:
            leg = _direct(kept["visits"], (before, rank), leg, streets, case)
        legs.append(leg)
        before = rank
    return legs


def _direct(
    visits: Sequence[Document],
    ranks: tuple[int, int],
    leg: Document,
    streets: Streets,
    case: Replanning,
) -> Document:
    """Return the way past visits that were left out; the old one where there is none."""
    before, rank = ranks
    start = case.days[case.standing.day].frame.start
    origin = start if before < 0 else point_of(visits[before])
    on_foot = leg["mode"] == Mode.WALK and streets.footpaths is not None
    engine = streets.footpaths if on_foot and streets.footpaths else streets.engine
    try:
        ways = ways_through([origin, point_of(visits[rank])], engine, case.asked.access_profile)
    except UnreachableError:
        return leg
    return leg_document(ways[0])
