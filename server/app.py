"""Wire everything together; nothing else may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import structlog
from flask import Flask, Response
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError, SQLAlchemyError
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from routing.errors import EngineUnavailableError, ProfileNotServedError
from server import migrations
from server.accounts import personal
from server.accounts.api import contract as accounts
from server.accounts.authentication import authenticator
from server.accounts.organisation_api import contract as organisations
from server.accounts.traces import TRACES
from server.amenities.api import contract as amenities
from server.bookings import beside, forgetting, payment_door
from server.bookings.api import contract as bookings
from server.bookings.dashboard_api import contract as dashboards
from server.bookings.message_api import contract as messages
from server.bookings.of_slots import BOOKED
from server.bookings.payment_services import PaymentService
from server.bookings.payments_api import contract as payments_contract
from server.bookings.personal_api import contract as personal_data
from server.bookings.redeeming_api import contract as redeeming
from server.bookings.review_api import contract as reviews
from server.bookings.waiting_api import contract as waiting
from server.campaigns.api import contract as campaigns
from server.config import RoutingEngine, Settings
from server.db import Database
from server.errors import Unavailable
from server.events.api import contract as events
from server.exchange.api import contract as exchange
from server.experiences import booked
from server.experiences.api import contract as experiences
from server.experiences.keeping_api import contract as offering
from server.experiences.photo_api import contract as experience_photos
from server.experiences.slot_api import contract as slots
from server.http import access, compression, headers, health, limits, pages, problems, request_log
from server.http.contract import MAX_BODY_BYTES, Contract, Operation
from server.http.openapi import describe
from server.insights.api import contract as insights
from server.itineraries import pages as itinerary_pages
from server.itineraries.api import contract as itineraries
from server.itineraries.slot_api import contract as itinerary_experiences
from server.notices import service as notice_cases
from server.notices.api import contract as notices
from server.octo.api import contract as octo
from server.octo.forgetting import REFERENCES
from server.octo.keys_api import contract as reseller_keys
from server.octo.openapi import describe_octo
from server.publication.api import contract as publication
from server.regions.api import contract as regions
from server.regions.errors import from_engine
from server.regions.kernels import OF_THIS_PROCESS, Kernels
from server.regions.maps import MapShelf
from server.regions.networks import NetworkShelf, open_shelf
from server.regions.tile_api import contract as tiles
from server.services import Services, attach
from server.spots import latest
from server.spots.api import contract as spots
from server.spots.category_api import contract as region_categories
from server.spots.freshness_api import contract as freshness
from server.spots.keeping_api import contract as keeping
from server.spots.marks_api import contract as marks
from server.spots.photo_api import contract as photos
from server.spots.settled_reports import NOTES
from server.travel.api import contract as travel
from server.webapp import built
from server.webapp import pages as webapp_pages
from server.webapp.api import contract as web_app

log = structlog.get_logger()

_UNDEFINED_TABLE: Final = "42P01"
"""PostgreSQL's SQLSTATE for a table that does not exist."""

CONTRACTS: Final[tuple[Contract, ...]] = (
    itineraries,
    itinerary_experiences,
    travel,
    spots,
    keeping,
    freshness,
    marks,
    photos,
    regions,
    region_categories,
    tiles,
    web_app,
    publication,
    accounts,
    organisations,
    notices,
    campaigns,
    events,
    experiences,
    offering,
    experience_photos,
    slots,
    bookings,
    payments_contract,
    exchange,
    amenities,
    personal_data,
    redeeming,
    messages,
    reviews,
    waiting,
    dashboards,
    reseller_keys,
    insights,
)


_BESIDE_BOOKINGS: Final = (REFERENCES,)


class _Identifier(BaseConverter):
    """An id within an address; the words beside ids that are addresses of their own are none."""

    regex = "(?!(?:check|publish)$)[A-Za-z0-9_-]{1,64}"


class _Number(BaseConverter):
    """A whole number within an address."""

    regex = "[0-9]{1,9}"


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def operations() -> list[Operation]:
    """Return every operation of the API."""
    return [operation for contract in CONTRACTS for operation in contract.operations]


def openapi_document() -> dict[str, Any]:
    """Return the contract of the whole API."""
    document = describe(operations(), version=version("yorimichi"))
    resellers = describe_octo(octo.operations)
    document["paths"] |= resellers["paths"]
    components = document["components"]
    components["schemas"] |= resellers["schemas"]
    components["parameters"] |= resellers["parameters"]
    components["responses"] |= resellers["responses"]
    components["securitySchemes"] |= resellers["security"]
    return document


