"""What those who answer about itineraries need of the app's parts."""

from __future__ import annotations

from flask import request
from sqlalchemy.orm import Session

from routing.model import Mode
from routing.solver.stop import MaxIterations
from server.http.language import content_languages, message_language
from server.itineraries import service
from server.itineraries.booked_stops import load_standings
from server.itineraries.models import SavedItinerary
from server.itineraries.presentation import itinerary_out
from server.itineraries.schemas import ItineraryOut
from server.itineraries.trust import Trust, load_trust
from server.services import services


def streets_of(region: str, mode: Mode) -> service.Streets:
    """Return what travel times of a region and mode rest on."""
    networks = services().networks
    return service.Streets(
        networks.engine(region, mode),
        networks.state(region, mode).attribution,
        service.find_footpaths(networks, region, mode),
    )


def streets_of_plan(saved: SavedItinerary) -> service.Streets:
    """Return what travel times of a kept plan rest on."""
    return streets_of(saved.region_code, Mode(saved.request["mode"]))


def trust_in(session: Session, region: str) -> Trust:
    """Return how far the facts of a region's spots are believed now."""
    parts = services()
    return load_trust(session, region, now=parts.now(), verify_after=parts.settings.verify_after)


def public_address(path: str) -> str:
    """Return where people elsewhere reach a path: at `PUBLIC_URL`, else where this one asked."""
    home = services().settings.home or request.url_root.rstrip("/")
    return f"{home}{path}"


def usual_stop() -> MaxIterations | None:
    """Return how long to search, where the settings say so."""
    iterations = services().settings.plan_iterations
    return MaxIterations(iterations) if iterations else None


def shown(session: Session, saved: SavedItinerary) -> ItineraryOut:
    """Return a plan for the caller, with what has become of its bookings."""
    standings = load_standings(session, saved, now=services().now())
    languages = content_languages(saved.plan["languages"])
    return itinerary_out(saved, message_language(), languages, standings)
