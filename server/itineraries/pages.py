"""A plan as a page for people, and a sample day to begin with."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, Response, abort, render_template, request
from sqlalchemy.orm import Session

from routing.model import Mode
from server.http.language import message_language
from server.itineraries import service, wording
from server.itineraries.at_hand import public_address, shown, streets_of, trust_in
from server.itineraries.drawing import draw, plan_box
from server.itineraries.errors import ItineraryNotFound
from server.itineraries.examples import HELSINKI_DAY
from server.itineraries.preview.picture import HEIGHT_PX, WIDTH_PX
from server.itineraries.request import ItineraryRequest
from server.itineraries.schemas import ItineraryOut
from server.regions.schemas import localized
from server.regions.service import get_region
from server.services import services
from server.text import Language
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
        try:
            with services().database.reading() as session:
                saved = service.get_itinerary(session, itinerary_id)
                return _page(session, shown(session, saved), kept=True)
        except ItineraryNotFound:
            if _wants_page():
                return _no_plan()
            raise

    @blueprint.get("/itineraries/")
    @blueprint.get("/itineraries/<path:below>")
    def no_itinerary(below: str = "") -> Response:
        return _no_plan() if _wants_page() else abort(404)

    @blueprint.get("/sample-day")
    def sample_day() -> Response:
        with services().database.reading() as session:
            return _page(session, _plan_sample(session), kept=False)

    @blueprint.get("/itinerary.css")
    def itinerary_style() -> Response:
        response = Response(_STYLE.read_bytes(), mimetype="text/css")
        response.headers["Cache-Control"] = "no-cache"
        response.add_etag()
        response.make_conditional(request)
        return response

    app.register_blueprint(blueprint)


def _plan_sample(session: Session) -> ItineraryOut:
    """Plan the contract's example for a Saturday soon, without keeping it."""
    parts = services()
    now = parts.now()
    soon = now.date() + dt.timedelta(days=_SAMPLE_DAYS_AHEAD)
    saturday = soon + dt.timedelta(days=(_SATURDAY - soon.weekday()) % 7)
    asked = ItineraryRequest.model_validate(HELSINKI_DAY)
    frame = asked.days[0].model_copy(update={"date": saturday})
    asked = asked.model_copy(update={"days": [frame]})
    streets = streets_of(asked.region, Mode.WALK)
    trust = trust_in(session, asked.region)
    return shown(session, service.plan(session, asked, streets, now=now, trust=trust))


def _wants_page() -> bool:
    """Tell whether a browser asks; programs, which do not name pages, are told in JSON."""
    forms = request.accept_mimetypes
    return bool(forms.quality("text/html") > forms.quality("application/json"))


def _no_plan() -> Response:
    """Answer an address of no plan with kind words, and the app, which says the same."""
    language = message_language()
    text = render_template("no_itinerary.html", language=language, entry=app_entry(), app=ADDRESS)
    response = _html(text, language)
    response.status_code = 404
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(session: Session, itinerary: ItineraryOut, *, kept: bool) -> Response:
    language = message_language()
    names = get_region(session, itinerary.region).names
    lines = services().networks.lines(itinerary.region, itinerary.mode, plan_box(itinerary))
    text = render_template(
        "itinerary.html",
        language=language,
        itinerary=itinerary,
        region=localized(names, [language]),
        address=public_address(request.path),
        preview=public_address(itinerary.links["preview"]) if kept else None,
        preview_size=(WIDTH_PX, HEIGHT_PX),
        picture=draw(itinerary, lines),
        category_name=lambda code: wording.category_name(code, language),
        links=itinerary.links if kept else {},
        entry=app_entry() if kept else None,
        app=ADDRESS,
    )
    return _html(text, language)


def _html(text: str, language: Language) -> Response:
    response = Response(text, mimetype="text/html")
    response.headers["Content-Language"] = language
    response.vary.update(("Accept", "Accept-Language"))
    return protect(response, web_app().policy)
