"""The web app's pages and files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, cast

from flask import Blueprint, Flask, Response, abort, current_app, request

from server.http.pages import front_page
from server.webapp.built import ADDRESS, BuiltApp, BuiltFile, Entry, read_built
from server.webapp.policy import content_policy, protect

_KEY: Final = "yorimichi.webapp"
_TOURIST: Final = "index.html"
_SHELLS: Final = {"/console": "console.html", "/guide": "guide.html"}
"""The pages of the other apps, by their addresses; what is below is theirs, too."""

_BY_KEY: Final = (
    "/bookings/<identifier:booking_id>",
    "/waiting/<identifier:slot_id>/<identifier:entry_id>",
)
"""Addresses in letters. What is there opens with a key behind `#`, which never comes here."""

_AT_THE_TOP: Final = ("sw.js", "guide-sw.js", "manifest.webmanifest")
"""Files that browsers look for there, or that may rule no more than what is below them."""

_FOR_A_YEAR: Final = "public, max-age=31536000, immutable"
_ASK_EACH_TIME: Final = "no-cache"


@dataclass(frozen=True, slots=True)
class WebApp:
    """The app that is served, and the policy of its pages."""

    built: BuiltApp
    policy: str


def web_app() -> WebApp:
    """Return the app of the server that answers the present request."""
    return cast(WebApp, current_app.extensions[_KEY])


def app_entry() -> Entry | None:
    """Return what another page needs to start the tourist's app; None where none is built."""
    return web_app().built.entry


def install(app: Flask, folder: Path, map_origins: tuple[str, ...]) -> None:
    """Serve the app built in `folder`.

    Parameters
    ----------
    map_origins
        From where else its map may load.
    """
    app.extensions[_KEY] = WebApp(read_built(folder), content_policy(map_origins))
    blueprint = Blueprint("webapp", __name__)

    @blueprint.get("/")
    def tourist() -> Response:
        found = web_app().built.files.get(_TOURIST)
        return _answer(found) if found else front_page()

    @blueprint.get(f"{ADDRESS}<path:name>")
    def built_file(name: str) -> Response:
        return _file(name)

    @blueprint.get("/icons/<path:name>")
    def icon(name: str) -> Response:
        return _file(f"icons/{name}")

    for number, rule in enumerate(_BY_KEY):
        blueprint.add_url_rule(rule, f"by_key_{number}", _by_key)
    for name in _AT_THE_TOP:
        blueprint.add_url_rule(f"/{name}", name.replace(".", "_"), partial(_file, name))
    for address, name in _SHELLS.items():
        shell = partial(_shell, name)
        for rule in (address, f"{address}/", f"{address}/<path:below>"):
            blueprint.add_url_rule(rule, name.removesuffix(".html"), shell)
    app.register_blueprint(blueprint)


def _shell(name: str, below: str = "") -> Response:
    """Answer with an app's page; which of its views `below` is, the app knows itself."""
    return _file(name)


def _by_key(**_: str) -> Response:
    """Answer with the tourist's app, which reads the address itself."""
    return _file(_TOURIST)


def _file(name: str) -> Response:
    found = web_app().built.files.get(name)
    return _answer(found) if found else abort(404)


def _answer(file: BuiltFile) -> Response:
    """Return the file, packed for those who can unpack it."""
    packed = file.packed if request.accept_encodings.quality("gzip") > 0 else None
    response = Response(file.content if packed is None else packed)
    response.headers["Content-Type"] = file.media_type
    response.headers["Cache-Control"] = _FOR_A_YEAR if file.for_ever else _ASK_EACH_TIME
    response.vary.add("Accept-Encoding")
    response.set_etag(file.tag if packed is None else f"{file.tag}:gzip")
    if packed is not None:
        response.content_encoding = "gzip"
    response.make_conditional(request)
    return protect(response, web_app().policy)
