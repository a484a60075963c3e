"""The web app's settings over HTTP."""

from __future__ import annotations

from importlib.metadata import version

from server.http.contract import Answer, Contract, Reply
from server.services import services
from server.webapp.schemas import SETTINGS_EXAMPLE, AppSettings

contract = Contract("web app")


@contract.operation(
    "GET",
    "/v1/app-settings",
    reply=Reply(200, "The settings", AppSettings, example=SETTINGS_EXAMPLE),
)
def get_app_settings() -> Answer:
    """Say what the web app must know of this server."""
    style = services().settings.map_style_url
    return Answer(
        AppSettings(
            version=version("yorimichi"),
            map_style_url=str(style) if style else None,
            links={"self": "/v1/app-settings", "regions": "/v1/regions"},
        )
    )
