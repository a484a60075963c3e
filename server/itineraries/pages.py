"""A plan as a page for people, and a sample day to begin with."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, Response, render_template, request

from routing.model import Mode
from server.http.language import message_language
from server.itineraries import service, wording
from server.itineraries.at_hand import shown, streets_of, trust_in
from server.itineraries.drawing import draw, plan_box
from server.itineraries.examples import HELSINKI_DAY
from server.itineraries.request import ItineraryRequest
from server.itineraries.schemas import ItineraryOut
from server.services import services
from server.webapp.built import ADDRESS
from server.webapp.pages import app_entry, web_app
from server.webapp.policy import protect

_SAMPLE_DAYS_AHEAD: Final = 7
_SATURDAY: Final = 5
_STYLE: Final = Path(__file__).with_name("templates") / "itinerary.css"


def install(app: Flask) -> None:
    """Serve `/itineraries/{id}` and `/sample-day`."""
    blueprint = Blueprint("itinerary_pages", __name__, template_folder="templates")

    @blueprint.get("/itineraries/<identifier:itinerary_id>")
    def itinerary_page(itinerary_id: str) -> Response:
        with services().database.reading() as session:
            saved = service.get_itinerary(session, itinerary_id)
            return _page(shown(session, saved), kept=True)

    @blueprint.get("/sample-day")
    def sample_day() -> Response:
        return _page(_plan_sample(), kept=False)

    @blueprint.get("/itinerary.css")
    def itinerary_style() -> Response:
        response = Response(_STYLE.read_bytes(), mimetype="text/css")
        response.headers["Cache-Control"] = "no-cache"
        response.add_etag()
        response.make_conditional(request)
        return response

    app.register_blueprint(blueprint)


def _plan_sample() -> ItineraryOut:
    """Plan the contract's example for a Saturday soon, without keeping it."""
    parts = services()
    now = parts.now()
    soon = now.date() + dt.timedelta(days=_SAMPLE_DAYS_AHEAD)
    saturday = soon + dt.timedelta(days=(_SATURDAY - soon.weekday()) % 7)
    asked = ItineraryRequest.model_validate(HELSINKI_DAY)
    frame = asked.days[0].model_copy(update={"date": saturday})
    asked = asked.model_copy(update={"days": [frame]})
    streets = streets_of(asked.region, Mode.WALK)
    with parts.database.reading() as session:
        trust = trust_in(session, asked.region)
        return shown(session, service.plan(session, asked, streets, now=now, trust=trust))


def _page(itinerary: ItineraryOut, *, kept: bool) -> Response:
    language = message_language()
    lines = services().networks.lines(itinerary.region, itinerary.mode, plan_box(itinerary))
    text = render_template(
        "itinerary.html",
        language=language,
        itinerary=itinerary,
        picture=draw(itinerary, lines),
        category_name=lambda code: wording.category_name(code, language),
        links=itinerary.links if kept else {},
        entry=app_entry() if kept else None,
        app=ADDRESS,
    )
    response = Response(text, mimetype="text/html")
    response.headers["Content-Language"] = language
    response.vary.add("Accept-Language")
    return protect(response, web_app().policy)