def create_app(
    settings: Settings | None = None,
    *,
    database: Database | None = None,
    now: Callable[[], dt.datetime] = _utc_now,
    kernels: Kernels = OF_THIS_PROCESS,
    payments: PaymentService | None = None,
    app_folder: Path = built.FOLDER,
) -> Flask:
    """Return the service as a WSGI application.

    Parameters
    ----------
    settings
        Read from the environment when None.
    database
        An open database to use instead of the settings' one.
    now
        The clock.
    kernels
        The engine's machine code. Unless it is prepared, that begins with the first look at
        `/readyz` or the first request that needs it, which until then answers 503.
    payments
        What takes money from guests; the settings' one, if any, when None.
    app_folder
        Where the built web app lies; an empty folder or none means without it.
    """
    settings = settings or Settings()
    database = database or Database.at(settings.sqlalchemy_url)
    app = Flask("server", static_folder=None)
    app.config[MAX_BODY_BYTES] = settings.max_body_bytes
    app.json.ensure_ascii = False  # type: ignore[attr-defined] # Flask's default provider has it
    app.url_map.converters["identifier"] = _Identifier
    app.url_map.converters["number"] = _Number
    app.url_map.merge_slashes = False
    shelf = open_shelf(settings, kernels.require)
    maps = MapShelf(settings.networks_dir)
    attach(app, Services(settings, database, shelf, maps, now))
    latest.install(app, latest.Latest(notice_cases.current_by_spot, notice_cases.closed_spots))
    bookings_of_people = forgetting.keeper(settings.mail_dir, _BESIDE_BOOKINGS)
    personal.install(app, [TRACES, personal.INVITATIONS, NOTES, bookings_of_people])
    beside.install(app, _BESIDE_BOOKINGS)
    payment_door.install(app, payments or _payment_service(settings))
    booked.install(app, BOOKED)
    _install_http(app, settings, database, shelf, kernels)
    access.install(app, authenticator(database, now))
    for contract in CONTRACTS:
        app.register_blueprint(contract.blueprint)
    app.register_blueprint(octo.blueprint)
    webapp_pages.install(app, app_folder, settings.map_origins)
    itinerary_pages.install(app)
    return app


def _payment_service(settings: Settings) -> PaymentService | None:
    if settings.stripe_secret_key is None:
        return None
    from server.bookings.stripe_payments import open_stripe  # its library takes a while to import

    return open_stripe(settings)


def _install_http(
    app: Flask, settings: Settings, database: Database, shelf: NetworkShelf, kernels: Kernels
) -> None:
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    compression.install(app)
    request_log.install(app)
    problems.install(app)
    for database_failure in (OperationalError, ProgrammingError):
        app.register_error_handler(database_failure, _database_away)
    headers.install(app, settings.cors_origin_list)
    for failure in (EngineUnavailableError, ProfileNotServedError):
        app.register_error_handler(failure, _problem_from_engine)
    checks = {
        "database": lambda: _database_fault(database),
        "kernels": kernels.fault,
        "networks": shelf.faults,
    }
    if settings.routing_engine is not RoutingEngine.EMBEDDED:
        checks["routing"] = shelf.server_faults
    health.install(app, checks, metrics_dir=settings.prometheus_multiproc_dir)
    pages.install(app, openapi_document)
    limits.install(app, settings)


def _database_away(error: DBAPIError) -> Response:
    """Answer that the service is not ready while the database, or a table of it, is missing.

    PostgreSQL reports a table that no migration has made yet as a programming error; any other
    of that kind is a fault of ours.
    """
    missing_table = getattr(error.orig, "sqlstate", None) == _UNDEFINED_TABLE
    if isinstance(error, ProgrammingError) and not missing_table:
        return problems.problem_from_bug(error)
    log.error("database_away", exc_info=error)
    return problems.problem_from_app_error(Unavailable())


def _problem_from_engine(error: EngineUnavailableError | ProfileNotServedError) -> Response:
    if isinstance(error, EngineUnavailableError):
        log.error("routing_unavailable", reason=error.reason)
    return problems.problem_from_app_error(from_engine(error))


def _database_fault(database: Database) -> str | None:
    """Return what keeps the database from serving, or None."""
    try:
        revision = migrations.current_revision(database.engine)
    except SQLAlchemyError as error:
        return f"database unreachable: {type(error).__name__}"
    if revision != migrations.head_revision():
        return f"database is at revision {revision}; run `yorimichi migrate`"
    return None
