"""`yorimichi plan`: a day in the terminal, without a server."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

import click
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from routing.model import AccessProfile, Mode, Pace
from server.config import Settings
from server.db import Database
from server.itineraries import service, wording
from server.itineraries.drawing import draw, plan_box
from server.itineraries.exports.geojson import to_geojson
from server.itineraries.exports.gpx import to_gpx
from server.itineraries.presentation import itinerary_out
from server.itineraries.request import ItineraryRequest
from server.itineraries.schemas import DayOut, ItineraryOut, VisitOut
from server.itineraries.trust import load_trust
from server.regions.networks import NetworkShelf, open_shelf
from server.text import LANGUAGES, Language, Text
from server.travel.schemas import LegOut

_PLACE_AND_TIME: Final = re.compile(
    r"(-?[0-9]+(?:\.[0-9]+)?),(-?[0-9]+(?:\.[0-9]+)?)@([0-9]{1,2}:[0-9]{2})"
)


_HEADINGS: Final = (
    Text("arrive", "到着"),
    Text("begin", "開始"),
    Text("leave", "出発"),
    Text("stop", "立ち寄り先"),
    Text("category", "カテゴリー"),
    Text("why", "理由"),
)
_WAY: Final = Text("↓ {by} {minutes} min, {kilometres} km", "↓ {by} {minutes} 分、{kilometres} km")
_ESTIMATED_WAY: Final = Text(
    "↓ {by} about {minutes} min, {kilometres} km", "↓ {by} 約 {minutes} 分、{kilometres} km"
)
_BY: Final = {Mode.WALK: Text("on foot", "徒歩"), Mode.DRIVE: Text("by car", "車")}
_LIMITS: Final = {
    "travel_minutes": "travel_minutes_per_day",
    "walking_metres": "walking_metres_per_day",
    "visits": "visits_per_day",
    "category_share": "category_share",
}
"""Options of limits, and what the API calls them."""
_ALTERNATIVE: Final = Text(
    "{label}: {visits} stops, {minutes} min on the way",
    "{label}：立ち寄り {visits} か所、移動 {minutes} 分",
)
_LOCKED: Final = Text("agreed time", "時刻指定")
_CONSIDERED: Final = Text(
    "{count} other spots were considered; --json says why not.",
    "ほかに {count} か所を検討しました。選ばれなかった理由は --json で見られます。",
)


class _PlaceAndTime(click.ParamType[dict[str, Any]]):
    """`lat,lon@HH:MM`."""

    name = "lat,lon@HH:MM"

    def convert(self, value: Any, param: Any, ctx: Any) -> dict[str, Any]:
        """Return the end of a day as the API takes it."""
        match = _PLACE_AND_TIME.fullmatch(str(value))
        if match is None:
            self.fail(f"'{value}' is not like 60.1713,24.9414@09:30", param, ctx)
        lat, lon, time = match.groups()
        return {"lat": float(lat), "lon": float(lon), "time": time.zfill(5)}


class _Break(click.ParamType[dict[str, Any]]):
    """`HH:MM-HH:MM/minutes`."""

    name = "HH:MM-HH:MM/minutes"

    def convert(self, value: Any, param: Any, ctx: Any) -> dict[str, Any]:
        """Return the lunch or rest as the API takes it."""
        match = re.fullmatch(r"([0-9:]{5})-([0-9:]{5})/([0-9]{1,3})", str(value))
        if match is None:
            self.fail(f"'{value}' is not like 11:30-13:30/60", param, ctx)
        earliest, latest, minutes = match.groups()
        return {"earliest": earliest, "latest": latest, "minutes": int(minutes)}


class _Locked(click.ParamType[dict[str, Any]]):
    """`SPOT_ID@moment` or `SPOT_ID@moment/minutes`."""

    name = "SPOT_ID@moment[/minutes]"

    def convert(self, value: Any, param: Any, ctx: Any) -> dict[str, Any]:
        """Return the agreed visit as the API takes it."""
        match = re.fullmatch(r"([A-Za-z0-9_-]+)@([^/]+)(?:/([0-9]{1,3}))?", str(value))
        if match is None:
            self.fail(f"'{value}' is not like SPOT_ID@2027-05-15T14:00+03:00/45", param, ctx)
        spot_id, begin, minutes = match.groups()
        return {"spot_id": spot_id, "begin": begin, "minutes": int(minutes) if minutes else None}


_STRENGTH: Final = click.FloatRange(0, 1)


@click.command()
@click.option("--region", required=True, help="Region code, such as helsinki.")
@click.option("--mode", type=click.Choice([m.value for m in Mode]), default="walk")
@click.option(
    "--date",
    "dates",
    multiple=True,
    required=True,
    metavar="YYYY-MM-DD",
    help="One per day, in order; repeatable.",
)
@click.option("--from", "start", type=_PlaceAndTime(), required=True, help="Start of each day.")
@click.option("--to", "end", type=_PlaceAndTime(), required=True, help="End of each day.")
@click.option("--category", "categories", multiple=True, help="Liked kind of spot; repeatable.")
@click.option(
    "--lesser-known",
    type=_STRENGTH,
    help="0 favours the well known, 1 the least known; 0 unless told.",
)
@click.option("--freshness", type=_STRENGTH, help="How much what is new counts; 0.3 unless told.")
@click.option(
    "--avoid-crowds", type=_STRENGTH, help="How much crowded hours count against a place; 0.3."
)
@click.option(
    "--diversity",
    type=_STRENGTH,
    help="How much less a second of its kind counts; 0.5 unless told.",
)
@click.option("--must-visit", multiple=True, metavar="SPOT_ID", help="Repeatable.")
@click.option(
    "--locked",
    type=_Locked(),
    multiple=True,
    help="A visit at an agreed time, such as ID@2027-05-15T14:00+03:00/45; repeatable.",
)
@click.option("--avoid", multiple=True, metavar="SPOT_ID", help="Repeatable.")
@click.option("--pace", type=click.Choice([p.value for p in Pace]), default="normal")
@click.option("--lunch", type=_Break(), help="Such as 11:30-13:30/60.")
@click.option("--rest", type=_Break(), help="Such as 14:30-16:30/30.")
@click.option("--travel-minutes", type=int, help="At most so long on the way each day.")
@click.option("--walking-metres", type=int, help="At most so far on foot each day.")
@click.option("--visits", type=int, help="At most so many spots each day.")
@click.option(
    "--category-share", type=click.FloatRange(0.1, 1), help="At most this part of a day for a kind."
)
@click.option("--park-and-walk", is_flag=True, help="By car: leave it where walking is quicker.")
@click.option(
    "--alternatives",
    type=click.IntRange(0, 3),
    default=0,
    help="So many of another character, as text.",
)
@click.option("--budget", "budget_minor", type=int, help="For the party, minor currency units.")
@click.option("--party-size", type=int, default=1, show_default=True)
@click.option(
    "--access-profile", type=click.Choice([a.value for a in AccessProfile]), default="none"
)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Of names and texts.")
@click.option("--json", "form", flag_value="json", help="Print the API's JSON.")
@click.option("--geojson", "form", flag_value="geojson", help="Print GeoJSON.")
@click.option("--gpx", "form", flag_value="gpx", help="Print GPX.")
@click.option("--svg", "form", flag_value="svg", help="Print a drawing on the street map.")
def plan(
    dates: tuple[str, ...],
    start: dict[str, Any],
    end: dict[str, Any],
    language: Language,
    form: str | None,
    **asked: Any,
) -> None:
    """Plan one or several days and print them."""
    request = _request(dates, start, end, asked)
    shelf = open_shelf(Settings())
    first, *others = _plan(request, language, shelf)
    if form is not None:
        click.echo(_printed(first, form, shelf))
        return
    _print_plan(first, language)
    for outline, other in zip(first.alternatives, others, strict=True):
        minutes = -(-outline.travel_s // 60)
        click.echo(
            _ALTERNATIVE.render(
                language, label=outline.label, visits=outline.visits, minutes=minutes
            )
        )
        _print_plan(other, language)


def _print_plan(itinerary: ItineraryOut, language: Language) -> None:
    for day in itinerary.days:
        _print_day(day, itinerary, language)
    _print_notes(itinerary, language)


def _request(
    dates: tuple[str, ...], start: dict[str, Any], end: dict[str, Any], asked: dict[str, Any]
) -> ItineraryRequest:
    named = ("categories", "must_visit", "avoid", "locked")
    lists = {name: list(asked.pop(name)) for name in named}
    limits = {key: asked.pop(option) for option, key in _LIMITS.items()}
    asked = {name: value for name, value in asked.items() if value is not None}
    days = [{"date": date, "start": start, "end": end} for date in dates]
    try:
        return ItineraryRequest.model_validate({"days": days, "limits": limits, **lists, **asked})
    except ValidationError as error:
        told = "; ".join(
            f"{'/'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()
        )
        raise click.UsageError(told) from error


def _plan(request: ItineraryRequest, language: Language, shelf: NetworkShelf) -> list[ItineraryOut]:
    settings = Settings()
    mode = Mode(request.mode)
    streets = service.Streets(
        shelf.engine(request.region, mode),
        shelf.state(request.region, mode).attribution,
        service.find_footpaths(shelf, request.region, mode),
    )
    database = Database.at(settings.sqlalchemy_url)
    now, verify_after = dt.datetime.now(dt.UTC), settings.verify_after
    with database.reading() as session:
        trust = load_trust(session, request.region, now=now, verify_after=verify_after)
        found = service.plan_all(session, request, streets, now=now, trust=trust)
    database.close()
    return [itinerary_out(saved, language, (language, *saved.plan["languages"])) for saved in found]


def _printed(itinerary: ItineraryOut, form: str, shelf: NetworkShelf) -> str:
    if form == "gpx":
        return to_gpx(itinerary)
    if form == "svg":
        box = plan_box(itinerary)
        return draw(itinerary, shelf.lines(itinerary.region, itinerary.mode, box))
    shown = to_geojson(itinerary) if form == "geojson" else itinerary
    return shown.model_dump_json(indent=2)


def _print_day(day: DayOut, itinerary: ItineraryOut, language: Language) -> None:
    table = Table(title=f"{itinerary.region}  {day.date:%Y-%m-%d}", title_justify="left")
    for heading in _HEADINGS:
        table.add_column(heading.render(language), no_wrap=heading in _HEADINGS[:3])
    for leg, visit in zip(day.legs, day.visits, strict=False):
        _add_way(table, leg, language)
        table.add_row(
            f"{visit.arrive:%H:%M}",
            f"{visit.begin:%H:%M}",
            f"{visit.leave:%H:%M}",
            visit.name,
            wording.category_name(visit.category or "", language),
            _reasons(visit, language),
        )
    _add_way(table, day.legs[-1], language)
    Console().print(table)


def _reasons(visit: VisitOut, language: Language) -> str:
    told = [*([_LOCKED.render(language)] if visit.locked else []), *visit.why]
    return "、".join(told) if language == "ja" else ", ".join(told)


def _add_way(table: Table, leg: LegOut, language: Language) -> None:
    if leg.distance_m == 0:
        return
    text = _ESTIMATED_WAY if leg.estimated else _WAY
    minutes, kilometres = -(-leg.duration_s // 60), f"{leg.distance_m / 1000:.1f}"
    by = _BY[Mode(leg.mode)].render(language)
    way = text.render(language, by=by, minutes=minutes, kilometres=kilometres)
    table.add_row("", "", "", way, style="dim")


def _print_notes(itinerary: ItineraryOut, language: Language) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for warning in itinerary.warnings:
        console.print(f"! {warning.message}")
    console.print(_CONSIDERED.render(language, count=len(itinerary.skipped)))
    console.print("; ".join(itinerary.attribution), style="dim")
